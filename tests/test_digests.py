"""Digests: what is new, to whom, once, whatever goes wrong on the way."""

from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import CommandError, call_command

from inspections.digests import news_for, period_of, send_due, send_one
from inspections.models import CouncilAction, Digest, DigestChoice
from inspections.vocabulary import Delivery
from tests import factories as make
from tests.admin.conftest import make_staff
from tests.test_races import at_once
from tests.test_races import roles_kept as roles_kept

TUESDAY = make.NOON.replace(day=24)
LATE: dict[str, Any] = {
    "first_target": date(2026, 1, 1),
    "current_target": date(2026, 1, 1),
}


def reader(name: str = "petra", *, every: str = "day", **fields: Any) -> User:
    """Make a member of staff who reads everything and chose a digest."""
    values = {"is_staff": True, "email": f"{name}@ambleford.example", **fields}
    user = make.make_remit(make.make_user(name, **values))
    user.groups.set(make_staff("Viewer").groups.all())
    DigestChoice.objects.create(user=user, every=every)
    return user


def late_action(text: str = "Audit the plans.") -> CouncilAction:
    visit = make.make_inspection(make.make_authority(f"Council of {text[:12]}"))
    return make.make_action(make.make_response(visit), text=text, **LATE)


def to() -> list[str]:
    return [message.to[0] for message in mail.outbox]


@pytest.mark.django_db
class TestSendDue:
    def test_it_lists_what_is_new_with_addresses(self) -> None:
        reader()
        action = late_action("Audit every plan.")
        assert send_due(at=TUESDAY).sent == ["petra"]
        [message] = mail.outbox
        assert message.subject.startswith("1 new thing waits for you")
        place = f"http://testserver/admin/inspections/councilaction/{action.pk}/change/"
        assert place in message.body
        assert "Audit every plan." in message.body
        assert "http://testserver/admin/digest/" in message.body
        assert isinstance(message, EmailMultiAlternatives)
        [(page, kind)] = message.alternatives
        assert kind == "text/html"
        assert f'href="{place}"' in str(page)

    def test_it_sends_nothing_where_nothing_is_new(self) -> None:
        reader()
        assert send_due(at=TUESDAY).sent == []
        late_action()
        assert send_due(at=TUESDAY).sent == ["petra"]
        assert send_due(at=TUESDAY + timedelta(days=1)).sent == []
        assert len(mail.outbox) == Digest.objects.count() == 1

    def test_run_twice_it_sends_once(self) -> None:
        reader()
        late_action("One.")
        send_due(at=TUESDAY)
        late_action("Two.")
        assert send_due(at=TUESDAY + timedelta(hours=3)).sent == []
        send_due(at=TUESDAY + timedelta(days=1))
        assert [("One." in m.body, "Two." in m.body) for m in mail.outbox] == [
            (True, False),
            (False, True),
        ]

    def test_a_week_is_waited_for(self) -> None:
        reader(every="week")
        late_action("One.")
        send_due(at=TUESDAY)
        late_action("Two.")
        for days in (1, 5):
            assert send_due(at=TUESDAY + timedelta(days=days)).sent == []
        assert send_due(at=TUESDAY + timedelta(days=6)).sent == ["petra"]

    def test_what_went_away_and_came_back_is_new(self) -> None:
        reader()
        action = late_action()
        send_due(at=TUESDAY)
        for day, delivery in (
            (1, Delivery.REPORTED_COMPLETE),
            (2, Delivery.UNDER_WAY),
        ):
            action.delivery = delivery
            action.save()
            send_due(at=TUESDAY + timedelta(days=day))
        assert len(mail.outbox) == 2

    def test_one_bad_address_stops_nobody_else(self, monkeypatch: Any) -> None:
        refused = "bad@ambleford.example"
        send = EmailMultiAlternatives.send

        def refuse(message: EmailMultiAlternatives, *args: Any) -> int:
            if refused in message.to:
                raise SMTPRecipientsRefused({refused: (550, b"no such box")})
            return send(message, *args)

        monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
        bad, good = reader("bad"), reader("good")
        late_action()
        told = send_due(at=TUESDAY)
        assert (told.sent, [name for name, _ in told.failed]) == (["good"], ["bad"])
        assert to() == [good.email]
        assert not Digest.objects.filter(user=bad).exists()
        assert DigestChoice.objects.get(user=bad).listed == []
        monkeypatch.setattr(EmailMultiAlternatives, "send", send)
        assert send_due(at=TUESDAY).sent == ["bad"]

    def test_a_second_message_after_a_crash_is_known_by_its_mark(self) -> None:
        user = reader()
        late_action()
        send_due(at=TUESDAY)
        Digest.objects.all().delete()
        DigestChoice.objects.filter(user=user).update(listed=[])
        send_due(at=TUESDAY)
        marks = [message.extra_headers["Message-ID"] for message in mail.outbox]
        assert marks == [f"<digest-{user.pk}-2026-11-24@testserver>"] * 2

    def test_some_get_none(self) -> None:
        late_action()
        reader("inactive", is_active=False)
        reader("outside", is_staff=False)
        reader("never", every="never")
        reader("boxless", email="")
        told = send_due(at=TUESDAY)
        assert (told.sent, told.without_address) == ([], ["boxless"])

    def test_it_keeps_to_the_remit(self) -> None:
        user = reader()
        user.remit.everywhere = False
        user.remit.save()
        user.remit.authorities.add(make.make_authority("Elsewhere"))
        late_action()
        assert send_due(at=TUESDAY).sent == []

    def test_many_are_counted_and_some_named(self) -> None:
        user = reader()
        response = make.make_response(make.make_inspection())
        for _ in range(12):
            make.make_action(response, **LATE)
        [section], listed = news_for(user, known=(), today=TUESDAY.date())
        assert (section.new, len(section.entries), section.others) == (12, 10, 2)
        assert len(listed) == 12


class TestPeriodOf:
    @pytest.mark.parametrize(
        ("every", "day", "period"),
        [
            ("day", date(2026, 11, 24), "2026-11-24"),
            ("week", date(2026, 11, 24), "2026-W48"),
            ("week", date(2027, 1, 3), "2026-W53"),
        ],
    )
    def test_it_names_the_day_or_week(self, every: str, day: date, period: str) -> None:
        assert period_of(every, day) == period


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("roles_kept")
class TestTwoProcesses:
    def test_they_send_once(self) -> None:
        user = reader()
        late_action()
        choice = DigestChoice.objects.get(user=user)
        raised = at_once(
            lambda: send_one(choice, at=TUESDAY), lambda: send_one(choice, at=TUESDAY)
        )
        assert raised == [None, None]
        assert len(mail.outbox) == Digest.objects.count() == 1


@pytest.mark.django_db
class TestCommand:
    def test_it_says_what_it_did(self, capsys: Any) -> None:
        reader()
        late_action()
        call_command("send_digests")
        assert capsys.readouterr().out == "Sent: petra.\n"

    def test_it_fails_where_a_message_did(self, monkeypatch: Any) -> None:
        def refuse(*args: Any) -> int:
            raise ConnectionRefusedError("no mail server")

        monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
        reader()
        late_action()
        with pytest.raises(CommandError, match="petra .no mail server"):
            call_command("send_digests")
