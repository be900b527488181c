"""Authorities that are current, and which took over from which."""

from datetime import date

import pytest

from inspections.models import Authority
from tests import factories as make

pytestmark = pytest.mark.django_db


class TestCurrent:
    def test_an_abolished_one_is_left_out(self) -> None:
        make.make_authority("Cumbria", valid_to=date(2023, 3, 31))
        ambleford = make.make_authority()
        assert list(Authority.objects.current()) == [ambleford]


class TestRegion:
    def test_each_is_named_in_full(self) -> None:
        assert Authority.Region.labels == Authority.Region.values


class TestContinues:
    def test_an_authority_continues_itself(self) -> None:
        ambleford = make.make_authority()
        assert ambleford.continues(ambleford)

    def test_it_continues_those_that_came_before_it(self) -> None:
        first, second, third, other = (
            make.make_authority(name) for name in ("One", "Two", "Three", "Other")
        )
        second.predecessors.add(first, other)
        third.predecessors.add(second)
        assert third.continues(first)
        assert third.continues(other)
        assert not first.continues(third)
        assert not other.continues(first)

    def test_a_circle_in_the_records_does_not_hold_it_up(self) -> None:
        first, second, other = (
            make.make_authority(name) for name in ("One", "Two", "Other")
        )
        second.predecessors.add(first)
        first.predecessors.add(second)
        assert not second.continues(other)
