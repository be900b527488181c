"""Tests of the front page and of how the site works."""

from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries, Settings

from inspections.headlines import REASONS
from inspections.models import PublicationStatus
from inspections.terms import terms
from inspections.vocabulary import Area, Grade, Headline
from tests.factories import make_authority, make_inspection

pytestmark = pytest.mark.django_db


class TestHome:
    def test_it_shows_the_latest_visits_newest_first(self, client: Client) -> None:
        ambleford = make_authority("Ambleford")
        older = make_inspection(ambleford, ended=date(2017, 10, 19))
        newer = make_inspection(ambleford, grades={Area.OVERALL: Grade.GOOD})
        html = client.get("/").content.decode()
        assert html.index(newer.get_absolute_url()) < html.index(
            older.get_absolute_url()
        )

    def test_it_counts_councils_by_region(self, client: Client) -> None:
        make_inspection(grades={Area.OVERALL: Grade.INADEQUATE})
        region = client.get("/").context["regions"][0]
        assert region.name == "North West"
        counts = {entry.grade: entry.count for entry in region.counts}
        assert counts["inadequate"] == 1
        assert counts["good"] == 0

    def test_it_leads_to_a_search(self, client: Client) -> None:
        assert 'action="/search/"' in client.get("/").content.decode()

    def test_it_reads_well_with_nothing_to_show(self, client: Client) -> None:
        response = client.get("/")
        assert response.status_code == 200
        assert "No inspections are published here yet." in response.content.decode()

    def test_it_hides_a_draft(self, client: Client) -> None:
        draft = make_inspection(
            grades={Area.OVERALL: Grade.INADEQUATE}, status=PublicationStatus.DRAFT
        )
        response = client.get("/")
        assert draft.ref not in response.content.decode()
        assert all(e.count == 0 for e in response.context["regions"][0].counts[:-1])

    @pytest.mark.parametrize("councils", [1, 8])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        councils: int,
    ) -> None:
        for number in range(councils):
            make_inspection(
                make_authority(f"Council {number}"), grades={Area.OVERALL: Grade.GOOD}
            )
        with django_assert_num_queries(6):
            client.get("/")


class TestHowItWorks:
    def test_it_explains_every_status(self, client: Client) -> None:
        html = client.get("/how-it-works/").content.decode()
        for headline in Headline:
            assert headline.label in html
            assert REASONS[headline] in html

    def test_it_asks_only_whether_anything_changed(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            client.get("/how-it-works/")

    def test_it_says_how_to_ask_for_a_correction(
        self, client: Client, settings: Settings
    ) -> None:
        html = client.get("/how-it-works/").content.decode()
        assert 'href="/corrections/new/"' in html
        assert "mailto:" not in html
        settings.CONTACT_EMAIL = "tracker@example.org"
        html = client.get("/how-it-works/").content.decode()
        assert 'href="mailto:tracker@example.org"' in html


class TestGlossary:
    def test_every_term_has_an_address_of_its_own(self, client: Client) -> None:
        html = client.get("/glossary/").content.decode()
        for term in terms():
            assert f'id="{term.slug}"' in html
            assert escape(term.meaning) in html

    def test_it_asks_only_whether_anything_changed(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            client.get("/glossary/")


class TestAccessibility:
    def test_it_names_an_address_only_where_there_is_one(
        self, client: Client, settings: Settings
    ) -> None:
        assert "mailto:" not in client.get("/accessibility/").content.decode()
        settings.CONTACT_EMAIL = "tracker@example.org"
        assert "mailto:tracker@" in client.get("/accessibility/").content.decode()

    def test_every_page_leads_to_it(self, client: Client) -> None:
        for path in ("/", "/glossary/", "/no-such-page/"):
            assert 'href="/accessibility/"' in client.get(path).content.decode()


class TestNotFound:
    def test_it_helps(self, client: Client) -> None:
        response = client.get("/no-such-page/")
        html = response.content.decode()
        assert response.status_code == 404
        assert "There is nothing at this address." in html
        assert 'href="/authorities/"' in html
        assert 'type="search"' in html
