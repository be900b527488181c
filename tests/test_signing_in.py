"""Who may sign in, with the demonstration on and off."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from tests.factories import make_user
from tracker.signing_in import DEMONSTRATION_GROUP

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known_to_all() -> None:
    user = make_user("officer", password="told-to-all", is_staff=True)
    user.groups.add(Group.objects.create(name=DEMONSTRATION_GROUP))
    make_user("petra", password="known-to-her", is_staff=True)


class TestSiteBackend:
    def test_the_demonstration_lets_its_accounts_in(self, settings: Settings) -> None:
        settings.DEMONSTRATION = True
        assert authenticate(username="officer", password="told-to-all")

    def test_a_real_site_does_not(self) -> None:
        assert authenticate(username="officer", password="told-to-all") is None

    def test_a_real_site_lets_its_own_staff_in(self) -> None:
        assert authenticate(username="petra", password="known-to-her")

    def test_it_ends_a_session_that_the_demonstration_began(
        self, client: Client, settings: Settings
    ) -> None:
        settings.DEMONSTRATION = True
        assert client.login(username="officer", password="told-to-all")
        assert client.get("/admin/").status_code == 200
        settings.DEMONSTRATION = False
        assert client.get("/admin/").status_code == 302
