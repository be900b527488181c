"""Clean pages into rows: no running heads, page numbers, footnotes or broken words.

Works on the lines that `pdf_text` gives, so that its tests need no PDF.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from inspections.importing.pdf_text import Line, Page

MARGIN = 90.0  # points at the head and foot where running text may stand
SMALL = 0.93  # of the body size: footnotes are set smaller than this
MARK = 0.8  # of the text beside it: footnote marks are set smaller than this
SAME_LINE = 3.0  # points between baselines that still count as one line
LINE_END_HYPHENS = "\ufffe\x02"  # how the PDF library marks a word cut at a line end

_UNWANTED = re.compile("[\x00\x01\x03-\x08\x0e-\x1b\ufeff\u00ad\u200b]")
_CUT_WORD = re.compile(rf"([A-Za-z’']+)([{LINE_END_HYPHENS}]|[-‐‑]\n)\s*([A-Za-z]+)")
_CUT_AT_END = re.compile(rf"[a-z’']+[-‐‑{LINE_END_HYPHENS}]+\n[a-z’']*")
_MAY_BE_CUT = re.compile(rf"[-‐‑–]\n|[{LINE_END_HYPHENS}]")
_WORD = re.compile(r"[a-z’']+(?:[-‐‑][a-z’']+)*")
_LONE_BULLET = re.compile(r"^[^\w\s]$|^o$")
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.I)


class Row(NamedTuple):
    """One printed line: page from 1, words, place in points, size, bold, cells.

    `cells` are (x, text) of the table cells in the line, one for ordinary lines.
    """

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    cells: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page, with its mark where one is printed."""

    mark: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report's rows in reading order, with what was taken out kept apart."""

    rows: tuple[Row, ...]
    body_size: float
    page_count: int
    footnotes: tuple[Footnote, ...] = ()
    running: tuple[Row, ...] = ()
    words: Counter[str] = field(default_factory=Counter)
    rules: dict[int, tuple[float, ...]] = field(default_factory=dict)

    def join(self, texts: Iterable[str]) -> str:
        """Join printed lines to one text, mending words cut at line ends."""
        return mend("\n".join(texts), self.words)


def clean_report(pages: Sequence[Page]) -> Report:
    """Return the rows of a report without running heads, page numbers and footnotes."""
    body_size = find_body_size(pages)
    by_page = [join_pieces(page_rows(page)) for page in pages]
    heights = [page.height for page in pages]
    repeated = find_running(by_page, heights)
    rows: list[Row] = []
    running: list[Row] = []
    footnotes: list[Footnote] = []
    for page_number, page in enumerate(by_page):
        kept: list[Row] = []
        for row in page:
            height = heights[page_number]
            is_running = in_margin(row, height=height) and (
                _place(row) in repeated or bool(_PAGE_NUMBER.match(row.text))
            )
            (running if is_running else kept).append(row)
        kept, notes = split_footnotes(kept, body_size=body_size)
        rows.extend(kept)
        footnotes.extend(notes)
    words = count_words(row.text for row in rows)
    mended = [_mended(row, words) for row in rows]
    return Report(
        rows=tuple(mended),
        body_size=body_size,
        page_count=len(pages),
        footnotes=tuple(replace(n, text=mend(n.text, words)) for n in footnotes),
        running=tuple(running),
        words=words,
        rules={page.number: page.rules for page in pages if page.rules},
    )


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Return how often each word is printed, without those cut at line ends."""
    text = _CUT_AT_END.sub(" ", "\n".join(lines).lower())
    return Counter(_WORD.findall(text))


def find_body_size(pages: Iterable[Page]) -> float:
    """Return the font size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def page_rows(page: Page) -> Iterator[Row]:
    """Yield a page's lines as rows, without footnote marks."""
    for line in page.lines:
        cells = tuple(_cells(line))
        text = " ".join(text for _, text in cells)
        if text:
            yield Row(
                page.number,
                text,
                line.x0,
                line.x1,
                line.y,
                line.size,
                line.bold,
                cells,
            )


def _cells(line: Line) -> Iterator[tuple[float, str]]:
    if not line.gaps and not line.marks:
        text = tidy(line.text)
        if text:
            yield line.x0, text
        return
    cuts = [(0, line.x0), *line.gaps, (len(line.text), line.x1)]
    marks = list(line.marks)
    for (start, x), (end, _) in zip(cuts, cuts[1:], strict=False):
        text, at = "", start
        for mark, length in marks:
            if start < mark < end:
                text += line.text[at:mark]
                at = mark + length
        text = tidy(text + line.text[at:end])
        if text:
            yield x, text


def tidy(text: str) -> str:
    """Return printed words with plain single spaces and no invisible characters."""
    if _UNWANTED.search(text):
        text = _UNWANTED.sub("", text)
    return " ".join(text.split())


