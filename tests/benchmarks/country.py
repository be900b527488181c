"""A made-up country: every authority with years of visits, as the real site may have.

Names, words and grades come from chance that is the same every time. Rows are written
in bulk, without the histories that people's changes leave; the index of search is kept
by the database's own triggers.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection, models

from inspections.frameworks import framework_for
from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    Judgement,
    PressArticle,
    ProgressVerdict,
    Recommendation,
    Restatement,
    Theme,
)
from inspections.vocabulary import Delivery, Grade, Kind, Polarity, Verdict
from tests import factories as make

VISITS, ASKED, FOUND = 8, 12, 60
"""Of each authority its visits, and of each visit its recommendations and findings."""
KINDS = (
    *(Kind.SIF, Kind.FOCUSED_VISIT, Kind.JTAI, Kind.ILACS_STANDARD),
    *(
        Kind.FOCUSED_VISIT,
        Kind.ILACS_STANDARD,
        Kind.MONITORING_VISIT,
        Kind.FOCUSED_VISIT,
    ),
)
GRADED = (Kind.SIF, Kind.ILACS_STANDARD)
GRADES = (Grade.OUTSTANDING, Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)
COMMON = (
    ("children", "care", "plans", "social", "workers", "leaders", "partners", "health")
    + ("school", "family", "help", "protection", "assessment", "early", "support")
    + ("carers", "young", "people", "timely", "effective", "risk")
)
THEMES = 36
AT_ONCE = 1_000


class Country:
    """Authorities to which years of visits can be given, the same every time."""

    def __init__(self, *, authorities: int, seed: int = 2026) -> None:
        self.words = Words(random.Random(seed))
        self.themes = [make.make_theme(f"Theme {number}") for number in range(THEMES)]
        regions = Authority.Region.values
        self.places = [
            make.make_authority(
                f"Place {number}", region=regions[number % len(regions)]
            )
            for number in range(authorities)
        ]

    def visit(self, places: Iterable[Authority]) -> None:
        """Write every visit to some authorities, with all that hangs on them."""
        words, themes = self.words, self.themes
        visits = write(visit for place in places for visit in visits_of(place))
        write(row for visit in visits for row in judgements_of(visit, words.chance))
        asked = write(row for visit in visits for row in asked_at(visit, words))
        found = write(row for visit in visits for row in found_at(visit, words))
        tag(Recommendation, asked, themes, words.chance)
        tag(Finding, found, themes, words.chance)
        answer(visits, asked, words)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


class Words:
    """Sentences of common and rare words."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        letters = "abcdefghijklmnoprstuvw"
        made_up = ["".join(chance.choices(letters, k=8)) for _ in range(20_000)]
        self.rare = [*made_up, "neglect"]

    def some(self, number: int) -> str:
        pick = self.chance
        return " ".join(
            pick.choice(COMMON) if pick.random() < 0.6 else pick.choice(self.rare)
            for _ in range(number)
        )


def write(rows: Iterable[Any]) -> list[Any]:
    """Write rows of one model."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=AT_ONCE)
    return made


def visits_of(place: Authority) -> Iterator[Inspection]:
    for number, kind in enumerate(KINDS[:VISITS]):
        ended = date(2014 + number * 3 // 2, 1 + place.pk % 12, 1 + place.pk % 28)
        yield Inspection(
            authority=place,
            kind=kind,
            ref=f"{place.slug}-{ended:%Y-%m}-{kind.replace('_', '-')}",
            started=ended - timedelta(days=4),
            ended=ended,
            published_on=ended + timedelta(days=40),
            summary="What was seen on the visit, in a sentence or two.",
            source_note="Made for a measurement.",
            status="published",
        )


def judgements_of(visit: Inspection, chance: random.Random) -> Iterator[Judgement]:
    areas = framework_for(visit.kind, visit.started).areas
    for position, area in enumerate(areas if visit.kind in GRADED else (), 1):
        yield Judgement(
            inspection=visit,
            area=getattr(area, "area", area),
            grade=chance.choice(GRADES),
            position=position,
            page=1,
        )


def asked_at(visit: Inspection, words: Words) -> Iterator[Recommendation]:
    for position in range(1, ASKED + 1):
        yield Recommendation(
            inspection=visit, position=position, text=words.some(30), page=2
        )


def found_at(visit: Inspection, words: Words) -> Iterator[Finding]:
    polarities = [polarity.value for polarity in Polarity]
    for position in range(1, FOUND + 1):
        yield Finding(
            inspection=visit,
            position=position,
            paragraph=position,
            text=words.some(60),
            polarity=words.chance.choice(polarities),
            page=3,
        )


def tag(
    model: type[Recommendation | Finding],
    rows: Sequence[Any],
    themes: Sequence[Theme],
    chance: random.Random,
) -> None:
    """Give each row a theme or two."""
    through: type[models.Model] = model.themes.through
    column = f"{model._meta.model_name}_id"
    write(
        through(**{column: row.pk, "theme_id": theme.pk})
        for row in rows
        for theme in chance.sample(list(themes), k=chance.randint(1, 2))
    )


def answer(
    visits: Sequence[Inspection], asked: Sequence[Recommendation], words: Words
) -> None:
    """Let councils reply and act, and later visits say what became of it."""
    by_visit = dict[int, list[Recommendation]]()
    for row in asked:
        by_visit.setdefault(row.inspection_id, []).append(row)
    following = {
        one.pk: other
        for one, other in zip(visits, visits[1:], strict=False)
        if one.authority_id == other.authority_id
    }
    write(
        ProgressVerdict(
            inspection=following[visit.pk],
            recommendation=row,
            verdict=words.chance.choice(list(Verdict)),
            quote="What the later report says of it.",
            page=4,
        )
        for visit in visits
        if visit.pk in following
        for row in by_visit[visit.pk][: ASKED * 2 // 3]
    )
    write(
        Restatement(inspection=following[visit.pk], earlier=one, later=other)
        for visit in visits
        if visit.pk in following
        for one, other in zip(
            by_visit[visit.pk][-2:], by_visit[following[visit.pk].pk][:2], strict=True
        )
    )
    act(visits, by_visit, words)


def act(
    visits: Sequence[Inspection],
    by_visit: dict[int, list[Recommendation]],
    words: Words,
) -> None:
    replied = write(
        CouncilResponse(
            inspection=visit,
            kind=CouncilResponse.Kind.ACTION_PLAN,
            title="Action plan",
            source_note="Made for a measurement.",
            status="published",
        )
        for visit in visits[::2]
    )
    actions = write(
        CouncilAction(
            inspection=reply.inspection,
            response=reply,
            number=number,
            text=words.some(12),
            first_target=date(2020, 1, 1),
            current_target=date(2020, 1, 1),
            delivery=words.chance.choice(list(Delivery)),
            delivery_as_of=date(2021, 1, 1),
            status="published",
        )
        for reply in replied
        for number in range(1, 6)
    )
    through = CouncilAction.recommendations.through
    write(
        through(
            councilaction_id=action.pk,
            recommendation_id=by_visit[action.inspection_id][action.number].pk,
        )
        for action in actions
    )
    write(
        PressArticle(
            authority=visit.authority,
            outlet="A newspaper",
            title="What was said of the visit",
            subject="The visit.",
            url=f"https://example.org/{visit.ref}",
            published_on=visit.ended,
            status="published",
        )
        for visit in visits[::4]
    )
