"""What anybody may know of an inspection taken out of public view: that, and why."""

from dataclasses import dataclass
from datetime import datetime

from inspections.models import (
    Inspection,
    PublicationEvent,
    PublicationStatus,
    Release,
)


@dataclass(frozen=True)
class Withdrawal:
    """That an inspection was published once and is so no longer, and why.

    `published_at` and `corrected_at` say when, never what: that is not public now.
    """

    ref: str
    at: datetime
    reason: str
    published_at: datetime | None = None
    corrected_at: tuple[datetime, ...] = ()


def withdrawal_of(ref: str) -> Withdrawal | None:
    """Return why an inspection was withdrawn; nothing else of it is public."""
    inspection = Inspection.objects.filter(
        ref=ref, status=PublicationStatus.WITHDRAWN, revises__isnull=True
    ).first()
    if inspection is None:
        return None
    events = PublicationEvent.objects.about(inspection)
    event = events.filter(action=PublicationEvent.Action.WITHDRAWN).last()
    if event is None:
        return None
    releases = Release.objects.about(inspection).filter(number__gt=1)
    return Withdrawal(
        ref=ref,
        at=event.at,
        reason=event.note,
        published_at=inspection.first_published_at,
        corrected_at=tuple(releases.values_list("at", flat=True)),
    )
