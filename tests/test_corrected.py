"""Which corrections of an authority a pack tells of."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from pytest_django import DjangoAssertNumQueries

from inspections.corrected import corrections_between
from inspections.models import (
    Authority,
    Inspection,
    PublicationStatus,
    PublishedRecord,
    Release,
)
from tests.factories import (
    make_action,
    make_authority,
    make_inspection,
    make_response,
    make_user,
)

pytestmark = pytest.mark.django_db
START, END = date(2026, 6, 1), date(2026, 6, 30)


def freeze(record: PublishedRecord, *, number: int = 2, on: date = START) -> Release:
    return Release.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        number=number,
        content={},
        reason=f"Reason {number}.",
        by=make_user(f"amir-{Release.objects.count()}"),
        at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
    )


def found(authority: Authority) -> list[tuple[date, str, str, str]]:
    corrections = corrections_between(authority, start=START, end=END)
    return [(c.day, c.of, c.ref, c.reason) for c in corrections]


class TestCorrectionsBetween:
    def test_it_tells_of_the_inspection_and_its_answers(self) -> None:
        inspection = make_inspection()
        plan = make_response(inspection)
        for record in (inspection, plan, make_action(plan)):
            freeze(record)
        assert found(inspection.authority) == [
            (START, "The inspection", inspection.ref, "Reason 2."),
            (
                START,
                "The council’s response “Action plan”",
                inspection.ref,
                "Reason 2.",
            ),
            (START, "Action 1 of the council", inspection.ref, "Reason 2."),
        ]

    def test_the_first_publication_is_none(self) -> None:
        inspection = make_inspection()
        freeze(inspection, number=1)
        assert found(inspection.authority) == []

    @pytest.mark.parametrize("on", [date(2026, 5, 31), date(2026, 7, 1)])
    def test_other_days_are_left_out(self, on: date) -> None:
        inspection = make_inspection()
        freeze(inspection, on=on)
        assert found(inspection.authority) == []

    def test_nothing_is_told_of_what_was_withdrawn(self) -> None:
        inspection = make_inspection(status=PublicationStatus.WITHDRAWN)
        freeze(inspection)
        assert found(inspection.authority) == []

    def test_nor_of_another_authority(self) -> None:
        inspection: Inspection = make_inspection()
        freeze(inspection)
        assert found(make_authority("Brackmere")) == []

    def test_it_takes_four_queries(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        inspection = make_inspection()
        for _ in range(3):
            freeze(make_response(inspection))
        found(inspection.authority)
        with django_assert_num_queries(4):
            found(inspection.authority)
