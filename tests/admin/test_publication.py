"""The panel on a record's page: status, what is missing, the steps, two people."""

import pytest

from inspections import publishing
from inspections.models import (
    CouncilResponse,
    Inspection,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
    Release,
)
from inspections.vocabulary import Area, Grade
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, admin_form, messages_of, text_of
from tests.factories import (
    NOON,
    make_action,
    make_article,
    make_inspection,
    make_recommendation,
    make_response,
)

Status = PublicationStatus


def draft_visit() -> Inspection:
    return make_inspection(kind="focused_visit", status=Status.DRAFT)


class TestPanel:
    def test_it_says_what_is_missing(self, sign_in: SignIn) -> None:
        draft = make_inspection(status=Status.DRAFT)
        page = text_of(sign_in("QA officer").get(address(draft)))
        assert "Before this can be submitted" in page
        assert "No judgement is entered." in page

    def test_a_refused_step_changes_nothing(self, sign_in: SignIn) -> None:
        draft = make_inspection(status=Status.DRAFT)
        response = sign_in("QA officer").post(
            address(draft, "step", "submit"), follow=True
        )
        draft.refresh_from_db()
        assert draft.status == Status.DRAFT
        assert any("No judgement" in message for message in messages_of(response))
        assert not PublicationEvent.objects.exists()

    def test_it_shows_what_happened(self, sign_in: SignIn) -> None:
        draft = draft_visit()
        publishing.submit(
            draft, by=make_staff("QA officer"), at=NOON, note="Checked twice."
        )
        page = text_of(sign_in("Viewer").get(address(draft)))
        assert "Submitted for approval by petra: “Checked twice.”" in page

    def test_a_step_is_never_taken_by_a_link(self, sign_in: SignIn) -> None:
        draft = draft_visit()
        client = sign_in("Administrator")
        assert client.get(address(draft, "step", "submit")).status_code == 405
        assert client.get(address(draft, "correct")).status_code == 405

    def test_an_unknown_step_is_not_found(self, sign_in: SignIn) -> None:
        response = sign_in("Administrator").post(
            address(draft_visit(), "step", "publish-at-once")
        )
        assert response.status_code == 404


class TestTwoPeople:
    def test_the_submitter_is_told_who_must_approve(self, sign_in: SignIn) -> None:
        draft = draft_visit()
        publishing.submit(draft, by=make_staff("Administrator"), at=NOON)
        page = text_of(sign_in("Administrator").get(address(draft)))
        assert "somebody else must approve it" in page
        assert "Approve and publish" not in page

    def test_the_submitter_is_refused_without_the_button(self, sign_in: SignIn) -> None:
        draft = draft_visit()
        publishing.submit(draft, by=make_staff("Administrator"), at=NOON)
        response = sign_in("Administrator").post(
            address(draft, "step", "approve"), follow=True
        )
        draft.refresh_from_db()
        assert draft.status == Status.SUBMITTED
        assert messages_of(response) == [
            "You submitted this, so somebody else must approve it."
        ]

    def test_another_person_publishes_it(self, sign_in: SignIn) -> None:
        draft = draft_visit()
        publishing.submit(draft, by=make_staff("QA officer"), at=NOON)
        client = sign_in("Approver")
        assert "Approve and publish" in text_of(client.get(address(draft)))
        client.post(address(draft, "step", "approve"))
        draft.refresh_from_db()
        assert draft.status == Status.PUBLISHED
        assert Release.objects.about(draft).count() == 1


class TestWithdraw:
    def test_it_asks_for_a_reason(self, sign_in: SignIn) -> None:
        inspection = make_inspection()
        response = sign_in("Approver").post(
            address(inspection, "step", "withdraw"), {"note": "  "}, follow=True
        )
        inspection.refresh_from_db()
        assert inspection.status == Status.PUBLISHED
        assert "Say why it is withdrawn" in messages_of(response)[0]


