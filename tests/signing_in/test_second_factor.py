"""The second step of signing in: who needs it, setting it up, and losing it."""

import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from inspections.models import Session
from inspections.signing_in import devices
from tests.admin.pages import text_of
from tests.factories import make_remit, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def make_staff(role: str, name: str = "petra") -> User:
    user = make_remit(make_user(name, is_staff=True, password=PASSWORD))
    user.groups.add(Group.objects.get(name=role))
    return user


def code_of(device: TOTPDevice, *, later: int = 0) -> str:
    """Return what the app shows, or will in so many steps of 30 seconds."""
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"


def give_app(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="app", confirmed=True)


def give_password(client: Client, name: str = "petra") -> Any:
    return client.post(
        "/admin/login/?next=/admin/",
        {"username": name, "password": PASSWORD, "next": "/admin/"},
        follow=True,
    )


def type_code(client: Client, code: str) -> Any:
    return client.post("/admin/code/", {"code": code, "next": "/admin/"})


class TestWhoNeedsIt:
    @pytest.mark.parametrize(
        ("role", "needs"),
        [
            ("Viewer", False),
            ("QA officer", False),
            ("Approver", True),
            ("Administrator", True),
        ],
    )
    def test_it_goes_by_what_the_role_may_do(
        self, role: str, needs: bool, client: Client
    ) -> None:
        make_staff(role)
        response = give_password(client)
        led_to = response.request["PATH_INFO"]
        assert led_to == ("/admin/second-factor/set-up/" if needs else "/admin/")

    def test_a_superuser_needs_it(self) -> None:
        assert devices.is_required_of(make_user("sue", is_superuser=True))

    def test_nobody_needs_it_in_the_demonstration(
        self, client: Client, settings: Settings
    ) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        make_staff("Approver")
        assert give_password(client).request["PATH_INFO"] == "/admin/"

    @pytest.mark.parametrize(
        "path",
        [
            "/admin/",
            "/admin/inspections/inspection/",
            "/admin/password_change/",
            "/admin/sessions/",
            "/admin/autocomplete/?app_label=inspections",
            "/admin/second-factor/",
        ],
    )
    def test_who_has_none_can_do_nothing_else(self, path: str, client: Client) -> None:
        client.force_login(make_staff("Approver"))
        response = client.get(path, follow=True)
        assert response.request["PATH_INFO"] == "/admin/second-factor/set-up/"

    def test_they_can_sign_out(self, client: Client) -> None:
        client.force_login(make_staff("Approver"))
        client.post("/admin/logout/")
        assert "_auth_user_id" not in client.session


class TestSetUp:
    def test_it_shows_a_picture_and_a_key_without_asking_elsewhere(
        self, client: Client
    ) -> None:
        user = make_staff("Approver")
        client.force_login(user)
        page = text_of(client.get("/admin/second-factor/set-up/"))
        assert 'src="data:image/svg+xml;base64,' in page
        assert devices.key_of(devices.begin(user)) in page
        assert not re.search(r'src="https?:', page)

    def test_the_right_code_lets_in_and_gives_recovery_codes(
        self, client: Client
    ) -> None:
        user = make_staff("Approver")
        client.force_login(user)
        before = client.session.session_key
        code = code_of(devices.begin(user))
        response = client.post("/admin/second-factor/set-up/", {"code": code})
        assert len(response.context["codes"]) == devices.NUMBER_OF_CODES
        assert "no-store" in response["Cache-Control"]
        assert client.get("/admin/").status_code == 200
        assert client.session.session_key != before

    def test_a_wrong_code_says_so(self, client: Client) -> None:
        client.force_login(make_staff("Approver"))
        page = text_of(client.post("/admin/second-factor/set-up/", {"code": "000000"}))
        assert "That code is not right" in page
        assert not TOTPDevice.objects.filter(confirmed=True).exists()

    def test_it_cannot_be_done_past_an_app_that_is_set_up(self, client: Client) -> None:
        """Or whoever knows the password could set up their own."""
        user = make_staff("Approver")
        give_app(user)
        client.force_login(user)
        response = client.get("/admin/second-factor/set-up/", follow=True)
        assert response.request["PATH_INFO"] == "/admin/code/"
        new = devices.begin(user)
        client.post("/admin/second-factor/set-up/", {"code": code_of(new)})
        assert TOTPDevice.objects.filter(user=user, confirmed=True).count() == 1
        assert devices.app_of(user) != new

    def test_another_app_takes_the_place_of_the_first(self, client: Client) -> None:
        user = make_staff("QA officer")
        first = give_app(user)
        client.force_login(user)
        type_code(client, code_of(first))
        code = code_of(devices.begin(user))
        client.post("/admin/second-factor/set-up/", {"code": code})
        assert devices.app_of(user) != first
        assert client.get("/admin/").status_code == 200


