"""What this site infers of a recommendation: the one rule, line by line."""

from datetime import date, timedelta

import pytest

from inspections.accounts import ActionReported
from inspections.headlines import REASONS, headline, is_overdue
from inspections.vocabulary import Delivery, Headline, Verdict
from tests import values as make

TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

LATE = make.action(current_target=YESTERDAY)
IN_TIME = make.action(current_target=TOMORROW)
DONE = make.action(delivery=Delivery.REPORTED_COMPLETE, current_target=YESTERDAY)
DROPPED = make.action(delivery=Delivery.NO_LONGER_APPLICABLE)
UNDATED = make.action()

FIXED, BETTER, SAME, WORSE, SILENT = Verdict

# Verdicts oldest first, whether a later visit restates it, actions, and what follows.
RULE: list[tuple[list[Verdict], bool, list[ActionReported], Headline]] = [
    ([], False, [], Headline.OPEN),
    ([SILENT], False, [], Headline.OPEN),
    ([BETTER], False, [], Headline.OPEN),
    ([SAME], False, [], Headline.OPEN),
    ([WORSE], False, [], Headline.OPEN),
    ([FIXED], False, [], Headline.ADDRESSED),
    ([BETTER, FIXED], False, [], Headline.ADDRESSED),
    ([FIXED, WORSE], False, [], Headline.OPEN),
    ([FIXED, SILENT], False, [], Headline.ADDRESSED),
    ([FIXED, SILENT, SAME, SILENT], False, [], Headline.OPEN),
    ([], True, [], Headline.SUPERSEDED),
    ([FIXED], True, [], Headline.SUPERSEDED),
    ([], True, [LATE], Headline.SUPERSEDED),
    ([], False, [DONE], Headline.UNVERIFIED),
    ([], False, [DONE, DROPPED], Headline.UNVERIFIED),
    ([], False, [DROPPED], Headline.SUPERSEDED),
    ([], False, [DROPPED, DROPPED], Headline.SUPERSEDED),
    ([], False, [DONE, UNDATED], Headline.OPEN),
    ([], False, [DONE, LATE], Headline.OPEN_OVERDUE),
    ([], False, [LATE], Headline.OPEN_OVERDUE),
    ([], False, [IN_TIME], Headline.OPEN),
    ([], False, [IN_TIME, LATE], Headline.OPEN_OVERDUE),
    ([], False, [UNDATED], Headline.OPEN),
    ([FIXED], False, [LATE], Headline.ADDRESSED),
    ([BETTER], False, [LATE], Headline.OPEN_OVERDUE),
    ([SILENT], False, [DONE], Headline.UNVERIFIED),
]


def at_visits(verdicts: list[Verdict]) -> list[tuple[date, Verdict]]:
    """Give verdicts to visits of one year after the other."""
    return [(date(2017 + place, 2, 4), v) for place, v in enumerate(verdicts)]


class TestHeadline:
    @pytest.mark.parametrize(("verdicts", "restated", "actions", "expected"), RULE)
    def test_the_rule(
        self,
        verdicts: list[Verdict],
        restated: bool,
        actions: list[ActionReported],
        expected: Headline,
    ) -> None:
        found = headline(
            verdicts=at_visits(verdicts),
            is_restated=restated,
            actions=actions,
            today=TODAY,
        )
        assert found is expected

    @pytest.mark.parametrize(
        ("reported", "visited", "expected"),
        [
            (date(2022, 6, 1), date(2022, 2, 4), Headline.UNVERIFIED),
            (date(2022, 2, 4), date(2022, 2, 4), Headline.UNVERIFIED),
            (date(2022, 1, 1), date(2022, 2, 4), Headline.OPEN),
            (None, date(2022, 2, 4), Headline.OPEN),
        ],
    )
    @pytest.mark.parametrize("given", [BETTER, SAME, WORSE])
    def test_a_visit_after_a_report_of_completion_goes_before_it(
        self,
        given: Verdict,
        reported: date | None,
        visited: date,
        expected: Headline,
    ) -> None:
        done = make.action(delivery=Delivery.REPORTED_COMPLETE, as_of=reported)
        dropped = make.action(delivery=Delivery.NO_LONGER_APPLICABLE, as_of=reported)
        for actions, otherwise in (
            ([done], Headline.UNVERIFIED),
            ([done, dropped], Headline.UNVERIFIED),
            ([dropped], Headline.SUPERSEDED),
        ):
            found = headline(
                verdicts=[(visited, given), (TODAY, SILENT)],
                is_restated=False,
                actions=actions,
                today=TODAY,
            )
            assert found is (Headline.OPEN if expected is Headline.OPEN else otherwise)

    def test_one_report_without_a_date_leaves_the_whole_without(self) -> None:
        dated = make.action(delivery=Delivery.REPORTED_COMPLETE, as_of=TODAY)
        undated = make.action(delivery=Delivery.REPORTED_COMPLETE)
        found = headline(
            verdicts=[(YESTERDAY, SAME)],
            is_restated=False,
            actions=[dated, undated],
            today=TODAY,
        )
        assert found is Headline.OPEN

    def test_every_headline_comes_of_it(self) -> None:
        assert {expected for *_, expected in RULE} == set(Headline)

    def test_silence_is_never_a_success(self) -> None:
        for actions in ([], [LATE], [DONE], [DROPPED], [UNDATED]):
            assert (
                headline(
                    verdicts=at_visits([SILENT, SILENT]),
                    is_restated=False,
                    actions=actions,
                    today=TODAY,
                )
                is not Headline.ADDRESSED
            )

    def test_each_has_a_reason_in_a_sentence(self) -> None:
        assert set(REASONS) == set(Headline)
        assert all(reason.endswith(".") for reason in REASONS.values())


class TestIsOverdue:
    @pytest.mark.parametrize(
        ("target", "delivery", "overdue"),
        [
            (YESTERDAY, Delivery.UNDER_WAY, True),
            (YESTERDAY, Delivery.NOT_STARTED, True),
            (YESTERDAY, Delivery.UNKNOWN, True),
            (YESTERDAY, Delivery.REPORTED_COMPLETE, False),
            (YESTERDAY, Delivery.NO_LONGER_APPLICABLE, False),
            (TODAY, Delivery.UNDER_WAY, False),
            (TOMORROW, Delivery.UNDER_WAY, False),
            (None, Delivery.NOT_STARTED, False),
        ],
    )
    def test_it_is_past_its_date_and_not_finished(
        self, target: date | None, delivery: Delivery, overdue: bool
    ) -> None:
        action = make.action(current_target=target, delivery=delivery)
        assert is_overdue(action, today=TODAY) == overdue


class TestIsOverdueByMonth:
    """A month alone is in time until its last day."""

    def month_of_march(self) -> ActionReported:
        return make.action(current_target=date(2026, 3, 1), current_is_month_only=True)

    def test_it_is_in_time_on_its_last_day(self) -> None:
        assert not is_overdue(self.month_of_march(), today=date(2026, 3, 31))

    def test_it_is_overdue_once_the_month_is_over(self) -> None:
        assert is_overdue(self.month_of_march(), today=date(2026, 4, 1))

    def test_without_a_date_it_never_is(self) -> None:
        assert not is_overdue(make.action(), today=date(2099, 1, 1))