class TestReadOnly:
    @pytest.mark.parametrize(
        "status", [Status.SUBMITTED, Status.PUBLISHED, Status.WITHDRAWN]
    )
    def test_only_a_draft_can_be_edited(self, sign_in: SignIn, status: str) -> None:
        inspection = make_inspection(
            status=status, grades={Area.OVERALL: Grade.GOOD}, recommendations=("One.",)
        )
        client = sign_in("Administrator")
        page = client.get(address(inspection))
        assert 'name="summary"' not in text_of(page)
        assert "all_judgements-0-grade" not in text_of(page)
        assert client.post(address(inspection), {"summary": "x"}).status_code == 403
        assert client.post(address(inspection, "delete")).status_code == 403

    def test_its_parts_cannot_be_edited_either(self, sign_in: SignIn) -> None:
        recommendation = make_recommendation(make_inspection())
        client = sign_in("Administrator")
        assert client.get(address(recommendation)).status_code == 200
        response = client.post(address(recommendation), {"text": "Changed."})
        assert response.status_code == 403
        assert client.post(address(recommendation, "delete")).status_code == 403

    def test_a_draft_s_parts_can(self, sign_in: SignIn) -> None:
        draft = draft_visit()
        recommendation = make_recommendation(draft)
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(recommendation)))
        client.post(address(recommendation), sent | {"text": "Changed."})
        recommendation.refresh_from_db()
        assert recommendation.text == "Changed."

    @pytest.mark.parametrize("kind", ["response", "action", "article"])
    def test_every_published_record_says_so(self, sign_in: SignIn, kind: str) -> None:
        inspection = make_inspection()
        response = make_response(inspection)
        records: dict[str, PublishedRecord] = {
            "response": response,
            "action": make_action(response),
            "article": make_article(inspection.authority),
        }
        client = sign_in("Administrator")
        page = text_of(client.get(address(records[kind])))
        assert "This is public, so it cannot be edited here." in page
        assert client.post(address(records[kind]), {}).status_code == 403

    def test_a_retired_row_is_shown_as_such(self, sign_in: SignIn) -> None:
        inspection = make_inspection(recommendations=("Old.",))
        Recommendation.objects.update(retired_at=NOON)
        page = text_of(sign_in("Viewer").get(address(inspection)))
        assert "Retired 1 November 2026" in page

    def test_many_cannot_be_deleted_at_once(self, sign_in: SignIn) -> None:
        inspection = make_inspection()
        sign_in("Administrator").post(
            "/admin/inspections/inspection/",
            {"action": "delete_selected", "_selected_action": [inspection.pk]},
        )
        assert Inspection.objects.filter(pk=inspection.pk).exists()


class TestCorrection:
    def test_it_leads_to_the_copy_and_back(self, sign_in: SignIn) -> None:
        inspection = make_inspection(kind="focused_visit", summary="Before.")
        officer, approver = sign_in("QA officer"), sign_in("Approver")
        page = text_of(officer.get(address(inspection)))
        assert "Correct this" in page
        response = officer.post(address(inspection, "correct"))
        copy = Inspection.objects.get(revises=inspection)
        assert response["Location"] == address(copy)
        assert "A correction is being made" in text_of(officer.get(address(inspection)))
        sent = admin_form(officer.get(address(copy)))
        officer.post(address(copy), sent | {"summary": "After."})
        officer.post(address(copy, "step", "submit"), {"note": "A slip of the pen."})
        response = approver.post(address(copy, "step", "approve"))
        assert response["Location"] == address(inspection)
        inspection.refresh_from_db()
        assert inspection.summary == "After."

    def test_it_must_be_explained_when_submitted(self, sign_in: SignIn) -> None:
        inspection = make_inspection(kind="focused_visit")
        client = sign_in("QA officer")
        client.post(address(inspection, "correct"))
        copy = Inspection.objects.get(revises=inspection)
        response = client.post(address(copy, "step", "submit"), follow=True)
        assert "Say what was corrected and why" in messages_of(response)[-1]

    def test_a_response_has_no_copy_to_correct(self, sign_in: SignIn) -> None:
        response = make_response(make_inspection())
        assert isinstance(response, CouncilResponse)
        answer = sign_in("QA officer").post(address(response, "correct"))
        assert answer.status_code == 403


class TestPreview:
    def test_it_is_the_public_page_and_changes_nothing(self, sign_in: SignIn) -> None:
        draft = make_inspection(
            kind="focused_visit",
            status=Status.DRAFT,
            recommendations=("Keep visiting.",),
        )
        response = sign_in("Viewer").get(address(draft, "preview"))
        assert "Keep visiting." in text_of(response)
        assert "Nobody outside sees this page yet." in text_of(response)
        assert "no-store" in response["Cache-Control"]
        draft.refresh_from_db()
        assert draft.status == Status.DRAFT

    def test_a_correction_is_shown_in_place(self, sign_in: SignIn) -> None:
        inspection = make_inspection(kind="focused_visit", summary="Before.")
        copy = publishing.revise(inspection, by=make_staff("QA officer"), at=NOON)
        copy.summary = "After."
        copy.save()
        page = text_of(sign_in("Viewer").get(address(copy, "preview")))
        assert "After." in page
        inspection.refresh_from_db()
        assert inspection.summary == "Before."
        assert Inspection.objects.filter(pk=copy.pk).exists()

    def test_what_is_public_has_its_own_page(self, sign_in: SignIn) -> None:
        inspection = make_inspection()
        response = sign_in("Viewer").get(address(inspection, "preview"))
        assert response["Location"] == inspection.get_absolute_url()
