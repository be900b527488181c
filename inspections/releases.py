"""The frozen form of a record, and the working copy on which a correction is made."""

from datetime import datetime
from typing import Any

from django.db import models

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    InspectionPart,
    Judgement,
    ProgressVerdict,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
    Restatement,
)

PARTS: tuple[type[InspectionPart], ...] = (
    Judgement,
    Finding,
    Recommendation,
    ProgressVerdict,
    Restatement,
)
"""An inspection's own rows, what others point to first."""

RECORDED = (ProgressVerdict, Restatement)
"""Rows that say who recorded them, and when."""

OWN_ROWS: dict[type[PublishedRecord], tuple[str, ...]] = {
    Inspection: (
        "all_judgements",
        "all_findings",
        "all_recommendations",
        "all_verdicts",
        "all_restatements",
    ),
    CouncilResponse: ("all_positions",),
    CouncilAction: ("all_updates",),
}
"""The reverse names of the rows that are frozen with each kind of record."""

# What a correction never carries: the address, and who moved the record and when.
NOT_CARRIED = {
    "id",
    "ref",
    "revises",
    "status",
    "submitted_by",
    "approved_by",
    "first_published_at",
    "created_at",
    "inspection",
}


def content_of(record: PublishedRecord) -> dict[str, Any]:
    """Return the whole record as plain values: its fields, and each kind of own row.

    Rows that were retired are left out; choices stay codes, relations primary keys.
    """
    content = _values(record)
    for name in OWN_ROWS.get(type(record), ()):
        rows = getattr(record, name).all()
        content[name.removeprefix("all_")] = [
            _values(row) for row in rows if getattr(row, "retired_at", None) is None
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


def working_copy(inspection: Inspection) -> Inspection:
    """Return a draft copy of a published inspection with all rows that are in force."""
    copy = Inspection(
        revises=inspection, ref=inspection.ref, status=PublicationStatus.DRAFT
    )
    _carry(inspection, copy)
    copy.save()
    moved: dict[tuple[type[models.Model], int], int] = {}
    for part in PARTS:
        for row in part._default_manager.filter(
            inspection=inspection, retired_at__isnull=True
        ):
            twin = part(inspection_id=copy.pk)
            _carry(row, twin, moved)
            twin.save()
            if isinstance(row, RECORDED) and isinstance(twin, RECORDED):
                # The first save stamps a new row with the time of copying.
                twin.recorded_at = row.recorded_at
                twin.save()
            _carry_many(row, twin)
            moved[part, row.pk] = twin.pk
    return copy


def carry_over(copy: Inspection, target: Inspection, *, at: datetime) -> None:
    """Write a working copy's content onto the published rows, in place.

    A row of the same identity is overwritten, so that what points to it still does; a
    new row moves over; a row that the copy has no more is retired at that time. The
    caller saves the target and removes the copy.
    """
    _carry(copy, target)
    moved: dict[tuple[type[models.Model], int], int] = {}
    for part in PARTS:
        standing = {
            _identity(row): row
            for row in part._default_manager.filter(inspection=target)
        }
        for row in part._default_manager.filter(inspection=copy):
            _point_to_moved(row, moved)
            old = standing.pop(_identity(row), None)
            if old is None:
                row.inspection = target
                row.save()
                continue
            _carry(row, old)
            old.save()
            _carry_many(row, old)
            moved[part, row.pk] = old.pk
        for row in standing.values():
            if row.retired_at is None:
                row.retired_at = at
                row.save()


def _identity(row: InspectionPart) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in row.identity)


def _carry(
    source: models.Model,
    target: models.Model,
    moved: dict[tuple[type[models.Model], int], int] | None = None,
) -> None:
    """Copy the columns that a correction may change."""
    for field in source._meta.concrete_fields:
        if field.name not in NOT_CARRIED:
            setattr(target, field.attname, getattr(source, field.attname))
    _point_to_moved(target, moved or {})


def _point_to_moved(
    row: models.Model, moved: dict[tuple[type[models.Model], int], int]
) -> None:
    """Let a row's relations follow the rows that were copied or carried over."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name != "inspection":
            there = moved.get((field.related_model, getattr(row, field.attname)))
            if there is not None:
                setattr(row, field.attname, there)


def _carry_many(source: models.Model, target: models.Model) -> None:
    for field in source._meta.many_to_many:
        getattr(target, field.name).set(getattr(source, field.name).all())
