"""What the council reports of its actions: added, never overwritten."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from inspections.models import ActionUpdate, CouncilAction
from inspections.vocabulary import Delivery
from tests import factories as make

pytestmark = pytest.mark.django_db

MARCH, JUNE = date(2023, 3, 31), date(2023, 6, 30)


def action(**fields: object) -> CouncilAction:
    response = make.make_response(make.make_inspection())
    return make.make_action(response, **fields)  # type: ignore[arg-type]


def fresh(row: CouncilAction) -> CouncilAction:
    return CouncilAction.objects.get(pk=row.pk)


class TestRecord:
    def test_an_update_is_kept_and_carried_onto_the_action(self) -> None:
        row = action(first_target=MARCH, current_target=MARCH)
        make.make_update(
            row, dated=date(2023, 2, 1), target=JUNE, reason="A post was vacant."
        )
        after = fresh(row)
        assert after.delivery == Delivery.UNDER_WAY
        assert after.delivery_as_of == date(2023, 2, 1)
        assert (after.first_target, after.current_target) == (MARCH, JUNE)
        assert after.all_updates.get().target == JUNE

    def test_the_first_date_is_kept_as_the_first(self) -> None:
        row = action()
        make.make_update(row, target=MARCH, reason="Now planned.")
        make.make_update(
            row, dated=date(2022, 7, 1), target=JUNE, reason="A post was vacant."
        )
        after = fresh(row)
        assert (after.first_target, after.current_target) == (MARCH, JUNE)

    def test_a_faulty_one_changes_nothing(self) -> None:
        row = action(first_target=MARCH, current_target=MARCH)
        with pytest.raises(ValidationError, match="Give the reason for the new date"):
            row.record(
                ActionUpdate(
                    dated=date(2023, 2, 1), delivery=Delivery.UNDER_WAY, target=JUNE
                )
            )
        assert not ActionUpdate.objects.exists()
        assert fresh(row).current_target == MARCH
        assert fresh(row).delivery == Delivery.UNKNOWN

    def test_dropping_an_action_needs_a_reason(self) -> None:
        with pytest.raises(ValidationError, match="why it no longer applies"):
            make.make_update(action(), delivery=Delivery.NO_LONGER_APPLICABLE)

    def test_an_older_report_found_later_does_not_turn_it_back(self) -> None:
        row = action()
        make.make_update(
            row, dated=date(2023, 2, 1), delivery=Delivery.REPORTED_COMPLETE
        )
        make.make_update(row, dated=date(2022, 2, 1), delivery=Delivery.NOT_STARTED)
        after = fresh(row)
        assert after.delivery == Delivery.REPORTED_COMPLETE
        assert after.delivery_as_of == date(2023, 2, 1)
        assert after.all_updates.count() == 2
