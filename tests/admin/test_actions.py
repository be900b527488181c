"""Council actions for staff: numbers, boxes, dates that keep their slip, updates."""

from datetime import date
from typing import Any

import pytest

from inspections.models import (
    ActionUpdate,
    CouncilAction,
    DatePrecision,
    PublicationStatus,
)
from inspections.publishing import approve, submit
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, admin_form, messages_of, text_of
from tests.factories import (
    NOON,
    make_action,
    make_inspection,
    make_response,
    make_update,
)

pytestmark = pytest.mark.django_db

DRAFT = PublicationStatus.DRAFT
ADD = "/admin/inspections/councilaction/add/"
MARCH, OCTOBER = date(2026, 3, 31), date(2026, 10, 31)
SAID = {
    "delivery": "under_way",
    "dated": "2022-06-01",
    "date_precision": "day",
    "target_precision": "day",
    "source_note": "Minutes of the board.",
}


def draft_action(**fields: Any) -> CouncilAction:
    response = make_response(make_inspection(recommendations=("Mend plans.",)))
    return make_action(response, status=DRAFT, **fields)


def published_action(**fields: Any) -> CouncilAction:
    return make_action(make_response(make_inspection()), **fields)


class TestAdd:
    def test_it_offers_the_recommendations_of_the_inspection(
        self, sign_in: SignIn
    ) -> None:
        inspection = make_inspection(recommendations=("Mend plans.", "Hear children."))
        make_inspection(inspection.authority, recommendations=("Of another visit.",))
        response = make_response(inspection)
        client = sign_in("QA officer")
        page = text_of(client.get(f"{ADD}?response={response.pk}"))
        assert "R1 Mend plans." in page
        assert "R2 Hear children." in page
        assert "Of another visit." not in page

    def test_it_gives_the_next_number_of_the_inspection(self, sign_in: SignIn) -> None:
        inspection = make_inspection(recommendations=("Mend plans.",))
        make_action(make_response(inspection))
        response = make_response(inspection)
        client = sign_in("QA officer")
        place = f"{ADD}?response={response.pk}"
        asked = inspection.all_recommendations.get()
        sent = admin_form(client.get(place)) | {
            "text": "Audit the plans.",
            "recommendations": [str(asked.pk)],
        }
        answer = client.post(place, sent)
        assert answer.status_code == 302, text_of(answer)
        action = CouncilAction.objects.get(response=response)
        assert (action.inspection, action.number) == (inspection, 2)
        assert list(action.recommendations.all()) == [asked]
        assert action.status == DRAFT

    def test_a_month_runs_to_its_end(self, sign_in: SignIn) -> None:
        response = make_response(make_inspection())
        client = sign_in("QA officer")
        place = f"{ADD}?response={response.pk}"
        sent = admin_form(client.get(place)) | {
            "text": "Audit the plans.",
            "first_target": "1/3/2026",
            "first_target_precision": "month",
        }
        client.post(place, sent)
        action = CouncilAction.objects.get()
        assert (action.first_target, action.current_target) == (MARCH, MARCH)
        assert action.current_target_precision == DatePrecision.MONTH
        assert "Due March 2026" in text_of(client.get(address(action)))

    def test_another_is_of_the_same_response(self, sign_in: SignIn) -> None:
        response = make_response(make_inspection())
        client = sign_in("QA officer")
        place = f"{ADD}?response={response.pk}"
        sent = admin_form(client.get(place))
        sent |= {"text": "Audit.", "_addanother": "1"}
        assert client.post(place, sent).headers["Location"] == place


class TestChange:
    def test_the_date_set_and_the_slip_are_told_in_words(self, sign_in: SignIn) -> None:
        action = draft_action(first_target=MARCH, current_target=MARCH)
        for number, target in enumerate((date(2026, 6, 30), OCTOBER), 1):
            make_update(
                action, dated=date(2026, 2, number), target=target, reason="A vacancy."
            )
        words = "Due 31 March 2026, moved twice, seven months later: now 31 October"
        client = sign_in("Viewer")
        assert words in text_of(client.get(address(action)))
        assert words in text_of(client.get("/admin/inspections/councilaction/"))

    def test_without_a_date_it_says_so(self, sign_in: SignIn) -> None:
        assert "No date set" in text_of(sign_in("Viewer").get(address(draft_action())))

    def test_a_date_that_moved_is_not_rewritten(self, sign_in: SignIn) -> None:
        action = draft_action(first_target=MARCH, current_target=MARCH)
        make_update(action, target=OCTOBER, reason="A vacancy.")
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(action)))
        client.post(
            address(action),
            sent | {"first_target": "1/1/2030", "delivery": "reported_complete"},
        )
        action.refresh_from_db()
        assert (action.first_target, action.current_target) == (MARCH, OCTOBER)
        assert action.delivery == "under_way"

    def test_a_draft_s_first_date_may_be_mended(self, sign_in: SignIn) -> None:
        action = draft_action(first_target=MARCH, current_target=MARCH)
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(action)))
        client.post(address(action), sent | {"first_target": "31/10/2026"})
        action.refresh_from_db()
        assert (action.first_target, action.current_target) == (OCTOBER, OCTOBER)

    def test_a_link_to_another_visit_stays(self, sign_in: SignIn) -> None:
        action = draft_action()
        older = make_inspection(
            action.inspection.authority,
            ended=date(2017, 10, 19),
            recommendations=("Asked before.",),
        )
        asked = older.all_recommendations.get()
        action.recommendations.add(asked)
        client = sign_in("QA officer")
        page = client.get(address(action))
        assert f"{asked} Asked before." in text_of(page)
        client.post(address(action), admin_form(page))
        assert list(action.recommendations.all()) == [asked]


