"""Tests of addresses typed with capitals."""

import pytest
from django.test import Client

from tests.factories import make_authority

pytestmark = pytest.mark.django_db


class TestLowerCase:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("/authorities/Ambleford/", "/authorities/ambleford/"),
            ("/Authorities/AMBLEFORD/threads/", "/authorities/ambleford/threads/"),
            ("/Authorities/Ambleford", "/authorities/ambleford/"),
            ("/THEMES/?page=2", "/themes/?page=2"),
        ],
    )
    def test_it_leads_to_the_address_that_is_meant(
        self, client: Client, typed: str, meant: str
    ) -> None:
        make_authority()
        response = client.get(typed)
        assert response.status_code == 301
        assert response.headers["Location"] == meant

    @pytest.mark.parametrize("path", ["/No-Such-Page/", "/authorities/nowhere/"])
    def test_what_has_no_page_is_not_found(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_the_staffs_addresses_are_left_alone(self, client: Client) -> None:
        location = client.get("/admin/Nothing/").headers.get("Location", "")
        assert "Nothing" in location

    def test_no_address_leads_to_another_site(self, client: Client) -> None:
        location = client.get("//Example.org/Authorities/").headers.get("Location", "/")
        assert not location.startswith("//")

    def test_what_is_sent_is_never_redirected(self, client: Client) -> None:
        assert client.post("/Authorities/").status_code == 404
