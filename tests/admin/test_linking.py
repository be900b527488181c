"""The linking page: what is shown, what a button does, who may press it."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspections import publishing
from inspections.admin.linking_page import Controls, Line
from inspections.models import (
    Finding,
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    ReportImport,
    Restatement,
    Wording,
)
from inspections.vocabulary import Kind, Verdict
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, messages_of, review_form, text_of
from tests.factories import (
    NOON,
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_verdict,
)

Status = PublicationStatus

EDUCATION = "Ensure that personal education plans are specific and of good quality."
HOUSING = "Offer care leavers suitable housing near to those who know them."
SPOKEN = (
    "Personal education plans are specific and of good quality, and children do well.",
    "Personal education plans of a few children lack specific targets.",
    "The quality of personal education plans is checked by the virtual school.",
    "Some personal education plans are late.",
    "Housing for care leavers remains too far from those who know them.",
)
ODD = "Fostering households are visited twice a year by the same person."


@pytest.fixture
def later(db: None) -> Inspection:
    """A draft with paragraphs, after a visit that asked for two things."""
    authority = make_authority()
    make_inspection(
        authority,
        ended=date(2017, 10, 12),
        kind=Kind.SIF,
        recommendations=(EDUCATION, HOUSING),
    )
    inspection = make_inspection(authority, status=Status.DRAFT)
    for text in (*SPOKEN, ODD):
        make_finding(inspection, text=text)
    return inspection


def asked(inspection: Inspection) -> list[Recommendation]:
    """Return what the earlier visits asked for."""
    rows = Recommendation.objects.filter(inspection__ended__lt=inspection.ended)
    return list(rows.order_by("inspection__ended", "position"))


def lines(response: Any) -> list[Line]:
    found: list[Line] = response.context["lines"]
    return found


def controls(response: Any, number: int = 1) -> Controls:
    found = lines(response)[number - 1].controls
    assert found is not None
    return found


def links(inspection: Inspection) -> str:
    return address(inspection, "links")


def send(
    client: Client, inspection: Inspection, earlier: Recommendation, **data: Any
) -> Any:
    where = address(inspection, "links_decide", earlier.pk)
    return client.post(where, {"confirm": "yes", **data})


class TestPage:
    def test_each_open_concern_has_its_best_passages_and_a_verdict(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        response = sign_in("QA officer").get(links(later))
        first = controls(response)
        assert [line.concern.recommendation for line in lines(response)] == asked(later)
        assert len(first.passages) == 3
        assert first.more
        assert all("education" in p.finding.text for p in first.passages)
        assert first.passages[0].is_chosen
        assert [is_chosen for *_, is_chosen in first.verdicts].count(True) == 1
        assert "0 of 2 done" in text_of(response)

    def test_the_words_that_a_verdict_rests_on_are_marked(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        page = text_of(sign_in("QA officer").get(links(later)))
        assert f"<mark>{SPOKEN[0]}</mark>" in page

    def test_every_control_is_there_without_a_script(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        page = text_of(sign_in("QA officer").get(links(later)))
        assert page.count('name="confirm"') == page.count('name="silent"') == 2
        assert page.count('type="radio" name="verdict"') == 10
        assert "style=" not in page
        assert "onclick" not in page

    def test_restatements_are_proposed_and_the_rest_can_be_ticked(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        again = make_recommendation(
            later, text="The quality of personal education plans, which are specific."
        )
        other = make_recommendation(later, text="Audits.")
        first = controls(sign_in("QA officer").get(links(later)))
        assert [row for row, _ in first.again] == [again]
        assert [row for row, _ in first.others] == [other]

    def test_a_paragraph_that_was_not_suggested_can_be_found(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client, [first, _] = sign_in("QA officer"), asked(later)
        assert controls(client.get(links(later))).elsewhere == []
        every = controls(client.get(links(later), {"all": first.pk}))
        assert ODD in [p.finding.text for p in every.elsewhere]
        found = client.get(
            links(later), {"all": str(first.pk), "words": "TWICE fostering"}
        )
        assert [p.finding.text for p in controls(found).elsewhere] == [ODD]
        assert controls(found, 2).elsewhere == []

    def test_a_nonsense_address_shows_the_plain_page(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        response = sign_in("QA officer").get(links(later), {"all": "²", "of": "x"})
        assert response.status_code == 200

    def test_without_paragraphs_it_says_so(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        Finding.objects.all().delete()
        client = sign_in("QA officer")
        page = text_of(client.get(links(later)))
        assert "No paragraph of this report is recorded here" in page
        assert 'name="verdict"' not in page
        refused = client.post(
            address(later, "links_decide", asked(later)[0].pk),
            {"silent": "yes"},
            follow=True,
        )
        assert messages_of(refused) == ["No paragraph of this report is recorded here."]
        assert not ProgressVerdict.objects.exists()

    def test_a_summary_is_not_taken_for_the_report(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client, warning = sign_in("QA officer"), "Only our own summary of this report"
        assert warning not in text_of(client.get(links(later)))
        Finding.objects.update(wording=Wording.SUMMARY)
        assert warning in text_of(client.get(links(later)))

    def test_without_earlier_visits_it_says_so(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        first = Inspection.objects.get(kind=Kind.SIF)
        page = text_of(sign_in("QA officer").get(links(first)))
        assert "there is nothing to decide" in page

    def test_its_queries_are_few_and_do_not_grow(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client = sign_in("QA officer")
        client.get(links(later))
        with CaptureQueriesContext(connection) as few:
            client.get(links(later))
        for year in range(2008, 2017):
            make_inspection(
                later.authority,
                ended=date(year, 3, 1),
                recommendations=(EDUCATION, HOUSING),
            )
        make_verdict(asked(later)[0], later, recorded_by=make_staff("Approver"))
        with CaptureQueriesContext(connection) as many:
            assert len(lines(client.get(links(later)))) == 20
        assert len(many) == len(few)
        assert len(few) <= 22

    def test_the_inspection_leads_to_it(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        page = text_of(sign_in("Viewer").get(address(later)))
        assert f'href="{links(later)}"' in page

    def test_so_does_a_confirmed_import(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = review_form(client.get(address(report_import)))
        response = client.post(address(report_import), sent, follow=True)
        [message] = messages_of(response)
        assert links(Inspection.objects.get()) in message


class TestDecide:
    def test_passage_and_verdict_are_kept_and_the_next_is_shown(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client, [first, second] = sign_in("QA officer"), asked(later)
        best = controls(client.get(links(later))).passages[1].finding
        response = send(client, later, first, verdict="improved", passage=best.pk)
        assert response["Location"] == f"{links(later)}#rec-{second.pk}"
        kept = ProgressVerdict.objects.get()
        assert (kept.finding, kept.verdict) == (best, Verdict.IMPROVED)
        assert kept.suggestion_rank == 2
        assert kept.recorded_by == make_staff("QA officer")
        page = client.get(links(later))
        assert "1 of 2 done" in text_of(page)
        assert lines(page)[0].controls is None
        assert LogEntry.objects.get().change_message.startswith("Improved")

    def test_a_passage_from_outside_the_suggestions_has_no_rank(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        odd = Finding.objects.get(text=ODD)
        send(
            sign_in("QA officer"),
            later,
            asked(later)[0],
            verdict="unchanged",
            passage=odd.pk,
        )
        kept = ProgressVerdict.objects.get()
        assert (kept.finding, kept.suggestion_rank) == (odd, None)

    def test_a_verdict_without_a_passage_is_refused_and_what_was_sent_stays(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        again = make_recommendation(later, text="Audits.")
        response = send(
            sign_in("QA officer"),
            later,
            asked(later)[1],
            verdict="declined",
            restated_by=again.pk,
            note="Far away.",
        )
        assert response.status_code == 422
        assert "Choose the passage that says so" in text_of(response)
        shown = controls(response, 2)
        assert shown.chosen.verdict == "declined"
        assert shown.chosen.note == "Far away."
        assert (again, True) in shown.again
        assert not ProgressVerdict.objects.exists()
        assert not Restatement.objects.exists()

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"passage": "1000000", "verdict": "improved"}, "own report"),
            ({"passage": "kept", "verdict": "improved"}, "own report"),
            ({"verdict": "splendid"}, "not one of the available choices"),
            ({}, "Say what became of it."),
            ({"verdict": "not_revisited", "restated_by": "x"}, "not one of the"),
        ],
    )
    def test_nonsense_is_refused_in_a_sentence(
        self,
        sign_in: SignIn,
        later: Inspection,
        data: dict[str, str],
        sentence: str,
    ) -> None:
        response = send(sign_in("QA officer"), later, asked(later)[0], **data)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert not ProgressVerdict.objects.exists()

    def test_not_revisited_takes_one_button_and_no_passage(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        [first, _] = asked(later)
        finding = Finding.objects.earliest("pk")
        sign_in("QA officer").post(
            address(later, "links_decide", first.pk),
            {"silent": "yes", "verdict": "improved", "passage": finding.pk},
        )
        kept = ProgressVerdict.objects.get()
        assert (kept.verdict, kept.finding) == (Verdict.NOT_REVISITED, None)

    def test_restatements_are_kept_with_it(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        rows = [make_recommendation(later, text=text) for text in ("One.", "Two.")]
        client = sign_in("QA officer")
        send(
            client,
            later,
            asked(later)[0],
            verdict="not_revisited",
            restated_by=[row.pk for row in rows],
        )
        assert {r.later for r in Restatement.objects.all()} == set(rows)
        assert "Asked for again as R1, R2" in text_of(client.get(links(later)))

    def test_it_can_be_changed_and_taken_back(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client, [first, _] = sign_in("QA officer"), asked(later)
        odd = Finding.objects.get(text=ODD)
        send(client, later, first, verdict="unchanged", passage=odd.pk)
        shown = controls(client.get(links(later), {"of": first.pk}))
        assert shown.chosen.verdict == "unchanged"
        assert [p.finding for p in shown.elsewhere if p.is_chosen] == [odd]
        response = client.post(
            address(later, "links_decide", first.pk), {"back": "yes"}
        )
        assert response["Location"] == f"{links(later)}#rec-{first.pk}"
        assert not ProgressVerdict.objects.exists()

    def test_words_entered_by_hand_can_stay(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client, [first, _] = sign_in("QA officer"), asked(later)
        make_verdict(first, later, quote="Much better.", page=7)
        shown = controls(client.get(links(later), {"of": first.pk}))
        assert (shown.keeps_words, shown.chosen.passage) == (True, "kept")
        send(client, later, first, verdict="addressed", passage="kept")
        kept = ProgressVerdict.objects.get()
        assert (kept.verdict, kept.quote) == (Verdict.ADDRESSED, "Much better.")

    def test_after_the_last_it_says_so(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client = sign_in("QA officer")
        for row in asked(later):
            response = client.post(
                address(later, "links_decide", row.pk), {"silent": "yes"}
            )
        assert response["Location"].endswith("#done")
        assert "All done." in text_of(client.get(links(later)))

    @pytest.mark.parametrize("button", ["confirm", "silent", "back"])
    def test_another_s_decision_is_not_written_over_unseen(
        self,
        sign_in: SignIn,
        later: Inspection,
        button: str,
    ) -> None:
        officer, other = sign_in("QA officer"), sign_in("Administrator")
        seen = officer.get(links(later)).context["seen"]
        where = address(later, "links_decide", asked(later)[0].pk)
        other.post(where, {"silent": "yes", "seen": seen})
        chosen = {"verdict": Verdict.IMPROVED, "note": "Page 3 says so."}
        response = officer.post(where, {button: "yes", "seen": seen, **chosen})
        assert response.status_code == 422
        page = text_of(response)
        assert "ada decided on this at" in page
        assert "Page 3 says so." in page
        assert ProgressVerdict.objects.get().verdict == Verdict.NOT_REVISITED
        again = {button: "yes", "seen": response.context["seen"], **chosen}
        assert "decided on this at" not in text_of(
            officer.post(where, again, follow=True)
        )

    def test_another_s_decision_on_another_concern_is_no_matter(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        officer, other = sign_in("QA officer"), sign_in("Administrator")
        seen = officer.get(links(later)).context["seen"]
        for client, concern in ((other, asked(later)[1]), (officer, asked(later)[0])):
            where = address(later, "links_decide", concern.pk)
            client.post(where, {"silent": "yes", "seen": seen})
        assert ProgressVerdict.objects.count() == 2

    def test_what_is_no_open_concern_is_not_found(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        own = make_recommendation(later)
        response = send(sign_in("QA officer"), later, own, verdict="not_revisited")
        assert response.status_code == 404

    def test_nothing_is_decided_by_a_link(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client = sign_in("QA officer")
        where = address(later, "links_decide", asked(later)[0].pk)
        assert client.get(where).status_code == 405
        assert client.get(address(later, "links_correct")).status_code == 405

    def test_a_draft_submitted_meanwhile_takes_nothing(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client = sign_in("QA officer")
        Inspection.objects.filter(pk=later.pk).update(kind=Kind.FOCUSED_VISIT)
        publishing.submit(later, by=make_staff("Approver"), at=NOON)
        response = client.post(
            address(later, "links_decide", asked(later)[0].pk),
            {"silent": "yes"},
            follow=True,
        )
        assert "This is no draft any more" in messages_of(response)[0]
        assert "This waits for approval" in text_of(response)
        assert not ProgressVerdict.objects.exists()


class TestPublished:
    @pytest.fixture
    def published(self, later: Inspection) -> Inspection:
        Inspection.objects.filter(pk=later.pk).update(kind=Kind.FOCUSED_VISIT)
        by, at = make_staff("QA officer"), NOON
        publishing.submit(later, by=by, at=at)
        publishing.approve(later, by=make_staff("Approver"), at=at)
        later.refresh_from_db()
        return later

    def test_it_offers_a_correction_first(
        self, sign_in: SignIn, published: Inspection
    ) -> None:
        client = sign_in("QA officer")
        page = text_of(client.get(links(published)))
        assert "Correct this" in page
        assert 'name="verdict"' not in page
        response = client.post(address(published, "links_correct"))
        copy = Inspection.objects.get(revises=published)
        assert response["Location"] == links(copy)
        assert "the public sees your decisions once" in text_of(client.get(links(copy)))

    def test_a_correction_is_linked_and_the_public_record_stays(
        self, sign_in: SignIn, published: Inspection
    ) -> None:
        client = sign_in("QA officer")
        client.post(address(published, "links_correct"))
        copy = Inspection.objects.get(revises=published)
        best = controls(client.get(links(copy))).passages[0].finding
        assert best.inspection_id == copy.pk
        send(client, copy, asked(copy)[0], verdict="improved", passage=best.pk)
        assert copy.all_verdicts.get().suggestion_rank == 1
        assert not published.all_verdicts.exists()

    def test_a_draft_cannot_be_corrected(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        response = sign_in("QA officer").post(
            address(later, "links_correct"), follow=True
        )
        assert messages_of(response) == [
            "Only what is published can be corrected this way."
        ]


class TestWhoMay:
    @pytest.mark.parametrize("role", ["Viewer", "Approver"])
    def test_others_read(self, sign_in: SignIn, later: Inspection, role: str) -> None:
        client, [first, _] = sign_in(role), asked(later)
        make_verdict(first, later, quote="Much better.")
        page = text_of(client.get(links(later)))
        assert "Much better." in page
        assert 'name="verdict"' not in page
        assert "Correct this" not in page
        refused = send(client, later, first, verdict="not_revisited")
        assert refused.status_code == 403
        assert client.post(address(later, "links_correct")).status_code == 403

    def test_the_public_does_not(self, client: Client, later: Inspection) -> None:
        assert client.get(links(later)).status_code == 302


class TestHits:
    def test_the_real_hit_rate_is_shown(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        client = sign_in("QA officer")
        page = client.get(links(later))
        assert "Nobody has chosen a passage yet" in text_of(page)
        for number, (row, place) in enumerate(zip(asked(later), (1, 0), strict=True)):
            finding = controls(page, number + 1).passages[place].finding
            send(client, later, row, verdict="improved", passage=finding.pk)
        words = " ".join(text_of(client.get(links(later))).split())
        assert "Of 2 passages that people chose" in words
        assert "1 (50%) was suggested first and 2 (100%) among the first three" in words
