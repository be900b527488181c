"""The council's voice as values: references, ends and moved dates."""

from datetime import date

import pytest

from inspections.vocabulary import Delivery
from tests import values as make

MARCH, JUNE, MAY = date(2023, 3, 31), date(2023, 6, 30), date(2023, 5, 31)


class TestActionReported:
    def test_it_is_named_by_visit_and_number(self) -> None:
        assert make.action(number=3).ref == "ambleford-2017 A3"

    @pytest.mark.parametrize(
        ("delivery", "finished"),
        [
            (Delivery.UNKNOWN, False),
            (Delivery.NOT_STARTED, False),
            (Delivery.UNDER_WAY, False),
            (Delivery.REPORTED_COMPLETE, True),
            (Delivery.NO_LONGER_APPLICABLE, True),
        ],
    )
    def test_what_is_finished(self, delivery: Delivery, finished: bool) -> None:
        assert make.action(delivery=delivery).is_finished == finished

    @pytest.mark.parametrize(
        ("targets", "moves"),
        [
            ([], 0),
            ([None, None], 0),
            ([MARCH], 0),
            ([JUNE], 1),
            ([JUNE, None, JUNE], 1),
            ([JUNE, MAY], 2),
            ([JUNE, MARCH], 2),
        ],
    )
    def test_each_change_of_its_date_is_a_move(
        self, targets: list[date | None], moves: int
    ) -> None:
        updates = tuple(
            make.update(date(2022, month, 1), target=target)
            for month, target in enumerate(targets, 1)
        )
        assert make.action(first_target=MARCH, updates=updates).moves == moves
