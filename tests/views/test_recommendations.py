"""Tests of the list of recommendations."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.models import PublicationStatus
from tests.factories import make_authority, make_inspection, make_theme

pytestmark = pytest.mark.django_db


class TestIndex:
    def test_it_lists_them_newest_first(self, client: Client) -> None:
        ambleford = make_authority()
        make_inspection(
            ambleford, ended=date(2017, 10, 19), recommendations=("The older.",)
        )
        make_inspection(ambleford, recommendations=("The newer.",))
        html = client.get("/recommendations/").content.decode()
        assert html.index("The newer.") < html.index("The older.")

    def test_it_narrows_by_theme_region_and_year(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("One.", "Two."))
        neglect = make_theme("Neglect")
        inspection.all_recommendations.get(position=2).themes.add(neglect)
        query = {"theme": "neglect", "region": "North West", "since": "2022"}
        page = client.get("/recommendations/", query).context["page_obj"]
        assert [recommendation.text for recommendation in page] == ["Two."]

    @pytest.mark.parametrize("query", ["theme=zz", "since=abc", "region=Narnia"])
    def test_a_faulty_filter_gets_a_sentence(self, client: Client, query: str) -> None:
        make_inspection(recommendations=("One.",))
        html = client.get(f"/recommendations/?{query}").content.decode()
        assert "<title>Error: Recommendations" in html
        assert "from the list." in html or "in four figures" in html
        assert "Nothing is listed until the filters are put right." in html
        assert "One." not in html

    def test_the_form_leads_to_an_address_to_keep(self, client: Client) -> None:
        query = "q=&region=South+West&region=London&theme=&sort=newest&since="
        response = client.get(f"/recommendations/?{query}")
        assert response.url == "/recommendations/?region=London&region=South+West"  # type: ignore[attr-defined]

    def test_it_shows_counts_beside_choices_and_lets_each_filter_go(
        self, client: Client
    ) -> None:
        make_inspection(recommendations=("One.", "Two."))
        html = client.get("/recommendations/?headline=open&since=2022").content.decode()
        assert 'North West <span class="soft">(2)</span>' in html
        assert "London" not in html
        assert 'href="/recommendations/?headline=open"' in html
        assert 'href="/recommendations/?since=2022"' in html

    def test_it_names_what_this_site_infers(self, client: Client) -> None:
        make_inspection(recommendations=("One.",))
        html = client.get("/recommendations/").content.decode()
        assert "this site’s own inference" in html
        assert "tag--open" in html

    def test_it_reads_well_with_none(self, client: Client) -> None:
        html = client.get("/recommendations/").content.decode()
        assert "No recommendation is published here yet." in html
        html = client.get("/recommendations/?since=2022").content.decode()
        assert "No published recommendation fits that." in html

    def test_it_hides_a_drafts(self, client: Client) -> None:
        make_inspection(recommendations=("xyzzy",), status=PublicationStatus.DRAFT)
        assert "xyzzy" not in client.get("/recommendations/").content.decode()

    @pytest.mark.parametrize("number", [1, 9])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        number: int,
    ) -> None:
        make_inspection(recommendations=("One.",) * number)
        with django_assert_num_queries(14):
            client.get("/recommendations/")
