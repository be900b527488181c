"""The headline in SQL is the headline of the rule, whatever the history."""

import random
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from inspections.headline_queries import NOTHING_RECORDED, with_headline, with_verdict
from inspections.histories import history_of
from inspections.models import Authority, DatePrecision, Inspection, Recommendation
from inspections.vocabulary import Delivery, Verdict
from tests import factories as make

TODAY = date(2026, 11, 22)
STATUSES = ("published",) * 5 + ("draft", "withdrawn")
DAYS = [TODAY + timedelta(days=n) for n in (-900, -400, -40, -23, -22, -2, -1, 0, 1, 9)]


def some_history(chance: random.Random, authority: Authority) -> list[Inspection]:
    """Make visits that link to each other in every way, some of it hidden."""
    days = chance.sample(range(2000), 4)
    visits = [
        make.make_inspection(
            authority,
            ended=date(2020, 1, 1) + timedelta(days=day),
            kind="focused_visit",
            status=chance.choice(STATUSES),
            recommendations=("One.", "Two.", "Three."),
        )
        for day in sorted(days)
    ]
    for place, visit in enumerate(visits):
        for asked in visit.all_recommendations.all():
            if chance.random() < 0.1:
                Recommendation.objects.filter(pk=asked.pk).update(retired_at=make.NOON)
            for later in visits[place + 1 :]:
                if chance.random() < 0.5:
                    make.make_verdict(
                        asked,
                        later,
                        verdict=chance.choice(Verdict.values),
                        retired_at=make.NOON if chance.random() < 0.1 else None,
                    )
                if chance.random() < 0.08:
                    restating = chance.choice(list(later.all_recommendations.all()))
                    make.make_restatement(asked, restating)
        some_actions(chance, visit)
    return visits


def some_actions(chance: random.Random, visit: Inspection) -> None:
    response = make.make_response(visit, status=chance.choice(STATUSES))
    finished = (Delivery.REPORTED_COMPLETE, Delivery.NO_LONGER_APPLICABLE)
    for asked in visit.all_recommendations.all():
        kinds = chance.choice([finished, finished[1:], tuple(Delivery)])
        for _ in range(chance.choice([0, 1, 1, 2])):
            target = chance.choice([None, *DAYS])
            make.make_action(
                response,
                asked,
                status=chance.choice(STATUSES),
                delivery=chance.choice(kinds),
                delivery_as_of=chance.choice([None, *DAYS]),
                first_target=target,
                current_target=target,
                current_target_precision=chance.choice(DatePrecision.values),
            )


def by_rule() -> dict[str, tuple[str, str]]:
    """Return the headline and last verdict of each, as the pages work them out."""
    found = {}
    for authority in Authority.objects.all():
        for tracked in history_of(authority, today=TODAY).tracked:
            verdict = NOTHING_RECORDED
            if tracked.last_spoken:
                verdict = tracked.last_spoken[1].verdict
            elif tracked.verdicts:
                verdict = Verdict.NOT_REVISITED
            found[tracked.raised.ref] = (str(tracked.headline), str(verdict))
    return found


def annotated(row: Recommendation, *names: str) -> tuple[str, ...]:
    """Return what a query wrote onto a row."""
    return tuple(getattr(row, name) for name in names)


@pytest.mark.django_db
class TestWithHeadline:
    def test_it_is_the_rule_of_headlines(self) -> None:
        """Over histories at random, with words on another council's among them."""
        chance = random.Random(2026)
        authorities = [make.make_authority(f"Place {n}") for n in range(12)]
        visits = [v for a in authorities for v in some_history(chance, a)]
        for _ in range(10):
            one, other = chance.sample(visits, 2)
            asked = one.all_recommendations.get(position=1)
            if not asked.all_verdicts.filter(inspection=other).exists():
                make.make_verdict(asked, other, verdict=Verdict.ADDRESSED)
            make.make_restatement(asked, other.all_recommendations.get(position=2))
        rows = with_headline(
            Recommendation.objects.published().select_related("inspection"), today=TODAY
        )
        expected = by_rule()
        assert {
            str(r): annotated(r, "headline", "last_verdict") for r in rows
        } == expected
        assert len(expected) > 70
        assert len({headline for headline, _ in expected.values()}) == 5
        assert len({verdict for _, verdict in expected.values()}) == 6

    def test_it_asks_once_however_many_there_are(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        make.make_inspection(recommendations=("One.",) * 5)
        rows = with_headline(Recommendation.objects.published(), today=TODAY)
        with django_assert_num_queries(1):
            assert [annotated(row, "headline") for row in rows] == [("open",)] * 5


@pytest.mark.django_db
class TestWithVerdict:
    def test_silence_is_not_the_same_as_nothing_recorded(self) -> None:
        first = make.make_inspection(
            ended=date(2018, 1, 5), recommendations=("One.", "Two.")
        )
        later = make.make_inspection(first.authority)
        one, _ = first.all_recommendations.all()
        make.make_verdict(one, later, verdict=Verdict.NOT_REVISITED)
        rows = with_verdict(Recommendation.objects.published()).order_by("position")
        assert [annotated(row, "last_verdict") for row in rows] == [
            ("not_revisited",),
            ("none",),
        ]
