"""Visits as values: elapsed time in words, grades and reasons in words."""

from datetime import date

import pytest

from inspections.visits import elapsed
from inspections.vocabulary import Area, Grade, Kind, Reason, RecommendationKind
from tests import values as make


class TestElapsed:
    @pytest.mark.parametrize(
        ("earlier", "later", "words"),
        [
            (date(2017, 10, 12), date(2020, 2, 14), "2 years 4 months"),
            (date(2017, 10, 12), date(2018, 9, 30), "11 months"),
            (date(2017, 10, 31), date(2018, 10, 1), "1 year"),
            (date(2017, 10, 12), date(2018, 11, 12), "1 year 1 month"),
            (date(2017, 10, 12), date(2019, 10, 31), "2 years"),
            (date(2017, 10, 12), date(2017, 11, 11), "1 month"),
            (date(2017, 10, 12), date(2017, 10, 12), "less than a month"),
            (date(2020, 2, 29), date(2021, 2, 28), "1 year"),
            (date(2020, 2, 1), date(2020, 2, 29), "less than a month"),
            (date(2020, 3, 1), date(2020, 2, 1), "less than a month"),
        ],
    )
    def test_it_counts_years_and_months_of_the_calendar(
        self, earlier: date, later: date, words: str
    ) -> None:
        assert elapsed(earlier, later) == words


class TestVisit:
    def test_a_grade_is_given_in_ofsteds_words(self) -> None:
        judged = make.judgement(Area.OVERALL, Grade.REQUIRES_IMPROVEMENT)
        assert judged.words == "Requires improvement to be good"

    def test_a_missing_grade_gives_its_reason(self) -> None:
        judged = make.judgement(Area.OVERALL, Reason.UNREADABLE)
        assert judged.words == "Could not be read"

    def test_the_headline_grade_is_never_worked_out_from_parts(self) -> None:
        april_2026 = make.visit(
            2026, ended=date(2026, 5, 8), grades={Area.LEADERS: Grade.GOOD}
        )
        assert april_2026.headline_grade is None
        assert april_2026.is_graded

    def test_a_reason_is_not_a_grade(self) -> None:
        visit = make.visit(2022, grades={Area.OVERALL: Reason.NOT_INSPECTED})
        assert not visit.is_graded
        assert visit.headline_grade is None

    def test_an_ungraded_visit(self) -> None:
        visit = make.visit(2018, kind=Kind.FOCUSED_VISIT)
        assert not visit.is_graded
        assert visit.kind_label == "Focused visit"

    def test_a_recommendation_is_named_by_visit_and_number(self) -> None:
        raised = make.raised("ambleford-2017", 4)
        assert raised.ref == "ambleford-2017 R4"
        assert raised.kind is RecommendationKind.RECOMMENDATION
        assert not raised.is_lscb
