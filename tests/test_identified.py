"""What may identify somebody is answered in words before it is published, for good."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from inspections.identified import hits_of, unanswered
from inspections.models import AnsweredHit, Inspection, PublicationStatus, Release
from inspections.publishing import (
    CannotPublish,
    answer_hits,
    approve,
    publish_import,
    return_to_draft,
    revise,
    submit,
    withdraw,
)
from inspections.vocabulary import Kind
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(days=1)
NAMED = "Rumi, aged 9, was moved."
WHY = "Rumi is the name that the report made up."


@pytest.fixture
def petra() -> User:
    return make.make_user("petra")


@pytest.fixture
def amir() -> User:
    return make.make_user("amir")


def draft(summary: str = NAMED) -> Inspection:
    return make.make_inspection(
        kind=Kind.FOCUSED_VISIT, status=PublicationStatus.DRAFT, summary=summary
    )


def marks(inspection: Inspection) -> dict[str, str]:
    return {hit.mark: WHY for hit in unanswered(inspection)}


def published(petra: User, amir: User, summary: str = NAMED) -> Inspection:
    record = submit(draft(summary), by=petra, at=make.NOON)
    answer_hits(record, marks(record), by=amir, at=make.NOON)
    return approve(record, by=amir, at=make.NOON)


class TestHitsOf:
    def test_every_text_of_a_record_and_its_rows_is_read(self) -> None:
        inspection = draft()
        make.make_finding(inspection, text="Child B (14) waits.")
        make.make_recommendation(inspection, text="For Rumi, aged 10.")
        earlier = make.make_inspection(inspection.authority, recommendations=("One.",))
        make.make_verdict(
            earlier.all_recommendations.get(), inspection, note="As for Rumi (11)."
        )
        make.make_finding(inspection, text="Rumi, aged 12.", retired_at=make.NOON)
        assert [(hit.place, hit.words) for hit in hits_of(inspection)] == [
            ("Summary", "Rumi, aged 9"),
            ("Finding 1: text", "Child B"),
            ("Recommendation 1: text", "Rumi, aged 10"),
            (
                "Progress verdict “ambleford-2022-02-ilacs R1: Improved, more to do”: "
                "why we read it so",
                "Rumi (11)",
            ),
        ]

    def test_responses_actions_and_articles_are_read_too(self) -> None:
        inspection = make.make_inspection(recommendations=("One.",))
        response = make.make_response(inspection, summary=NAMED)
        make.make_position(
            response, inspection.all_recommendations.get(), words="For Rumi (11)."
        )
        action = make.make_action(response, text="Visit 9 Orley Road.")
        make.make_update(action, source_note="Ring 01632 960123.")
        article = make.make_article(inspection.authority, subject="Rumi Vane (14).")
        assert [len(hits_of(r)) for r in (response, action, article)] == [2, 2, 1]

    def test_a_hit_shows_the_words_beside_it(self) -> None:
        (hit,) = hits_of(draft(f"{'word ' * 40}{NAMED}"))
        assert hit.around[0].startswith("…word")
        assert (hit.words, hit.around[1]) == ("Rumi, aged 9", ", was moved.")


class TestApprove:
    def test_it_is_refused_until_each_hit_is_answered(
        self, petra: User, amir: User
    ) -> None:
        record = submit(draft(f"{NAMED} So was Child B."), by=petra, at=make.NOON)
        with pytest.raises(CannotPublish) as refused:
            approve(record, by=amir, at=LATER)
        ask = (
            "Take it out, or let the approver say why it identifies no child or family."
        )
        assert refused.value.blockers == [
            f"Summary: “Rumi, aged 9” looks like a name with an age. {ask}",
            f"Summary: “Child B” looks like a child by an initial. {ask}",
        ]
        first, _ = unanswered(record)
        answer_hits(record, {first.mark: WHY}, by=amir, at=LATER)
        with pytest.raises(CannotPublish, match="Child B") as refused:
            approve(record, by=amir, at=LATER)
        assert len(refused.value.blockers) == 1
        answer_hits(record, marks(record), by=amir, at=LATER)
        assert approve(record, by=amir, at=LATER).is_public()

    def test_an_answer_says_who_when_and_what_of(self, petra: User, amir: User) -> None:
        record = submit(draft(), by=petra, at=make.NOON)
        answer_hits(record, marks(record), by=amir, at=LATER)
        kept = AnsweredHit.objects.about(record).get()
        assert (kept.answer, kept.by, kept.at) == (WHY, amir, LATER)
        assert (kept.place, kept.words) == ("Summary", "Rumi, aged 9")
        with pytest.raises(TypeError, match="written once"):
            kept.save()
        with pytest.raises(TypeError, match="never deleted"):
            kept.delete()

    def test_a_blank_answer_is_none(self, petra: User, amir: User) -> None:
        record = submit(draft(), by=petra, at=make.NOON)
        assert (
            answer_hits(record, dict.fromkeys(marks(record), " "), by=amir, at=LATER)
            == []
        )
        with pytest.raises(CannotPublish, match="Rumi"):
            approve(record, by=amir, at=LATER)

    def test_whoever_submitted_may_not_answer(self, petra: User) -> None:
        record = submit(draft(), by=petra, at=make.NOON)
        with pytest.raises(CannotPublish, match="somebody else"):
            answer_hits(record, marks(record), by=petra, at=LATER)
        assert not AnsweredHit.objects.exists()

    def test_an_answer_holds_while_the_text_stands(
        self, petra: User, amir: User
    ) -> None:
        record = submit(draft(), by=petra, at=make.NOON)
        answer_hits(record, marks(record), by=amir, at=LATER)
        record = return_to_draft(record, by=amir, at=LATER)
        record.focus = "Neglect"
        record.save()
        assert unanswered(record) == []
        record.summary = f"{NAMED} Twice."
        record.save()
        assert len(unanswered(record)) == 1

    def test_a_correction_asks_only_about_what_is_new(
        self, petra: User, amir: User
    ) -> None:
        inspection = published(petra, amir)
        copy = revise(inspection, by=petra, at=LATER)
        assert unanswered(copy) == []
        make.make_finding(copy, text="Child B waits.")
        (hit,) = unanswered(copy)
        submit(copy, by=petra, at=LATER, note="Left out.")
        answer_hits(copy, {hit.mark: WHY}, by=amir, at=LATER)
        approved = approve(copy, by=amir, at=LATER)
        assert AnsweredHit.objects.about(approved).count() == 2
        assert unanswered(approved) == []


class TestHidesEarlier:
    def test_what_identified_somebody_unasked_is_hidden_once_taken_out(
        self, petra: User, amir: User
    ) -> None:
        inspection = make.make_inspection(kind=Kind.FOCUSED_VISIT, summary=NAMED)
        copy = revise(inspection, by=petra, at=LATER)
        copy.summary = "A child was moved."
        copy.save()
        submit(copy, by=petra, at=LATER, note="Told too much.")
        approve(copy, by=amir, at=LATER)
        last = Release.objects.about(inspection).last()
        assert last is not None and last.hides_earlier

    def test_what_was_answered_for_is_no_secret(self, petra: User, amir: User) -> None:
        inspection = published(petra, amir)
        copy = revise(inspection, by=petra, at=LATER)
        copy.summary = "A child was moved."
        copy.save()
        submit(copy, by=petra, at=LATER, note="Shorter.")
        approve(copy, by=amir, at=LATER)
        last = Release.objects.about(inspection).last()
        assert last is not None and not last.hides_earlier

    def test_the_approver_may_ask_for_it(self, petra: User, amir: User) -> None:
        inspection = published(petra, amir)
        copy = revise(inspection, by=petra, at=LATER)
        submit(copy, by=petra, at=LATER, note="Told too much.")
        approve(copy, by=amir, at=LATER, hides_earlier=True)
        last = Release.objects.about(inspection).last()
        assert last is not None and last.hides_earlier


class TestReasons:
    def test_a_reason_that_the_public_reads_may_name_nobody(
        self, petra: User, amir: User
    ) -> None:
        inspection = published(petra, amir)
        with pytest.raises(CannotPublish, match="in other words"):
            withdraw(inspection, by=amir, at=LATER, note="It named Rumi (9).")
        copy = revise(inspection, by=petra, at=LATER)
        with pytest.raises(CannotPublish, match="in other words"):
            submit(copy, by=petra, at=LATER, note="It named Rumi (9).")
        submit(copy, by=petra, at=LATER, note="Told too much.")
        with pytest.raises(CannotPublish, match="in other words"):
            approve(copy, by=amir, at=LATER, note="It named Rumi (9).")
        inspection.refresh_from_db()
        assert inspection.is_public()


class TestPublishImport:
    def test_a_load_leaves_it_a_draft_for_a_person(self, amir: User) -> None:
        record = draft()
        with pytest.raises(CannotPublish, match="Rumi, aged 9"):
            publish_import(record, by=amir, at=LATER)
        record.refresh_from_db()
        assert record.status == PublicationStatus.DRAFT
