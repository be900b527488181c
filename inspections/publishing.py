"""How a record becomes public: draft, submitted, published, withdrawn.

This is the only writer of `status`. Each step locks the row, and writes the status,
an event and, on publishing, a Release in one transaction, or raises `CannotPublish`
with sentences that an editor can act on, and writes nothing. Whoever submits may not
approve.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from inspections.models import (
    Inspection,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Release,
)
from inspections.publishing_checks import blockers
from inspections.releases import carry_over, content_of, working_copy

Record = TypeVar("Record", bound=PublishedRecord)
Action = PublicationEvent.Action
Status = PublicationStatus

MOVES: dict[PublicationStatus, tuple[PublicationStatus, ...]] = {
    Status.DRAFT: (Status.SUBMITTED,),
    Status.SUBMITTED: (Status.PUBLISHED, Status.DRAFT),
    Status.PUBLISHED: (Status.WITHDRAWN,),
    Status.WITHDRAWN: (),
}


class CannotPublish(Exception):
    """A step was refused; `blockers` says why, a sentence each."""

    def __init__(self, blockers: list[str]) -> None:
        super().__init__(" ".join(blockers))
        self.blockers = blockers


@transaction.atomic
def submit(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Record:
    """Put a draft before a second person, or say what is missing first."""
    record = _locked(record, to=Status.SUBMITTED)
    _refuse(blockers(record))
    record.submitted_by_id = by.pk
    _move(record, Status.SUBMITTED, Action.SUBMITTED, by=by, at=at, note=note)
    return record


@transaction.atomic
def return_to_draft(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Record:
    """Give a submitted record back to its editor."""
    record = _locked(record, to=Status.DRAFT)
    record.submitted_by = None
    _move(record, Status.DRAFT, Action.RETURNED, by=by, at=at, note=note)
    return record


@transaction.atomic
def approve(
    record: PublishedRecord, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> PublishedRecord:
    """Publish what another person submitted, and return the published record.

    A working copy's content is carried onto the inspection that it revises.
    """
    record = _locked(record, to=Status.PUBLISHED)
    if record.submitted_by_id == by.pk:
        raise CannotPublish(["You submitted this, so somebody else must approve it."])
    _refuse(blockers(record))
    if isinstance(record, Inspection) and record.revises_id:
        return _approve_correction(record, by=by, at=at, note=note)
    record.approved_by_id = by.pk
    _publish(record, Action.APPROVED, by=by, at=at, note=note)
    return record


@transaction.atomic
def publish_import(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Record:
    """Publish a draft at once, when a whole collection is loaded from the command line.

    One person answers for the load, so no second one is asked; the event says so.
    """
    record = _locked(record, to=Status.SUBMITTED)
    if isinstance(record, Inspection) and record.revises_id:
        raise CannotPublish(["A correction needs two people: submit it for approval."])
    _refuse(blockers(record))
    record.approved_by_id = by.pk
    _publish(record, Action.LOADED, by=by, at=at, note=note)
    return record


@transaction.atomic
def withdraw(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str
) -> Record:
    """Take a published record out of public view; its address says why from then on."""
    record = _locked(record, to=Status.WITHDRAWN)
    if not note.strip():
        _refuse(["Say why it is withdrawn: the public page will show the reason."])
    _move(record, Status.WITHDRAWN, Action.WITHDRAWN, by=by, at=at, note=note)
    return record


@transaction.atomic
def revise(
    inspection: Inspection, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Inspection:
    """Begin a correction: return the working copy, a draft for staff to edit.

    The public goes on seeing the published record until the copy is approved. Asked
    twice, it returns the copy that stands.
    """
    inspection = _as_it_stands(inspection)
    if inspection.status != Status.PUBLISHED:
        raise CannotPublish(["Only what is published can be corrected this way."])
    standing = Inspection.objects.filter(revises=inspection).first()
    if standing:
        return standing
    copy = working_copy(inspection)
    _record_event(inspection, Action.REVISED, by=by, at=at, note=note)
    return copy


@contextmanager
def as_if_public(inspection: Inspection, *, at: datetime) -> Iterator[Inspection]:
    """Give a draft as it would be once approved; all of it is taken back afterwards.

    For previews: what is read inside is what the public would read.
    """
    with transaction.atomic():
        shown = inspection.revises or inspection
        if inspection.revises:
            carry_over(inspection, shown, at=at)
            inspection.delete()
        shown.status = Status.PUBLISHED
        shown.save()
        yield Inspection.objects.select_related("authority", "report_file").get(
            pk=shown.pk
        )
        transaction.set_rollback(True)


def _approve_correction(
    copy: Inspection, *, by: AbstractBaseUser, at: datetime, note: str
) -> Inspection:
    """Carry an approved correction onto the inspection that it revises."""
    reason = note.strip() or _submission_note(copy)
    if not reason:
        raise CannotPublish(["Say what was corrected and why: the public will see it."])
    target = Inspection.objects.select_for_update().get(all_working_copy=copy)
    if target.status != Status.PUBLISHED:
        raise CannotPublish(["The record was withdrawn while it was being corrected."])
    carry_over(copy, target, at=at)
    target.submitted_by_id = copy.submitted_by_id
    target.approved_by_id = by.pk
    target.save()
    copy.delete()
    _record_event(target, Action.CORRECTED, by=by, at=at, note=reason)
    _release(target, by=by, at=at, reason=reason)
    return target


def _submission_note(record: PublishedRecord) -> str:
    event = (
        PublicationEvent.objects.about(record).filter(action=Action.SUBMITTED).last()
    )
    return event.note.strip() if event else ""


def _locked(record: Record, *, to: PublicationStatus) -> Record:
    """Return the row as it stands now, locked, if it may move there from here."""
    fresh = _as_it_stands(record)
    if to not in MOVES[Status(fresh.status)]:
        raise CannotPublish(
            [
                f"This is {fresh.get_status_display().lower()}, so it cannot become "
                f"{Status(to).label.lower()}. Reload the page to see who changed it."
            ]
        )
    return fresh


def _as_it_stands(record: Record) -> Record:
    """Return the row as it is now, locked; another step may have changed it."""
    try:
        fresh: Record = type(record)._base_manager.select_for_update().get(pk=record.pk)
    except ObjectDoesNotExist:
        raise CannotPublish(
            ["This is no longer here: somebody approved or deleted it meanwhile."]
        ) from None
    return fresh


def _refuse(sentences: list[str]) -> None:
    if sentences:
        raise CannotPublish(sentences)


def _move(
    record: PublishedRecord,
    status: PublicationStatus,
    action: PublicationEvent.Action,
    *,
    by: AbstractBaseUser,
    at: datetime,
    note: str,
) -> None:
    record.status = status
    record.save()
    _record_event(record, action, by=by, at=at, note=note)


def _publish(
    record: PublishedRecord,
    action: PublicationEvent.Action,
    *,
    by: AbstractBaseUser,
    at: datetime,
    note: str,
) -> None:
    record.first_published_at = record.first_published_at or at
    _move(record, Status.PUBLISHED, action, by=by, at=at, note=note)
    _release(record, by=by, at=at, reason=note)


def _record_event(
    record: PublishedRecord,
    action: PublicationEvent.Action,
    *,
    by: AbstractBaseUser,
    at: datetime,
    note: str,
) -> None:
    PublicationEvent.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        action=action,
        by_id=by.pk,
        at=at,
        note=note.strip(),
    )


def _release(
    record: PublishedRecord, *, by: AbstractBaseUser, at: datetime, reason: str
) -> None:
    last = Release.objects.about(record).last()
    Release.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        number=last.number + 1 if last else 1,
        content=content_of(record),
        reason=reason.strip(),
        by_id=by.pk,
        at=at,
    )
