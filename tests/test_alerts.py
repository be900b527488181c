"""Alerts by e-mail: confirmed first, told once, stopped by one click."""

import re
from datetime import timedelta
from email.message import Message
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command
from django.test import Client

from inspections.alerts import (
    MOST_ASKED,
    ask,
    asked_with,
    confirm_token,
    forget_unconfirmed,
    manage_token,
    send_alerts,
)
from inspections.models import AlertSubscription
from inspections.views.alerts import MOST_AN_HOUR
from inspections.vocabulary import News
from tests import factories as make
from tests.test_news import LATER, people, visits

__all__ = ["people"]
pytestmark = pytest.mark.django_db
SOON = LATER + timedelta(hours=1)
BEFORE = make.NOON - timedelta(days=1)


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    cache.clear()


def asked(client: Client, email: str = "reader@example.org", **more: Any) -> Any:
    data = {"email": email, "kinds": News.values, **more}
    return client.post("/alerts/", data)


def link_in(message: Any) -> str:
    found = re.search(r"http://testserver(/alerts/\S+)", message.body)
    assert found
    return found[1]


class TestAsk:
    def test_nothing_is_told_before_the_link_is_followed(self, client: Client) -> None:
        assert asked(client).headers["Location"] == "/alerts/sent/"
        row = AlertSubscription.objects.get()
        assert row.confirmed_at is None
        link = link_in(mail.outbox[0])
        assert client.get(link).status_code == 200
        row.refresh_from_db()
        assert row.confirmed_at is None
        client.post(link)
        row.refresh_from_db()
        assert row.confirmed_at is not None

    def test_the_answer_is_the_same_for_an_address_that_is_known(
        self, client: Client
    ) -> None:
        make.make_alert()
        known, new = asked(client), asked(client, "other@example.org")
        assert (known.status_code, known.headers["Location"]) == (
            new.status_code,
            new.headers["Location"],
        )
        assert (
            mail.outbox[0].body.splitlines()[0] == mail.outbox[1].body.splitlines()[0]
        )

    def test_what_is_followed_does_not_change_before_its_owner_confirms(
        self, client: Client
    ) -> None:
        row = make.make_alert()
        asked(client, kinds=["correction"])
        row.refresh_from_db()
        assert len(row.kinds) == 4
        client.post(link_in(mail.outbox[0]))
        row.refresh_from_db()
        assert list(row.kinds) == [News.CORRECTION]

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"email": "nobody"}, "Write an e-mail address"),
            ({"email": ""}, "Write your e-mail address"),
            ({"kinds": []}, "Choose at least one kind"),
            ({"authority": "nowhere"}, "Choose a council from the list"),
            ({"theme": "nothing"}, "Choose a theme from the list"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, client: Client, wrong: dict[str, Any], sentence: str
    ) -> None:
        data = {"email": "reader@example.org", "kinds": News.values} | wrong
        response = client.post("/alerts/", data)
        assert response.status_code == 400
        assert sentence in response.content.decode()
        assert mail.outbox == []

    def test_it_knows_what_a_page_was_about(self, client: Client) -> None:
        make.make_authority()
        html = client.get("/alerts/?authority=ambleford").content.decode()
        assert '<option value="ambleford" selected>' in html

    def test_one_network_cannot_ask_without_end(self, client: Client) -> None:
        answers = [
            asked(client, f"{n}@example.org").status_code
            for n in range(MOST_AN_HOUR + 1)
        ]
        assert answers == [302] * MOST_AN_HOUR + [429]

    def test_one_address_is_not_asked_without_end(self) -> None:
        for number in range(MOST_ASKED + 2):
            theme = make.make_theme(f"Theme {number}")
            ask(
                "a@example.org",
                authority=None,
                theme=theme,
                kinds=[*News],
                at=make.NOON,
            )
        assert len(mail.outbox) == AlertSubscription.objects.count() == MOST_ASKED

    def test_a_machine_that_fills_everything_gets_nothing(self, client: Client) -> None:
        assert asked(client, website="https://example.org").status_code == 302
        assert mail.outbox == []

    def test_no_cookie_is_set(self, client: Client) -> None:
        assert not client.get("/alerts/").cookies
        assert not asked(client).cookies


class TestConfirm:
    @pytest.mark.parametrize("token", ["x", "a:b", "a:b:c"])
    def test_a_broken_link_says_so(self, client: Client, token: str) -> None:
        response = client.get(f"/alerts/confirm/{token}/")
        assert response.status_code == 410
        assert "no longer good" in response.content.decode()

    def test_a_link_that_stops_does_not_confirm(self) -> None:
        row = make.make_alert(told_until=None)
        assert asked_with(manage_token(row)) is None
        assert asked_with(confirm_token(row, kinds=[*News])) is not None

    def test_unconfirmed_addresses_are_forgotten_after_a_week(self) -> None:
        make.make_alert(told_until=None)
        kept = make.make_alert("other@example.org")
        assert forget_unconfirmed(at=make.NOON + timedelta(days=6)) == 0
        assert forget_unconfirmed(at=make.NOON + timedelta(days=8)) == 1
        assert AlertSubscription.objects.get() == kept


