"""Tests of addresses whose record moved or was withdrawn."""

import pytest
from django.test import Client

from inspections.models import FormerSlug
from inspections.publishing import withdraw
from tests.factories import NOON, make_authority, make_inspection, make_user

pytestmark = pytest.mark.django_db


class TestFollowsFormerSlugs:
    @pytest.mark.parametrize("rest", ["authorities/{}/", "comparisons/{}/?one=a"])
    def test_every_page_of_an_authority_keeps_its_old_address(
        self, client: Client, rest: str
    ) -> None:
        FormerSlug.objects.create(slug="old", authority=make_authority())
        response = client.get("/" + rest.format("old"))
        assert response.status_code == 301
        assert response.headers["Location"] == "/" + rest.format("ambleford")

    def test_an_address_that_never_was_is_not_found(self, client: Client) -> None:
        assert client.get("/authorities/never/").status_code == 404

    def test_a_missing_visit_of_a_current_address_is_not_redirected(
        self, client: Client
    ) -> None:
        make_authority()
        assert client.get("/comparisons/ambleford/a/b/").status_code == 404


class TestSaysWhenWithdrawn:
    @pytest.mark.parametrize("rest", ["", "recommendations/1/", "report.pdf"])
    def test_everything_of_a_withdrawn_inspection_is_gone(
        self, client: Client, rest: str
    ) -> None:
        inspection = make_inspection(recommendations=("One.",))
        withdraw(inspection, by=make_user(), at=NOON, note="Entered twice.")
        response = client.get(inspection.get_absolute_url() + rest)
        assert response.status_code == 410
        assert "Entered twice." in response.content.decode()

    def test_what_is_not_there_is_not_found(self, client: Client) -> None:
        assert client.get("/inspections/never/").status_code == 404
