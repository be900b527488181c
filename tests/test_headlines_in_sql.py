"""The rule of headlines gives the same answers in SQL as in Python."""

from datetime import date
from itertools import product

import pytest

from inspections.headlines_in_sql import FINISHED, OPEN, with_headline
from inspections.histories import history_of
from inspections.models import Authority, PublicationStatus, Recommendation
from inspections.vocabulary import Delivery, Headline, Kind, Verdict
from tests.factories import (
    make_action,
    make_authority,
    make_inspection,
    make_recommendation,
    make_response,
    make_restatement,
    make_verdict,
)
from tests.values import action as reported

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
BEFORE, AFTER = date(2018, 6, 1), date(2023, 6, 1)
ACTIONS: tuple[tuple[Delivery, date | None, date | None], ...] = (
    (Delivery.REPORTED_COMPLETE, BEFORE, None),
    (Delivery.REPORTED_COMPLETE, AFTER, None),
    (Delivery.REPORTED_COMPLETE, None, None),
    (Delivery.NO_LONGER_APPLICABLE, AFTER, None),
    (Delivery.UNDER_WAY, BEFORE, date(2019, 1, 31)),
    (Delivery.UNDER_WAY, BEFORE, date(2030, 1, 31)),
)
VERDICTS = (None, Verdict.ADDRESSED, Verdict.UNCHANGED, Verdict.NOT_REVISITED)


def every_case() -> Authority:
    """Make recommendations with each mixture of verdicts, actions, restatements."""
    ambleford = make_authority()
    first = make_inspection(ambleford, ended=date(2017, 10, 19))
    second = make_inspection(ambleford, ended=date(2022, 2, 4))
    third = make_inspection(ambleford, ended=date(2024, 4, 24), kind=Kind.JTAI)
    response = make_response(first)
    again = make_recommendation(third, text="Once more.")
    sets = [(), *((one,) for one in ACTIONS), (ACTIONS[0], ACTIONS[4])]
    sets += [(ACTIONS[1], ACTIONS[3]), (ACTIONS[1], ACTIONS[2])]
    for earlier, later, actions in product(VERDICTS, VERDICTS[:3], sets):
        asked = make_recommendation(first)
        for visit, verdict in ((second, earlier), (third, later)):
            if verdict:
                make_verdict(asked, visit, verdict=verdict)
        for delivery, as_of, target in actions:
            make_action(
                response,
                asked,
                delivery=delivery,
                delivery_as_of=as_of,
                first_target=target,
                current_target=target,
            )
        if len(actions) == 1 and not later:
            make_restatement(asked, again)
    return ambleford


def in_sql() -> dict[str, str]:
    rows = with_headline(Recommendation.objects.published(), today=TODAY)
    return {str(row): row.headline for row in rows.select_related("inspection")}


class TestWithHeadline:
    def test_it_agrees_with_the_rule_in_every_case(self) -> None:
        history = history_of(every_case(), today=TODAY)
        in_python = {t.raised.ref: t.headline.value for t in history.tracked}
        assert set(in_python.values()) == set(Headline.values)
        assert in_sql() == in_python

    def test_what_is_not_published_changes_nothing(self) -> None:
        ambleford = make_authority()
        first = make_inspection(ambleford, ended=date(2017, 10, 19))
        asked = make_recommendation(first)
        draft = make_inspection(ambleford, status=PublicationStatus.DRAFT)
        make_verdict(asked, draft, verdict=Verdict.ADDRESSED)
        make_restatement(asked, make_recommendation(draft))
        hidden = make_response(first, status=PublicationStatus.DRAFT)
        make_action(hidden, asked, delivery=Delivery.REPORTED_COMPLETE)
        assert set(in_sql().values()) == {Headline.OPEN}

    def test_another_councils_visit_has_no_say(self) -> None:
        asked = make_recommendation(make_inspection(ended=date(2017, 10, 19)))
        successor = make_inspection(make_authority("Brackmere"))
        make_verdict(asked, successor, verdict=Verdict.ADDRESSED)
        assert in_sql() == {str(asked): Headline.OPEN}


class TestWords:
    @pytest.mark.parametrize("delivery", Delivery)
    def test_finished_means_what_it_means_in_python(self, delivery: Delivery) -> None:
        assert (delivery in FINISHED) == reported(delivery=delivery).is_finished

    def test_open_is_all_but_addressed_and_superseded(self) -> None:
        assert set(Headline) - set(OPEN) == {Headline.ADDRESSED, Headline.SUPERSEDED}
