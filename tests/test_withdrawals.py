"""Tests of what may be known of an inspection that was withdrawn."""

import pytest

from inspections.models import PublicationStatus
from inspections.publishing import withdraw
from inspections.withdrawals import withdrawal_of
from tests.factories import NOON, make_inspection, make_user

pytestmark = pytest.mark.django_db


class TestWithdrawalOf:
    def test_it_says_when_and_why(self) -> None:
        inspection = make_inspection()
        withdraw(inspection, by=make_user(), at=NOON, note="Entered twice.")
        withdrawal = withdrawal_of(inspection.ref)
        assert withdrawal is not None
        assert (withdrawal.at, withdrawal.reason) == (NOON, "Entered twice.")

    @pytest.mark.parametrize("status", [PublicationStatus.DRAFT, "published"])
    def test_nothing_else_was_withdrawn(self, status: str) -> None:
        assert withdrawal_of(make_inspection(status=status).ref) is None

    def test_an_unknown_reference_was_not(self) -> None:
        assert withdrawal_of("nowhere-2022-02-ilacs") is None
