"""What a scrutiny pack holds."""

from datetime import date

import pytest

from inspections.packs import Pack, Urgency, pack_of
from inspections.threads import History
from inspections.vocabulary import Delivery, Headline, Verdict
from tests.values import action, answer, ref_of, update, verdict, visit

EARLIER, LATER = date(2019, 1, 1), date(2022, 12, 31)
R1, R2, R3, R4 = (f"{ref_of(2017)} R{number}" for number in range(1, 5))


def history(today: date = date(2026, 11, 22)) -> History:
    """Four were asked for in 2017; a visit of 2022 found one addressed."""
    return History(
        visits=(
            visit(2017, recommendations=4),
            visit(
                2022,
                recommendations=1,
                verdicts=(verdict(R3, Verdict.ADDRESSED),),
                restates=((R4, f"{ref_of(2022)} R1"),),
            ),
        ),
        answers=(
            answer(
                2017,
                action(R1, number=1, current_target=date(2021, 3, 31)),
                action(
                    R2,
                    number=2,
                    first_target=date(2020, 3, 31),
                    current_target=date(2026, 3, 31),
                    updates=(
                        update(date(2020, 2, 1), target=date(2023, 3, 31)),
                        update(date(2023, 2, 1), target=date(2026, 3, 31)),
                    ),
                ),
                published_on=date(2018, 6, 1),
            ),
        ),
        today=today,
    )


def pack(start: date = EARLIER, end: date = LATER) -> Pack:
    return pack_of(history(), start=start, end=end)


class TestRows:
    def test_what_is_overdue_comes_first_and_then_what_slipped(self) -> None:
        assert [(row.ref, row.urgency) for row in pack().rows] == [
            (R1, Urgency.OVERDUE),
            (R2, Urgency.SLIPPED),
            (f"{ref_of(2022)} R1", Urgency.ASKED_AGAIN),
            (R3, Urgency.CHANGED),
        ]

    def test_what_was_closed_before_the_period_is_left_out(self) -> None:
        refs = [row.ref for row in pack(date(2023, 1, 1), date(2024, 1, 1)).rows]
        assert R3 not in refs

    def test_lateness_is_counted_as_at_the_last_day(self) -> None:
        early = pack(date(2018, 1, 1), date(2020, 12, 31))
        (row,) = [row for row in early.rows if row.ref == R1]
        assert row.tracked.headline is Headline.OPEN

    def test_what_was_reported_later_is_not_known_yet(self) -> None:
        (row,) = [row for row in pack().rows if row.ref == R2]
        (slipped,) = row.slipped
        assert slipped.current_target == date(2023, 3, 31)
        assert slipped.moves == 1

    def test_delivery_and_impact_are_two_things(self) -> None:
        rows = {row.ref: row for row in pack().rows}
        assert rows[R2].delivery is Delivery.UNDER_WAY
        assert rows[R2].impact is None
        assert rows[R3].delivery is None
        impact = rows[R3].impact
        assert impact and impact[1].verdict is Verdict.ADDRESSED

    def test_each_names_the_page_of_all_that_it_rests_on(self) -> None:
        rows = {row.ref: row for row in pack().rows}
        assert [(piece.ref, piece.page) for piece in rows[R3].evidence] == [
            (ref_of(2017), 2),
            (ref_of(2022), 3),
        ]

    def test_groups_hold_every_row_in_the_same_order(self) -> None:
        assert [row for _, rows in pack().groups for row in rows] == list(pack().rows)


class TestEvents:
    def test_they_lie_in_the_period_in_order(self) -> None:
        days = [event.day for event in pack().events]
        assert days == sorted(days)
        assert days[0] >= EARLIER
        assert days[-1] <= LATER

    def test_a_moved_date_says_where_to(self) -> None:
        words = [event.words for event in pack().events]
        assert (
            "Under way; target date moved to 31 March 2023. Its reason: A post was "
            "vacant."
        ) in words

    def test_nothing_is_told_twice(self) -> None:
        assert len(set(pack().events)) == len(pack().events)


class TestPackOf:
    def test_it_refuses_days_in_the_wrong_order(self) -> None:
        with pytest.raises(ValueError, match="before its first"):
            pack(LATER, EARLIER)

    def test_an_authority_without_visits_has_an_empty_pack(self) -> None:
        empty = pack_of(
            History(visits=(), answers=(), today=LATER), start=EARLIER, end=LATER
        )
        assert (empty.rows, empty.events, empty.visits) == ((), (), ())
