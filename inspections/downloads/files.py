"""The files of the whole site: what each is called, holds, and is made of."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from inspections.cells import Column
from inspections.downloads.outcomes import OUTCOMES, outcome_rows
from inspections.downloads.reading import Book, books, inspection_rows_of, place_of
from inspections.models import Authority
from inspections.tidy_files import (
    JUDGEMENTS,
    LINKS,
    RECOMMENDATIONS,
    STATUS_HISTORY,
    judgement_rows,
    link_rows,
    recommendation_rows,
    status_rows,
)
from inspections.tidy_inspections import INSPECTIONS

Columns = Sequence[Column[Any]]


@dataclass(frozen=True)
class File:
    """One file: its name without an ending, and how its rows come about."""

    name: str
    title: str
    one_row: str
    holds: str
    columns: Columns
    rows: Callable[[Iterable[Authority], date, str], Iterator[Any]]
    key: tuple[str, ...] = ()


def _of_each(
    make: Callable[[Book], Iterable[Any]],
) -> Callable[[Iterable[Authority], date, str], Iterator[Any]]:
    """Make rows from the book of each authority, one after the other."""

    def rows(authorities: Iterable[Authority], today: date, site: str) -> Iterator[Any]:
        for book in books(authorities, today=today, site=site):
            yield from make(book)

    return rows


def _outcomes(
    authorities: Iterable[Authority], today: date, site: str
) -> Iterator[Any]:
    places = {a.pk: place_of(a, site=site) for a in authorities}
    return outcome_rows(places=places)


FILES: tuple[File, ...] = (
    File(
        "inspections",
        "Inspections and visits",
        "One row a visit",
        "When it was, under which framework, its overall grade or why it has none, "
        "how much it asked for and how much of that is open.",
        INSPECTIONS,
        _of_each(inspection_rows_of),
        ("inspection_ref",),
    ),
    File(
        "judgements",
        "Judgements",
        "One row a judgement",
        "The grade, or the reason why there is none; the last grade of the same area "
        "before it; and whether the two may be compared.",
        JUDGEMENTS,
        _of_each(
            lambda book: judgement_rows(book.place, book.history, sources=book.sources)
        ),
        ("inspection_ref", "judgement_code"),
    ),
    File(
        "recommendations",
        "Recommendations",
        "One row a recommendation",
        "What was asked, with its page; what the council says of it; what inspectors "
        "say; and what this site infers, each in columns of its own.",
        RECOMMENDATIONS,
        _of_each(lambda book: recommendation_rows(book.place, book.history)),
        ("recommendation_ref",),
    ),
    File(
        "status_history",
        "History of each recommendation",
        "One row a dated change",
        "Every position, delivery and verdict in order of time, with its source and "
        "the reason given.",
        STATUS_HISTORY,
        _of_each(lambda book: status_rows(book.place, book.history)),
    ),
    File(
        "links",
        "Links between records",
        "One row a link",
        "Which later report speaks to which earlier recommendation, which asks for "
        "the same again, which action is for what; with both pages and the words.",
        LINKS,
        _of_each(lambda book: link_rows(book.place, book.history)),
    ),
    File(
        "ilacs_summary",
        "Outcomes in the sector’s own columns",
        "One row an authority",
        "The last full ILACS inspection of each, in exactly the columns of the file "
        "that councils’ analysts load already, with three of ours after them.",
        OUTCOMES,
        _outcomes,
        ("urn",),
    ),
)
BY_NAME = {file.name: file for file in FILES}


def everybody() -> QuerySet[Authority]:
    """Return every authority in the order of the files."""
    return Authority.objects.order_by("name")
