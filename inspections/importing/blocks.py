"""Group a report's rows into headings, numbered paragraphs, bullets and paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from inspections.importing.layout import Report, Row

# Bullets as fonts of symbols and PDFs name them: their private characters, arrows,
# geometric shapes, dingbats, and the dashes and letters that serve as bullets.
_SYMBOLS = (
    "\uf020-\uf0ff\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\u00b7\u2022\u2023\u2043\u2219"
    "\u2212\u0336\u2012\u2013\u2014"
)
BULLET = re.compile(rf"^(?:[{_SYMBOLS}]|[-o§Ø](?=\s)|[nlqv](?=\s+[A-Z]))\s*(?=\S)")
_NUMBER = re.compile(r"^(\d{1,3})(?:[.)](?!\d)(?:\s*(?=\S)|$)|\s{1,3}(?=[A-Z‘“'\"]))")
SENTENCE_END = re.compile(r"[.!?:;]['’”\")]*$")

ENOUGH_NUMBERS = 5.0  # the worth of a chain (two a number) from which it is numbering
HANG = 6.0  # points by which continued lines stand right of their number or bullet


class Kind(StrEnum):
    """What a block of a report is."""

    HEADING = "heading"
    NUMBERED = "numbered"
    BULLET = "bullet"
    TEXT = "text"


@dataclass(slots=True)
class Block:
    """Rows that belong together, with the number printed before them, if any."""

    kind: Kind
    rows: list[Row]
    number: int | None = None
    parts: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def page(self) -> int:
        """Page on which the block begins, from 1."""
        return self.rows[0].page

    @property
    def size(self) -> float:
        """Font size of the first row."""
        return self.rows[0].size


def make_blocks(report: Report, *, first_numbered_page: int = 1) -> list[Block]:
    """Return a report's blocks in order; only a run 1..N is taken for numbering."""
    rows = report.rows
    numbers = find_numbering(rows, first_page=first_numbered_page)
    leading = find_leading(rows, body_size=report.body_size)
    blocks: list[Block] = []
    for index, row in enumerate(rows):
        add_row(
            blocks,
            row,
            number=numbers.get(index),
            report=report,
            leading=leading,
        )
    for block in blocks:
        block.text = report.join(block.parts)
    return [block for block in blocks if block.text]


def add_row(
    blocks: list[Block],
    row: Row,
    *,
    number: int | None,
    report: Report,
    leading: float,
) -> None:
    """Add a row to the last block, or begin a new one with it."""
    last = blocks[-1] if blocks else None
    if number is not None:
        match = _NUMBER.match(row.text)
        text = row.text[match.end() :] if match else row.text
        blocks.append(Block(Kind.NUMBERED, [row], number=number, parts=[text]))
        return
    if is_heading(row, body_size=report.body_size):
        if last and last.kind is Kind.HEADING and _same_heading(last, row, leading):
            last.rows.append(row)
            last.parts.append(row.text)
        else:
            blocks.append(Block(Kind.HEADING, [row], parts=[row.text]))
        return
    bullet = BULLET.match(row.text)
    if bullet and not (last and _dash_goes_on(last, row)):
        text = row.text[bullet.end() :]
        if last and is_sub_bullet(last, row):
            last.rows.append(row)
            last.parts.append(text)
        else:
            blocks.append(Block(Kind.BULLET, [row], parts=[text]))
        return
    if last and goes_on(last, row, leading=leading):
        last.rows.append(row)
        last.parts.append(row.text)
        return
    blocks.append(Block(Kind.TEXT, [row], parts=[row.text]))


def _dash_goes_on(last: Block, row: Row) -> bool:
    """Tell whether a dash at a line's head is a dash in a sentence, not a bullet."""
    if row.text[0] not in "–—‒-":
        return False
    before = last.rows[-1]
    return (
        last.kind is not Kind.HEADING
        and not SENTENCE_END.search(before.text)
        and abs(row.x0 - before.x0) < HANG
        and not BULLET.match(before.text)
    )


def is_heading(row: Row, *, body_size: float) -> bool:
    """Tell whether a row is set as a heading: larger than the body, or bold."""
    large = row.size > 1.1 * body_size
    if not (large or row.bold) or row.size < 0.9 * body_size:
        return False
    return not BULLET.match(row.text)


def _same_heading(last: Block, row: Row, leading: float) -> bool:
    before = last.rows[-1]
    if before.page != row.page or abs(before.size - row.size) > 1:
        return False
    if before.bold != row.bold:
        return False
    return 0 < before.y - row.y < 1.5 * max(leading, row.size * 1.2)


def is_sub_bullet(last: Block, row: Row) -> bool:
    """Tell whether a bullet stands under the item before it, not beside it."""
    if last.kind not in (Kind.BULLET, Kind.NUMBERED):
        return False
    return row.x0 > last.rows[0].x0 + HANG


def goes_on(last: Block, row: Row, *, leading: float) -> bool:
    """Tell whether a row continues the block before it."""
    if last.kind is Kind.HEADING:
        return False
    before = last.rows[-1]
    hanging = row.x0 > last.rows[0].x0 + HANG
    if row.page != before.page or row.y > before.y + 100:
        if last.kind is not Kind.TEXT and hanging:
            return True
        ended = SENTENCE_END.search(before.text)
        return not ended or row.text[0].islower()
    drop = before.y - row.y
    if last.kind is Kind.TEXT:
        return -SAME <= drop < 1.45 * leading
    if hanging:
        return drop < 4 * leading
    return drop < 1.35 * leading


SAME = 3.0


def find_leading(rows: Sequence[Row], *, body_size: float) -> float:
    """Return the usual distance in points between lines of the body."""
    drops: Counter[float] = Counter()
    for before, after in zip(rows, rows[1:], strict=False):
        drop = before.y - after.y
        if before.page == after.page and 0.9 * body_size < drop < 1.6 * body_size:
            drops[round(drop * 2) / 2] += 1
    return drops.most_common(1)[0][0] if drops else 1.2 * body_size


def find_numbering(rows: Sequence[Row], *, first_page: int = 1) -> dict[int, int]:
    """Return row index → paragraph number for the run that goes 1..N through a report.

    A wrapped line may begin with a number too ("16. This affords"), so the longest
    chain is taken that goes up by one and keeps its place on the line; a chain may
    skip a number or begin again at 1, but that costs.
    """
    found = []
    for index, row in enumerate(rows):
        match = _NUMBER.match(row.text) if row.text[0].isdigit() else None
        if match and row.page >= first_page and 0 < int(match[1]) < 400:
            found.append((index, int(match[1]), row.x0))
    best: list[float] = []
    previous: list[int | None] = []
    for at, (_, number, x) in enumerate(found):
        score, came = (2.0 if number == 1 else -4.0), None
        for other in range(max(0, at - 60), at):
            _, before, before_x = found[other]
            if number == 1:
                step = -12.0
            elif number > before:
                step = 2.0 - 3.0 * min(number - before - 1, 4)
            else:
                continue
            step -= min(abs(x - before_x) / 10, 2.0)
            if best[other] + step > score:
                score, came = best[other] + step, other
        best.append(score)
        previous.append(came)
    if not best or max(best) < ENOUGH_NUMBERS:
        return {}
    at_last: int | None = max(range(len(best)), key=best.__getitem__)
    chain = {}
    while at_last is not None:
        chain[found[at_last][0]] = found[at_last][1]
        at_last = previous[at_last]
    return dict(sorted(chain.items()))
