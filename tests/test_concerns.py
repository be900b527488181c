"""What earlier visits asked for that is still open, and how old each concern is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.concerns import open_concerns
from inspections.models import Inspection, PublicationStatus, Recommendation
from inspections.publishing import revise
from inspections.vocabulary import Kind, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def later() -> Inspection:
    return make.make_inspection(ended=date(2025, 3, 14))


def earlier(later: Inspection, year: int, *texts: str) -> list[Recommendation]:
    """Make an earlier visit to the same council, and return what it asked for."""
    visit = make.make_inspection(
        later.authority,
        ended=date(year, 5, 1),
        kind=Kind.SIF,
        recommendations=texts or ("Plan well.",),
    )
    return list(visit.all_recommendations.all())


def found(inspection: Inspection) -> list[Recommendation]:
    return [concern.recommendation for concern in open_concerns(inspection)]


class TestOpenConcerns:
    def test_the_oldest_concern_comes_first(self, later: Inspection) -> None:
        [new] = earlier(later, 2022)
        first, second = earlier(later, 2017, "One.", "Two.")
        assert found(later) == [first, second, new]

    def test_one_asked_for_again_is_as_old_as_it_was_first_raised(
        self, later: Inspection
    ) -> None:
        [oldest] = earlier(later, 2012)
        [between] = earlier(later, 2017)
        [again] = earlier(later, 2022)
        make.make_restatement(oldest, again)
        assert found(later) == [again, between]
        raised = open_concerns(later)[0].raised
        assert [visit.ended.year for visit in raised] == [2012, 2022]

    def test_one_that_was_addressed_is_closed(self, later: Inspection) -> None:
        done, undone = earlier(later, 2017, "One.", "Two.")
        [between] = earlier(later, 2022)
        make.make_verdict(done, between.inspection, verdict=Verdict.ADDRESSED)
        make.make_verdict(undone, between.inspection, verdict=Verdict.IMPROVED)
        assert found(later) == [undone, between]

    def test_silence_after_that_does_not_open_it_but_decline_does(
        self, later: Inspection
    ) -> None:
        silent, worse = earlier(later, 2012, "One.", "Two.")
        [between] = earlier(later, 2017)
        [last] = earlier(later, 2022)
        for row in (silent, worse):
            make.make_verdict(row, between.inspection, verdict=Verdict.ADDRESSED)
        make.make_verdict(silent, last.inspection, verdict=Verdict.NOT_REVISITED)
        make.make_verdict(worse, last.inspection, verdict=Verdict.DECLINED)
        assert found(later) == [worse, between, last]

    def test_what_this_visit_says_itself_closes_nothing(
        self, later: Inspection
    ) -> None:
        done, again = earlier(later, 2017, "One.", "Two.")
        make.make_verdict(done, later, verdict=Verdict.ADDRESSED)
        make.make_restatement(again, make.make_recommendation(later))
        assert found(later) == [done, again]

    def test_nor_does_it_close_on_its_working_copy(self, later: Inspection) -> None:
        [done] = earlier(later, 2017)
        make.make_verdict(done, later, verdict=Verdict.ADDRESSED)
        copy = revise(later, by=make.make_user(), at=make.NOON)
        assert found(copy) == [done]

    def test_a_closed_one_can_be_kept(self, later: Inspection) -> None:
        [done] = earlier(later, 2017)
        [between] = earlier(later, 2022)
        make.make_verdict(done, between.inspection, verdict=Verdict.ADDRESSED)
        kept = open_concerns(later, keeping={done.pk})
        assert [c.recommendation for c in kept] == [done, between]

    def test_later_and_withdrawn_visits_other_councils_and_copies_are_left_out(
        self, later: Inspection
    ) -> None:
        [asked] = earlier(later, 2017)
        make.make_recommendation(
            make.make_inspection(later.authority, ended=date(2026, 1, 9))
        )
        make.make_recommendation(
            make.make_inspection(
                later.authority,
                ended=date(2019, 1, 9),
                status=PublicationStatus.WITHDRAWN,
            )
        )
        make.make_recommendation(
            make.make_inspection(make.make_authority("Brackwater"))
        )
        make.make_recommendation(asked.inspection, retired_at=make.NOON)
        revise(asked.inspection, by=make.make_user(), at=make.NOON)
        assert found(later) == [asked]

    def test_drafts_count_for_staff_link_them_before_they_are_public(
        self, later: Inspection
    ) -> None:
        draft = make.make_inspection(
            later.authority, ended=date(2017, 5, 1), status=PublicationStatus.DRAFT
        )
        assert found(later) == [] and make.make_recommendation(draft) in found(later)

    def test_what_a_predecessor_was_asked_is_carried_on(
        self, later: Inspection
    ) -> None:
        before = make.make_authority("Brackwater")
        later.authority.predecessors.add(before)
        asked = make.make_recommendation(
            make.make_inspection(before, ended=date(2017, 5, 1))
        )
        assert found(later) == [asked]

    def test_its_queries_do_not_grow_with_the_visits(self, later: Inspection) -> None:
        earlier(later, 2017)
        with CaptureQueriesContext(connection) as few:
            open_concerns(later)
        for year in range(2010, 2017):
            earlier(later, year, "One.", "Two.")
        with CaptureQueriesContext(connection) as many:
            assert len(open_concerns(later)) == 15
        assert len(few) == len(many) == 5
