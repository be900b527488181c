"""Many rows at once: what would become of each, what did, and undoing."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from inspections.admin.bulk import MOST
from inspections.models import (
    ActionUpdate,
    BulkChange,
    CouncilAction,
    Inspection,
    PublicationEvent,
    PublicationStatus,
)
from inspections.publishing import submit
from inspections.vocabulary import Delivery
from tests import factories as make
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import list_address, messages_of, text_of

pytestmark = pytest.mark.django_db
Status = PublicationStatus


def drafts(number: int = 2, **fields: Any) -> list[Inspection]:
    return [
        make.make_inspection(
            make.make_authority(f"Council {place}"),
            status=Status.DRAFT,
            kind="focused_visit",
            **fields,
        )
        for place in range(number)
    ]


def bulk_address(model: Any, step: str) -> str:
    return reverse(f"admin:inspections_{model._meta.model_name}_bulk", args=[step])


def press(
    client: Client, rows: list[Any], step: str, *, confirm: bool = True, **fields: Any
) -> Any:
    sent = {"row": [row.pk for row in rows], **fields}
    if confirm:
        sent["confirm"] = "1"
    return client.post(bulk_address(type(rows[0]), step), sent, follow=True)


def standing(rows: list[Any]) -> list[str]:
    return [type(row).objects.get(pk=row.pk).status for row in rows]


@pytest.fixture
def petra(sign_in: SignIn) -> Client:
    return sign_in("QA officer")


@pytest.fixture
def amir(sign_in: SignIn) -> Client:
    return sign_in("Approver")


class TestBefore:
    def test_a_list_leads_to_it_and_nothing_is_done(self, petra: Client) -> None:
        good, bad = drafts()
        bad.source_note = ""
        bad.save()
        answer = petra.post(
            list_address(Inspection),
            {"action": "bulk_submit", "_selected_action": [good.pk, bad.pk]},
        )
        page = text_of(answer)
        assert (
            "<strong>1 of 2</strong> would be submitted. Nothing is done yet." in page
        )
        assert "Say where this is from" in page
        assert "You can undo this for an hour." in page
        assert standing([good, bad]) == ["draft", "draft"]
        assert not BulkChange.objects.exists()

    def test_a_role_is_offered_only_its_steps(
        self, petra: Client, amir: Client
    ) -> None:
        drafts()
        for client, offered in ((petra, "Submit for"), (amir, "Approve and publish")):
            page = text_of(client.get(list_address(Inspection)))
            for words in ("Submit for approval…", "Approve and publish…"):
                assert (words in page) == words.startswith(offered)

    def test_more_than_can_be_read_are_refused(self, petra: Client) -> None:
        response = make.make_response(make.make_inspection())
        rows = [
            make.make_action(response, status=Status.DRAFT, number=number)
            for number in range(1, MOST + 2)
        ]
        page = text_of(press(petra, rows, "submit"))
        assert f"You chose {MOST + 1} rows." in page
        assert not BulkChange.objects.exists()

    def test_it_answers_only_to_posts_and_known_steps(self, petra: Client) -> None:
        rows = drafts(1)
        assert petra.get(bulk_address(Inspection, "submit")).status_code == 405
        assert press(petra, rows, "explode").status_code == 404
        assert press(petra, rows, "approve").status_code == 403

    def test_its_scripts_and_styles_are_the_policy_s(self, petra: Client) -> None:
        page = text_of(press(petra, drafts(), "submit", confirm=False))
        assert "style=" not in page.partition('id="content-main"')[2]


class TestSubmit:
    def test_each_is_its_own_step(self, petra: Client) -> None:
        good, bad = drafts()
        bad.source_note = ""
        bad.save()
        answer = press(petra, [good, bad], "submit", note="All typed anew.")
        assert standing([good, bad]) == ["submitted", "draft"]
        assert messages_of(answer) == [
            "Submitted for approval: 1 row. Refused: 1, each with its reason below. "
            "You can undo this here for 1 hour."
        ]
        assert "Say where this is from" in text_of(answer)
        assert PublicationEvent.objects.about(good).get().note == "All typed anew."
        assert good.history.latest().history_change_reason == "In bulk, with 1 other."

    def test_a_correction_needs_the_note(self, petra: Client) -> None:
        [visit] = drafts(1)
        copy = make.make_inspection(
            visit.authority,
            status=Status.DRAFT,
            kind="focused_visit",
            ref=visit.ref,
            revises=visit,
        )
        visit.status = Status.PUBLISHED
        visit.save()
        assert "the public will see it" in text_of(press(petra, [copy], "submit"))
        press(petra, [copy], "submit", note="A wrong page.")
        assert standing([copy]) == ["submitted"]


class TestApprove:
    def test_what_one_submitted_oneself_is_refused(self, sign_in: SignIn) -> None:
        mine, other = drafts()
        submit(mine, by=make_staff("Administrator"), at=make.NOON)
        submit(other, by=make_staff("QA officer"), at=make.NOON)
        answer = press(sign_in("Administrator"), [mine, other], "approve")
        assert standing([mine, other]) == ["submitted", "published"]
        assert "You submitted this, so somebody else must approve it." in text_of(
            answer
        )

    def test_what_may_identify_somebody_is_answered_on_its_page(
        self, amir: Client
    ) -> None:
        plain, telling = drafts()
        make.make_finding(telling, text="Casey Brown, aged 9, told us of it.")
        for row in (plain, telling):
            submit(row, by=make_staff("QA officer"), at=make.NOON)
        for confirm in (False, True):
            page = text_of(press(amir, [plain, telling], "approve", confirm=confirm))
            assert "It may identify somebody" in page
            place = f"/admin/inspections/inspection/{telling.pk}/change/"
            assert f'href="{place}"' in page
        assert standing([plain, telling]) == ["published", "submitted"]

    def test_it_cannot_be_undone(self, amir: Client) -> None:
        rows = drafts(1)
        submit(rows[0], by=make_staff("QA officer"), at=make.NOON)
        answer = press(amir, rows, "approve")
        assert "This cannot be undone in one go." in text_of(answer)
        again = amir.post(answer.redirect_chain[-1][0], follow=True)
        assert messages_of(again) == ["This cannot be undone here any more."]
        assert standing(rows) == ["published"]


class TestReturn:
    def test_many_go_back_with_one_word(self, amir: Client) -> None:
        rows = drafts()
        for row in rows:
            submit(row, by=make_staff("QA officer"), at=make.NOON)
        press(amir, rows, "return", note="Add the pages.")
        assert standing(rows) == ["draft", "draft"]
        notes = PublicationEvent.objects.filter(action="returned")
        assert {event.note for event in notes} == {"Add the pages."}


class TestUndo:
    def undo(self, client: Client, answer: Any) -> Any:
        return client.post(answer.redirect_chain[-1][0], follow=True)

    def test_what_was_submitted_is_a_draft_again(
        self, petra: Client, amir: Client
    ) -> None:
        rows = drafts(3)
        answer = press(petra, rows, "submit")
        press(amir, rows[:1], "approve")
        told = messages_of(self.undo(petra, answer))
        assert standing(rows) == ["published", "draft", "draft"]
        assert told[0] == "Undone: 2 rows."
        assert "Somebody else has dealt with it since." in told[1]

    def test_twice_changes_nothing_more(self, petra: Client) -> None:
        rows = drafts(1)
        answer = press(petra, rows, "submit")
        self.undo(petra, answer)
        press(petra, rows, "submit")
        self.undo(petra, answer)
        assert standing(rows) == ["submitted"]

    def test_after_an_hour_it_is_too_late(self, petra: Client) -> None:
        rows = drafts(1)
        answer = press(petra, rows, "submit")
        change = BulkChange.objects.get()
        change.at -= timedelta(minutes=61)
        change.save()
        assert "Undo all of it" not in text_of(petra.get(petra_page(answer)))
        self.undo(petra, answer)
        assert standing(rows) == ["submitted"]

    def test_the_start_page_leads_to_it(self, petra: Client) -> None:
        answer = press(petra, drafts(), "submit")
        assert f'href="{petra_page(answer)}"' in text_of(petra.get("/admin/"))
        self.undo(petra, answer)
        assert petra_page(answer) not in text_of(petra.get("/admin/"))

    def test_it_is_for_who_did_it(self, petra: Client, sign_in: SignIn) -> None:
        answer = press(petra, drafts(), "submit")
        ada = sign_in("Administrator")
        assert ada.get(petra_page(answer)).status_code == 404
        assert ada.post(petra_page(answer)).status_code == 404


def petra_page(answer: Any) -> str:
    return str(answer.redirect_chain[-1][0])


class TestTheme:
    def test_drafts_take_it_and_give_it_back(self, petra: Client) -> None:
        neglect = make.make_theme()
        [visit] = drafts(1, recommendations=("One.", "Two."))
        one, two = visit.all_recommendations.all()
        two.themes.add(neglect)
        public = make.make_recommendation(make.make_inspection())
        answer = press(petra, [one, two, public], "theme", theme=neglect.pk)
        assert [r.themes.count() for r in (one, two, public)] == [1, 1, 0]
        page = text_of(answer)
        assert "It has the theme Neglect already." in page
        assert "begin a correction of that first" in page
        petra.post(petra_page(answer))
        assert [r.themes.count() for r in (one, two, public)] == [0, 1, 0]

    def test_a_theme_must_be_chosen(self, petra: Client) -> None:
        [visit] = drafts(1, recommendations=("One.",))
        answer = press(petra, list(visit.all_recommendations.all()), "theme")
        assert "This field is required." in text_of(answer)
        assert not BulkChange.objects.exists()

    def test_findings_take_it_too(self, petra: Client) -> None:
        finding = make.make_finding(drafts(1)[0])
        press(petra, [finding], "theme", theme=make.make_theme().pk)
        assert finding.themes.count() == 1


class TestDelivery:
    SENT: dict[str, Any] = {
        "delivery": Delivery.UNDER_WAY,
        "dated": "2026-10-01",
        "date_precision": "day",
        "source_note": "Cabinet paper.",
    }

    def actions(self) -> list[CouncilAction]:
        response = make.make_response(make.make_inspection())
        return [
            make.make_action(response, status=status)
            for status in (Status.DRAFT, Status.PUBLISHED)
        ]

    def test_drafts_get_an_update_each(self, petra: Client) -> None:
        draft, public = self.actions()
        answer = press(petra, [draft, public], "delivery", **self.SENT)
        assert ActionUpdate.objects.get().action == draft
        draft.refresh_from_db()
        assert draft.delivery == Delivery.UNDER_WAY
        assert "open it and record an update" in text_of(answer)

    def test_dropping_needs_a_reason(self, petra: Client) -> None:
        sent = {**self.SENT, "delivery": Delivery.NO_LONGER_APPLICABLE}
        answer = press(petra, self.actions()[:1], "delivery", **sent)
        assert "why it no longer applies" in text_of(answer)
        assert not ActionUpdate.objects.exists()


class TestRemit:
    def test_another_authority_s_rows_do_not_exist(self, petra: Client) -> None:
        mine, other = drafts()
        stranger: User = make.make_user("stella", is_staff=True)
        stranger.groups.set(make_staff("QA officer").groups.all())
        make.make_remit(stranger, mine.authority)
        client = Client()
        client.force_login(stranger)
        assert press(client, [other], "submit").status_code == 404
        press(client, [mine, other], "submit")
        assert standing([mine, other]) == ["submitted", "draft"]
        assert [len(change.rows) for change in BulkChange.objects.all()] == [1]
