"""Plain functions that make records for tests, with a small named cast.

Ambleford is the council, Petra the officer, Amir the approver. Everything is public
unless a test asks for a draft.
"""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from inspections.models import (
    ActionUpdate,
    AlertSubscription,
    Authority,
    CorrectionRequest,
    CouncilAction,
    CouncilResponse,
    EvidenceLink,
    Finding,
    Inspection,
    Judgement,
    Look,
    PressArticle,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    RecommendationPosition,
    Remit,
    Restatement,
    Theme,
)
from inspections.vocabulary import Area, Delivery, Grade, Kind, Position, Verdict

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
PUBLISHED = PublicationStatus.PUBLISHED
_numbers = count(1)


def make_user(name: str = "petra", **fields: Any) -> User:
    return User.objects.create_user(username=name, **fields)


def make_remit(user: User, *authorities: Authority) -> User:
    """Give an account its authorities; without any it is a national editor's."""
    remit = Remit.objects.create(user=user, everywhere=not authorities)
    remit.authorities.set(authorities)
    return user


def make_authority(name: str = "Ambleford", **fields: Any) -> Authority:
    number = next(_numbers)
    defaults = {
        "urn": 90000 + number,
        "dfe_code": f"{number % 1000:03}",
        "ons_code": f"E0699{number % 10000:04}",
        "slug": name.lower().replace(" ", "-"),
        "region": Authority.Region.NORTH_WEST,
        "kind": Authority.Kind.UNITARY,
    }
    return Authority.objects.create(name=name, **defaults | fields)


def make_theme(name: str = "Neglect", **fields: Any) -> Theme:
    defaults = {"slug": name.lower().replace(" ", "-"), "definition": f"About {name}."}
    return Theme.objects.create(name=name, **defaults | fields)


def make_inspection(
    authority: Authority | None = None,
    *,
    ended: date = date(2022, 2, 4),
    kind: str = Kind.ILACS_STANDARD,
    grades: dict[Area, Grade] | None = None,
    recommendations: tuple[str, ...] = (),
    status: str = PUBLISHED,
    **fields: Any,
) -> Inspection:
    """Make an inspection with a judgement a grade and a recommendation a text."""
    authority = authority or make_authority()
    defaults = {
        "started": ended,
        "ref": Inspection.new_ref(authority=authority, kind=kind, ended=ended),
        "source_note": "Made for a test.",
    }
    inspection = Inspection.objects.create(
        authority=authority,
        kind=kind,
        ended=ended,
        status=status,
        **defaults | fields,
    )
    for position, (area, grade) in enumerate((grades or {}).items(), 1):
        Judgement.objects.create(
            inspection=inspection, area=area, grade=grade, position=position, page=1
        )
    for text in recommendations:
        make_recommendation(inspection, text=text)
    return inspection


def make_recommendation(
    inspection: Inspection, *, text: str = "Improve plans.", **fields: Any
) -> Recommendation:
    position = inspection.all_recommendations.count() + 1
    defaults = {"position": position, "page": 2}
    return Recommendation.objects.create(
        inspection=inspection, text=text, **defaults | fields
    )


def make_finding(
    inspection: Inspection, *, text: str = "Plans are late.", **fields: Any
) -> Finding:
    position = inspection.all_findings.count() + 1
    defaults = {"position": position, "paragraph": position, "page": 3}
    return Finding.objects.create(inspection=inspection, text=text, **defaults | fields)


def make_verdict(
    recommendation: Recommendation,
    inspection: Inspection,
    *,
    verdict: str = Verdict.IMPROVED,
    **fields: Any,
) -> ProgressVerdict:
    defaults: dict[str, Any] = {"quote": "Plans are better.", "page": 4}
    return ProgressVerdict.objects.create(
        recommendation=recommendation,
        inspection=inspection,
        verdict=verdict,
        **defaults | fields,
    )


def make_restatement(earlier: Recommendation, later: Recommendation) -> Restatement:
    return Restatement.objects.create(
        inspection=later.inspection, earlier=earlier, later=later
    )


def make_response(
    inspection: Inspection, *, status: str = PUBLISHED, **fields: Any
) -> CouncilResponse:
    defaults = {
        "number": CouncilResponse.next_number(inspection),
        "kind": CouncilResponse.Kind.ACTION_PLAN,
        "title": "Action plan",
        "source_note": "Made for a test.",
    }
    return CouncilResponse.objects.create(
        inspection=inspection, status=status, **defaults | fields
    )


def make_position(
    response: CouncilResponse,
    recommendation: Recommendation,
    *,
    position: str = Position.ACCEPTED,
    words: str = "",
) -> RecommendationPosition:
    return RecommendationPosition.objects.create(
        response=response,
        recommendation=recommendation,
        position=position,
        words=words,
    )


def make_action(
    response: CouncilResponse,
    *recommendations: Recommendation,
    status: str = PUBLISHED,
    **fields: Any,
) -> CouncilAction:
    inspection = response.inspection
    number = CouncilAction.next_number(inspection)
    defaults = {"number": number, "text": "Audit the plans."}
    action = CouncilAction.objects.create(
        inspection=inspection, response=response, status=status, **defaults | fields
    )
    action.recommendations.set(recommendations)
    return action


def make_update(
    action: CouncilAction,
    *,
    dated: date = date(2022, 6, 1),
    delivery: str = Delivery.UNDER_WAY,
    **fields: Any,
) -> ActionUpdate:
    update = ActionUpdate(dated=dated, delivery=delivery, **fields)
    action.record(update)
    return update


def make_evidence(
    action: CouncilAction, *, label: str = "Audit of plans", **fields: Any
) -> EvidenceLink:
    defaults = {"url": f"https://example.org/evidence/{next(_numbers)}"}
    return EvidenceLink.objects.create(action=action, label=label, **defaults | fields)


def make_look(inspection: Inspection, *, on: date = date(2026, 10, 1)) -> Look:
    by = User.objects.filter(username="petra").first() or make_user()
    return Look.log(inspection, by=by, on=on)


def make_request(
    inspection: Inspection | None = None, **fields: Any
) -> CorrectionRequest:
    """Make a request for a correction that waits for its answer."""
    defaults: dict[str, Any] = {
        "about": inspection.ref if inspection else "/glossary/",
        "authority": inspection.authority if inspection else None,
        "wrong": CorrectionRequest.Wrong.FACT,
        "should_say": "The visit ended on the fifth.",
        "received_at": NOON,
        "waiting_since": NOON,
    }
    return CorrectionRequest.objects.create(inspection=inspection, **defaults | fields)


def make_article(
    authority: Authority,
    *inspections: Inspection,
    status: str = PUBLISHED,
    **fields: Any,
) -> PressArticle:
    defaults = {
        "outlet": "The Ambleford Post",
        "subject": "What inspectors found.",
        "url": f"https://example.org/{next(_numbers)}",
        "published_on": date(2022, 3, 20),
    }
    article = PressArticle.objects.create(
        authority=authority, status=status, **defaults | fields
    )
    article.inspections.set(inspections)
    return article


def make_alert(
    email: str = "reader@example.org",
    *,
    told_until: datetime | None = NOON,
    **more: Any,
) -> AlertSubscription:
    """Make somebody who follows by e-mail; not confirmed where `told_until` is none."""
    defaults = {"asked_at": NOON, "confirmed_at": told_until, "told_until": told_until}
    return AlertSubscription.objects.create(email=email, **defaults | more)
