"""A record and its rows as each change left them: which rows stood at which moment.

A version is told by the last change of each of its tables that it holds, so that it
does not hang on clocks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery

from inspections.models import (
    Authority,
    FormerSlug,
    PublishedRecord,
    StatisticalNeighbour,
)
from inspections.models.changes import Kept
from inspections.own_rows import OWN_ROWS, OwnRows

ROWS: dict[type[models.Model], tuple[OwnRows, ...]] = {
    **{kind: rows for kind, rows in OWN_ROWS.items()},
    Authority: (
        OwnRows(StatisticalNeighbour, "authority", "neighbours"),
        OwnRows(FormerSlug, "authority", "former_addresses", is_only_added=True),
    ),
}
"""Each kind of record that has rows, with them; other records stand alone."""

REMOVED = "-"
MADE = "+"


@dataclass(frozen=True)
class Version:
    """A row as one change left it, and the keys of what is many-to-many of it."""

    model: type[models.Model]
    kept: Any
    many: Mapping[str, tuple[int, ...]]

    def value(self, field: Any) -> Any:
        """Return what a field held; keys for what points elsewhere."""
        if field.many_to_many:
            return self.many.get(field.name, ())
        return getattr(self.kept, field.attname, None)

    @property
    def is_removal(self) -> bool:
        """Say whether the change took the row away."""
        return bool(self.kept.history_type == REMOVED)


def is_kept(model: type[models.Model]) -> bool:
    """Say whether every change to such rows is kept."""
    return hasattr(model._meta, "simple_history_manager_attribute")


def history_of(model: Any) -> "models.QuerySet[Any]":
    """Return the kept rows of a model."""
    kept: models.QuerySet[Any] = model.history.model._default_manager.all()
    return kept


def tables_of(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Return a record's own table and those of its rows, each with its key to it."""
    own = [(rows.model, f"{rows.parent}_id") for rows in ROWS.get(model, ())]
    return [(model, "id"), *own]


def fields_of(model: Any) -> list[Any]:
    """Return the fields of a row that its history keeps."""
    return [
        *model.history.model.tracked_fields,
        *model.history.model._history_m2m_fields,
    ]


def versions(model: Any, found: "models.QuerySet[Any]") -> list[Version]:
    """Return kept rows, oldest first, with what was many-to-many of each."""
    rows = list(found.order_by("history_id"))
    many: dict[int, dict[str, tuple[int, ...]]] = {row.history_id: {} for row in rows}
    for field in model.history.model._history_m2m_fields if rows else ():
        links = Kept.m2m_models[field].objects.filter(history_id__in=many)
        there = f"{field.m2m_reverse_field_name()}_id"
        for history_id, key in links.order_by(there).values_list("history_id", there):
            held = many[history_id].get(field.name, ())
            many[history_id][field.name] = (*held, key)
    return [Version(model, row, many[row.history_id]) for row in rows]


def before(model: Any, found: Iterable[Version]) -> dict[int, Version]:
    """Return, by the number of each version, the one that an earlier change left."""
    numbers = [version.kept.history_id for version in found]
    if not numbers:
        return {}
    earlier = (
        history_of(model)
        .filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        .exclude(change=OuterRef("change"))
        .order_by("-history_id")
        .values("history_id")[:1]
    )
    pairs = dict(
        history_of(model)
        .filter(history_id__in=numbers)
        .annotate(number_before=Subquery(earlier))
        .values_list("history_id", "number_before")
    )
    rows = history_of(model).filter(history_id__in=[n for n in pairs.values() if n])
    known = {version.kept.history_id: version for version in versions(model, rows)}
    return {number: known[n] for number, n in pairs.items() if n in known}


def standing_at(model: Any, *, until: Q, parent: str, record: int) -> list[Version]:
    """Return the rows of a record that stood after the changes that `until` keeps."""
    known = history_of(model).filter(until)
    later = known.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    last = known.filter(~Exists(later), **{parent: record})
    return versions(model, last.exclude(history_type=REMOVED))


def whole_version(
    record: models.Model, *, at: datetime
) -> dict[type[models.Model], list[Version]]:
    """Return a record and its rows as they stood at a moment, by model."""
    return {
        model: standing_at(
            model, until=Q(history_date__lte=at), parent=parent, record=record.pk
        )
        for model, parent in tables_of(type(record))
    }


def token_of(record: models.Model) -> str:
    """Return what tells this version of a record and its rows from any other."""
    numbers = (
        history_of(model).filter(**{parent: record.pk}).aggregate(n=Max("history_id"))
        for model, parent in tables_of(type(record))
    )
    return ".".join(str(number["n"] or 0) for number in numbers)


def read_token(token: str, model: type[models.Model]) -> tuple[int, ...] | None:
    """Return the number of the last change of each table, or None if it is no token."""
    parts = token.split(".")
    if len(parts) != len(tables_of(model)):
        return None
    if not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
        return None
    return tuple(int(part) for part in parts)


def copies_of(record: models.Model) -> set[int]:
    """Return the keys of all working copies that a record has ever had."""
    if not isinstance(record, PublishedRecord):
        return set()
    found = history_of(type(record)).filter(revises_id=record.pk)
    return set(found.order_by().values_list("id", flat=True).distinct())
