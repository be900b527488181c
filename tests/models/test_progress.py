"""Verdicts and restatements: forward in time, of one council, on a passage."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import RestrictedError

from inspections.models import (
    CouncilResponse,
    Inspection,
    ProgressVerdict,
    Recommendation,
    RecommendationPosition,
    Restatement,
)
from inspections.publishing import revise
from inspections.vocabulary import Kind, Position, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def later() -> Inspection:
    return make.make_inspection()


@pytest.fixture
def asked(later: Inspection) -> Recommendation:
    earlier = make.make_inspection(
        later.authority, ended=date(2017, 10, 12), kind=Kind.SIF
    )
    return make.make_recommendation(earlier)


def verdict(
    asked: Recommendation, inspection: Inspection, **fields: object
) -> ProgressVerdict:
    values = {"verdict": Verdict.IMPROVED, "quote": "Better.", **fields}
    return ProgressVerdict(recommendation=asked, inspection=inspection, **values)


class TestProgressVerdict:
    def test_a_sound_one_is_accepted(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        verdict(asked, later, finding=make.make_finding(later)).full_clean()

    def test_an_empty_form_is_told_what_is_missing(self) -> None:
        with pytest.raises(ValidationError) as refused:
            ProgressVerdict().full_clean()
        assert {"inspection", "recommendation", "verdict"} <= set(
            refused.value.message_dict
        )

    @pytest.mark.parametrize("ended", [date(2017, 10, 12), date(2015, 1, 30)])
    def test_only_a_later_visit_can_speak(
        self, asked: Recommendation, ended: date
    ) -> None:
        visit = make.make_inspection(asked.inspection.authority, ended=ended)
        with pytest.raises(ValidationError, match="is not later than"):
            verdict(asked, visit).full_clean()

    def test_another_council_cannot(self, asked: Recommendation) -> None:
        visit = make.make_inspection(make.make_authority("Brackwater"))
        with pytest.raises(ValidationError, match="did not take over from Ambleford"):
            verdict(asked, visit).full_clean()

    def test_the_one_that_took_over_can(self, asked: Recommendation) -> None:
        visit = make.make_inspection(make.make_authority("Brackwater"))
        between = make.make_authority("Castlemoor")
        visit.authority.predecessors.add(between)
        between.predecessors.add(asked.inspection.authority)
        verdict(asked, visit).full_clean()

    def test_its_passage_is_of_the_later_report(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        finding = make.make_finding(asked.inspection)
        with pytest.raises(ValidationError, match="own report"):
            verdict(asked, later, finding=finding).full_clean()

    def test_it_is_not_of_a_working_copy(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        """Which goes when it is approved, and would take the verdict with it."""
        copy = revise(asked.inspection, by=make.make_user(), at=make.NOON)
        with pytest.raises(ValidationError) as refused:
            verdict(copy.all_recommendations.get(), later).full_clean()
        assert list(refused.value.message_dict) == ["recommendation"]

    def test_a_passage_that_it_rests_on_is_not_deleted(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        finding = make.make_finding(later)
        make.make_verdict(asked, later, finding=finding, quote="")
        with pytest.raises(RestrictedError):
            finding.delete()

    def test_both_go_with_their_inspection(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        make.make_verdict(asked, later, finding=make.make_finding(later), quote="")
        later.delete()
        assert not ProgressVerdict.objects.exists()


class TestRestatement:
    def test_a_sound_one_is_accepted(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        again = make.make_recommendation(later)
        Restatement(inspection=later, earlier=asked, later=again).full_clean()

    def test_an_empty_form_is_told_what_is_missing(self) -> None:
        with pytest.raises(ValidationError) as refused:
            Restatement().full_clean()
        assert {"inspection", "earlier", "later"} <= set(refused.value.message_dict)

    def test_it_runs_forward_so_that_no_cycle_can_be(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        again = make.make_recommendation(later)
        make.make_restatement(asked, again)
        back = Restatement(inspection=asked.inspection, earlier=again, later=asked)
        with pytest.raises(ValidationError, match="is not later than"):
            back.full_clean()

    def test_it_belongs_to_the_later_inspection(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        again = make.make_recommendation(later)
        wrong = Restatement(inspection=asked.inspection, earlier=asked, later=again)
        with pytest.raises(ValidationError, match="belongs to the later inspection"):
            wrong.full_clean()

    def test_a_working_copy_may_hold_one_of_its_own(
        self, asked: Recommendation, later: Inspection
    ) -> None:
        copy = revise(later, by=make.make_user(), at=make.NOON)
        again = make.make_recommendation(copy)
        Restatement(inspection=copy, earlier=asked, later=again).full_clean()


class TestTheCouncilsVoice:
    def test_it_answers_a_published_inspection_not_its_copy(
        self, later: Inspection
    ) -> None:
        copy = revise(later, by=make.make_user(), at=make.NOON)
        answer = CouncilResponse(inspection=copy, kind="action_plan", title="Plan")
        with pytest.raises(ValidationError) as refused:
            answer.full_clean()
        assert list(refused.value.message_dict) == ["inspection"]

    def test_nor_does_it_take_a_position_on_a_copys_recommendation(
        self, asked: Recommendation
    ) -> None:
        copy = revise(asked.inspection, by=make.make_user(), at=make.NOON)
        position = RecommendationPosition(
            response=make.make_response(asked.inspection),
            recommendation=copy.all_recommendations.get(),
            position=Position.ACCEPTED,
        )
        with pytest.raises(ValidationError) as refused:
            position.full_clean()
        assert list(refused.value.message_dict) == ["recommendation"]
