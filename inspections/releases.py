"""The frozen form of a record, and the working copy on which a correction is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Inspection,
    PressArticle,
    PublicationStatus,
    PublishedRecord,
)
from inspections.models.changes import unrecorded
from inspections.own_rows import OWN_ROWS, OwnRows

Record = TypeVar("Record", bound=PublishedRecord)
Moved = dict[tuple[type[models.Model], int], int]
"""From a row's model and key to the key of the row that stands for it elsewhere."""


OF_THE_ROW_ALONE = {
    "id",
    "revises",
    "status",
    "submitted_by",
    "approved_by",
    "first_published_at",
    "created_at",
}
"""What no other row takes: who moved a record, and when."""

FIXED: dict[type[PublishedRecord], set[str]] = {
    Inspection: {"ref", "authority"},
    CouncilResponse: {"inspection", "number"},
    CouncilAction: {"inspection", "response", "number"},
    PressArticle: {"authority"},
}
"""What a correction never changes: a record's address, and what it belongs to."""


def content_of(record: PublishedRecord) -> dict[str, Any]:
    """Return the whole record as plain values: its fields, and each kind of own row.

    Rows that were retired are left out; choices stay codes, relations primary keys.
    """
    content = _values(record)
    for own in OWN_ROWS[type(record)]:
        content[own.name] = [
            _values(row)
            for row in own.of(record)
            if getattr(row, "retired_at", None) is None
        ]
    return content


def _values(row: models.Model) -> dict[str, Any]:
    values = {
        field.attname: field.value_to_string(row)
        if isinstance(field, models.FileField)
        else getattr(row, field.attname)
        for field in row._meta.concrete_fields
    }
    values |= {
        field.name: sorted(getattr(row, field.name).values_list("pk", flat=True))
        for field in row._meta.many_to_many
    }
    return values


def working_copy(record: Record) -> Record:
    """Return a draft copy of a published record with all rows that are in force.

    Rows that are only ever added are not copied.
    """
    kind = type(record)
    copy = kind(revises=record, status=PublicationStatus.DRAFT)
    _carry(record, copy, without=OF_THE_ROW_ALONE)
    copy.save()
    _carry_many(record, copy)
    moved: Moved = {}
    for own in OWN_ROWS[kind]:
        if own.is_only_added:
            continue
        for row in own.of(record).filter(retired_at__isnull=True):
            twin = own.model(**{own.parent: copy})
            _carry(row, twin, without={"id", own.parent})
            _point_to_moved(twin, moved, own=own)
            twin.save()
            _keep_stamps(row, twin)
            _carry_many(row, twin)
            moved[own.model, row.pk] = twin.pk
    return copy


def carry_over(copy: Record, target: Record, *, at: datetime) -> None:
    """Write a working copy's content onto the published rows, in place.

    A row of the same identity is overwritten, so that what points to it still does; a
    new row moves over; a row that the copy has no more is retired at that time. Rows
    that are only ever added all move over. The caller saves the target and removes
    the copy.
    """
    kind = type(target)
    _carry(copy, target, without=OF_THE_ROW_ALONE | FIXED[kind])
    _carry_many(copy, target)
    moved: Moved = {}
    for own in OWN_ROWS[kind]:
        standing = (
            {} if own.is_only_added else {_identity(row): row for row in own.of(target)}
        )
        for row in own.of(copy):
            _point_to_moved(row, moved, own=own)
            old = None if own.is_only_added else standing.pop(_identity(row), None)
            if old is None:
                setattr(row, own.parent, target)
                row.save()
                continue
            if _carry(row, old, without={"id", own.parent}):
                old.save()
            _carry_many(row, old)
            moved[own.model, row.pk] = old.pk
        for row in standing.values():
            if row.retired_at is None:
                row.retired_at = at
                row.save()


def _identity(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in row.identity)


def _carry(source: models.Model, target: models.Model, *, without: set[str]) -> bool:
    """Copy the columns of a row, but those named; say whether that changed any."""
    names = [
        field.attname
        for field in source._meta.concrete_fields
        if field.name not in without
    ]
    differs = any(getattr(source, name) != getattr(target, name) for name in names)
    for name in names:
        setattr(target, name, getattr(source, name))
    return differs


def _keep_stamps(source: models.Model, target: models.Model) -> None:
    """Give a copy the times of its original: saving it first stamps it as new."""
    stamps = [
        field.attname
        for field in source._meta.concrete_fields
        if getattr(field, "auto_now_add", False)
    ]
    for name in stamps:
        setattr(target, name, getattr(source, name))
    if stamps:
        target.save(update_fields=stamps)


def _point_to_moved(row: models.Model, moved: Moved, *, own: OwnRows) -> None:
    """Let a row's relations follow the rows that were copied or carried over."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name != own.parent:
            there = moved.get((field.related_model, getattr(row, field.attname)))
            if there is not None:
                setattr(row, field.attname, there)


def _carry_many(source: models.Model, target: models.Model) -> None:
    for field in source._meta.many_to_many:
        getattr(target, field.name).set(getattr(source, field.name).all())


@contextmanager
def as_if_public(record: Record, *, at: datetime) -> Iterator[Record]:
    """Give a draft as it would be once approved; all of it is taken back afterwards.

    For previews: what is read inside is what the public would read. What the record
    belongs to is shown with it, where that waits to be published too.
    """
    rows = type(record)._base_manager
    with transaction.atomic(), unrecorded():
        draft: Record = rows.get(pk=record.pk)
        shown = draft.revises or draft
        if draft.revises:
            carry_over(draft, shown, at=at)
            draft.delete()
        for row in (shown, *_owners(shown)):
            if row.status in (PublicationStatus.DRAFT, PublicationStatus.SUBMITTED):
                row.status = PublicationStatus.PUBLISHED
            row.save()
        yield rows.get(pk=shown.pk)
        transaction.set_rollback(True)


def _owners(record: PublishedRecord) -> Iterator[PublishedRecord]:
    """Give the records that must be public for this one to be."""
    for path in record.public_when:
        *steps, _ = path.split("__")
        row: Any = record
        for step in steps:
            row = getattr(row, step)
        if steps:
            yield row
