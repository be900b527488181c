"""What anybody may know of what was taken out of public view: that, when, and why."""

from dataclasses import dataclass
from datetime import datetime

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    Judgement,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
    Release,
)


@dataclass(frozen=True)
class Withdrawal:
    """That a record was published once and is so no longer, and why.

    `published_at` and `corrected_at` say when, never what: that is not public now.
    """

    ref: str
    at: datetime
    reason: str
    published_at: datetime | None = None
    corrected_at: tuple[datetime, ...] = ()
    what: str = "inspection"


@dataclass(frozen=True)
class Retirement:
    """That a correction took a part out of a public inspection, when and why."""

    what: str
    at: datetime
    reason: str


def withdrawal_of(ref: str) -> Withdrawal | None:
    """Return why an inspection was withdrawn; nothing else of it is public."""
    withdrawn = Inspection.objects.filter(
        ref=ref, status=PublicationStatus.WITHDRAWN, revises__isnull=True
    )
    return _withdrawal(withdrawn.first(), ref=ref, what="inspection")


def withdrawal_of_response(inspection: Inspection, number: int) -> Withdrawal | None:
    """Return why a council’s response to a public inspection was withdrawn."""
    withdrawn = CouncilResponse.objects.filter(
        inspection=inspection,
        number=number,
        status=PublicationStatus.WITHDRAWN,
        revises__isnull=True,
    )
    ref = f"{inspection.ref} C{number}"
    return _withdrawal(withdrawn.first(), ref=ref, what="response")


def withdrawal_of_action(inspection: Inspection, number: int) -> Withdrawal | None:
    """Return why a council’s action, or the response it is of, was withdrawn."""
    action = (
        CouncilAction.objects.filter(
            inspection=inspection, number=number, revises__isnull=True
        )
        .exclude(first_published_at=None)
        .select_related("response")
        .first()
    )
    if action is None:
        return None
    gone = [
        record
        for record in (action, action.response)
        if record.status == PublicationStatus.WITHDRAWN
    ]
    ref = f"{inspection.ref} A{number}"
    return _withdrawal(gone[0] if gone else None, ref=ref, what="action")


def _withdrawal(
    record: PublishedRecord | None, *, ref: str, what: str
) -> Withdrawal | None:
    if record is None:
        return None
    events = PublicationEvent.objects.about(record)
    event = events.filter(action=PublicationEvent.Action.WITHDRAWN).last()
    if event is None:
        return None
    releases = Release.objects.about(record).filter(number__gt=1)
    return Withdrawal(
        ref=ref,
        at=event.at,
        reason=event.note,
        published_at=record.first_published_at,
        corrected_at=tuple(releases.values_list("at", flat=True)),
        what=what,
    )


def retirement_of_finding(inspection: Inspection, number: int) -> Retirement | None:
    """Return why a finding was taken out of a public inspection."""
    rows = Finding.objects.filter(inspection=inspection, position=number)
    return _retirement(rows.first(), what="finding", name="findings")


def retirement_of_recommendation(
    inspection: Inspection, number: int
) -> Retirement | None:
    """Return why a recommendation was taken out of a public inspection."""
    rows = Recommendation.objects.filter(inspection=inspection, position=number)
    return _retirement(rows.first(), what="recommendation", name="recommendations")


def retirement_of_judgement(inspection: Inspection, area: str) -> Retirement | None:
    """Return why a judgement was taken out of a public inspection."""
    rows = Judgement.objects.filter(inspection=inspection, area=area)
    return _retirement(rows.first(), what="judgement", name="judgements")


def _retirement(
    row: Finding | Recommendation | Judgement | None, *, what: str, name: str
) -> Retirement | None:
    """Return why a row was retired, if the public could read it before."""
    if row is None or row.retired_at is None:
        return None
    releases = Release.objects.about(row.inspection)
    before = releases.filter(at__lt=row.retired_at).last()
    if before is None or row.pk not in {own["id"] for own in before.content[name]}:
        return None
    after = releases.filter(at=row.retired_at).first()
    return Retirement(what, row.retired_at, after.reason if after else "")
