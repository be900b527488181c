"""Plain functions that make visits and what they said, for tests without a database.

Ambleford's visits are named by year: `visit(2017)` is its inspection of that year.
"""

from datetime import date
from typing import Any

from inspections.accounts import ActionReported, Answer, UpdateReported
from inspections.frameworks import framework_for
from inspections.visits import JudgementMade, Passage, Raised, VerdictGiven, Visit
from inspections.vocabulary import (
    Area,
    Delivery,
    Grade,
    Kind,
    Reason,
    RecommendationKind,
    Subject,
    Verdict,
)


def ref_of(year: int) -> str:
    return f"ambleford-{year}"


def visit(
    year: int,
    *,
    kind: Kind = Kind.ILACS_STANDARD,
    grades: dict[Area, Grade | Reason] | None = None,
    recommendations: int = 0,
    **fields: Any,
) -> Visit:
    """Make a visit of a year's February with grades and so many recommendations."""
    ref = fields.pop("ref", ref_of(year))
    ended = fields.pop("ended", date(year, 2, 4))
    defaults: dict[str, Any] = {
        "authority": "Ambleford",
        "started": ended,
        "framework": framework_for(kind, fields.get("started", ended)),
        "judgements": tuple(
            judgement(area, given) for area, given in (grades or {}).items()
        ),
        "recommendations": tuple(
            raised(ref, number) for number in range(1, recommendations + 1)
        ),
    }
    return Visit(ref=ref, kind=kind, ended=ended, **defaults | fields)


def judgement(area: Area, given: Grade | Reason) -> JudgementMade:
    return JudgementMade(
        area=area,
        heading=str(area.label),
        grade=given if isinstance(given, Grade) else None,
        reason=given if isinstance(given, Reason) else None,
        subject=Subject.LSCB if area is Area.LSCB else Subject.COUNCIL,
        page=1,
    )


def raised(ref: str, number: int) -> Raised:
    return Raised(
        inspection_ref=ref,
        number=number,
        kind=RecommendationKind.RECOMMENDATION,
        passage=Passage(text=f"Improve thing {number}.", page=2),
    )


def verdict(of: str, given: Verdict = Verdict.IMPROVED) -> VerdictGiven:
    passage = None if given is Verdict.NOT_REVISITED else Passage("Better.", page=3)
    return VerdictGiven(recommendation_ref=of, verdict=given, passage=passage)


def action(
    *refs: str, delivery: Delivery = Delivery.UNDER_WAY, **fields: Any
) -> ActionReported:
    defaults: dict[str, Any] = {
        "number": 1,
        "text": "Audit the plans.",
        "owner_role": "Head of service",
        "as_of": None,
        "first_target": fields.get("current_target"),
        "current_target": None,
        "source_note": "",
        "is_confirmed": True,
        "inspection_ref": ref_of(2017),
        "recommendation_refs": refs,
    }
    return ActionReported(delivery=delivery, **defaults | fields)


def update(dated: date, *, target: date | None = None) -> UpdateReported:
    return UpdateReported(
        dated=dated,
        delivery=Delivery.UNDER_WAY,
        target=target,
        reason="A post was vacant." if target else "",
        source_url="",
        source_note="",
    )


def answer(year: int, *actions: ActionReported, **fields: Any) -> Answer:
    defaults: dict[str, Any] = {
        "kind": "action_plan",
        "kind_label": "Action plan",
        "is_found": True,
        "title": "Action plan",
        "summary": "",
        "url": "",
        "received_on": None,
        "published_on": None,
        "last_looked_on": None,
        "source_note": "",
        "is_confirmed": True,
    }
    return Answer(inspection_ref=ref_of(year), actions=actions, **defaults | fields)
