"""A text with its hits marked, as runs of words, cut to the words around them. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from inspections.searching.engines import START, STOP

WORDS_SHOWN = 40
WORDS_BEFORE = 12
GAP = "…"
_PIECE = re.compile(r"\s*\S+\s*|\s+")


@dataclass(frozen=True)
class Run:
    """A piece of a passage, and whether it is what was sought."""

    text: str
    is_hit: bool


def passage_of(marked: str) -> tuple[Run, ...]:
    """Return the words around the first hit of a marked text.

    Text stays text: whoever shows it escapes it.
    """
    return cut(runs_of(marked))


def runs_of(marked: str) -> tuple[Run, ...]:
    """Part a text at its marks; hits with nothing but a space between are one."""
    runs = []
    for piece in marked.split(START):
        hit, stop, rest = piece.partition(STOP)
        runs += [Run(hit, bool(stop)), Run(rest, False)]
    runs = [run for run in runs if run.text]
    is_hit = [run.is_hit for run in runs]
    for place in range(1, len(runs) - 1):
        between = is_hit[place - 1] and is_hit[place + 1]
        if between and not runs[place].text.strip():
            is_hit[place] = True
    return _joined(zip((run.text for run in runs), is_hit, strict=True))


def cut(
    runs: Sequence[Run], *, words: int = WORDS_SHOWN, before: int = WORDS_BEFORE
) -> tuple[Run, ...]:
    """Keep some words, with a few of those before the first hit."""
    pieces = [(piece, run.is_hit) for run in runs for piece in _PIECE.findall(run.text)]
    first = next((place for place, (_, is_hit) in enumerate(pieces) if is_hit), 0)
    # Where there are words to spare at the end, more may stand before.
    start = max(0, min(first - before, len(pieces) - words))
    kept = pieces[start : start + words]
    if start:
        kept.insert(0, (GAP, False))
    if start + words < len(pieces):
        last, is_hit = kept[-1]
        kept[-1:] = [(last.rstrip(), is_hit), (GAP, False)]
    return _joined(kept)


def _joined(pieces: Iterable[tuple[str, bool]]) -> tuple[Run, ...]:
    return tuple(
        Run("".join(text for text, _ in group), is_hit)
        for is_hit, group in groupby(pieces, key=lambda piece: piece[1])
    )
