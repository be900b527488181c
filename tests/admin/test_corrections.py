"""Requests for corrections in the admin: read, taken up, answered once."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from inspections.desk import ITEMS, Asked, rows_of
from inspections.models import CorrectionRequest
from tests.admin.conftest import make_staff
from tests.factories import (
    NOON,
    make_authority,
    make_inspection,
    make_remit,
    make_request,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:inspections_correctionrequest_changelist")
(ITEM,) = [item for item in ITEMS if item.code == "correction-requests"]


@pytest.fixture
def petra(client: Client) -> User:
    """Sign an officer in who looks after every authority."""
    user = make_staff("QA officer")
    client.force_login(user)
    return user


def address(asked: CorrectionRequest) -> str:
    return reverse("admin:inspections_correctionrequest_change", args=[asked.pk])


class TestAnswer:
    def test_the_page_shows_what_was_sent_and_leads_to_the_record(
        self, client: Client, petra: User
    ) -> None:
        inspection = make_inspection()
        asked = make_request(inspection, name="A reader", email="r@example.org")
        html = client.get(address(asked)).content.decode()
        assert "The visit ended on the fifth." in html
        assert "r@example.org" in html
        record = reverse("admin:inspections_inspection_change", args=[inspection.pk])
        assert f'href="{record}">Open the record, to begin a correction' in html

    def test_it_is_taken_up_and_then_answered(
        self, client: Client, petra: User
    ) -> None:
        asked = make_request(make_inspection())
        client.post(address(asked), {"state": "under_review", "answer": ""})
        asked.refresh_from_db()
        assert asked.state == "under_review"
        given = {"state": "corrected", "answer": "We put the day right."}
        assert client.post(address(asked), given).status_code == 302
        asked.refresh_from_db()
        assert (asked.state, asked.answered_by) == ("corrected", petra)
        assert asked.is_public()
        assert asked.should_say == "The visit ended on the fifth."

    @pytest.mark.parametrize(
        ("state", "answer", "sentence"),
        [
            ("corrected", "", "it is shown in the public log"),
            ("under_review", "We look.", "An answer closes the request"),
            ("corrected", "It named Daisy (14).", "looks like a name with an age"),
            ("", "We put it right.", "This field is required."),
        ],
    )
    def test_an_answer_that_cannot_be_gets_a_sentence(
        self, client: Client, petra: User, state: str, answer: str, sentence: str
    ) -> None:
        asked = make_request(make_inspection())
        response = client.post(address(asked), {"state": state, "answer": answer})
        assert sentence in response.content.decode()
        asked.refresh_from_db()
        assert asked.state == "received"

    def test_what_was_answered_stays_as_it_is(
        self, client: Client, petra: User
    ) -> None:
        asked = make_request(make_inspection())
        client.post(address(asked), {"state": "not_changed", "answer": "It is right."})
        given = {"state": "corrected", "answer": "Or not."}
        assert client.post(address(asked), given).status_code == 403
        asked.refresh_from_db()
        assert asked.answer == "It is right."


class TestDesk:
    def test_what_waits_is_on_the_desk_within_the_remit(self, client: Client) -> None:
        mine = make_request(make_inspection())
        make_request(make_inspection(make_authority("Brackmere")))
        make_request()
        make_request(
            mine.inspection,
            state="corrected",
            answer="Done.",
            waiting_since=None,
            answered_at=NOON,
            answered_by=make_staff("Approver"),
        )
        officer = make_user("olga", is_staff=True)
        officer.groups.add(Group.objects.get(name="QA officer"))
        assert mine.authority
        make_remit(officer, mine.authority)
        found = rows_of(ITEM, CorrectionRequest, Asked(officer, NOON.date()))
        assert list(found) == [mine]
        client.force_login(officer)
        html = client.get(LIST).content.decode()
        assert "/glossary/" not in html
        assert "brackmere" not in html
