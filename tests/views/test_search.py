"""Tests of the search page and of the box on every page."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.models import PublicationStatus
from inspections.vocabulary import Kind
from tests.factories import (
    make_action,
    make_authority,
    make_finding,
    make_inspection,
    make_response,
)

pytestmark = pytest.mark.django_db


def page_of(client: Client, query: str) -> str:
    return client.get(f"/search/?{query}").content.decode()


class TestIndex:
    def test_it_shows_what_holds_the_words_marked(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("Reduce <b>drift</b> now.",))
        make_finding(inspection, text="Drift was common.")
        html = page_of(client, "q=drift")
        assert "2 results for “drift”" in html
        assert "Reduce &lt;b&gt;<mark>drift</mark>&lt;/b&gt; now." in html
        assert "<mark>Drift</mark> was common." in html
        assert "Inspectors asked:" in html
        assert "This site infers:" in html
        assert "page 2 of the report" in html

    def test_it_names_the_councils_voice(self, client: Client) -> None:
        response = make_response(make_inspection(), summary="All drift is over.")
        make_action(response, text="End the drift.")
        html = page_of(client, "q=drift")
        assert html.count("The council says, not checked:") == 2

    def test_without_words_it_says_what_can_be_written(self, client: Client) -> None:
        html = page_of(client, "")
        assert "What you can write" in html
        assert "There is a problem" not in html

    def test_with_filters_alone_it_lists_what_fits(self, client: Client) -> None:
        make_inspection(recommendations=("Reduce drift.",))
        assert "Reduce drift." in page_of(client, "what=recommendations")

    def test_it_mends_spelling_where_nothing_is_found(self, client: Client) -> None:
        make_inspection(recommendations=("Reduce neglect.",))
        html = page_of(client, "q=neglct")
        assert "Nothing published here has “neglct”" in html
        assert 'href="/search/?q=neglect"' in html
        assert "Reduce <mark>neglect</mark>." in html

    def test_it_says_what_to_try_where_nothing_is_near(self, client: Client) -> None:
        html = page_of(client, "q=xylophone+quartet")
        assert "Nothing published here has all of “xylophone quartet”." in html
        assert "Try fewer words" in html
        assert "Or browse" in html

    def test_it_offers_the_words_without_filters(self, client: Client) -> None:
        make_inspection(recommendations=("Reduce drift.",))
        html = page_of(client, "q=drift&region=London")
        assert "with these filters" in html
        assert "See the 1 result without filters" in html
        assert 'href="/search/?q=drift"' in html

    def test_a_faulty_filter_gets_a_sentence_and_no_results(
        self, client: Client
    ) -> None:
        make_inspection(recommendations=("Reduce drift.",))
        html = page_of(client, "q=drift&kind=zz")
        assert "<title>Error: " in html
        assert "Choose a kind of visit from the list." in html
        assert "Reduce" not in html

    @pytest.mark.parametrize(
        "words",
        ["ambleford-2017-10-sif+R1", "Ambleford-2017-10-SIF", "50001111"],
    )
    def test_a_reference_leads_straight_there(self, client: Client, words: str) -> None:
        make_inspection(
            ended=date(2017, 10, 12),
            kind=Kind.SIF,
            ofsted_file_id="50001111",
            recommendations=("One.",),
        )
        response = client.get(f"/search/?q={words}", follow=True)
        assert response.redirect_chain[0][0].startswith(
            "/inspections/ambleford-2017-10-sif/"
        )
        assert response.status_code == 200

    def test_a_councils_name_offers_its_page(self, client: Client) -> None:
        make_authority()
        html = page_of(client, "q=ambleford")
        assert 'Go to the page of <a href="/authorities/ambleford/">' in html

    def test_the_beginning_of_names_leads_to_councils(self, client: Client) -> None:
        make_authority("Blackwater")
        make_authority("Blackmoor")
        html = page_of(client, "q=black")
        assert ">Blackmoor</a> or <a" in html
        assert 'href="/authorities/blackwater/"' in html

    def test_it_hides_a_draft(self, client: Client) -> None:
        make_inspection(recommendations=("Mend it.",), status=PublicationStatus.DRAFT)
        assert "Mend" not in page_of(client, "q=mend").replace("“mend”", "")

    def test_it_turns_pages_and_keeps_the_filters(self, client: Client) -> None:
        make_inspection(recommendations=("Reduce drift.",) * 21)
        html = page_of(client, "q=drift&region=North+West&page=2")
        assert "?q=drift&amp;region=North+West&amp;page=1" in html

    @pytest.mark.parametrize("number", [1, 9])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        number: int,
    ) -> None:
        make_inspection(recommendations=("Reduce drift.",) * number)
        with django_assert_num_queries(18):
            page_of(client, "q=drift")


class TestBox:
    def test_it_stands_on_every_page_but_those_with_their_own(
        self, client: Client
    ) -> None:
        inspection = make_inspection()
        for url in ("/authorities/", "/inspections/", inspection.get_absolute_url()):
            assert 'id="header-search"' in client.get(url).content.decode()
        for url in ("/", "/search/"):
            html = client.get(url).content.decode()
            assert 'id="header-search"' not in html
            assert 'action="/search/"' in html
