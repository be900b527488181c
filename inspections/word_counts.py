"""How often each term stands in reports: counts them, and reads the counts kept.

The counts kept in data/word-counts.csv are facts about words, not text of reports.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TextIO

from inspections.linking.parts import CARE, LEAVERS, PARTS, Background, TermCount
from inspections.linking.weights import parts_of
from inspections.linking.words import sequence

KEPT = Path(__file__).parent / "data" / "word-counts.csv"
# Rarer terms are left out: a term that is not listed counts as rare.
RAREST = 12
COLUMNS = ("term", "paragraphs", *PARTS)
_EVERYTHING = "*"
# A paragraph of a section on both belongs to care leavers if it names one of these.
_OF_LEAVERS = {"=care leaver", "=personal adviser", "=pathway plan"}


class Counts:
    """Counts in how many paragraphs each term stands."""

    def __init__(self) -> None:
        self._paragraphs: Counter[str] = Counter()
        self._parts: dict[str, Counter[str]] = {part: Counter() for part in PARTS}

    def add_paragraph(self, text: str, *, section: str) -> None:
        """Count a paragraph of a report, in the section that its heading names."""
        terms = _terms(text)
        self._paragraphs.update(terms)
        parts = parts_of(section)
        if parts == (CARE, LEAVERS):
            parts = (LEAVERS,) if terms & _OF_LEAVERS else (CARE,)
        for part in parts:
            self._parts[part].update(terms)

    def rows(self) -> Iterable[tuple[str | int, ...]]:
        """Yield a row a term, as COLUMNS name them; the first counts all."""
        for term in sorted(self._paragraphs, key=lambda t: (t != _EVERYTHING, t)):
            if self._paragraphs[term] >= RAREST:
                yield (
                    term,
                    self._paragraphs[term],
                    *(self._parts[part][term] for part in PARTS),
                )

    def background(self) -> Background:
        """Return the counts as linking reads them."""
        return _background(self.rows())


def write(counts: Counts, *, to: TextIO) -> None:
    """Write counts as a table."""
    table = csv.writer(to, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(counts.rows())


@lru_cache(maxsize=1)
def load() -> Background:
    """Return the counts kept with the code."""
    with KEPT.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return _background(rows)


def _background(rows: Iterable[Iterable[str | int]]) -> Background:
    terms = {}
    for term, paragraphs, *parts in rows:
        by_part = {part: int(count) for part, count in zip(PARTS, parts, strict=True)}
        terms[str(term)] = TermCount(int(paragraphs), by_part)
    whole = terms.pop(_EVERYTHING, TermCount(0))
    return Background(whole.paragraphs, whole.by_part, terms)


def _terms(text: str) -> set[str]:
    return {term for term in sequence(text) if term} | {_EVERYTHING}