class TestUpdate:
    def test_a_draft_takes_it_at_once(self, sign_in: SignIn) -> None:
        action = draft_action()
        answer = sign_in("QA officer").post(address(action, "update"), SAID)
        assert answer.status_code == 302
        action.refresh_from_db()
        assert action.delivery == "under_way"
        assert action.all_updates.get().recorded_by == make_staff("QA officer")

    def test_what_is_public_takes_it_on_a_copy(self, sign_in: SignIn) -> None:
        action = published_action(first_target=MARCH, current_target=MARCH)
        client = sign_in("QA officer")
        moved = SAID | {"target": "2026-10-31", "reason": "A vacancy."}
        client.post(address(action, "update"), moved)
        again = SAID | {"dated": "2022-07-01", "delivery": "reported_complete"}
        client.post(address(action, "update"), again)
        action.refresh_from_db()
        assert action.current_target == MARCH
        assert not action.all_updates.exists()
        copy = CouncilAction.objects.get(revises=action)
        assert copy.all_updates.count() == 2
        assert (copy.current_target, copy.delivery) == (OCTOBER, "reported_complete")

    def test_a_second_person_makes_it_public(self, sign_in: SignIn) -> None:
        action = published_action(first_target=MARCH, current_target=MARCH)
        moved = SAID | {"target": "2026-10-31", "reason": "A vacancy."}
        sign_in("QA officer").post(address(action, "update"), moved)
        copy = CouncilAction.objects.get(revises=action)
        submit(copy, by=make_staff("QA officer"), at=NOON, note="An update.")
        approve(copy, by=make_staff("Approver"), at=NOON)
        action.refresh_from_db()
        assert (action.first_target, action.current_target) == (MARCH, OCTOBER)
        assert action.all_updates.get().reason == "A vacancy."
        assert not CouncilAction.objects.filter(revises=action).exists()

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"target": "2026-10-31"}, "Give the reason for the new date"),
            ({"delivery": "no_longer_applicable"}, "why it no longer applies"),
            ({"source_note": ""}, "Say where the council said so."),
            ({"dated": "2999-01-01"}, "That day is still to come."),
            ({"evidence_label": "Audit"}, "Evidence needs both"),
            ({"dated": ""}, "This field is required."),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_written(
        self, sign_in: SignIn, wrong: dict[str, str], sentence: str
    ) -> None:
        action = published_action()
        answer = sign_in("QA officer").post(address(action, "update"), SAID | wrong)
        assert answer.status_code == 200
        assert sentence in text_of(answer)
        assert not ActionUpdate.objects.exists()
        assert not CouncilAction.objects.filter(revises=action).exists()

    def test_evidence_is_linked_with_it(self, sign_in: SignIn) -> None:
        action = draft_action()
        shown = {
            "evidence_label": "Audit of plans",
            "evidence_url": "https://example.org/audit",
            "evidence_dated": "2022-05-01",
        }
        sign_in("QA officer").post(address(action, "update"), SAID | shown)
        link = action.all_evidence.get()
        assert (link.label, link.dated) == ("Audit of plans", date(2022, 5, 1))

    def test_evidence_linked_twice_leaves_the_update_out(self, sign_in: SignIn) -> None:
        action = draft_action()
        shown = {
            "evidence_label": "Audit of plans",
            "evidence_url": "https://example.org/audit",
        }
        client = sign_in("QA officer")
        client.post(address(action, "update"), SAID | shown)
        answer = client.post(address(action, "update"), SAID | shown)
        assert "This action has that address already." in text_of(answer)
        assert action.all_updates.count() == 1

    def test_what_waits_for_approval_takes_none(self, sign_in: SignIn) -> None:
        action = published_action()
        client = sign_in("QA officer")
        client.post(address(action, "update"), SAID)
        copy = CouncilAction.objects.get(revises=action)
        submit(copy, by=make_staff("QA officer"), at=NOON, note="An update.")
        for row in (action, copy):
            answer = client.post(address(row, "update"), SAID, follow=True)
            assert any("for approval" in words for words in messages_of(answer))
        assert copy.all_updates.count() == 1

    @pytest.mark.parametrize("role", ["Viewer", "Approver"])
    def test_who_may_not_change_may_not_record(
        self, sign_in: SignIn, role: str
    ) -> None:
        action = draft_action()
        client = sign_in(role)
        assert client.get(address(action, "update")).status_code == 403
        assert client.post(address(action, "update"), SAID).status_code == 403
        assert "Record an update" not in text_of(client.get(address(action)))
        assert not ActionUpdate.objects.exists()
