"""Tests of the list of regions, and of one region's page."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspections.models import Authority, PublicationStatus
from inspections.region_figures import OPEN
from inspections.vocabulary import Area, Grade, Headline
from tests.factories import (
    make_action,
    make_authority,
    make_inspection,
    make_recommendation,
    make_response,
    make_theme,
)

pytestmark = pytest.mark.django_db
GOOD = {Area.OVERALL: Grade.GOOD}
LATE = date(2019, 1, 31)


def make_region(*, councils: int = 1) -> None:
    """Fill the North West: each council with a visit, a late action and a theme."""
    neglect = make_theme()
    for number in range(councils):
        inspection = make_inspection(make_authority(f"Council {number}"), grades=GOOD)
        asked = make_recommendation(inspection)
        asked.themes.add(neglect)
        make_action(
            make_response(inspection), asked, first_target=LATE, current_target=LATE
        )
        make_recommendation(inspection)


@pytest.mark.parametrize("path", ["/regions/", "/regions/north-west/"])
class TestBoth:
    def test_it_counts_what_is_open_and_overdue(
        self, client: Client, path: str
    ) -> None:
        make_region(councils=2)
        html = client.get(path).content.decode()
        assert "<td>4</td><td>2</td>" in html or "2 open" in html

    def test_it_hides_drafts(self, client: Client, path: str) -> None:
        draft = make_inspection(grades=GOOD, status=PublicationStatus.DRAFT)
        make_recommendation(draft).themes.add(make_theme("Xyzzy"))
        html = client.get(path).content.decode()
        assert draft.ref not in html
        assert "Xyzzy" not in html
        assert "1 open" not in html

    def test_it_reads_well_with_nothing_to_show(
        self, client: Client, path: str
    ) -> None:
        response = client.get(path)
        assert response.status_code == 200
        assert 'class="empty"' in response.content.decode()

    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self, client: Client, path: str
    ) -> None:
        asked = []
        make_region()
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            asked.append(len(queries))
            for number in range(5 if len(asked) == 1 else 0):
                more = make_inspection(make_authority(f"More {number}"), grades=GOOD)
                make_recommendation(more).themes.add(make_theme(f"Theme {number}"))
        assert asked[0] == asked[1] <= 8


class TestIndex:
    def test_it_leads_to_each_region(self, client: Client) -> None:
        make_region()
        make_authority("Brent", region=Authority.Region.YORKSHIRE)
        html = client.get("/regions/").content.decode()
        assert 'href="/regions/north-west/"' in html
        assert 'href="/regions/yorkshire-and-the-humber/"' in html


class TestDetail:
    def test_it_shows_councils_visits_and_themes(self, client: Client) -> None:
        make_region()
        make_authority("Brent", region=Authority.Region.LONDON)
        response = client.get("/regions/north-west/")
        html = response.content.decode()
        assert [c.entry.name for c in response.context["councils"]] == ["Council 0"]
        assert response.context["total"].overdue == 1
        assert 'href="/themes/neglect/"' in html
        assert 'href="/inspections/council-0-2022-02-ilacs/"' in html

    def test_a_council_known_by_its_grades_alone_is_not_said_to_have_none_open(
        self, client: Client
    ) -> None:
        make_inspection(grades=GOOD)
        html = client.get("/regions/north-west/").content.decode()
        assert "Grades only" in html
        assert "0 open" not in html

    def test_themes_are_counted_out_of_councils_with_words(
        self, client: Client
    ) -> None:
        make_region(councils=2)
        make_inspection(make_authority("Grades Only"), grades=GOOD)
        html = client.get("/regions/north-west/").content.decode()
        assert "Out of the 2 councils here whose recommendations" in html

    def test_an_unknown_region_is_not_found(self, client: Client) -> None:
        assert client.get("/regions/narnia/").status_code == 404


class TestOpen:
    def test_it_is_all_but_addressed_and_superseded(self) -> None:
        assert set(Headline) - set(OPEN) == {Headline.ADDRESSED, Headline.SUPERSEDED}
