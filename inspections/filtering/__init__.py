"""The filters over public lists: from a query of an address to the rows that fit.

A value that is not one of the choices gets a sentence at its field and no rows: never
silently all of them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import django_filters as filters
from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from inspections import searching
from inspections.filtering.fields import BEST, NEWEST, OLDEST, WHATS, choose_some
from inspections.filtering.governing import governed_by
from inspections.filtering.narrowing import Narrowing, query_of
from inspections.models import (
    Finding,
    Inspection,
    Recommendation,
    SearchEntry,
    SearchIndex,
)
from inspections.searching.words import sought

__all__ = [
    "LISTS",
    "EntryNarrowing",
    "InspectionNarrowing",
    "Narrowing",
    "RecommendationNarrowing",
    "governed_by",
    "query_of",
    "rows_of",
    "unknown_names",
]


class RecommendationNarrowing(Narrowing):
    """Filters over recommendations."""

    to_inspection = "inspection__"
    to_authority = "inspection__authority"
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        NEWEST: ("-inspection__ended", "inspection__ref", "position"),
        OLDEST: ("inspection__ended", "inspection__ref", "position"),
    }

    def everything(self) -> QuerySet[Recommendation]:
        return Recommendation.objects.published()

    def of_q(self, words: str) -> Q:
        return Q(pk__in=records_with(words, kind=SearchEntry.Kind.RECOMMENDATION))

    def holds(self, recommendations: QuerySet[Recommendation]) -> Q:
        return Q(pk__in=recommendations.values("pk"))


class InspectionNarrowing(Narrowing):
    """Filters over inspections; theme, verdict and status are of what they asked."""

    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        NEWEST: ("-ended", "ref"),
        OLDEST: ("ended", "ref"),
    }

    def everything(self) -> QuerySet[Inspection]:
        return Inspection.objects.published()

    def of_q(self, words: str) -> Q:
        return Q(pk__in=records_with(words, kind=SearchEntry.Kind.INSPECTION))

    def holds(self, recommendations: QuerySet[Recommendation]) -> Q:
        return Q(pk__in=recommendations.values("inspection"))


_LATEST_ENTRY = (F("entry__inspection__ended").desc(nulls_last=True), "entry_id")


class EntryNarrowing(Narrowing):
    """Filters over what a search found, of every kind."""

    what = choose_some("What", WHATS, what="what to search")
    sort = filters.ChoiceFilter(
        label="Order",
        choices=[
            (BEST, "Best match first"),
            (NEWEST, "Newest first"),
            (OLDEST, "Oldest first"),
        ],
        empty_label=None,
        method="narrow",
        error_messages={"invalid_choice": "Choose an order from the list."},
    )

    to_inspection = "entry__inspection__"
    to_authority = "entry__authority"
    default_sort = BEST
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {
        BEST: _LATEST_ENTRY,
        NEWEST: _LATEST_ENTRY,
        OLDEST: (F("entry__inspection__ended").asc(nulls_last=True), "entry_id"),
    }

    def everything(self) -> QuerySet[SearchIndex]:
        return searching.published_entries()

    def in_order(self) -> QuerySet[SearchIndex]:
        """Return the best match first; where no words were sought, the newest."""
        order = self.wanted.get("sort", BEST)
        if order == BEST and self.asked:
            return searching.ranked(self.narrowed(), self.asked)
        return self.narrowed().order_by(*self.orders[order])

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if name == "q":
            return searching.matching(sought(value), entries=rows)
        return super().narrow(rows, name, value)

    def of_what(self, groups: list[str]) -> Q:
        kinds = [kind for group in groups for kind in searching.GROUPS[group]]
        return Q(entry__kind__in=kinds)

    def is_of_a_visit(self) -> Q:
        return Q(entry__inspection__isnull=False)

    def of_theme(self, slug: str) -> Q:
        findings = Finding.objects.published().filter(themes__slug=slug)
        return super().of_theme(slug) | Q(
            entry__kind=SearchEntry.Kind.FINDING,
            entry__record_id__in=findings.values("pk"),
        )

    def holds(self, recommendations: QuerySet[Recommendation]) -> Q:
        return Q(
            entry__kind=SearchEntry.Kind.RECOMMENDATION,
            entry__record_id__in=recommendations.values("pk"),
        )


def records_with(words: str, *, kind: str) -> QuerySet[SearchIndex, Any]:
    """Return the keys of records of one kind that hold these words."""
    entries = SearchIndex.objects.filter(entry__kind=kind)
    found = searching.matching(sought(words), entries=entries)
    return found.values("entry__record_id")


def unknown_names(
    filterset: Narrowing, query: QueryDict, *, also: Iterable[str]
) -> list[str]:
    """Return the names in a query that are no filter, for those who must be strict."""
    return sorted(set(query) - set(filterset.filters) - set(also))


LISTS: dict[str, type[Narrowing]] = {
    "recommendations": RecommendationNarrowing,
    "inspections": InspectionNarrowing,
    "search": EntryNarrowing,
}
"""The filters of each public list, by the name of the list."""


def rows_of(
    name: str, query: QueryDict, *, today: date
) -> tuple[Narrowing, QuerySet[Any]]:
    """Return the checked filters of a list and the rows that fit, in order.

    For pages, files and interfaces alike: where the filters are not valid there are no
    rows, and `filters.form.errors` says why at each field.
    """
    narrowing = LISTS[name](query, today=today)
    return narrowing, narrowing.in_order()