class TestStop:
    def test_one_click_of_a_mail_program_stops_it(self) -> None:
        client = Client(enforce_csrf_checks=True)
        row = make.make_alert()
        address = f"/alerts/stop/{manage_token(row)}/"
        data = {"List-Unsubscribe": "One-Click"}
        assert client.post(address, data).status_code == 200
        assert not AlertSubscription.objects.exists()
        assert client.post(address, data).status_code == 200

    def test_looking_at_the_link_stops_nothing(self, client: Client) -> None:
        row = make.make_alert()
        html = client.get(f"/alerts/stop/{manage_token(row)}/").content.decode()
        assert "<form" in html
        assert AlertSubscription.objects.exists()

    def test_one_of_several_is_stopped(self, client: Client) -> None:
        row = make.make_alert()
        other = make.make_alert(authority=make.make_authority())
        make.make_alert("else@example.org")
        address = f"/alerts/yours/{manage_token(row)}/"
        html = client.get(address).content.decode()
        assert "Ambleford" in html
        assert "else@example.org" not in html
        client.post(address, {"stop": str(other.key)})
        assert set(AlertSubscription.objects.values_list("email", flat=True)) == {
            "reader@example.org",
            "else@example.org",
        }
        client.post(address, {"stop": "all"})
        assert AlertSubscription.objects.get().email == "else@example.org"
        assert client.get(address).status_code == 410

    def test_nobody_keeps_these_pages(self, client: Client) -> None:
        row = make.make_alert()
        for name in ("yours", "stop"):
            response = client.get(f"/alerts/{name}/{manage_token(row)}/")
            assert "no-store" in response.headers["Cache-Control"]


class TestSend:
    def test_each_change_is_quoted_credited_and_sent_once(self, people: Any) -> None:
        visits(people)
        row = make.make_alert(told_until=BEFORE)
        assert send_alerts(at=SOON).sent == 1
        message = mail.outbox[0]
        assert isinstance(message, EmailMultiAlternatives)
        assert message.to == ["reader@example.org"]
        assert "3 changes" in message.subject
        assert "Plans are better." in message.body
        assert "How to credit: " in message.body
        assert "http://testserver/inspections/" in message.body
        assert "Plans are better." in str(message.alternatives[0][0])
        headers: Message = message.message()
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert manage_token(row) in headers["List-Unsubscribe"].replace("\n ", "")
        assert send_alerts(at=SOON).sent == 0
        assert send_alerts(at=SOON + timedelta(days=1)).sent == 0
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize(
        ("more", "count"),
        [
            ({}, 3),
            ({"status_changed": False}, 2),
            ({"report_published": False}, 1),
        ],
    )
    def test_only_the_kinds_asked_for_are_told(
        self, people: Any, more: dict[str, Any], count: int
    ) -> None:
        visits(people)
        make.make_alert(told_until=BEFORE, **more)
        send_alerts(at=SOON)
        assert mail.outbox[0].body.count("How to credit") == count

    def test_only_what_is_followed_is_told(self, people: Any) -> None:
        first, _ = visits(people)
        theme = first.all_recommendations.get().themes.get()
        make.make_alert(told_until=BEFORE, theme=theme)
        make.make_alert(
            "b@example.org", told_until=BEFORE, authority=make.make_authority("Brack")
        )
        assert send_alerts(at=SOON).sent == 1
        assert mail.outbox[0].body.count("How to credit") == 2

    def test_what_is_not_confirmed_is_told_nothing(self, people: Any) -> None:
        visits(people)
        make.make_alert(told_until=None, asked_at=SOON)
        assert send_alerts(at=SOON).sent == 0

    def test_news_settles_before_it_is_told(self, people: Any) -> None:
        visits(people)
        make.make_alert(told_until=LATER - timedelta(hours=1))
        assert send_alerts(at=LATER + timedelta(minutes=1)).sent == 0
        assert send_alerts(at=LATER + timedelta(minutes=6)).sent == 1

    def test_one_bad_address_does_not_stop_the_rest(
        self, people: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visits(people)
        make.make_alert("bad@example.org", told_until=BEFORE)
        make.make_alert("good@example.org", told_until=BEFORE)
        send = EmailMultiAlternatives.send

        def refuse(message: EmailMultiAlternatives, *args: Any) -> int:
            if message.to == ["bad@example.org"]:
                raise OSError("The server does not take that address.")
            return send(message, *args)

        monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
        told = send_alerts(at=SOON)
        assert (told.sent, told.failed) == (1, 1)
        monkeypatch.undo()
        assert send_alerts(at=SOON).sent == 1
        assert [m.to[0] for m in mail.outbox] == ["good@example.org", "bad@example.org"]


class TestCommand:
    def test_it_says_what_it_did(self) -> None:
        make.make_alert(told_until=None)
        out = StringIO()
        call_command("send_alerts", stdout=out)
        assert "0 sent, 0 failed; 1 unconfirmed" in out.getvalue()

    def test_it_fails_where_something_was_not_sent(
        self, people: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visits(people)
        make.make_alert(told_until=BEFORE)

        def refuse(*_: Any) -> int:
            raise OSError("No server.")

        monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
        with pytest.raises(CommandError, match="tried again"):
            call_command("send_alerts", stdout=StringIO())


class TestMasked:
    def test_staff_see_no_address(self) -> None:
        assert str(make.make_alert()) == "r…@example.org – every council"