def join_pieces(rows: Iterable[Row]) -> list[Row]:
    """Join pieces that the PDF holds apart although they stand on one line."""
    joined: list[Row] = []
    for row in rows:
        if not any(character.isalnum() for character in row.text) and not (
            _LONE_BULLET.match(row.text)
        ):
            continue
        last = joined[-1] if joined else None
        if last is None or not _beside(last, row):
            joined.append(row)
        elif row.size < MARK * last.size and re.fullmatch(r"\d{1,2}", row.text):
            joined[-1] = last._replace(x1=row.x1)
        else:
            joined[-1] = _join(last, row)
    return [row for row in joined if not _LONE_BULLET.match(row.text)]


def _beside(left: Row, right: Row) -> bool:
    reach = right.x0 - left.x1
    if reach < -2 or reach > 400:
        return False
    drop = abs(left.y - right.y)
    raised = right.size < MARK * left.size and reach < 6
    return drop <= SAME_LINE or (raised and drop < 0.6 * left.size)


def _join(left: Row, right: Row) -> Row:
    apart = right.x0 - left.x1 > 0.9 * max(left.size, right.size)
    bullet = len(left.text) == 1 or re.fullmatch(r"\d{1,3}[.)]?", left.text)
    if apart and not bullet:
        cells = (*left.cells, *right.cells)
    else:
        x, text = left.cells[-1]
        first, *others = right.cells
        cells = (*left.cells[:-1], (x, f"{text} {first[1]}"), *others)
    larger = left if len(left.text) > len(right.text) else right
    return left._replace(
        text=f"{left.text} {right.text}",
        x1=right.x1,
        y=larger.y,
        size=larger.size,
        bold=left.bold and right.bold,
        cells=cells,
    )


def _place(row: Row) -> tuple[str, int]:
    text = re.sub(r"\d+", "#", row.text)
    return text, -1 if "#" in text else round(row.y / 6)


def find_running(
    by_page: Sequence[Sequence[Row]], heights: Sequence[float]
) -> set[tuple[str, int]]:
    """Return what repeats at the same place in the margins of many pages."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(by_page):
        for row in page:
            if in_margin(row, height=heights[number]):
                text, band = _place(row)
                bands = (-1,) if band < 0 else (band - 1, band, band + 1)
                for near in bands:
                    seen[text, near].add(number)
    enough = max(2, min(4, len(by_page) // 3))
    return {place for place, pages in seen.items() if len(pages) >= enough}


def in_margin(row: Row, *, height: float) -> bool:
    """Tell whether a row stands where running heads and page numbers may."""
    return row.y < MARGIN or row.y > height - MARGIN


def split_footnotes(
    rows: list[Row], *, body_size: float
) -> tuple[list[Row], list[Footnote]]:
    """Part the small print at the foot of a page from its text."""
    small = [row for row in rows if row.size < SMALL * body_size]
    start = next((row for row in small if re.match(r"^\d{1,2}(\D|$)", row.text)), None)
    if start is None or any(
        row.y < start.y - 40 for row in rows if row.size >= SMALL * body_size
    ):
        return rows, []
    notes: list[Footnote] = []
    kept = []
    for row in rows:
        if row.size >= SMALL * body_size or row.y > start.y + SAME_LINE + 6:
            kept.append(row)
            continue
        opens = re.match(r"^(\d{1,2})(?!\d)\s*(.*)$", row.text)
        if opens and (row.x0 <= start.x0 + 6) and not re.match(r"[%,.]", opens[2]):
            notes.append(Footnote(mark=opens[1], text=opens[2], page=row.page))
        elif notes:
            text = f"{notes[-1].text}\n{row.text}".strip()
            notes[-1] = replace(notes[-1], text=text)
        else:
            notes.append(Footnote(mark="", text=row.text, page=row.page))
    return kept, notes


def mend(text: str, words: Counter[str]) -> str:
    """Return text on one line, its cut words joined or hyphenated as printed elsewhere.

    The report's own words decide: a word that it prints whole was cut, one that it
    prints with a hyphen keeps it, and otherwise two whole words keep theirs.
    """

    if not _MAY_BE_CUT.search(text):
        return " ".join(text.split())

    def decide(match: re.Match[str]) -> str:
        left, _, right = match.groups()
        whole, hyphened = f"{left}{right}".lower(), f"{left}-{right}".lower()
        if words[whole] > words[hyphened]:
            return left + right
        real = words[hyphened] or (words[left.lower()] and words[right.lower()])
        cut = not real and len(right) < 4 and right.lower() not in words
        return left + right if cut else f"{left}-{right}"

    text = _CUT_WORD.sub(decide, text)
    text = re.sub(rf"[{LINE_END_HYPHENS}]\s*", "-", text)
    text = re.sub(r"(?<=\w[-‐‑–])\n", "", text)
    return tidy(text)


def _mended(row: Row, words: Counter[str]) -> Row:
    if not _MAY_BE_CUT.search(row.text):
        return row
    text = mend(row.text, words)
    cells = tuple((x, mend(cell, words)) for x, cell in row.cells)
    return row._replace(text=text, cells=cells)
