"""Taking up, answering and forgetting requests for corrections."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from inspections.correction_requests import (
    KEPT_FOR,
    CannotAnswerError,
    close,
    erase_contacts,
    take_up,
)
from inspections.models import CorrectionRequest
from tests.factories import NOON, make_inspection, make_request, make_user

pytestmark = pytest.mark.django_db
SENDER: dict[str, Any] = {"name": "A reader", "email": "reader@example.org"}


@pytest.fixture
def amir() -> User:
    return make_user("amir")


def close_it(asked: CorrectionRequest, *, by: User) -> CorrectionRequest:
    return close(asked, state="not_changed", answer="It is right.", by=by, at=NOON)


class TestClose:
    def test_it_makes_the_answer_public(self, amir: User) -> None:
        asked = make_request(make_inspection())
        assert not asked.is_public()
        closed = close_it(take_up(asked, by=amir, at=NOON), by=amir)
        assert closed.is_public()
        assert list(CorrectionRequest.objects.published()) == [closed]

    def test_it_tells_the_sender(
        self,
        amir: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        asked = make_request(make_inspection(), **SENDER)
        with django_capture_on_commit_callbacks(execute=True):
            close_it(asked, by=amir)
        (message,) = mail.outbox
        assert message.to == ["reader@example.org"]
        assert "Not changed" in message.body and "It is right." in message.body

    def test_a_request_is_answered_once(self, amir: User) -> None:
        asked = make_request()
        close_it(asked, by=amir)
        with pytest.raises(CannotAnswerError, match="meanwhile"):
            close_it(asked, by=amir)
        with pytest.raises(CannotAnswerError, match="meanwhile"):
            take_up(asked, by=amir, at=NOON)

    @pytest.mark.parametrize(
        ("state", "answer"),
        [
            ("corrected", " "),
            ("received", "It is right."),
            ("corrected", "Daisy (14)."),
        ],
    )
    def test_an_answer_says_something_harmless(
        self, amir: User, state: str, answer: str
    ) -> None:
        asked = make_request()
        with pytest.raises(CannotAnswerError):
            close(asked, state=state, answer=answer, by=amir, at=NOON)
        asked.refresh_from_db()
        assert asked.state == "received"


class TestEraseContacts:
    def test_it_forgets_who_asked_thirty_days_after_the_answer(
        self, amir: User
    ) -> None:
        asked = close_it(make_request(**SENDER), by=amir)
        assert erase_contacts(at=NOON + KEPT_FOR - timedelta(seconds=1)) == 0
        assert erase_contacts(at=NOON + KEPT_FOR) == 1
        asked.refresh_from_db()
        assert (asked.name, asked.email) == ("", "")
        assert asked.answer == "It is right."
        assert erase_contacts(at=NOON + KEPT_FOR) == 0

    def test_who_waits_for_an_answer_is_kept(self) -> None:
        make_request(**SENDER)
        assert erase_contacts(at=NOON + 10 * KEPT_FOR) == 0

    def test_no_history_keeps_what_the_sender_wrote(self, amir: User) -> None:
        close_it(make_request(**SENDER), by=amir)
        kept = CorrectionRequest.history.model._meta
        names = {field.name for field in kept.get_fields()}
        assert not names & {"name", "email", "should_say", "source"}

    def test_the_command_says_how_many(self, amir: User) -> None:
        said = StringIO()
        long_ago = timezone.now() - 2 * KEPT_FOR
        asked = make_request(**SENDER)
        close(asked, state="corrected", answer="Done.", by=amir, at=long_ago)
        call_command("erase_contacts", stdout=said)
        assert said.getvalue() == "Erased who sent 1 requests.\n"
