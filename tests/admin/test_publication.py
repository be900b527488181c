"""The panel on a record's page: status, what is missing, the steps, two people."""

import re
from typing import Any

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
    make_finding,
    make_inspection,
    make_position,
    make_recommendation,
    make_response,
)

Status = PublicationStatus


def main_of(response: Any) -> str:
    """Return the main part of a page, without a preview’s notice or how to cite it."""
    found = re.search(r"<main.*?</main>", text_of(response), re.DOTALL)
    assert found is not None
    notice = (
        r'<div class="notice" role="region" aria-label="Preview">.*?'
        r"Help with this screen</a></p>"
    )
    cite = r'<section class="cite no-print" id="cite">.*?</section>'
    main = re.sub(f"{notice}|{cite}", "", found[0], flags=re.DOTALL)
    return re.sub(r"\s+", " ", main)


def without_correction(main: str) -> str:
    return re.sub(r"<p class=\"small\">Corrected or updated on .*?</p> ?", "", main)


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

    def test_every_record_can_be_corrected(self, sign_in: SignIn) -> None:
        inspection = make_inspection()
        response = make_response(inspection)
        records: list[PublishedRecord] = [
            response,
            make_action(response),
            make_article(inspection.authority, inspection),
        ]
        officer, approver = sign_in("QA officer"), sign_in("Approver")
        for record in records:
            assert "Correct this" in text_of(officer.get(address(record)))
            officer.post(address(record, "correct"))
            copy = publishing.working_copy_of(record)
            assert copy is not None
            page = officer.get(address(copy))
            assert "This is a correction of" in text_of(page)
            sent = admin_form(page)
            text = "summary" if "summary" in sent else "source_note"
            officer.post(address(copy), sent | {text: "Put right."})
            officer.post(address(copy, "step", "submit"), {"note": "Misread."})
            answer = approver.post(address(copy, "step", "approve"))
            assert answer["Location"] == address(record)
            record.refresh_from_db()
            assert getattr(record, text) == "Put right."

    def test_what_a_record_belongs_to_cannot_be_corrected(
        self, sign_in: SignIn
    ) -> None:
        response = make_response(make_inspection())
        client = sign_in("QA officer")
        client.post(address(response, "correct"))
        copy = CouncilResponse.objects.get(revises=response)
        assert "inspection" not in admin_form(client.get(address(copy)))

    def test_the_approver_may_hide_what_stood_before(self, sign_in: SignIn) -> None:
        inspection = make_inspection(kind="focused_visit")
        copy = publishing.revise(inspection, by=make_staff("QA officer"), at=NOON)
        publishing.submit(copy, by=make_staff("QA officer"), at=NOON, note="Misread.")
        client = sign_in("Approver")
        assert 'name="hides_earlier"' in text_of(client.get(address(copy)))
        client.post(address(copy, "step", "approve"), {"hides_earlier": "on"})
        assert Release.objects.about(inspection).get(number=1).hides_earlier


class TestMending:
    def test_each_sentence_leads_to_its_field(self, sign_in: SignIn) -> None:
        draft = make_inspection(
            status=Status.DRAFT,
            source_note="",
            grades={Area.LEADERS: Grade.GOOD, Area.ADOPTION: Grade.GOOD},
        )
        page = sign_in("QA officer").get(address(draft))
        anchors = [mend.anchor for mend in page.context["panel"].mends]
        assert anchors == ["id_source_url", "id_all_judgements-1-area"]
        for anchor in anchors:
            assert f'href="#{anchor}"' in text_of(page)
            assert f'id="{anchor}"' in text_of(page)

    def test_where_there_is_no_row_it_leads_to_the_rows(self, sign_in: SignIn) -> None:
        draft = make_inspection(status=Status.DRAFT)
        page = sign_in("QA officer").get(address(draft))
        (mend,) = page.context["panel"].mends
        assert f'id="{mend.anchor}"' in text_of(page)
        assert mend.anchor.startswith("all_judgements")

    def test_who_may_not_edit_reads_it_without_a_link(self, sign_in: SignIn) -> None:
        draft = make_inspection(
            kind="focused_visit", status=Status.DRAFT, source_note=""
        )
        page = sign_in("Viewer").get(address(draft))
        assert [mend.anchor for mend in page.context["panel"].mends] == [""]
        assert "Say where this is from" in text_of(page)

    def test_an_answer_leads_to_its_field_too(self, sign_in: SignIn) -> None:
        response = make_response(make_inspection(), status=Status.DRAFT, source_note="")
        page = sign_in("QA officer").get(address(response))
        assert [mend.anchor for mend in page.context["panel"].mends] == ["id_url"]


