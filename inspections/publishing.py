"""How a record becomes public: draft, submitted, published, withdrawn.

This is the only writer of `status`. Each step locks the row, and writes the status,
an event and, on publishing, a Release in one transaction, or raises `CannotPublish`
with sentences that an editor can act on, and writes nothing. Whoever submits may not
approve, and what could identify somebody must be answered for before it is published.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from inspections.identified import PlacedHit, hits_of, in_words, unanswered
from inspections.identifying import find_hits
from inspections.models import (
    AnsweredHit,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Release,
)
from inspections.models.changes import as_one_change
from inspections.publishing_checks import Blocker, blockers
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

    def __init__(self, blockers: Iterable[str | Blocker]) -> None:
        self.blockers = [
            found.sentence if isinstance(found, Blocker) else found
            for found in blockers
        ]
        super().__init__(" ".join(self.blockers))


@as_one_change
@transaction.atomic
def submit(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Record:
    """Put a draft before a second person, or say what is missing first."""
    record = _locked(record, to=Status.SUBMITTED)
    _refuse(blockers(record))
    if record.revises_id:
        _refuse_identifying(note)
    record.submitted_by_id = by.pk
    _move(record, Status.SUBMITTED, Action.SUBMITTED, by=by, at=at, note=note)
    return record


@as_one_change
@transaction.atomic
def return_to_draft(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Record:
    """Give a submitted record back to its editor."""
    record = _locked(record, to=Status.DRAFT)
    record.submitted_by = None
    _move(record, Status.DRAFT, Action.RETURNED, by=by, at=at, note=note)
    return record


@as_one_change
@transaction.atomic
def approve(
    record: Record,
    *,
    by: AbstractBaseUser,
    at: datetime,
    note: str = "",
    hides_earlier: bool = False,
) -> Record:
    """Publish what another person submitted, and return the published record.

    A working copy's content is carried onto the record that it revises; a correction
    that `hides_earlier` keeps what stood before from being shown in public again.
    """
    record = _locked(record, to=Status.PUBLISHED)
    _refuse_submitter(record, by=by)
    _refuse(blockers(record))
    _refuse(in_words(unanswered(record)))
    if record.revises_id:
        return _approve_correction(
            record, by=by, at=at, note=note, hides_earlier=hides_earlier
        )
    record.approved_by_id = by.pk
    _publish(record, Action.APPROVED, by=by, at=at, note=note)
    return record


@transaction.atomic
def answer_hits(
    record: PublishedRecord,
    answers: Mapping[str, str],
    *,
    by: AbstractBaseUser,
    at: datetime,
) -> list[AnsweredHit]:
    """Keep for good why texts that may identify somebody do not, hit by hit.

    `answers` holds words by the mark of a hit; those that are blank, and those that
    were answered already, are passed over. The answers stand with the published record.
    """
    record = _locked(record, to=Status.PUBLISHED)
    _refuse_submitter(record, by=by)
    target = record.revises or record
    return [
        AnsweredHit.objects.create(
            record_type=ContentType.objects.get_for_model(target),
            record_id=target.pk,
            mark=hit.mark,
            place=hit.place[:200],
            kind=hit.kind,
            words=hit.words[:200],
            answer=words,
            by_id=by.pk,
            at=at,
        )
        for hit in unanswered(record)
        if (words := answers.get(hit.mark, "").strip())
    ]


@as_one_change
@transaction.atomic
def publish_import(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Record:
    """Publish a draft at once, when a whole collection is loaded from the command line.

    One person answers for the load, so no second one is asked; the event says so. What
    may identify somebody stays a draft, for nobody has read it: a person must answer.
    """
    record = _locked(record, to=Status.SUBMITTED)
    if record.revises_id:
        raise CannotPublish(["A correction needs two people: submit it for approval."])
    _refuse(blockers(record))
    _refuse(in_words(unanswered(record)))
    record.approved_by_id = by.pk
    _publish(record, Action.LOADED, by=by, at=at, note=note)
    return record


@as_one_change
@transaction.atomic
def withdraw(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str
) -> Record:
    """Take a published record out of public view; its address says why from then on."""
    record = _locked(record, to=Status.WITHDRAWN)
    if not note.strip():
        _refuse(["Say why it is withdrawn: the public page will show the reason."])
    _refuse_identifying(note)
    _move(record, Status.WITHDRAWN, Action.WITHDRAWN, by=by, at=at, note=note)
    return record


@as_one_change
@transaction.atomic
def revise(
    record: Record, *, by: AbstractBaseUser, at: datetime, note: str = ""
) -> Record:
    """Begin a correction: return the working copy, a draft for staff to edit.

    The public goes on seeing the published record until the copy is approved. Asked
    twice, it returns the copy that stands.
    """
    record = _as_it_stands(record)
    if record.status != Status.PUBLISHED:
        raise CannotPublish(["Only what is published can be corrected this way."])
    standing = working_copy_of(record)
    if standing:
        return standing
    copy = working_copy(record)
    _record_event(record, Action.REVISED, by=by, at=at, note=note)
    return copy


def working_copy_of(record: Record) -> Record | None:
    """Return the correction that is being made of a record, if one is; queries."""
    copy: Record | None = type(record)._base_manager.filter(revises=record).first()
    return copy


def _approve_correction(
    copy: Record, *, by: AbstractBaseUser, at: datetime, note: str, hides_earlier: bool
) -> Record:
    """Carry an approved correction onto the record that it revises."""
    reason = note.strip() or _submission_note(copy)
    if not reason:
        raise CannotPublish(["Say what was corrected and why: the public will see it."])
    _refuse_identifying(reason)
    rows = type(copy)._base_manager
    target: Record = rows.select_for_update().get(pk=copy.revises_id)
    if target.status != Status.PUBLISHED:
        raise CannotPublish(["The record was withdrawn while it was being corrected."])
    before = unanswered(target)
    carry_over(copy, target, at=at)
    target.submitted_by_id = copy.submitted_by_id
    target.approved_by_id = by.pk
    target.save()
    copy.delete()
    _record_event(target, Action.CORRECTED, by=by, at=at, note=reason)
    hides_earlier = hides_earlier or _took_out(before, hits_of(target))
    _release(target, by=by, at=at, reason=reason, hides_earlier=hides_earlier)
    return target


def _took_out(before: list[PlacedHit], after: list[PlacedHit]) -> bool:
    """Say whether a correction removed what may identify somebody."""
    stay = {(hit.kind, hit.words) for hit in after}
    return any((hit.kind, hit.words) not in stay for hit in before)


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


def _refuse(found: Iterable[str | Blocker]) -> None:
    if found := list(found):
        raise CannotPublish(found)


def _refuse_submitter(record: PublishedRecord, *, by: AbstractBaseUser) -> None:
    if record.submitted_by_id == by.pk:
        raise CannotPublish(["You submitted this, so somebody else must approve it."])


def _refuse_identifying(reason: str) -> None:
    """Refuse a reason that the public would read and that may identify somebody."""
    _refuse(
        f"The public will read this reason, and “{hit.words}” in it may identify "
        "somebody: put it in other words."
        for hit in find_hits(reason)
    )


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
    record: PublishedRecord,
    *,
    by: AbstractBaseUser,
    at: datetime,
    reason: str,
    hides_earlier: bool = False,
) -> None:
    last = Release.objects.about(record).last()
    Release.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        number=last.number + 1 if last else 1,
        content=content_of(record),
        reason=reason.strip(),
        hides_earlier=hides_earlier,
        by_id=by.pk,
        at=at,
    )
