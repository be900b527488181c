"""Working days in England, and by when an answer to a visit is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.deadlines import (
    RULES,
    Condition,
    Deadline,
    Facts,
    StartKind,
    add_working_days,
    bank_holidays,
    deadlines_for,
    is_working_day,
    rules_for,
    working_days_between,
)
from inspections.vocabulary import Kind

DAYS = st.dates(date(2009, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(1, 150)


class TestIsWorkingDay:
    @pytest.mark.parametrize(
        "day",
        [
            date(2022, 4, 15),  # Good Friday
            date(2022, 4, 18),  # Easter Monday
            date(2022, 12, 26),  # Boxing Day
            date(2022, 12, 27),  # for Christmas Day, a Sunday
            date(2021, 12, 28),  # for Boxing Day, a Sunday
            date(2012, 6, 5),  # Diamond Jubilee
            date(2022, 6, 2),  # the spring holiday, moved for the Platinum Jubilee
            date(2022, 6, 3),  # Platinum Jubilee
            date(2022, 9, 19),  # the Queen's funeral
            date(2023, 5, 8),  # the Coronation
            date(2020, 5, 8),  # early May, moved to VE Day
            date(2024, 2, 24),  # a Saturday
            date(2024, 2, 25),  # a Sunday
        ],
    )
    def test_it_is_none(self, day: date) -> None:
        assert not is_working_day(day)

    @pytest.mark.parametrize(
        "day",
        [
            date(2024, 2, 29),  # a leap day, a Thursday
            date(2022, 5, 30),  # the spring holiday was in June that year
            date(2020, 5, 4),  # the early May holiday was on the Friday
            date(2022, 1, 4),  # a bank holiday in Scotland alone
            date(2023, 3, 17),  # a bank holiday in Northern Ireland alone
            date(2023, 12, 27),
            date(2022, 4, 14),  # the day before Good Friday
        ],
    )
    def test_it_is_one(self, day: date) -> None:
        assert is_working_day(day)

    def test_a_year_has_eight_bank_holidays_at_least(self) -> None:
        for year in range(2009, 2036):
            weekdays = [d for d in bank_holidays(year) if d.weekday() < 5]
            assert 8 <= len(weekdays) <= 10


class TestAddWorkingDays:
    @pytest.mark.parametrize(
        ("start", "days", "due"),
        [
            # A letter that prints its own deadline, and a council's cabinet paper.
            (date(2023, 7, 14), 70, date(2023, 10, 23)),
            (date(2023, 5, 9), 70, date(2023, 8, 16)),
            (date(2022, 3, 18), 70, date(2022, 7, 1)),
            # Over Christmas, Easter, a jubilee and a leap day.
            (date(2021, 12, 24), 1, date(2021, 12, 29)),
            (date(2024, 3, 28), 1, date(2024, 4, 2)),
            (date(2022, 6, 1), 1, date(2022, 6, 6)),
            (date(2024, 2, 28), 1, date(2024, 2, 29)),
            (date(2023, 2, 28), 1, date(2023, 3, 1)),
            # From a Friday, and from a day that is none.
            (date(2024, 2, 23), 1, date(2024, 2, 26)),
            (date(2024, 2, 25), 1, date(2024, 2, 26)),
        ],
    )
    def test_the_day_of_receipt_is_not_counted(
        self, start: date, days: int, due: date
    ) -> None:
        assert add_working_days(start, days) == due

    @pytest.mark.parametrize("days", [0, -1])
    def test_it_counts_at_least_one(self, days: int) -> None:
        with pytest.raises(ValueError, match="at least one working day"):
            add_working_days(date(2024, 1, 1), days)

    @given(DAYS, COUNTS)
    def test_it_ends_on_a_working_day(self, start: date, days: int) -> None:
        assert is_working_day(add_working_days(start, days))

    @given(DAYS, COUNTS)
    def test_counting_back_gives_the_number(self, start: date, days: int) -> None:
        assert working_days_between(start, add_working_days(start, days)) == days

    @given(DAYS, COUNTS, COUNTS)
    def test_two_steps_are_one(self, start: date, some: int, more: int) -> None:
        in_two = add_working_days(add_working_days(start, some), more)
        assert in_two == add_working_days(start, some + more)

    @given(DAYS, COUNTS)
    def test_a_later_start_is_never_due_earlier(self, start: date, days: int) -> None:
        next_day = start + timedelta(days=1)
        assert add_working_days(next_day, days) >= add_working_days(start, days)


class TestWorkingDaysBetween:
    @given(DAYS, DAYS)
    def test_it_turns_with_the_days(self, one: date, other: date) -> None:
        assert working_days_between(one, other) == -working_days_between(other, one)

    def test_a_weekend_is_none(self) -> None:
        assert working_days_between(date(2024, 2, 23), date(2024, 2, 25)) == 0


class TestRules:
    def test_no_two_are_of_one_kind_condition_and_day(self) -> None:
        for rule in RULES:
            twins = [
                other
                for kind in rule.kinds
                for other in rules_for(kind, max(rule.starts, date(2010, 1, 1)))
                if other.published is rule.published and other is not rule
            ]
            assert twins == []

    def test_each_says_where_it_is_from(self) -> None:
        assert all(rule.source and rule.what for rule in RULES)
        assert len({rule.code for rule in RULES}) == len(RULES)


ILACS = Facts(
    kind=Kind.ILACS_STANDARD,
    started=date(2022, 1, 24),
    published_on=date(2022, 3, 18),
)
FOCUSED = replace(ILACS, kind=Kind.FOCUSED_VISIT)
JTAI = replace(ILACS, kind=Kind.JTAI)
SEND = replace(ILACS, kind=Kind.AREA_SEND)


def meeting(facts: Facts, *conditions: Condition) -> Facts:
    return replace(facts, meets=frozenset(conditions))


def only(facts: Facts) -> Deadline:
    [deadline] = deadlines_for(facts)
    return deadline


class TestDeadlinesFor:
    def test_without_a_receipt_it_counts_from_publication_and_says_so(self) -> None:
        deadline = only(ILACS)
        assert deadline.due == date(2022, 7, 1)
        assert deadline.start_kind is StartKind.PUBLICATION
        assert deadline.start == date(2022, 3, 18)
        assert deadline.why == (
            "Counted as 70 working days from 18 March 2022, when the report was "
            "published; when the council received it is not known here."
        )

    def test_the_day_of_receipt_comes_first(self) -> None:
        deadline = only(replace(ILACS, received_on=date(2022, 3, 11)))
        assert deadline.due == date(2022, 6, 24)
        assert deadline.start_kind is StartKind.RECEIPT
        assert "70 working days" in deadline.why

    def test_without_a_start_there_is_no_date_and_a_sentence(self) -> None:
        deadline = only(replace(ILACS, published_on=None))
        assert deadline.due is None
        assert deadline.start is None
        assert "this site gives no date" in deadline.why

    def test_a_printed_day_wins_and_says_so(self) -> None:
        printed = replace(JTAI, printed_due=date(2023, 10, 20))
        deadline = only(meeting(printed, Condition.STATEMENT_ASKED))
        assert deadline.due == date(2023, 10, 20)
        assert deadline.is_printed
        assert deadline.rule is None
        assert deadline.why == "The report itself prints the day."
        assert deadline.what == "written statement of proposed action"

    def test_a_printed_day_of_a_kind_without_a_rule_is_kept(self) -> None:
        deadline = only(replace(ILACS, kind=Kind.OTHER, printed_due=date(2022, 5, 3)))
        assert (deadline.what, deadline.due) == ("written statement", date(2022, 5, 3))

    @pytest.mark.parametrize(
        "kind",
        [Kind.MONITORING_VISIT, Kind.SLAC, Kind.LSCB_REVIEW, Kind.OTHER],
    )
    def test_some_kinds_have_no_rule(self, kind: Kind) -> None:
        assert deadlines_for(replace(ILACS, kind=kind)) == ()

    @pytest.mark.parametrize("facts", [FOCUSED, JTAI, SEND])
    def test_what_was_not_asked_for_is_not_due(self, facts: Facts) -> None:
        assert deadlines_for(facts) == ()

    def test_a_focused_visit_with_priority_actions_wants_a_draft_first(self) -> None:
        draft, final = deadlines_for(meeting(FOCUSED, Condition.PRIORITY_ACTION))
        assert (draft.what, draft.due) == ("draft action plan", date(2022, 4, 19))
        assert not draft.is_followed
        assert (final.what, final.due) == ("action plan", date(2022, 7, 1))

    def test_before_august_2018_no_draft_was_asked_for(self) -> None:
        early = replace(
            FOCUSED, started=date(2018, 7, 31), published_on=date(2018, 8, 20)
        )
        assert only(meeting(early, Condition.PRIORITY_ACTION)).what == "action plan"

    def test_a_printed_day_leaves_the_draft(self) -> None:
        facts = replace(FOCUSED, printed_due=date(2022, 6, 30))
        draft, final = deadlines_for(meeting(facts, Condition.PRIORITY_ACTION))
        assert not draft.is_followed
        assert final.is_printed

    def test_a_written_statement_of_the_first_area_send_inspections(self) -> None:
        first = replace(SEND, started=date(2019, 6, 3), published_on=date(2019, 7, 15))
        deadline = only(meeting(first, Condition.STATEMENT_ASKED))
        assert deadline.what == "written statement of action"
        assert deadline.due == add_working_days(date(2019, 7, 15), 70)

    def test_since_2023_a_plan_is_due_on_no_day_that_we_know(self) -> None:
        later = replace(SEND, started=date(2023, 6, 5))
        deadline = only(meeting(later, Condition.PLAN_REQUIRED))
        assert deadline.what == "priority action plan (area SEND)"
        assert deadline.due is None
        assert "not known here" in deadline.why

    def test_older_inspections_are_marked_as_not_confirmed(self) -> None:
        deadline = only(replace(ILACS, kind=Kind.SIF, started=date(2017, 9, 25)))
        assert not deadline.is_confirmed
        assert only(ILACS).is_confirmed

    @given(
        kind=st.sampled_from(Kind),
        started=DAYS,
        published_on=st.none() | DAYS,
        received_on=st.none() | DAYS,
        meets=st.frozensets(st.sampled_from(Condition)),
    )
    def test_a_day_is_never_invented(
        self,
        kind: Kind,
        started: date,
        published_on: date | None,
        received_on: date | None,
        meets: frozenset[Condition],
    ) -> None:
        facts = Facts(kind, started, published_on, received_on, meets=meets)
        for deadline in deadlines_for(facts):
            assert deadline.why.endswith(".")
            assert (deadline.due is None) == (deadline.start is None)
            if deadline.start:
                assert deadline.start in (published_on, received_on)
