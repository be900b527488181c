"""Keeping a decision: the passage, who and when, restatements, and the hit rate."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User

from inspections import publishing
from inspections.admin.decisions import (
    CannotDecide,
    Decision,
    decide,
    hit_rate,
    take_back,
)
from inspections.models import (
    Finding,
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    Restatement,
    Wording,
)
from inspections.vocabulary import Kind, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def later() -> Inspection:
    return make.make_inspection(status=PublicationStatus.DRAFT)


@pytest.fixture
def asked(later: Inspection) -> Recommendation:
    visit = make.make_inspection(
        later.authority, ended=date(2017, 10, 12), kind=Kind.SIF
    )
    return make.make_recommendation(visit)


@pytest.fixture
def finding(later: Inspection) -> Finding:
    return make.make_finding(later)


@pytest.fixture
def petra() -> User:
    return make.make_user()


def again(later: Inspection, *texts: str) -> tuple[Recommendation, ...]:
    return tuple(make.make_recommendation(later, text=text) for text in texts)


class TestDecide:
    def test_it_keeps_verdict_passage_rank_person_and_time(
        self,
        later: Inspection,
        asked: Recommendation,
        finding: Finding,
        petra: User,
    ) -> None:
        decision = Decision(Verdict.IMPROVED, finding, rank=2, note="Twice.")
        decide(later, asked, decision, by=petra, at=make.NOON)
        kept = ProgressVerdict.objects.get()
        assert kept.inspection == later
        assert (kept.finding, kept.page) == (finding, finding.page)
        assert (kept.verdict, kept.suggestion_rank) == (Verdict.IMPROVED, 2)
        assert (kept.recorded_by, kept.note) == (petra, "Twice.")
        assert kept.recorded_at is not None

    def test_the_second_thought_replaces_the_first(
        self,
        later: Inspection,
        asked: Recommendation,
        finding: Finding,
        petra: User,
    ) -> None:
        first = Decision(Verdict.IMPROVED, finding, rank=1)
        decide(later, asked, first, by=make.make_user("amir"), at=make.NOON)
        decide(later, asked, Decision(Verdict.NOT_REVISITED), by=petra, at=LATER)
        kept = ProgressVerdict.objects.get()
        assert kept.verdict == Verdict.NOT_REVISITED
        assert (kept.finding, kept.page, kept.suggestion_rank) == (None, None, None)
        assert (kept.recorded_by, kept.recorded_at) == (petra, LATER)

    def test_without_a_passage_only_silence_is_kept(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        for verdict in Verdict:
            if verdict is Verdict.NOT_REVISITED:
                continue
            with pytest.raises(CannotDecide, match="Choose the passage"):
                decide(later, asked, Decision(verdict), by=petra, at=make.NOON)
        assert not ProgressVerdict.objects.exists()
        decide(later, asked, Decision(Verdict.NOT_REVISITED), by=petra, at=make.NOON)
        assert ProgressVerdict.objects.count() == 1

    def test_words_recorded_before_can_be_kept(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        make.make_verdict(asked, later, quote="Better now.", page=9)
        decision = Decision(Verdict.UNCHANGED, keeps_passage=True)
        decide(later, asked, decision, by=petra, at=make.NOON)
        kept = ProgressVerdict.objects.get()
        assert (kept.verdict, kept.quote, kept.page) == ("unchanged", "Better now.", 9)

    @pytest.mark.parametrize(
        "status",
        [
            PublicationStatus.SUBMITTED,
            PublicationStatus.PUBLISHED,
            PublicationStatus.WITHDRAWN,
        ],
    )
    def test_only_a_draft_takes_one(
        self, asked: Recommendation, petra: User, status: str
    ) -> None:
        visit = make.make_inspection(asked.inspection.authority, status=status)
        with pytest.raises(CannotDecide, match="no draft any more"):
            decide(visit, asked, Decision(Verdict.NOT_REVISITED), by=petra, at=LATER)
        with pytest.raises(CannotDecide, match="no draft any more"):
            take_back(visit, asked)

    def test_it_goes_to_the_public_with_the_correction(
        self, asked: Recommendation, petra: User
    ) -> None:
        published = make.make_inspection(
            asked.inspection.authority, kind=Kind.FOCUSED_VISIT
        )
        finding = make.make_finding(published)
        copy = publishing.revise(published, by=petra, at=make.NOON)
        decision = Decision(
            Verdict.IMPROVED,
            copy.all_findings.get(),
            rank=1,
            restated_by=again(copy, "Plan again."),
        )
        decide(copy, asked, decision, by=petra, at=make.NOON)
        assert not published.all_verdicts.exists()
        publishing.submit(copy, by=petra, at=make.NOON, note="Linked.")
        publishing.approve(copy, by=make.make_user("amir"), at=LATER)
        kept = published.all_verdicts.get()
        assert (kept.finding, kept.suggestion_rank) == (finding, 1)
        assert published.all_restatements.get().later.inspection == published

    def test_a_correction_says_who_changed_it_and_when(
        self, asked: Recommendation, petra: User
    ) -> None:
        amir = make.make_user("amir")
        published = make.make_inspection(
            asked.inspection.authority, kind=Kind.FOCUSED_VISIT
        )
        make.make_verdict(asked, published, recorded_by=amir)
        copy = publishing.revise(published, by=petra, at=make.NOON)
        decide(copy, asked, Decision(Verdict.NOT_REVISITED), by=petra, at=LATER)
        publishing.submit(copy, by=petra, at=make.NOON, note="Silent.")
        publishing.approve(copy, by=amir, at=make.NOON)
        kept = published.all_verdicts.get()
        assert kept.verdict == Verdict.NOT_REVISITED
        assert (kept.recorded_by, kept.recorded_at) == (petra, LATER)


class TestRestatements:
    def tie(
        self,
        later: Inspection,
        asked: Recommendation,
        *rows: Recommendation,
        by: User,
    ) -> None:
        decision = Decision(Verdict.NOT_REVISITED, restated_by=rows)
        decide(later, asked, decision, by=by, at=make.NOON)

    def test_one_may_become_two(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        rows = again(later, "Plan.", "Review plans.")
        self.tie(later, asked, *rows, by=petra)
        assert {r.later for r in asked.all_restated_by.all()} == set(rows)
        assert {r.recorded_by for r in asked.all_restated_by.all()} == {petra}

    def test_two_may_become_one(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        other = make.make_recommendation(asked.inspection, text="Other.")
        [row] = again(later, "Plan.")
        self.tie(later, asked, row, by=petra)
        self.tie(later, other, row, by=petra)
        assert {r.earlier for r in row.all_restates.all()} == {asked, other}

    def test_what_is_unticked_is_untied_and_the_rest_stays(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        one, two = again(later, "Plan.", "Review plans.")
        self.tie(later, asked, one, two, by=petra)
        stays = Restatement.objects.get(later=two).pk
        self.tie(later, asked, two, by=petra)
        assert [r.pk for r in Restatement.objects.all()] == [stays]

    def test_a_cycle_is_refused_and_nothing_is_kept(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        [row] = again(later, "Plan.")
        self.tie(later, asked, row, by=petra)
        earlier = make.make_inspection(
            later.authority, ended=date(2015, 1, 9), status=PublicationStatus.DRAFT
        )
        [oldest] = again(earlier, "Plan first.")
        with pytest.raises(CannotDecide, match="is not later than"):
            self.tie(earlier, row, oldest, by=petra)
        assert Restatement.objects.count() == 1
        assert not earlier.all_verdicts.exists()

    def test_it_ties_only_to_its_own_report(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        third = make.make_inspection(later.authority, ended=date(2025, 3, 1))
        with pytest.raises(CannotDecide, match="belongs to the later inspection"):
            self.tie(later, asked, *again(third, "Plan."), by=petra)


class TestTakeBack:
    def test_it_is_as_if_nobody_had_looked(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        decision = Decision(Verdict.NOT_REVISITED, restated_by=again(later, "Plan."))
        decide(later, asked, decision, by=petra, at=make.NOON)
        take_back(later, asked)
        assert not ProgressVerdict.objects.exists()
        assert not Restatement.objects.exists()


class TestHitRate:
    def chosen(
        self, later: Inspection, asked: Recommendation, by: User, *ranks: int | None
    ) -> None:
        finding = make.make_finding(later)
        for rank in ranks:
            make.make_verdict(
                make.make_recommendation(asked.inspection),
                later,
                finding=finding,
                recorded_by=by,
                suggestion_rank=rank,
            )

    def test_it_counts_first_and_top_three_of_what_was_chosen(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        self.chosen(later, asked, petra, 1, 1, 3, 4, None)
        rate = hit_rate(ProgressVerdict.objects.all())
        assert (rate.chosen, rate.first, rate.top_three) == (5, 2, 3)
        assert (rate.first_share, rate.top_three_share) == (40, 60)

    def test_silence_quotations_summaries_and_loaded_verdicts_do_not_count(
        self, later: Inspection, asked: Recommendation, petra: User
    ) -> None:
        silent = make.make_recommendation(asked.inspection)
        decide(later, silent, Decision(Verdict.NOT_REVISITED), by=petra, at=make.NOON)
        make.make_verdict(asked, later, recorded_by=petra)
        loaded = make.make_recommendation(asked.inspection)
        make.make_verdict(loaded, later, finding=make.make_finding(later))
        ours = make.make_finding(later, wording=Wording.SUMMARY)
        summed_up = make.make_recommendation(asked.inspection)
        make.make_verdict(summed_up, later, finding=ours, recorded_by=petra)
        rate = hit_rate(ProgressVerdict.objects.all())
        assert (rate.chosen, rate.first_share, rate.top_three_share) == (0, 0, 0)

    def test_a_correction_counts_once(self, asked: Recommendation, petra: User) -> None:
        published = make.make_inspection(asked.inspection.authority)
        self.chosen(published, asked, petra, 1)
        publishing.revise(published, by=petra, at=make.NOON)
        assert ProgressVerdict.objects.count() == 2
        assert hit_rate(ProgressVerdict.objects.all()).chosen == 1
