"""Filters over public lists: what is asked for, what is refused, and the counts."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from inspections.facets import counted
from inspections.filtering import (
    LISTS,
    governed_by,
    query_of,
    rows_of,
    unknown_names,
)
from inspections.frameworks import FRAMEWORKS, OLDER, framework_for
from inspections.models import Authority, Inspection
from inspections.vocabulary import Area, Grade, Kind, Verdict
from tests import factories as make

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def texts(query: str, *, of: str = "recommendations") -> set[str]:
    _, rows = rows_of(of, QueryDict(query), today=TODAY)
    if of == "recommendations":
        return {row.text for row in rows}
    if of == "inspections":
        return {row.ref for row in rows}
    return {row.entry.body.strip() for row in rows.select_related("entry")}


@pytest.fixture
def world(db: None) -> None:
    """Two authorities, three visits, recommendations that fared differently."""
    north = make.make_authority()
    south = make.make_authority("Brackwater", region=Authority.Region.SOUTH_EAST)
    neglect, court = make.make_theme(), make.make_theme("Court")
    old = make.make_inspection(
        north,
        ended=date(2017, 10, 12),
        kind=Kind.SIF,
        grades={Area.OVERALL: Grade.GOOD},
        recommendations=("Old plans.", "Old neglect."),
    )
    new = make.make_inspection(
        north,
        ended=date(2023, 2, 4),
        grades={Area.OVERALL: Grade.INADEQUATE},
        recommendations=("New plans.",),
    )
    visit = make.make_inspection(
        south,
        ended=date(2022, 2, 4),
        kind=Kind.FOCUSED_VISIT,
        recommendations=("South neglect.",),
    )
    plans, drift = old.all_recommendations.all()
    drift.themes.add(neglect, court)
    visit.all_recommendations.get().themes.add(neglect)
    finding = make.make_finding(visit, text="Found neglect.")
    finding.themes.add(neglect)
    make.make_verdict(plans, new, verdict=Verdict.ADDRESSED)
    make.make_verdict(drift, new, verdict=Verdict.IMPROVED)
    draft = make.make_inspection(north, status="draft", recommendations=("Draft.",))
    draft.all_recommendations.get().themes.add(neglect)


RECOMMENDATIONS: list[tuple[str, set[str]]] = [
    ("", {"Old plans.", "Old neglect.", "New plans.", "South neglect."}),
    ("q=neglect", {"Old neglect.", "South neglect."}),
    ("q=ambleford", {"Old plans.", "Old neglect.", "New plans."}),
    ("authority=brackwater", {"South neglect."}),
    ("region=South+East&region=London", {"South neglect."}),
    ("kind=sif&kind=focused_visit", {"Old plans.", "Old neglect.", "South neglect."}),
    ("framework=ilacs-2023", {"New plans."}),
    ("grade=good", {"Old plans.", "Old neglect."}),
    ("grade=none&grade=inadequate", {"New plans.", "South neglect."}),
    ("theme=neglect", {"Old neglect.", "South neglect."}),
    ("since=2022", {"New plans.", "South neglect."}),
    ("until=2022", {"Old plans.", "Old neglect.", "South neglect."}),
    ("since=2022&until=2022", {"South neglect."}),
    ("verdict=improved", {"Old neglect."}),
    ("verdict=none", {"New plans.", "South neglect."}),
    ("headline=closed_addressed", {"Old plans."}),
    ("headline=open&theme=neglect", {"Old neglect.", "South neglect."}),
    ("q=%22", set()),
    ("theme=neglect&grade=good&q=plans", set()),
]
INSPECTIONS: list[tuple[str, set[str]]] = [
    ("theme=neglect", {"ambleford-2017-10-sif", "brackwater-2022-02-focused-visit"}),
    ("headline=closed_addressed", {"ambleford-2017-10-sif"}),
    ("grade=none", {"brackwater-2022-02-focused-visit"}),
    ("q=brackwater", {"brackwater-2022-02-focused-visit"}),
]
SEARCHES: list[tuple[str, set[str]]] = [
    ("q=neglect", {"Old neglect.", "South neglect.", "Found neglect."}),
    ("q=neglect&what=findings", {"Found neglect."}),
    ("q=neglect&theme=neglect", {"Old neglect.", "South neglect.", "Found neglect."}),
    ("q=neglect&headline=open", {"Old neglect.", "South neglect."}),
    ("q=neglect&grade=none", {"South neglect.", "Found neglect."}),
    ("q=neglect&region=North+West", {"Old neglect."}),
]

BAD = [
    ("theme=zz", "theme", "Choose a theme from the list."),
    ("region=Narnia", "region", "Choose a region from the list."),
    ("region=London&region=x", "region", "Choose a region from the list."),
    ("kind=zz", "kind", "Choose a kind of visit from the list."),
    ("framework=zz", "framework", "Choose a framework from the list."),
    ("grade=zz", "grade", "Choose a grade from the list."),
    ("verdict=zz", "verdict", "Choose a verdict from the list."),
    ("headline=zz", "headline", "Choose a status from the list."),
    ("authority=zz", "authority", "Choose an authority from the list."),
    ("sort=zz", "sort", "Choose an order from the list."),
    ("since=abc", "since", "Write the year in four figures, such as 2022."),
    ("until=99", "until", "Write the year in four figures, such as 2022."),
    ("since=2022&until=2019", "until", "The last year is before the first."),
    ("q=" + "a" * 201, "q", "at most 200 characters"),
    ("q=%00", "q", "Null characters are not allowed."),
]


class TestRowsOf:
    def test_it_narrows_recommendations(self, world: None) -> None:
        found = {query: texts(query) for query, _ in RECOMMENDATIONS}
        assert found == dict(RECOMMENDATIONS)

    def test_it_narrows_inspections(self, world: None) -> None:
        found = {query: texts(query, of="inspections") for query, _ in INSPECTIONS}
        assert found == dict(INSPECTIONS)

    def test_it_narrows_a_search(self, world: None) -> None:
        found = {query: texts(query, of="search") for query, _ in SEARCHES}
        assert found == dict(SEARCHES)

    @pytest.mark.parametrize("name_of_list", LISTS)
    def test_a_bad_value_gets_a_sentence_and_no_rows(
        self, world: None, name_of_list: str
    ) -> None:
        for query, name, sentence in BAD:
            narrowing, rows = rows_of(name_of_list, QueryDict(query), today=TODAY)
            assert list(narrowing.form.errors) == [name]
            assert sentence in narrowing.form.errors[name][0]
            assert not rows.exists()
            assert counted(narrowing) == {}

    def test_it_orders_as_asked(self, world: None) -> None:
        _, newest = rows_of("inspections", QueryDict(), today=TODAY)
        _, oldest = rows_of("inspections", QueryDict("sort=oldest"), today=TODAY)
        assert [row.ended.year for row in newest] == [2023, 2022, 2017]
        assert [row.ended.year for row in oldest] == [2017, 2022, 2023]

    def test_a_strict_reader_may_ask_for_unknown_names(self, db: None) -> None:
        narrowing, _ = rows_of("inspections", query_of({}), today=TODAY)
        query = QueryDict("colour=red&q=a&page=2")
        assert unknown_names(narrowing, query, also=["page"]) == ["colour"]


LONG = ("kind", "framework", "region")
QUERIES = [
    "",
    "q=neglect",
    "region=North+West",
    "theme=neglect&headline=open",
    "verdict=improved&kind=sif&grade=good",
    "since=2018&until=2022",
    "authority=ambleford&framework=sif-2013",
    "headline=closed_addressed",
]


class TestCounted:
    @pytest.mark.parametrize("name", LISTS)
    def test_each_count_is_what_choosing_it_gives(self, world: None, name: str) -> None:
        for query in QUERIES:
            self.check(name, QueryDict(query))

    def check(self, name: str, asked: QueryDict) -> None:
        narrowing = LISTS[name](asked, today=TODAY)
        counts = counted(narrowing)
        for filter_name, choices in narrowing.form.fields.items():
            if filter_name not in counts or not hasattr(choices, "choices"):
                continue
            for value, _ in choices.choices:
                wanted = counts[filter_name][str(value)]
                # The long lists of what gives nothing are tried where it is quick.
                if not value or (not wanted and filter_name in LONG):
                    continue
                other = asked.copy()
                other.setlist(filter_name, [str(value)])
                rows = LISTS[name](other, today=TODAY).narrowed()
                expected = rows.distinct().count()
                assert wanted == expected, (filter_name, value)

    @pytest.mark.parametrize(("name", "number"), list(product(LISTS, [1, 9])))
    def test_it_asks_the_same_however_much_there_is(
        self,
        django_assert_num_queries: DjangoAssertNumQueries,
        db: None,
        name: str,
        number: int,
    ) -> None:
        make.make_inspection(recommendations=("Mend neglect.",) * number)
        narrowing = LISTS[name](QueryDict("q=neglect"), today=TODAY)
        assert narrowing.form.is_valid()
        with django_assert_num_queries(8):
            counted(narrowing)
        with django_assert_num_queries(2):
            counted(narrowing)


class TestGovernedBy:
    def test_it_is_the_rule_of_frameworks(self, db: None) -> None:
        """At each border of each version, a day before and a day after."""
        authority = make.make_authority()
        days = {date(2005, 1, 1), date(2026, 6, 1)}
        for framework in FRAMEWORKS:
            for day in (framework.starts, framework.ends):
                if day:
                    days |= {day - DAY, day, day + DAY}
        for number, (kind, day) in enumerate(product(Kind, sorted(days))):
            make.make_inspection(
                authority, kind=kind, ended=day, ref=f"ambleford-{number}"
            )
        for framework in (*FRAMEWORKS, OLDER):
            found = Inspection.objects.filter(governed_by(framework.code))
            assert {row.ref for row in found} == {
                row.ref
                for row in Inspection.objects.all()
                if framework_for(row.kind, row.started) == framework
            }