class TestCode:
    def test_the_password_alone_leads_to_it(self, client: Client) -> None:
        give_app(make_staff("QA officer"))
        response = give_password(client)
        assert response.request["PATH_INFO"] == "/admin/code/"
        assert client.get("/admin/").status_code == 302

    def test_the_right_code_leads_on(self, client: Client) -> None:
        app = give_app(make_staff("Approver"))
        give_password(client)
        response = type_code(client, code_of(app))
        assert response["Location"] == "/admin/"
        assert client.get("/admin/").status_code == 200

    def test_a_code_is_good_once(self, client: Client) -> None:
        app = give_app(make_staff("Approver"))
        code = code_of(app)
        give_password(client)
        type_code(client, code)
        other = Client()
        give_password(other)
        assert "That code is not right" in text_of(type_code(other, code))

    def test_after_a_wrong_code_it_says_how_long_to_wait(self, client: Client) -> None:
        app = give_app(make_staff("Approver"))
        give_password(client)
        assert "That code is not right" in text_of(type_code(client, "000000"))
        TOTPDevice.objects.update(throttling_failure_count=6)
        page = text_of(type_code(client, code_of(app)))
        assert re.search(r"Too many wrong codes\. Wait \d+ seconds", page)
        assert client.get("/admin/").status_code == 302

    def test_it_leads_nowhere_outside(self, client: Client) -> None:
        app = give_app(make_staff("QA officer"))
        give_password(client)
        sent = {"code": code_of(app), "next": "https://example.org/"}
        assert client.post("/admin/code/", sent)["Location"] == "/admin/"

    def test_who_is_signed_out_is_sent_to_sign_in(self, client: Client) -> None:
        assert "/admin/login/" in client.get("/admin/code/")["Location"]


class TestRecoveryCodes:
    def test_each_lets_in_once(self, client: Client) -> None:
        user = make_staff("Approver")
        give_app(user)
        code, *_ = devices.new_codes(user)
        give_password(client)
        assert type_code(client, code.upper())["Location"] == "/admin/"
        assert devices.codes_left(user) == devices.NUMBER_OF_CODES - 1
        other = Client()
        give_password(other)
        assert "That code is not right" in text_of(type_code(other, code))

    def test_new_ones_end_the_old(self, client: Client) -> None:
        user = make_staff("Approver")
        app = give_app(user)
        old, *_ = devices.new_codes(user)
        client.force_login(user)
        type_code(client, code_of(app))
        shown = client.post("/admin/second-factor/codes/").context["codes"]
        assert old not in shown
        assert devices.codes_left(user) == len(shown) == devices.NUMBER_OF_CODES
        tried = devices.try_code(user, old, at=timezone.now())
        assert tried.device is None

    def test_they_are_shown_that_once(self, client: Client) -> None:
        user = make_staff("QA officer")
        app = give_app(user)
        code, *_ = devices.new_codes(user)
        client.force_login(user)
        type_code(client, code_of(app))
        assert code not in text_of(client.get("/admin/second-factor/"))
        assert client.get("/admin/second-factor/codes/").status_code == 302

    def test_without_the_second_step_none_are_made(self, client: Client) -> None:
        client.force_login(make_staff("QA officer"))
        assert client.post("/admin/second-factor/codes/").status_code == 403


class TestTakingItAway:
    def test_who_need_not_have_it_may(self, client: Client) -> None:
        user = make_staff("QA officer")
        app = give_app(user)
        client.force_login(user)
        type_code(client, code_of(app))
        client.post("/admin/second-factor/")
        assert devices.app_of(user) is None

    def test_who_must_may_not(self, client: Client) -> None:
        user = make_staff("Approver")
        app = give_app(user)
        client.force_login(user)
        type_code(client, code_of(app))
        assert client.post("/admin/second-factor/").status_code == 403
        assert devices.app_of(user) == app

    def test_an_administrator_resets_a_lost_one_and_it_is_logged(
        self, client: Client
    ) -> None:
        ada = make_staff("Administrator", "ada")
        app = give_app(ada)
        lost = make_staff("Approver", "amir")
        theirs = give_app(lost)
        devices.new_codes(lost)
        at_work = Client()
        at_work.force_login(lost)
        type_code(at_work, code_of(theirs))
        assert at_work.get("/admin/").status_code == 200
        client.force_login(ada)
        type_code(client, code_of(app))
        client.post(f"/admin/auth/user/{lost.pk}/second-factor/remove/")
        assert devices.app_of(lost) is None
        assert not StaticDevice.objects.filter(user=lost).exists()
        assert not Session.objects.filter(user=lost).exists()
        assert at_work.get("/admin/").status_code == 302
        page = text_of(client.get(f"/admin/auth/user/{lost.pk}/history/"))
        assert "Took away the second factor." in page