class TestPersonalData:
    SUMMARY = "Rumi, aged 9, was moved."

    def test_the_editor_is_warned(self, sign_in: SignIn) -> None:
        draft = make_inspection(
            kind="focused_visit", status=Status.DRAFT, summary=self.SUMMARY
        )
        page = text_of(sign_in("QA officer").get(address(draft)))
        assert "This may identify a child or a family" in page
        assert "<mark>Rumi, aged 9</mark>" in page
        assert 'href="#id_summary"' in page

    def test_the_approver_must_answer_in_words(self, sign_in: SignIn) -> None:
        draft = make_inspection(
            kind="focused_visit", status=Status.DRAFT, summary=self.SUMMARY
        )
        publishing.submit(draft, by=make_staff("QA officer"), at=NOON)
        client = sign_in("Approver")
        page = client.get(address(draft))
        (warning,) = page.context["panel"].warnings
        refused = client.post(address(draft, "step", "approve"), follow=True)
        assert "“Rumi, aged 9” looks like a name with an age" in messages_of(refused)[0]
        draft.refresh_from_db()
        assert draft.status == Status.SUBMITTED
        name = f"answer-{warning.hit.mark}"
        assert f'name="{name}"' in text_of(page)
        client.post(address(draft, "step", "approve"), {name: "A made-up name."})
        draft.refresh_from_db()
        assert draft.status == Status.PUBLISHED
        told = text_of(client.get(address(draft)))
        assert "“Rumi, aged 9” (a name with an age): “A made-up name.” – amir" in told

    def test_the_submitter_is_not_asked(self, sign_in: SignIn) -> None:
        draft = make_inspection(
            kind="focused_visit", status=Status.DRAFT, summary=self.SUMMARY
        )
        publishing.submit(draft, by=make_staff("Administrator"), at=NOON)
        page = text_of(sign_in("Administrator").get(address(draft)))
        assert 'name="answer-' not in page


class TestPreview:
    @pytest.mark.parametrize("kind", ["inspection", "response", "action", "article"])
    def test_it_is_the_page_that_the_public_then_gets(
        self, sign_in: SignIn, kind: str
    ) -> None:
        inspection = make_inspection(
            kind="focused_visit", recommendations=("Keep visiting.",)
        )
        make_finding(inspection)
        response = make_response(inspection, summary="Before.")
        asked = inspection.all_recommendations.get()
        make_position(response, asked)
        records: dict[str, PublishedRecord] = {
            "inspection": inspection,
            "response": response,
            "action": make_action(response, asked),
            "article": make_article(inspection.authority, inspection),
        }
        record = records[kind]
        officer = make_staff("QA officer")
        copy: Any = publishing.revise(record, by=officer, at=NOON)
        changed = {"action": "text", "article": "subject"}.get(kind, "summary")
        setattr(copy, changed, "Wimbrel.")
        copy.save()
        client = sign_in("Viewer")
        preview = main_of(client.get(address(copy, "preview")))
        before = main_of(client.get(inspection.get_absolute_url()))
        publishing.submit(copy, by=officer, at=NOON, note="Misread.")
        publishing.approve(copy, by=make_staff("Approver"), at=NOON)
        after = main_of(client.get(inspection.get_absolute_url()))
        assert "Wimbrel." in preview
        assert "Wimbrel." not in before
        # Only an approval can say that it was corrected, and when.
        assert without_correction(preview) == without_correction(after)

    def test_of_a_draft_it_is_the_page_that_the_public_then_gets(
        self, sign_in: SignIn
    ) -> None:
        draft = make_inspection(
            kind="focused_visit", status=Status.DRAFT, recommendations=("Visit.",)
        )
        client = sign_in("Viewer")
        preview = main_of(client.get(address(draft, "preview")))
        publishing.submit(draft, by=make_staff("QA officer"), at=NOON)
        publishing.approve(draft, by=make_staff("Approver"), at=NOON)
        assert preview == main_of(client.get(draft.get_absolute_url()))

    def test_an_article_on_no_page_has_none(self, sign_in: SignIn) -> None:
        article = make_article(make_inspection().authority, status=Status.DRAFT)
        client = sign_in("Viewer")
        assert "Preview the public page" not in text_of(client.get(address(article)))
        answer = client.get(address(article, "preview"))
        assert answer["Location"] == address(article)

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
