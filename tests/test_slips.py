"""How a target date moved, in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.slips import TargetDate, end_of_month, slip_of, whole_months

DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
TARGETS = st.builds(TargetDate, DAYS, st.booleans())


def month(year: int, number: int) -> TargetDate:
    return TargetDate(date(year, number, 1), is_month_only=True)


def words(*targets: TargetDate) -> str:
    slip = slip_of(targets)
    assert slip is not None
    return slip.words


class TestSlipOf:
    def test_it_tells_of_each_move_and_how_far(self) -> None:
        told = words(month(2026, 3), month(2026, 6), month(2026, 10))
        assert told == "due March 2026, moved twice, seven months later"

    @pytest.mark.parametrize(
        ("first", "current", "end"),
        [
            (date(2026, 3, 31), date(2026, 4, 30), "one month later"),
            (date(2026, 3, 1), date(2026, 3, 13), "12 days later"),
            (date(2026, 3, 1), date(2026, 3, 2), "one day later"),
            (date(2025, 3, 31), date(2026, 3, 31), "one year later"),
            (date(2024, 1, 31), date(2026, 2, 28), "two years and one month later"),
            (date(2024, 2, 29), date(2025, 2, 28), "one year later"),
            (date(2026, 3, 31), date(2026, 1, 31), "two months earlier"),
        ],
    )
    def test_the_gap_in_words(self, first: date, current: date, end: str) -> None:
        assert words(TargetDate(first), TargetDate(current)).endswith(
            f"moved once, {end}"
        )

    def test_back_to_the_first_date(self) -> None:
        told = words(month(2026, 3), month(2026, 6), month(2026, 3))
        assert told == "due March 2026, moved twice, back to the first date"

    def test_three_times(self) -> None:
        told = words(*(month(2026, number) for number in (1, 2, 3, 4)))
        assert "moved three times, three months later" in told

    def test_the_same_date_again_is_no_move(self) -> None:
        assert slip_of([month(2026, 3), TargetDate(date(2026, 3, 31))]) is None

    @pytest.mark.parametrize("count", [0, 1])
    def test_too_few_dates_are_no_slip(self, count: int) -> None:
        assert slip_of([month(2026, 3)] * count) is None

    @given(st.lists(TARGETS, max_size=6))
    def test_it_moves_less_often_than_there_are_dates(
        self, targets: list[TargetDate]
    ) -> None:
        slip = slip_of(targets)
        if slip is None:
            assert len({target.last_day for target in targets}) <= 1
        else:
            assert 1 <= slip.moves < len(targets)
            assert slip.words.startswith(f"due {targets[0].words}, moved ")


class TestEndOfMonth:
    @given(DAYS)
    def test_the_next_day_is_a_first(self, day: date) -> None:
        end = end_of_month(day)
        assert (end + timedelta(days=1)).day == 1
        assert (end.year, end.month) == (day.year, day.month)


class TestWholeMonths:
    @given(DAYS, st.integers(0, 800))
    def test_it_is_never_less_than_none(self, day: date, days: int) -> None:
        assert whole_months(day, day + timedelta(days=days)) >= 0
