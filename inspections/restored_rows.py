"""The rows of an old version on their way back into a draft.

A row that stands is written over, so that what points to it still does; one that was
removed comes back under its old key where that can be; one added since goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from inspections.models import Finding, Recommendation
from inspections.own_rows import OwnRows
from inspections.versions import ROWS, Version, fields_of, is_kept

Whole = Mapping[type[models.Model], Sequence[Version]]

PARKED = 30_000
"""From here on numbers stand while they change places: no report has so many rows."""

NUMBERED: tuple[type[models.Model], ...] = (Finding, Recommendation)
"""Rows that others point to: they keep their key even where their number changes."""


class CannotRestore(Exception):
    """An old version cannot be brought back; `sentences` say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass
class Restoring:
    """An old version on its way back: where to, and what could not come along."""

    draft: Any
    version: Whole
    same_keys: bool
    left_out: list[str] = field(default_factory=list)
    moved: dict[tuple[Any, int], int] = field(default_factory=dict)


def write_rows(restoring: Restoring) -> None:
    """Match the rows of the version to those that stand, drop the others, write."""
    own_rows = [
        own for own in ROWS.get(type(restoring.draft), ()) if not own.is_only_added
    ]
    plan: list[tuple[OwnRows, list[tuple[Version, Any]]]] = []
    surplus: list[Any] = []
    for own in own_rows:
        standing = list(own.of(restoring.draft))
        pairs = []
        for version in in_force(restoring.version[own.model]):
            row = _match(restoring, own, version, standing)
            if row is not None:
                standing.remove(row)
                restoring.moved[own.model, version.kept.id] = row.pk
            pairs.append((version, row))
        plan.append((own, pairs))
        surplus = [*standing, *surplus]
    _refuse_if_needed(surplus, own_rows=own_rows)
    for row in surplus:
        row.delete()
    for own, pairs in plan:
        _write_kind(restoring, own, pairs)


def _match(
    restoring: Restoring, own: OwnRows, version: Version, standing: list[Any]
) -> Any:
    """Return the standing row that a row of the version is, if it is still there."""
    if restoring.same_keys:
        found = (row for row in standing if row.pk == version.kept.id)
    else:
        identity = [
            pointing(restoring, own.model, name, getattr(version.kept, name))
            for name in own.model.identity  # type: ignore[attr-defined]
        ]
        names = own.model.identity  # type: ignore[attr-defined]
        found = (
            row
            for row in standing
            if [getattr(row, name) for name in names] == identity
        )
    return next(found, None)


def _write_kind(
    restoring: Restoring, own: OwnRows, pairs: list[tuple[Version, Any]]
) -> None:
    """Write the rows of one kind; rows that change places make room first."""
    ready = []
    for number, (version, row) in enumerate(pairs):
        if row is not None and own.model in NUMBERED:
            if row.position != version.kept.position:
                row.position = PARKED + number
                row.save_without_historical_record(update_fields=["position"])
        elif row is not None and not _is_same(restoring, own, version, row):
            row.delete()
            row = None
        ready.append((version, row))
    for version, row in ready:
        row = row or _new_row(restoring, own, version)
        try:
            take_over(restoring, version, row, without={"id", own.parent})
        except CannotRestore as refused:
            restoring.left_out += refused.sentences
            continue
        if hasattr(row, "retired_at"):
            row.retired_at = None
        row.save()
        restoring.moved[own.model, version.kept.id] = row.pk
        link(restoring, version, row)


def _is_same(restoring: Restoring, own: OwnRows, version: Version, row: Any) -> bool:
    """Say whether a row holds already what it held then, but for what it says."""
    return all(
        getattr(row, f.attname)
        == pointing(restoring, own.model, f.attname, version.value(f))
        for f in own.model._meta.concrete_fields
        if (f.is_relation or f.name in ("area", "position", "url"))
        and f.name != own.parent
    )


def _new_row(restoring: Restoring, own: OwnRows, version: Version) -> Any:
    """Return a row to write: under its old key where that is its own and free."""
    row = own.model(**{f"{own.parent}_id": restoring.draft.pk})
    key = version.kept.id
    if restoring.same_keys and not own.model._base_manager.filter(pk=key).exists():
        row.pk = key
    return row


def take_over(
    restoring: Restoring, version: Version, row: Any, *, without: set[str]
) -> None:
    """Give a row what the version held, or raise CannotRestore; it is not saved."""
    for one in fields_of(version.model):
        if one.name in without or one.many_to_many:
            continue
        value = pointing(restoring, version.model, one.attname, version.value(one))
        if isinstance(one, models.ForeignKey) and value is not None:
            there = one.related_model._base_manager.filter(pk=value)
            if not there.exists():
                _leave_empty(restoring, version, one)
                value = None
        setattr(row, one.attname, value)


def _leave_empty(restoring: Restoring, version: Version, one: Any) -> None:
    """Leave a field empty whose row is gone, or raise if it may not be empty."""
    kind = version.model._meta.verbose_name
    sentence = f"What a {kind} points to as its {one.verbose_name} was removed since"
    if not one.null:
        raise CannotRestore(f"{sentence}, so the {kind} does not come back.")
    restoring.left_out.append(f"{sentence}, so that is left empty.")


def link(restoring: Restoring, version: Version, row: Any) -> None:
    """Give a row the many-to-many rows of the version that are still there."""
    for one in fields_of(version.model):
        if one.many_to_many:
            wanted = version.value(one)
            there = one.related_model._base_manager.filter(pk__in=wanted)
            if len(there) < len(wanted):
                restoring.left_out.append(
                    f"Some {one.verbose_name} were removed since and do not come back."
                )
            getattr(row, one.name).set(there)


def pointing(restoring: Restoring, model: Any, attname: str, value: Any) -> Any:
    """Return a key as it is where the row now stands; other values as they are."""
    one = next((f for f in model._meta.concrete_fields if f.attname == attname), None)
    if isinstance(one, models.ForeignKey):
        return restoring.moved.get((one.related_model, value), value)
    return value


def in_force(rows: Sequence[Version]) -> list[Version]:
    return [row for row in rows if getattr(row.kept, "retired_at", None) is None]


def _refuse_if_needed(surplus: Sequence[Any], *, own_rows: Sequence[OwnRows]) -> None:
    """Raise where another record speaks of a row that would go."""
    sentences = [
        f"{row} was added since, and a {kind} speaks of it: remove that first."
        for row in surplus
        for kind in _needed_by(row, own_rows)
    ]
    if sentences:
        raise CannotRestore(*sentences)


def _needed_by(row: models.Model, own_rows: Sequence[OwnRows]) -> Iterator[str]:
    """Give the kinds of other records' rows that point to a row; queries."""
    parents = {own.model: own.parent for own in own_rows}
    for relation in row._meta.related_objects:
        model: Any = relation.related_model
        if not is_kept(model):
            continue
        pointing = model._base_manager.filter(**{relation.field.name: row})
        parent = parents.get(model)
        if parent:
            parent = next(
                f
                for f in ("inspection_id", "response_id", "action_id")
                if hasattr(row, f)
            )
            pointing = pointing.exclude(**{parent: getattr(row, parent)})
        if pointing.exists():
            yield str(model._meta.verbose_name)
