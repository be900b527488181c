"""Tests of the list of themes, and of one theme's page."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspections.directory import hexagons
from inspections.models import Authority, PublicationStatus, Theme
from inspections.theme_figures import shares_of
from inspections.vocabulary import Area, Grade, Kind
from tests.factories import (
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_theme,
)

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT


def raise_it(theme: Theme, name: str, *, year: int = 2022, **fields: Any) -> None:
    """Let a visit to a council make a recommendation on a theme."""
    inspection = make_inspection(make_authority(name), ended=date(year, 2, 4), **fields)
    made = make_recommendation(inspection, text=f"{name} must see neglect.")
    made.themes.add(theme)


class TestIndex:
    def test_it_counts_reports_among_those_read(self, client: Client) -> None:
        raise_it(make_theme(), "Ambleford")
        make_finding(make_inspection(make_authority("Brackmere")))
        make_inspection(make_authority("Castlewick"), grades={Area.OVERALL: Grade.GOOD})
        html = client.get("/themes/").content.decode()
        assert "in 1 of 2" in html
        assert "Counted in the 2 reports of full inspections" in html

    def test_the_most_often_raised_come_first(self, client: Client) -> None:
        make_theme("Assessments")
        raise_it(make_theme(), "Ambleford")
        html = client.get("/themes/").content.decode()
        assert html.index("Neglect") < html.index("Assessments")

    def test_themes_of_send_are_counted_among_reports_on_send(
        self, client: Client
    ) -> None:
        waits = make_theme("Waits", scope=Theme.Scope.AREA_SEND)
        raise_it(waits, "Ambleford", kind=Kind.AREA_SEND)
        raise_it(waits, "Brackmere")
        html = client.get("/themes/").content.decode()
        assert "in 1 of 1" in html

    def test_it_reads_well_with_none(self, client: Client) -> None:
        assert "No theme is entered" in client.get("/themes/").content.decode()
        make_theme()
        assert "nothing to count" in client.get("/themes/").content.decode()

    def test_it_hides_drafts(self, client: Client) -> None:
        raise_it(make_theme(), "Ambleford", status=DRAFT)
        assert "nothing to count" in client.get("/themes/").content.decode()

    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self, client: Client
    ) -> None:
        asked = []
        for names in (["Ambleford"], ["Brackmere", "Castlewick", "Dunholt"]):
            for name in names:
                raise_it(make_theme(f"Theme of {name}"), name)
            with CaptureQueriesContext(connection) as queries:
                client.get("/themes/")
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 5


class TestSharesOf:
    def test_it_counts_by_sort_of_report_and_year(self) -> None:
        neglect = make_theme()
        raise_it(neglect, "Ambleford", year=2019)
        make_inspection(
            make_authority("Brackmere"),
            ended=date(2019, 5, 1),
            recommendations=("Else.",),
        )
        raise_it(neglect, "Castlewick", year=2022)
        raise_it(neglect, "Dunholt", kind=Kind.JTAI)
        full, joint = shares_of(neglect)
        assert (full.family.code, full.raised, full.read) == ("full", 2, 3)
        assert [(y.year, y.raised, y.read) for y in full.years] == [
            (2019, 1, 2),
            (2020, 0, 0),
            (2021, 0, 0),
            (2022, 1, 1),
        ]
        assert (joint.family.code, joint.raised, joint.read) == ("joint", 1, 1)

    def test_a_report_known_by_its_grades_alone_does_not_count(self) -> None:
        make_inspection(grades={Area.OVERALL: Grade.GOOD})
        assert shares_of(make_theme()) == ()


class TestDetail:
    def test_it_says_what_how_often_where_and_in_which_words(
        self, client: Client
    ) -> None:
        raise_it(make_theme(), "Ambleford")
        html = client.get("/themes/neglect/").content.decode()
        assert "About Neglect." in html
        assert "In 1 of 1 report of full inspections published here." in html
        assert "recorded for 1 council," in html
        assert 'href="/authorities/ambleford/threads/"' in html
        assert "Ambleford must see neglect." in html
        assert "page 2 of the report" in html

    def test_the_drawing_says_in_words_what_it_shows(self, client: Client) -> None:
        neglect = make_theme()
        for year, name in ((2019, "Ambleford"), (2022, "Brackmere")):
            raise_it(neglect, name, year=year)
        html = client.get("/themes/neglect/").content.decode()
        described = html.split('<desc id="year-columns-desc">')[1].split("</desc>")[0]
        assert "Raised in 2 of 2 reports of full inspections" in described
        assert "from 2019 to 2022" in described

    def test_recommendations_come_newest_first_and_in_pages(
        self, client: Client
    ) -> None:
        neglect = make_theme()
        for number in range(22):
            raise_it(neglect, f"Council {number}", year=2000 + number)
        first = client.get("/themes/neglect/").context["page_obj"]
        assert first.object_list[0].text.startswith("Council 21 ")
        second = client.get("/themes/neglect/?page=2")
        assert len(second.context["page_obj"].object_list) == 2
        assert "page 2" in second.content.decode().split("</title>")[0]

    def test_many_councils_are_drawn_on_a_map(self, client: Client) -> None:
        neglect = make_theme()
        for number in range(9):
            raise_it(neglect, f"Council {number}")
        on_the_map = next(iter(hexagons()))
        Authority.objects.filter(name="Council 3").update(ons_code=on_the_map)
        html = client.get("/themes/neglect/").content.decode()
        assert "Councils at which it was raised" in html
        assert "<title>Council 3: 1 visit</title>" in html

    def test_it_reads_well_with_nothing_to_show(self, client: Client) -> None:
        make_theme()
        html = client.get("/themes/neglect/").content.decode()
        assert "No recommendation on this theme" in html

    def test_it_hides_drafts(self, client: Client) -> None:
        raise_it(make_theme(), "Ambleford", status=DRAFT)
        html = client.get("/themes/neglect/").content.decode()
        assert "Ambleford" not in html
        assert "1 of 1" not in html

    def test_an_unknown_theme_is_not_found(self, client: Client) -> None:
        assert client.get("/themes/nothing/").status_code == 404

    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self, client: Client
    ) -> None:
        neglect = make_theme()
        asked = []
        for names in (["Ambleford"], ["Brackmere", "Castlewick", "Dunholt"]):
            for name in names:
                raise_it(neglect, name)
            with CaptureQueriesContext(connection) as queries:
                client.get("/themes/neglect/")
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 6
