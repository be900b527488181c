"""What a record said on a day: its frozen versions, less what is no longer public.

A release is kept whole, so one may hold what was taken out of public view since: a
verdict on a visit that was withdrawn, or words that identified somebody. Read releases
here alone: what must not be shown is left out, and what a release is too old to hold is
filled in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from inspections.models import PublicModel, PublishedRecord, Release
from inspections.own_rows import OWN_ROWS

Values = dict[str, Any]
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Version:
    """One published version: its fields by name, its rows under their own names.

    Choices are codes, relations primary keys, dates in ISO form. A version that
    `is_hidden` held what could identify somebody: it has no values.
    """

    number: int
    since: datetime
    reason: str
    is_hidden: bool
    values: Values


def versions_on(records: Sequence[PublishedRecord], *, day: date) -> dict[int, Version]:
    """Return the versions of records of one kind in force at the end of a day; queries.

    By key; a record that had none then, or is not public now, is left out.
    """
    in_force: dict[int, Version] = {}
    for key, own in versions_of(records).items():
        for version in own:
            if timezone.localdate(version.since) <= day:
                in_force[key] = version
    return in_force


def versions_of(records: Sequence[PublishedRecord]) -> dict[int, tuple[Version, ...]]:
    """Return the versions of records of one kind by key, the oldest first; queries.

    Records that are not public now have none.
    """
    open_records = [record for record in records if record.is_public()]
    if not open_records:
        return {}
    kind = type(open_records[0])
    releases: dict[int, list[Release]] = {}
    for release in Release.objects.filter(
        record_type=ContentType.objects.get_for_model(kind),
        record_id__in=[record.pk for record in open_records],
    ).order_by("record_id", "number"):
        releases.setdefault(release.record_id, []).append(release)
    contents = [
        release.content
        for own in releases.values()
        for release in own
        if not _is_hidden(release, own)
    ]
    still = _StillPublic(kind, contents)
    return {
        key: tuple(
            Version(
                number=release.number,
                since=release.at,
                reason=release.reason if release.number > 1 else "",
                is_hidden=_is_hidden(release, own),
                values={} if _is_hidden(release, own) else still.of(release.content),
            )
            for release in own
        )
        for key, own in releases.items()
    }


def _is_hidden(release: Release, own: Iterable[Release]) -> bool:
    """Say whether a later version took out what this one must not show again."""
    return any(r.hides_earlier and r.number > release.number for r in own)


@dataclass(frozen=True)
class _Relation:
    """A field by which a row points to rows that may be hidden."""

    name: str
    model: type[PublicModel]
    is_many: bool
    may_be_empty: bool


class _StillPublic:
    """Fills in and sifts contents of releases of one kind of record."""

    def __init__(self, kind: type[PublishedRecord], contents: list[Values]) -> None:
        self.kind = kind
        asked: dict[type[PublicModel], set[int]] = {}
        for content in contents:
            for relation, row in self._pointing(content):
                found = row.get(relation.name)
                keys = found if relation.is_many else [found]
                asked.setdefault(relation.model, set()).update(
                    k for k in keys or () if k
                )
        self.public = {
            model: set(
                model.objects.published()
                .filter(pk__in=keys)
                .order_by()
                .values_list("pk", flat=True)
            )
            for model, keys in asked.items()
        }

    def of(self, content: Values) -> Values:
        """Return a content filled in, without what is no longer public."""
        values = self._sifted(self.kind, content, own={}) or {}
        own: dict[type[models.Model], set[int]] = {}
        for rows in OWN_ROWS[self.kind]:
            kept = [
                sifted
                for row in content.get(rows.name, [])
                if (
                    sifted := self._sifted(rows.model, row, own=own, parent=rows.parent)
                )
            ]
            own[rows.model] = {row["id"] for row in kept}
            values[rows.name] = kept
        return values

    def _pointing(self, content: Values) -> Iterator[tuple[_Relation, Values]]:
        for relation in _relations(self.kind):
            yield relation, content
        for rows in OWN_ROWS[self.kind]:
            for relation in _relations(rows.model, but=rows.parent):
                for row in content.get(rows.name, []):
                    yield relation, row

    def _sifted(
        self,
        model: type[models.Model],
        row: Values,
        *,
        own: dict[type[models.Model], set[int]],
        parent: str = "",
    ) -> Values | None:
        """Return a row without what is hidden now; None where it is about just that.

        `own` are the rows of the same version, which it may point to.
        """
        values = {**_defaults(model), **row}
        for relation in _relations(model, but=parent):
            shown = self.public.get(relation.model, set())
            shown = shown | own.get(relation.model, set())
            value = values[relation.name]
            if relation.is_many:
                values[relation.name] = [key for key in value if key in shown]
            elif value is not None and value not in shown:
                if not relation.may_be_empty:
                    return None
                values[relation.name] = None
        return values


def _relations(model: type[models.Model], *, but: str = "") -> list[_Relation]:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [
        _Relation(
            name=field.name if field.many_to_many else field.attname,
            model=field.related_model,
            is_many=bool(field.many_to_many),
            may_be_empty=bool(field.null),
        )
        for field in fields
        if field.name != but
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, PublicModel)
    ]


def _defaults(model: type[models.Model]) -> Values:
    """Return what a row holds that was frozen before a field of it was added."""
    values: Values = {}
    for field in model._meta.concrete_fields:
        values[field.attname] = (
            field.get_default() if field.has_default() else (None if field.null else "")
        )
    return values | {field.name: [] for field in model._meta.many_to_many}


def frozen_row(model: type[Row], values: Values, **related: models.Model) -> Row:
    """Return a row as it was frozen, with those it points to: never to be saved."""
    row = model(
        **{
            field.attname: field.to_python(values[field.attname])
            for field in model._meta.concrete_fields
            if field.attname in values
        }
    )
    for name, other in related.items():
        setattr(row, name, other)
    return row
