"""Pages of a report as pictures, and where a passage stands on them.

The PDF is opened in the same limited child process that reads it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from inspections.importing.pdf_text import in_child, refuse_by_content

WIDTH = 1000
"""Pixels across: sharp beside a form, small enough to send."""

WORDS_LOOKED_FOR = 60
_PNG = b"\x89PNG"


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line stands on its page, in shares of the page from its top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Located:
    """The sizes of all pages in points, and the boxes of each passage asked for."""

    pages: tuple[tuple[float, float], ...]
    boxes: tuple[tuple[Box, ...], ...]


def draw_page(data: bytes, *, page: int, width: int = WIDTH) -> bytes | None:
    """Return a page of a PDF as a PNG, or None where it cannot be drawn.

    In: the PDF, the page from 1, the width in pixels. Raises ReportUnreadable for what
    is no PDF or takes too long.
    """
    refuse_by_content(data)
    done = in_child(data, "draw", str(page), str(width))
    if done.returncode != 0 or not done.stdout.startswith(_PNG):
        return None
    return done.stdout


def find_passages(data: bytes, passages: Sequence[tuple[int, str]]) -> Located:
    """Return the size of each page, and where each passage stands.

    In: the PDF, and passages as (page from 1, words). A passage that runs over to the
    next page is marked where it begins; one that is not found has no boxes; a PDF that
    cannot be opened has no pages. Raises ReportUnreadable as `draw_page` does.
    """
    refuse_by_content(data)
    order = json.dumps(
        [
            [page, words[:WORDS_LOOKED_FOR], words[-WORDS_LOOKED_FOR:]]
            for page, words in passages
        ]
    )
    done = in_child(data, "find", order)
    if done.returncode != 0:
        return Located(pages=(), boxes=tuple(() for _ in passages))
    said = json.loads(done.stdout)
    return Located(
        pages=tuple((width, height) for width, height in said["sizes"]),
        boxes=tuple(_lines(boxes) for boxes in said["found"]),
    )


def _lines(boxes: Sequence[Sequence[float]]) -> tuple[Box, ...]:
    """Join the boxes of pieces of a line, which the PDF may hold word by word."""
    lines: list[Box] = []
    for x, y, width, height in boxes:
        last = lines[-1] if lines else None
        if (
            last
            and abs(y + height - last.y - last.height) < min(height, last.height) / 2
        ):
            left, top = min(last.x, x), min(last.y, y)
            right = max(last.x + last.width, x + width)
            foot = max(last.y + last.height, y + height)
            lines[-1] = Box(left, top, right - left, foot - top)
        else:
            lines.append(Box(x, y, width, height))
    return tuple(lines)
