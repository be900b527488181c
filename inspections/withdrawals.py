"""What anybody may know of an inspection taken out of public view: that, and why."""

from dataclasses import dataclass
from datetime import datetime

from inspections.models import Inspection, PublicationEvent, PublicationStatus


@dataclass(frozen=True)
class Withdrawal:
    """That an inspection was published once and is so no longer, and why."""

    ref: str
    at: datetime
    reason: str


def withdrawal_of(ref: str) -> Withdrawal | None:
    """Return why an inspection was withdrawn; nothing else of it is public."""
    inspection = Inspection.objects.filter(
        ref=ref, status=PublicationStatus.WITHDRAWN, revises__isnull=True
    ).first()
    if inspection is None:
        return None
    events = PublicationEvent.objects.about(inspection)
    event = events.filter(action=PublicationEvent.Action.WITHDRAWN).last()
    return Withdrawal(ref, event.at, event.note) if event else None
