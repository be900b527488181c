"""Turn a PDF into pages of lines, read by a child process that can do no harm.

`extract` starts such a child (`pdf_child`) for one report and never opens the PDF
itself; a file that is refused gets one sentence that says what to do.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from inspections.importing import pdf_child

MAX_BYTES = pdf_child.MAX_BYTES
MAX_PAGES = pdf_child.MAX_PAGES
MAX_SECONDS = 60
MAX_ANSWER = 40_000_000

SENTENCES = {
    "empty": "The file is empty: download the report again and upload that copy.",
    "too_large": (
        f"The file is larger than {MAX_BYTES // 1_000_000} MB, far more than a report "
        "needs: upload the report alone."
    ),
    "html": (
        "The file is a web page saved under a PDF's name: open the page, download "
        "the report itself and upload that."
    ),
    "not_pdf": "The file is not a PDF: download the report again as a PDF.",
    "encrypted": (
        "The PDF is protected by a password: save a copy without one and upload that."
    ),
    "damaged": (
        "The PDF is damaged or was cut off while downloading: download it again."
    ),
    "no_pages": "The PDF has no pages: download the report again.",
    "too_many_pages": (
        f"The PDF has more than {MAX_PAGES} pages, so it is no inspection report: "
        "upload the report alone."
    ),
    "no_text": (
        "The PDF holds pictures of pages but no text: find a copy with text, or run "
        "text recognition over it first, or enter the report by hand."
    ),
    "too_much_text": (
        "The PDF unpacks to far more text than any report has: check where it came "
        "from, and enter the report by hand if it is right."
    ),
    "not_understood": (
        "The report is laid out in a way that cannot be followed: enter it by hand."
    ),
    "too_long": (
        "Reading the PDF took too long or too much memory, so it was stopped: "
        "download it again, and enter the report by hand if that does not help."
    ),
}


class ReportUnreadable(Exception):
    """A file that cannot be read; the message is one sentence that says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code


class Line(NamedTuple):
    """One line of a page as the PDF holds it; lengths in points, y from the foot.

    `gaps` are offsets in the text where a new table cell begins, each with its x;
    `marks` are offsets and lengths of footnote marks.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    gaps: tuple[tuple[int, float], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points and its lines in stream order.

    `rules` are the heights of the lines drawn across it, looked for only on pages that
    may hold a table of areas for improvement.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[float, ...] = ()


def extract(data: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF given as bytes.

    Raises ReportUnreadable, with a sentence for the person who uploaded it, where the
    file is not a readable PDF with text inside the limits above.
    """
    refuse_by_content(data)
    done = in_child(data)
    return pages_from_answer(done.stdout, returncode=done.returncode)


def in_child(data: bytes, *order: str) -> subprocess.CompletedProcess[bytes]:
    """Run the limited child on a PDF, and return what it left.

    In: the PDF, and nothing to read it, or the words that its `draw` or `find` takes.
    Raises ReportUnreadable where it took too long.
    """
    try:
        return subprocess.run(
            [sys.executable, "-I", str(Path(pdf_child.__file__).resolve()), *order],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise ReportUnreadable("too_long") from None


def refuse_by_content(data: bytes) -> None:
    """Raise ReportUnreadable for bytes that need no PDF library to be refused."""
    if not data.strip():
        raise ReportUnreadable("empty")
    if len(data) > MAX_BYTES:
        raise ReportUnreadable("too_large")
    if b"%PDF-" in data[:1024]:
        return
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks_like_html = start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head"))
    raise ReportUnreadable("html" if looks_like_html else "not_pdf")


def pages_from_answer(answer: bytes, *, returncode: int) -> tuple[Page, ...]:
    """Return the pages in a child's answer, or raise for a refusal or a dead child."""
    if len(answer) > MAX_ANSWER:
        raise ReportUnreadable("too_much_text")
    try:
        said = json.loads(answer)
    except ValueError:
        said = None
    if not isinstance(said, dict) or returncode != 0:
        raise ReportUnreadable("too_long")
    if "error" in said:
        raise ReportUnreadable(said["error"])
    return tuple(
        Page(
            number=number,
            width=width,
            height=height,
            lines=tuple(_line(values) for values in lines),
            rules=tuple(rules),
        )
        for number, (width, height, lines, rules) in enumerate(said["pages"], start=1)
    )


def _line(values: list[Any]) -> Line:
    text, x0, x1, y, size, bold, gaps, marks = values
    return Line(
        text=text,
        x0=x0,
        x1=x1,
        y=y,
        size=size,
        bold=bold,
        gaps=tuple((at, x) for at, x in gaps) if gaps else (),
        marks=tuple((at, length) for at, length in marks) if marks else (),
    )
