"""What the council reports of its actions: added, never overwritten."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from inspections.models import ActionUpdate, CouncilAction, Look
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


class TestTargets:
    def test_a_month_runs_to_its_end(self) -> None:
        row = action()
        make.make_update(
            row, target=date(2024, 2, 10), target_precision="month", reason="Planned."
        )
        after = fresh(row)
        assert (after.first_target, after.current_target) == (
            date(2024, 2, 29),
            date(2024, 2, 29),
        )
        assert after.first_target_precision == after.current_target_precision == "month"

    def test_a_day_stays(self) -> None:
        row = action(first_target=date(2024, 2, 10), current_target=date(2024, 2, 10))
        row.full_clean()
        assert row.first_target == date(2024, 2, 10)


class TestNextNumber:
    def test_it_counts_through_every_response_to_an_inspection(self) -> None:
        inspection = make.make_inspection()
        make.make_action(make.make_response(inspection))
        second = make.make_action(make.make_response(inspection))
        assert second.number == 2
        assert CouncilAction.next_number(inspection) == 3

    def test_a_withdrawn_number_is_not_given_again(self) -> None:
        inspection = make.make_inspection()
        make.make_action(make.make_response(inspection), status="withdrawn", number=7)
        assert CouncilAction.next_number(inspection) == 8


class TestLook:
    def test_a_second_look_of_a_day_adds_nothing(self) -> None:
        inspection = make.make_inspection()
        first = make.make_look(inspection)
        assert make.make_look(inspection) == first
        assert Look.objects.count() == 1

    def test_it_is_written_once(self) -> None:
        look = make.make_look(make.make_inspection())
        with pytest.raises(TypeError, match="written once"):
            look.save()
        with pytest.raises(TypeError, match="never deleted"):
            look.delete()


class TestNumberingByInspection:
    """The step that numbered actions by inspection, asked for rows as they stood."""

    def step(self, *rows: SimpleNamespace) -> None:
        number = import_module(
            "inspections.migrations.0010_number_actions_by_inspection"
        ).number_by_inspection
        number(Standing(rows), None)

    def test_drafts_give_way_to_what_was_public(self) -> None:
        draft, public = old_row(1, public=False), old_row(1, public=True)
        other = old_row(1, public=False, inspection=2)
        self.step(draft, public, other)
        assert (draft.number, public.number, other.number) == (2, 1, 1)
        assert draft.inspection_id == public.inspection_id == 1

    def test_two_that_were_public_are_refused_with_a_sentence(self) -> None:
        with pytest.raises(ValueError, match="Withdraw one of them"):
            self.step(old_row(1, public=True), old_row(1, public=True))

    def test_a_working_copy_follows_what_it_revises(self) -> None:
        public = old_row(4, public=True)
        copy = old_row(1, public=False, revises=public)
        self.step(public, copy)
        assert copy.number == 4


def old_row(
    number: int, *, public: bool, inspection: int = 1, revises: Any = None
) -> SimpleNamespace:
    """Return an action as it stood: numbered in its response, of no inspection."""
    return SimpleNamespace(
        pk=number,
        number=number,
        revises=revises,
        inspection_id=None,
        response=SimpleNamespace(inspection_id=inspection),
        first_published_at=make.NOON if public else None,
        save=lambda: None,
    )


class Standing:
    """Rows that answer as the migration's own models do."""

    def __init__(self, rows: tuple[SimpleNamespace, ...]) -> None:
        self.rows = rows
        self.objects = self

    def get_model(self, app: str, name: str) -> "Standing":
        return self

    def select_related(self, *names: str) -> "Standing":
        return self

    def order_by(self, *names: str) -> tuple[SimpleNamespace, ...]:
        return self.rows

    def filter(self, **wanted: Any) -> "Standing":
        copies = wanted.get("revises__isnull") is False
        return Standing(
            tuple(row for row in self.rows if (row.revises is not None) is copies)
        )

    def __iter__(self) -> Iterator[SimpleNamespace]:
        return iter(self.rows)
