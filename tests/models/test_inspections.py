"""References of inspections, their frameworks, and their addresses."""

from datetime import date

import pytest

from inspections.models import Inspection, PublicationStatus
from inspections.publishing import revise
from inspections.vocabulary import Kind
from tests import factories as make

pytestmark = pytest.mark.django_db


class TestNewRef:
    def test_it_is_readable(self) -> None:
        ref = Inspection.new_ref(
            authority=make.make_authority("Blackburn with Darwen"),
            kind=Kind.SIF,
            ended=date(2017, 10, 12),
        )
        assert ref == "blackburn-with-darwen-2017-10-sif"

    def test_a_letter_parts_a_clash(self) -> None:
        authority = make.make_authority()
        refs = [
            make.make_inspection(authority, ended=date(2022, 2, day)).ref
            for day in (1, 2, 3)
        ]
        assert refs == [
            "ambleford-2022-02-ilacs",
            "ambleford-2022-02-ilacs-b",
            "ambleford-2022-02-ilacs-c",
        ]

    def test_what_was_withdrawn_keeps_its_own(self) -> None:
        first = make.make_inspection(status=PublicationStatus.WITHDRAWN)
        assert make.make_inspection(first.authority).ref == f"{first.ref}-b"

    def test_a_longer_name_with_the_same_beginning_is_no_clash(self) -> None:
        make.make_inspection(kind=Kind.SIF_REINSPECTION)
        authority = make.make_authority("Ambleford North", slug="ambleford-2")
        assert make.make_inspection(authority).ref == "ambleford-2-2022-02-ilacs"
        first = Inspection.objects.get(kind=Kind.SIF_REINSPECTION)
        sif = make.make_inspection(first.authority, kind=Kind.SIF)
        assert sif.ref == "ambleford-2022-02-sif"


class TestInspection:
    def test_its_framework_goes_by_the_first_day(self) -> None:
        inspection = make.make_inspection(
            started=date(2023, 1, 15), ended=date(2023, 1, 27)
        )
        assert inspection.framework.code == "ilacs-2018"

    def test_a_working_copy_keeps_the_address(self) -> None:
        inspection = make.make_inspection()
        copy = revise(inspection, by=make.make_user(), at=make.NOON)
        assert copy.get_absolute_url() == inspection.get_absolute_url()

    def test_it_reads_as_what_it_is(self) -> None:
        inspection = make.make_inspection()
        assert (
            str(inspection) == "Ambleford, Standard inspection (ILACS), February 2022"
        )
        assert str(make.make_recommendation(inspection)) == f"{inspection.ref} R1"
        assert str(make.make_finding(inspection)) == f"{inspection.ref} F1"
