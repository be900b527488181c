"""Splits pasted text into items: one recommendation or paragraph each, nothing lost.

Pure: text in, items out. It knows how lists look when they are copied from a report:
bullets of any shape, printed numbers, lines wrapped where the page ended, words cut at
a line's end, and page marks such as "(p. 4)".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MOST_ITEMS = 400
"""More than any report has; what is beyond stays in the last item."""

_BULLET = re.compile(
    r"^\s*(?:[•◦▪▫■□●○‣⁃∙·➢➤►✓✔\uf0a7\uf0b7\uf0d8\u2010-\u2015*–-]\s*|o(?:\s+|$))"
)
_NUMBER = re.compile(r"^\s*(?:\((\d{1,3})\)|(\d{1,3})[.)])(?:\s+|$|(?=[A-Z‘“]))")
_BARE_NUMBER = re.compile(r"^\s*(\d{1,3})\s+(?=[A-Z‘“])")
_PAGE = re.compile(
    r"\s*[(\[]\s*(?:p|pp|page|pages)\.?\s*(\d{1,3})[^)\]\w]*[)\]]\s*$", re.I
)
_ENDS = re.compile(r"[.!?:;][’”'\")\]]*$")
_CUT = re.compile(r"[^\W\d_][-\u2010\u2011\u00ad\ufffe\x02]$")
_SURELY_CUT = "\u00ad\ufffe\x02"
_UNWANTED = re.compile("[\x00\x01\x03-\x08\x0b\x0e-\x1f\ufeff\u200b]")
_KEEP_HYPHEN = frozenset(
    ("all", "co", "cross", "early", "ex", "full", "high", "inter", "later", "long")
    + ("low", "multi", "mid", "new", "non", "off", "on", "one", "out", "over", "part")
    + ("post", "pre", "re", "self", "semi", "short", "single", "so", "sub", "two")
    + ("under", "up", "well", "whole")
)


@dataclass(frozen=True)
class Item:
    """One pasted item: its text on one line, its printed number and page if given."""

    text: str
    number: int | None = None
    page: int | None = None


@dataclass
class _Block:
    """An item as it is being gathered, line by line."""

    number: int | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return bool(self.lines and _ENDS.search(_without_page(self.lines[-1])))


def split_items(text: str) -> list[Item]:
    """Split pasted text into items, in its order.

    In: text as copied, of any length. Out: an Item for each bullet, numbered
    paragraph, or paragraph; where there are none of these, for each line that does
    not go on from the one before. Every word comes out once: bullets, printed numbers,
    page marks and the hyphens of cut words are all that leaves the text. Bare numbers
    without a full stop count only where they continue the numbering.
    """
    lines = _UNWANTED.sub("", text.replace("\xa0", " ")).splitlines()
    items = [_item(block) for block in _blocks(lines) if block.lines]
    if len(items) <= MOST_ITEMS:
        return items
    rest = " ".join(item.text for item in items[MOST_ITEMS - 1 :])
    last = items[MOST_ITEMS - 1]
    return [*items[: MOST_ITEMS - 1], Item(rest, last.number, last.page)]


def _blocks(lines: list[str]) -> Iterable[_Block]:
    """Gather lines into items."""
    has_marks = any(_marked(line, expected=1)[2] for line in lines)
    has_gaps = any(not line.strip() for line in _inner(lines))
    block, after_gap, expected = _Block(), False, 1
    for line in lines:
        if not line.strip():
            after_gap = True
            continue
        number, words, is_marked = _marked(line, expected=expected)
        if is_marked:
            begins = True
        elif has_marks:
            begins = after_gap and block.is_complete
        elif has_gaps:
            begins = after_gap and (block.is_complete or not _goes_on(block, words))
        else:
            begins = not _goes_on(block, words)
        if begins:
            yield block
            block = _Block(number)
            expected = number + 1 if number is not None else expected
        if words.strip():
            block.lines.append(words.strip())
        after_gap = False
    yield block


def _inner(lines: list[str]) -> Iterator[str]:
    """Give the lines between the first and the last that hold something."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    if filled:
        yield from lines[filled[0] : filled[-1]]


def _marked(line: str, *, expected: int) -> tuple[int | None, str, bool]:
    """Return a line's printed number, its words, and whether an item begins there."""
    numbered = _NUMBER.match(line)
    if numbered:
        return int(numbered[1] or numbered[2]), line[numbered.end() :], True
    bare = _BARE_NUMBER.match(line)
    if bare and int(bare[1]) == expected:
        return expected, line[bare.end() :], True
    bullet = _BULLET.match(line)
    if bullet:
        words = line[bullet.end() :]
        inside = _NUMBER.match(words)
        if inside:
            return int(inside[1] or inside[2]), words[inside.end() :], True
        return None, words, True
    return None, line, False


def _goes_on(block: _Block, words: str) -> bool:
    """Say whether a line without a mark goes on from the lines before it."""
    if not block.lines:
        return False
    last, first = block.lines[-1], words.strip()[0]
    return first.islower() or bool(_CUT.search(last)) or last.endswith(",")


def _item(block: _Block) -> Item:
    """Join a block's lines, mend the words cut between them, and take its page mark."""
    text = block.lines[0]
    for line in block.lines[1:]:
        text = _joined(text, line)
    text = " ".join(text.split())
    page = _PAGE.search(text)
    if page and page.start():
        return Item(text[: page.start()].rstrip(), block.number, int(page[1]))
    return Item(text, block.number)


def _joined(text: str, line: str) -> str:
    """Join two lines; a hyphen between stays where a compound word is likely."""
    if not _CUT.search(text) or not line[:1].islower():
        return f"{text} {line}"
    if text[-1] in _SURELY_CUT:
        return text[:-1] + line
    before = re.split(r"[^\w]+", text[:-1])[-1].lower()
    return f"{text}{line}" if before in _KEEP_HYPHEN else text[:-1] + line


def _without_page(text: str) -> str:
    return _PAGE.sub("", text)
