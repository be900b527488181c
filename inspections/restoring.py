"""Brings an old version of a record back, as a draft; the past is never rewritten.

A draft is written over, as one more change. Of a published record a working copy is
made that holds the old version, to be submitted and approved like any correction.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from inspections.models import (
    Authority,
    CouncilAction,
    Inspection,
    PublicationStatus,
    PublishedRecord,
    ReportImport,
    Theme,
)
from inspections.models.changes import one_change, unrecorded
from inspections.publishing import CannotPublish, revise, working_copy_of
from inspections.record_history import RowChange, changes_between
from inspections.releases import FIXED, OF_THE_ROW_ALONE
from inspections.restored_rows import (
    CannotRestore,
    Restoring,
    in_force,
    link,
    take_over,
    write_rows,
)
from inspections.versions import (
    ROWS,
    Version,
    whole_version,
)

Row = TypeVar("Row", bound=models.Model)
Status = PublicationStatus

STAYS: dict[type[models.Model], set[str]] = {
    Authority: {"slug"},
    Theme: {"slug"},
}
FOLLOWS_UPDATES = {
    "first_target",
    "first_target_precision",
    "current_target",
    "current_target_precision",
    "delivery",
    "delivery_as_of",
}
"""What the council's dated updates of an action say, which are never taken back."""


def refusals(record: models.Model) -> list[str]:
    """Say why no version of a record can be brought back now, if so; queries."""
    if isinstance(record, ReportImport):
        return ["How a report was read is kept, and cannot be brought back."]
    if not isinstance(record, PublishedRecord):
        return []
    if record.status == Status.SUBMITTED:
        return ["This waits for approval: return it to draft first."]
    if record.status == Status.WITHDRAWN:
        return ["This was withdrawn, so nothing of it is brought back."]
    if working_copy_of(record):
        return [
            "A correction is being made already. Open it, and approve or delete it "
            "before you bring an older version back."
        ]
    return []


def difference(record: models.Model, *, at: datetime, now: datetime) -> list[RowChange]:
    """Return what bringing the version of a moment back would change; queries."""
    only_added = {own.model for own in ROWS.get(type(record), ()) if own.is_only_added}
    was, became = (
        {
            model: [] if model in only_added else in_force(rows)
            for model, rows in whole_version(record, at=moment).items()
        }
        for moment in (now, at)
    )
    return changes_between(record, was, became)


def foresee(
    record: models.Model, *, at: datetime, by: AbstractBaseUser, now: datetime
) -> list[str]:
    """Return what of the version could not come along; nothing stays written.

    Raises CannotRestore as `restore` does.
    """
    with transaction.atomic(), unrecorded():
        restoring = _restore(record, at=at, by=by, now=now)
        transaction.set_rollback(True)
    return restoring.left_out


@transaction.atomic
def restore(record: Row, *, at: datetime, by: AbstractBaseUser, now: datetime) -> Row:
    """Bring back how a record stood at a moment, and return the draft that holds it.

    Rows removed since come back, rows added since go; a number stays with what had it.
    """
    draft: Row = _restore(record, at=at, by=by, now=now).draft
    return draft


def _restore(
    record: models.Model, *, at: datetime, by: AbstractBaseUser, now: datetime
) -> Restoring:
    rows = type(record)._base_manager.select_for_update(of=("self",))
    record = rows.get(pk=record.pk)
    found = refusals(record)
    if found:
        raise CannotRestore(*found)
    version = whole_version(record, at=at)
    if not version[type(record)]:
        raise CannotRestore("There was no such version of this record.")
    reason = f"Brought back as it stood on {at:%-d %B %Y at %H:%M}."
    with one_change(by=by, reason=reason):
        draft: Any = record
        if isinstance(record, PublishedRecord) and record.status == Status.PUBLISHED:
            try:
                draft = revise(record, by=by, at=now, note=reason)
            except CannotPublish as refused:
                raise CannotRestore(*refused.blockers) from refused
        restoring = Restoring(draft, version, same_keys=draft.pk == record.pk)
        _write_record(restoring, record)
        write_rows(restoring)
    return restoring


# --- The record itself ---


def _write_record(restoring: Restoring, record: Any) -> None:
    draft, kind = restoring.draft, type(restoring.draft)
    (version,) = restoring.version[kind]
    stays = {*OF_THE_ROW_ALONE, "updated_at", *STAYS.get(kind, ())}
    stays |= FIXED.get(kind, set()) | {"ref"}
    if kind is Inspection and not (draft.revises_id or draft.first_published_at):
        stays -= {"authority"}
    if kind is CouncilAction and _updated_since(record, version):
        stays |= FOLLOWS_UPDATES
        restoring.left_out.append(
            "The dates and the delivery stay as they are, for the council has said "
            "more since: what it said is never taken back."
        )
    take_over(restoring, version, draft, without=stays)
    if isinstance(draft, Inspection) and "authority" not in stays:
        draft.ref = _reference(draft, version)
    draft.save()
    link(restoring, version, draft)


def _reference(draft: Inspection, version: Version) -> str:
    """Return the reference of that time, unless another inspection has it now."""
    old: str = version.kept.ref
    others = Inspection.objects.filter(ref=old, revises=None).exclude(pk=draft.pk)
    if not others.exists():
        return old
    return Inspection.new_ref(
        authority=draft.authority, kind=draft.kind, ended=draft.ended
    )


def _updated_since(record: CouncilAction, version: Version) -> bool:
    later = version.kept.history_date
    return record.all_updates.filter(recorded_at__gt=later).exists()
