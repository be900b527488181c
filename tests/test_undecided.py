"""The visits with links to confirm are those whose linking page asks for a decision."""

import random
from datetime import date, timedelta

import pytest

from inspections.concerns import open_concerns
from inspections.models import Authority, Inspection, PublicationStatus
from inspections.undecided import with_undecided
from inspections.vocabulary import Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db
Status = PublicationStatus
STATUSES = ("published",) * 3 + ("draft",) * 3 + ("submitted", "withdrawn")


def some_visits(chance: random.Random, lineage: list[Authority]) -> None:
    """Make visits of authorities in one lineage, linked to each other in every way."""
    days = sorted(chance.sample(range(2000), 5))
    visits = [
        make.make_inspection(
            chance.choice(lineage),
            ended=date(2020, 1, 1) + timedelta(days=day),
            kind="focused_visit",
            status=chance.choice(STATUSES),
            recommendations=("One.", "Two.")[: chance.choice([0, 1, 2])],
        )
        for day in days
    ]
    for place, visit in enumerate(visits):
        if chance.random() < 0.8:
            gone = make.NOON if chance.random() < 0.1 else None
            make.make_finding(visit, retired_at=gone)
        for asked in visit.all_recommendations.all():
            if chance.random() < 0.1:
                asked.retired_at = make.NOON
                asked.save()
            for later in visits[place + 1 :]:
                if chance.random() < 0.5:
                    make.make_verdict(
                        asked,
                        later,
                        verdict=chance.choice(Verdict.values),
                        retired_at=make.NOON if chance.random() < 0.1 else None,
                    )
                again = list(later.all_recommendations.all())
                if again and chance.random() < 0.1:
                    make.make_restatement(asked, chance.choice(again))
    for visit in visits:
        if visit.status == Status.PUBLISHED and chance.random() < 0.3:
            copy_of(visit)


def copy_of(visit: Inspection) -> Inspection:
    """Make a bare correction of a visit, with a paragraph and nothing decided."""
    copy = make.make_inspection(
        visit.authority,
        ended=visit.ended,
        kind=visit.kind,
        status=Status.DRAFT,
        revises=visit,
        ref=visit.ref,
    )
    make.make_finding(copy)
    return copy


def by_page() -> set[int]:
    """Return the visits that may be linked and whose page asks for a decision."""
    found = set()
    for visit in Inspection.objects.all():
        is_open = visit.status == Status.DRAFT or (
            visit.status == Status.PUBLISHED
            and not Inspection.objects.filter(revises=visit).exists()
        )
        decided = set(
            visit.all_verdicts.filter(retired_at=None).values_list(
                "recommendation", flat=True
            )
        )
        waits = any(c.recommendation.pk not in decided for c in open_concerns(visit))
        if is_open and waits and visit.all_findings.filter(retired_at=None).exists():
            found.add(visit.pk)
    return found


class TestWithUndecided:
    @pytest.mark.parametrize("seed", range(6))
    def test_it_is_what_the_linking_pages_ask(self, seed: int) -> None:
        chance = random.Random(seed)
        for number in range(3):
            old, middle, new = (
                make.make_authority(f"{name} {seed} {number}")
                for name in ("Old", "Middle", "New")
            )
            middle.predecessors.add(old)
            new.predecessors.add(middle)
            some_visits(chance, [old, middle, new])
        rows = with_undecided(Inspection.objects.all())
        assert set(rows.values_list("pk", flat=True)) == by_page()

    def test_the_histories_have_both(self) -> None:
        some_visits(random.Random(1), [make.make_authority()])
        assert 0 < len(by_page()) < Inspection.objects.count()
