"""The field's terms of art, each explained in our own words with its source.

One file of terms, data/glossary.csv, from which the glossary page and the explanations
within pages are made. What reports call alike, for linking, is in linking/glossary.py.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TERMS = Path(__file__).parent / "data" / "glossary.csv"


@dataclass(frozen=True)
class Term:
    """A term, what it means, and the phrases by which our own words name it."""

    slug: str
    name: str
    phrases: tuple[str, ...]
    meaning: str
    source: str
    source_url: str


@cache
def terms() -> tuple[Term, ...]:
    """Return every term, by name."""
    with TERMS.open(encoding="utf-8", newline="") as file:
        rows = [
            Term(
                slug=row["slug"],
                name=row["name"],
                phrases=tuple(filter(None, row["phrases"].split("|"))),
                meaning=row["meaning"],
                source=row["source"],
                source_url=row["source_url"],
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda term: term.name.casefold()))


@cache
def term_by_slug() -> dict[str, Term]:
    return {term.slug: term for term in terms()}


@cache
def _by_phrase() -> dict[str, Term]:
    return {phrase.casefold(): term for term in terms() for phrase in term.phrases}


@cache
def _pattern() -> re.Pattern[str]:
    """Match any phrase as whole words, the longest first; abbreviations as written."""
    phrases = sorted((p for t in terms() for p in t.phrases), key=len, reverse=True)
    each = (re.escape(p) if p.isupper() else f"(?i:{re.escape(p)})" for p in phrases)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(each)})(?![\w-])")


def parts_of(words: str) -> Iterator[tuple[str, Term | None]]:
    """Part our own words into stretches, each with the term that it names, or none."""
    end = 0
    for match in _pattern().finditer(words):
        if match.start() > end:
            yield words[end : match.start()], None
        yield match[0], _by_phrase()[match[0].casefold()]
        end = match.end()
    if end < len(words):
        yield words[end:], None
