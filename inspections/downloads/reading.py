"""From published records to the rows of files: a few authorities at a time.

Memory and queries are those of one group of authorities, however many there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet

from inspections.histories import histories_of
from inspections.models import Authority, Inspection, Recommendation
from inspections.threads import History
from inspections.tidy_files import Place, RecommendationRow, recommendation_row
from inspections.tidy_inspections import InspectionRow

AUTHORITIES_AT_ONCE = 10
ROWS_AT_ONCE = 200

Item = TypeVar("Item")


@dataclass(frozen=True)
class Book:
    """Everything public of one authority, and where each report was published."""

    place: Place
    history: History
    sources: dict[str, str]


def place_of(authority: Authority, *, site: str) -> Place:
    """Return how statistics name an authority; `site` is our address, no path."""
    return Place(
        urn=authority.urn,
        name=authority.name,
        slug=authority.slug,
        region=authority.region,
        dfe_code=authority.dfe_code,
        ons_code=authority.ons_code,
        site=site,
    )


def books(
    authorities: Iterable[Authority], *, today: date, site: str
) -> Iterator[Book]:
    """Give the book of each authority; a fixed number of queries for every ten."""
    for some in in_groups(authorities, AUTHORITIES_AT_ONCE):
        histories = histories_of(some, today=today)
        sources: dict[int, dict[str, str]] = {authority.pk: {} for authority in some}
        for key, ref, url in (
            Inspection.objects.published()
            .filter(authority__in=some)
            .order_by()
            .values_list("authority", "ref", "source_url")
        ):
            sources[key][ref] = url
        for authority in some:
            place = place_of(authority, site=site)
            yield Book(place, histories[authority.pk], sources[authority.pk])


def listed_recommendations(
    found: QuerySet[Recommendation], *, today: date, site: str
) -> Iterator[RecommendationRow]:
    """Give the rows of a list of recommendations in the order of the list."""
    keys = found.values_list("inspection__authority", "inspection__ref", "position")
    for some in in_groups(keys, ROWS_AT_ONCE):
        by_ref = {
            ref: book
            for book in _books_of((key for key, _, _ in some), today=today, site=site)
            for ref in book.history.visit_by_ref
        }
        for _, ref, position in some:
            book = by_ref[ref]
            tracked = book.history.tracked_by_ref[f"{ref} R{position}"]
            yield recommendation_row(book.place, book.history, tracked)


def listed_inspections(
    found: QuerySet[Inspection], *, today: date, site: str
) -> Iterator[InspectionRow]:
    """Give the rows of a list of inspections in the order of the list."""
    for some in in_groups(found.values_list("authority", "ref"), ROWS_AT_ONCE):
        by_ref = {
            row.visit.ref: row
            for book in _books_of((key for key, _ in some), today=today, site=site)
            for row in inspection_rows_of(book)
        }
        yield from (by_ref[ref] for _, ref in some)


def inspection_rows_of(book: Book) -> Iterator[InspectionRow]:
    """Give a row for every visit of an authority."""
    for visit in book.history.visits:
        yield InspectionRow(
            place=book.place,
            visit=visit,
            tracked=book.history.raised_at(visit.ref),
            answers=book.history.answers_to(visit.ref),
            source_url=book.sources.get(visit.ref, ""),
        )


def _books_of(keys: Iterable[int], *, today: date, site: str) -> Iterator[Book]:
    authorities = Authority.objects.filter(pk__in=set(keys))
    return books(authorities, today=today, site=site)


def in_groups(items: Iterable[Item], size: int) -> Iterator[Sequence[Item]]:
    """Give items so many at a time."""
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some
