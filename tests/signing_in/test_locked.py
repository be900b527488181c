"""An account is closed for a while to an address that gave wrong passwords."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.admin.conftest import make_staff
from tests.admin.pages import text_of

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"


@pytest.fixture(autouse=True)
def locking(settings: Settings) -> None:
    settings.AXES_ENABLED = True


def try_in(client: Client, password: str, *, address: str = "192.0.2.1") -> object:
    return client.post(
        "/admin/login/",
        {"username": "petra", "password": password, "next": "/admin/"},
        REMOTE_ADDR=address,
    )


def fail_often(client: Client) -> object:
    return [try_in(client, "wrong") for _ in range(5)][-1]


class TestLocked:
    def test_it_says_what_happened_and_what_to_do(self, client: Client) -> None:
        make_staff("QA officer", password=PASSWORD)
        response = fail_often(client)
        page = text_of(response)
        assert response.status_code == 429  # type: ignore[attr-defined]
        assert "a wrong password 5 times for the account <strong>petra</strong>" in page
        assert "30 minutes after the last try" in page
        assert "ask an administrator" in page

    def test_the_right_password_does_not_help(self, client: Client) -> None:
        make_staff("QA officer", password=PASSWORD)
        fail_often(client)
        try_in(client, PASSWORD)
        assert "_auth_user_id" not in client.session

    def test_its_owner_gets_in_from_elsewhere(self, client: Client) -> None:
        make_staff("QA officer", password=PASSWORD)
        fail_often(client)
        try_in(client, PASSWORD, address="192.0.2.2")
        assert "_auth_user_id" in client.session

    def test_an_administrator_ends_it(self, client: Client) -> None:
        petra = make_staff("QA officer", password=PASSWORD)
        fail_often(client)
        administrator = Client()
        administrator.force_login(make_staff("Administrator"))
        administrator.post(f"/admin/auth/user/{petra.pk}/unlock/")
        try_in(client, PASSWORD)
        assert "_auth_user_id" in client.session
