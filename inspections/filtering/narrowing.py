"""What every public list may be narrowed by, declared once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from inspections.filtering.fields import (
    FRAMEWORK_CHOICES,
    GRADES,
    NEWEST,
    NO_GRADE,
    OLDEST,
    VERDICTS,
    NarrowingForm,
    authority_choices,
    choose_one,
    choose_some,
    theme_choices,
    write_year,
)
from inspections.filtering.governing import governed_by
from inspections.headline_queries import with_headline, with_verdict
from inspections.models import Authority, Judgement, Recommendation
from inspections.searching.words import LONGEST, Sought, sought
from inspections.vocabulary import Area, Headline, Kind, Subject


class Narrowing(filters.FilterSet):  # type: ignore[misc]
    """What every list may be narrowed by; a subclass says how it reaches each thing.

    `today` decides what is overdue. `in_order` gives what was asked for, sorted.
    """

    q = filters.CharFilter(
        label="Words",
        method="narrow",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    authority = choose_one("Authority", authority_choices, what="an authority")
    region = choose_some("Region", Authority.Region.choices, what="a region")
    kind = choose_some("Kind of visit", Kind.choices, what="a kind of visit")
    framework = choose_one("Framework", FRAMEWORK_CHOICES, what="a framework")
    grade = choose_some("Overall grade of the visit", GRADES, what="a grade")
    theme = choose_one("Theme", theme_choices, what="a theme")
    since = write_year("From year")
    until = write_year("To year")
    verdict = choose_some(
        "What a later visit said (our reading)", VERDICTS, what="a verdict"
    )
    headline = choose_some(
        "Open or not (this site infers)", Headline.choices, what="a status"
    )
    sort = filters.ChoiceFilter(
        label="Order",
        choices=[(NEWEST, "Newest first"), (OLDEST, "Oldest first")],
        empty_label=None,
        method="narrow",
        error_messages={"invalid_choice": "Choose an order from the list."},
    )

    to_inspection: ClassVar[str] = ""
    to_authority: ClassVar[str] = "authority"
    default_sort: ClassVar[str] = NEWEST
    orders: ClassVar[dict[str, tuple[Any, ...]]] = {}

    class Meta:
        form = NarrowingForm
        fields: ClassVar[list[str]] = []

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, today: date, **kwargs: Any
    ) -> None:
        if not isinstance(data, QueryDict | None):
            data = query_of(data)
        super().__init__(
            data if data is not None else QueryDict(),
            kwargs.pop("queryset", self.everything()),
            **kwargs,
        )
        self.today = today

    def everything(self) -> QuerySet[Any]:
        """Return all rows that anybody may see."""
        raise NotImplementedError

    @cached_property
    def wanted(self) -> dict[str, Any]:
        """What is asked for, by the filter's name: nothing empty, nothing faulty."""
        if not self.form.is_valid():
            return {}
        return {
            k: v for k, v in self.form.cleaned_data.items() if v not in ("", [], None)
        }

    @property
    def asked(self) -> Sought:
        return sought(self.wanted.get("q", ""))

    def narrowed(self, *, but: Iterable[str] = ()) -> QuerySet[Any]:
        """Return the rows that fit, some filters left aside; none if a value is bad."""
        rows: QuerySet[Any] = self.queryset
        if not self.form.is_valid():
            return rows.none()
        for name, value in self.wanted.items():
            if name not in but:
                rows = self.narrow(rows, name, value)
        return rows

    def in_order(self) -> QuerySet[Any]:
        """Return the rows that fit in the order that is asked for."""
        order = self.wanted.get("sort") or self.default_sort
        return self.narrowed().order_by(*self.orders[order])

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Keep the rows that one filter asks for."""
        if name == "sort":
            return rows
        return rows.filter(getattr(self, f"of_{name}")(value))

    def of_authority(self, slug: str) -> Q:
        return Q(**{f"{self.to_authority}__slug": slug})

    def of_region(self, regions: list[str]) -> Q:
        return Q(**{f"{self.to_authority}__region__in": regions})

    def of_kind(self, kinds: list[str]) -> Q:
        return Q(**{f"{self.to_inspection}kind__in": kinds})

    def of_framework(self, code: str) -> Q:
        return governed_by(code, path=self.to_inspection)

    def of_grade(self, grades: list[str]) -> Q:
        overall = Judgement.objects.published().filter(
            area=Area.OVERALL, subject=Subject.COUNCIL
        )
        path = f"{self.to_inspection}pk__in"
        found = overall.filter(grade__in=grades).values("inspection")
        condition = Q(**{path: found})
        if NO_GRADE in grades:
            graded = overall.exclude(grade="").values("inspection")
            condition |= self.is_of_a_visit() & ~Q(**{path: graded})
        return condition

    def is_of_a_visit(self) -> Q:
        """Keep what belongs to an inspection: everything but an authority does."""
        return Q()

    def of_since(self, year: int) -> Q:
        return Q(**{f"{self.to_inspection}ended__gte": date(year, 1, 1)})

    def of_until(self, year: int) -> Q:
        return Q(**{f"{self.to_inspection}ended__lte": date(year, 12, 31)})

    def of_theme(self, slug: str) -> Q:
        return self.holds(Recommendation.objects.published().filter(themes__slug=slug))

    def of_verdict(self, verdicts: list[str]) -> Q:
        rows = with_verdict(Recommendation.objects.published())
        return self.holds(rows.filter(Q(("last_verdict__in", verdicts))))

    def of_headline(self, headlines: list[str]) -> Q:
        rows = with_headline(Recommendation.objects.published(), today=self.today)
        return self.holds(rows.filter(Q(("headline__in", headlines))))

    def holds(self, recommendations: QuerySet[Recommendation]) -> Q:
        """Keep the rows that are, or hold, one of some recommendations."""
        raise NotImplementedError


def query_of(values: Mapping[str, Any]) -> QueryDict:
    """Return a plain mapping, of texts or lists of them, as a query."""
    query = QueryDict(mutable=True)
    for name, value in values.items():
        query.setlist(name, value if isinstance(value, list | tuple) else [value])
    return query
