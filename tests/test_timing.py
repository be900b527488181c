"""Whether an answer came in time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.deadlines import RULES, Deadline, StartKind, is_working_day
from inspections.timing import Came, Standing, Timing, standing_of

DUE = date(2022, 7, 1)  # a Friday
BY_RULE = Deadline(
    what="action plan",
    why="By rule.",
    due=DUE,
    start=date(2022, 3, 18),
    start_kind=StartKind.PUBLICATION,
)


def standing(
    *,
    came: date | None = None,
    looked_on: date | None = None,
    today: date = date(2022, 8, 1),
    deadline: Deadline = BY_RULE,
) -> Standing:
    return standing_of(
        deadline, came=Came(came) if came else None, looked_on=looked_on, today=today
    )


class TestStandingOf:
    @pytest.mark.parametrize(
        ("published", "words"),
        [
            (date(2022, 6, 30), "Published 1 working day early"),
            (date(2022, 6, 1), "Published 20 working days early"),
            (DUE, "Published on time"),
            (date(2022, 7, 4), "Published 1 working day late"),
            (date(2022, 7, 2), "Published 1 working day late"),  # a Saturday
            (date(2022, 7, 29), "Published 20 working days late"),
        ],
    )
    def test_a_published_answer(self, published: date, words: str) -> None:
        assert standing(came=published).words == words

    @pytest.mark.parametrize(
        ("today", "words"),
        [
            (date(2022, 6, 30), "Due in 1 working day"),
            (date(2022, 6, 1), "Due in 20 working days"),
            (DUE, "Due now"),
        ],
    )
    def test_one_that_is_still_due(self, today: date, words: str) -> None:
        assert standing(today=today).words == words
        assert standing(today=today, looked_on=today).words == words

    def test_not_found_says_when_we_looked(self) -> None:
        found = standing(looked_on=date(2022, 7, 20))
        assert found.words == "Not found, last looked on 20 July 2022"

    def test_without_a_look_nothing_is_said_of_the_council(self) -> None:
        assert standing().timing is Timing.NOT_RECORDED
        assert "nobody has noted a search" in standing().words

    def test_an_answer_without_a_day(self) -> None:
        found = standing_of(
            BY_RULE, came=Came(None), looked_on=None, today=date(2022, 8, 1)
        )
        assert found.timing is Timing.DAY_UNKNOWN

    def test_a_day_before_the_report_cannot_be_of_its_answer(self) -> None:
        assert standing(came=date(2022, 3, 17)).timing is Timing.DAY_UNKNOWN

    def test_without_a_due_day_it_is_neither_early_nor_late(self) -> None:
        undated = replace(BY_RULE, due=None, start=None)
        assert standing(came=DUE, deadline=undated).timing is Timing.NO_DATE
        assert standing(deadline=undated).timing is Timing.NOT_RECORDED
        looked = standing(deadline=undated, looked_on=DUE)
        assert looked.timing is Timing.NOT_FOUND

    def test_a_draft_that_goes_to_inspectors_is_not_followed(self) -> None:
        rule = next(rule for rule in RULES if not rule.published)
        draft = replace(BY_RULE, rule=rule)
        assert standing(deadline=draft, came=DUE).timing is Timing.NOT_PUBLISHED

    @given(st.integers(-100, 400))
    def test_early_and_late_lie_on_their_sides_of_the_day(self, days: int) -> None:
        published = DUE + timedelta(days=days)
        found = standing(came=published)
        if days > 0:
            assert found.timing is Timing.LATE
            assert found.days >= 1
        elif days == 0:
            assert found.timing is Timing.ON_TIME
        elif is_working_day(published):
            assert found.timing is Timing.EARLY
            assert found.days >= 1

    def test_every_timing_has_words(self) -> None:
        assert all(Standing(timing).words for timing in Timing)
