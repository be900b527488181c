"""The history of a whole record: one entry a change, in words that anybody reads.

An entry holds what one person did in one step: the fields of the record and of its
rows that changed, and what happened to its publication.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model

from inspections.differences import Fate, Run, differences
from inspections.models import PublicationEvent
from inspections.readable import (
    Names,
    in_words,
    is_prose,
    label_of,
    row_name,
    shown_fields,
)
from inspections.versions import (
    MADE,
    Version,
    before,
    copies_of,
    history_of,
    tables_of,
    versions,
)


@dataclass(frozen=True)
class FieldChange:
    """How one field changed: what it is called, and the words out and in."""

    label: str
    before: str
    after: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class RowChange:
    """What became of one row; the record itself has no name here."""

    name: str
    kind: str
    fate: Fate
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Entry:
    """What one person did to a record in one step."""

    key: uuid.UUID
    at: datetime
    by: str = ""
    reason: str = ""
    events: tuple[PublicationEvent, ...] = ()
    rows: tuple[RowChange, ...] = ()
    is_in_correction: bool = False
    makes_a_version: bool = False

    @property
    def counts(self) -> list[str]:
        """Say how many rows of each kind were added, changed and taken out."""
        found = Counter((row.kind, row.fate) for row in self.rows if row.name)
        return [
            f"{kind}: {number} {_FATES[fate]}" for (kind, fate), number in found.items()
        ]


_FATES = {Fate.ADDED: "added", Fate.KEPT: "changed", Fate.REMOVED: "removed"}


@dataclass(frozen=True)
class Moment:
    """When a change was made, before what it did is read."""

    key: uuid.UUID
    at: datetime
    events: list[PublicationEvent] = field(default_factory=list)


def moments(record: Model) -> list[Moment]:
    """Return when a record changed, its corrections too, latest first; queries."""
    roots = {record.pk, *copies_of(record)}
    last: dict[uuid.UUID, datetime] = {}
    for model, parent in tables_of(type(record)):
        found = history_of(model).filter(**{f"{parent}__in": roots}).order_by()
        for key, at in found.values_list("change").annotate(Max("history_date")):
            last[key] = max(at, last.get(key, at))
    happened: dict[uuid.UUID, list[PublicationEvent]] = {}
    for event in PublicationEvent.objects.filter(
        record_type=ContentType.objects.get_for_model(record), record_id__in=roots
    ).select_related("by"):
        # What happened before changes were kept stands by itself.
        key = event.change or uuid.uuid5(uuid.NAMESPACE_OID, f"event {event.pk}")
        happened.setdefault(key, []).append(event)
        last[key] = max(event.at, last.get(key, event.at))
    return sorted(
        (Moment(key, at, happened.get(key, [])) for key, at in last.items()),
        key=lambda moment: moment.at,
        reverse=True,
    )


def entries(record: Model, *, of: Sequence[Moment]) -> list[Entry]:
    """Return what was done at these moments, in their order; a fixed number of queries.

    A correction's own edits are among them, and say so. That rows were copied for one,
    and that the copy went, is not told: its beginning and its approval are events.
    """
    copies = copies_of(record)
    keys = [moment.key for moment in of]
    spans = _spans(record, copies, keys)
    names = Names()
    for span in spans:
        names.want(version for version in (span.was, span.became) if version)
        names.want_people([span.became.kept.history_user_id])
    names.fetch()
    made = _made_copies(record, keys)
    result = []
    for moment in of:
        mine = [span for span in spans if span.became.kept.change == moment.key]
        own = [span for span in mine if not span.is_of_copy]
        told = own or ([] if moment.key in made else mine)
        rows = [change for span in told if (change := _row_change(span, names))]
        last = (own or mine)[-1].became.kept if mine else None
        result.append(
            Entry(
                key=moment.key,
                at=moment.at,
                by=_who(moment, last, names),
                reason=_reason(moment, last),
                events=tuple(moment.events),
                rows=tuple(rows),
                is_in_correction=bool(mine) and not own and moment.key not in made,
                makes_a_version=bool(own),
            )
        )
    return result


def changes_between(
    record: Model,
    was: Mapping[type[Model], Sequence[Version]],
    became: Mapping[type[Model], Sequence[Version]],
) -> list[RowChange]:
    """Return what parts two versions of a record, row by row; queries the names."""
    spans = []
    for model, parent in tables_of(type(record)):
        old = {version.kept.id: version for version in was.get(model, ())}
        new = {version.kept.id: version for version in became.get(model, ())}
        for key in sorted(old | new):
            last = new.get(key) or old[key]
            spans.append(
                _Span(model, parent, old.get(key), last, is_gone=key not in new)
            )
    names = Names()
    for span in spans:
        names.want(version for version in (span.was, span.became) if version)
    names.fetch()
    return [change for span in spans if (change := _row_change(span, names))]


@dataclass(frozen=True)
class _Span:
    """One row before and after a change."""

    model: type[Model]
    parent: str
    was: Version | None
    became: Version
    is_gone: bool = False
    is_of_copy: bool = False


def _spans(record: Model, copies: set[int], keys: Sequence[uuid.UUID]) -> list[_Span]:
    """Return every row that these changes wrote, as it was before and after each."""
    roots = {record.pk, *copies}
    spans = []
    for model, parent in tables_of(type(record)):
        found = versions(
            model, history_of(model).filter(change__in=keys, **{f"{parent}__in": roots})
        )
        first: dict[tuple[uuid.UUID, int], Version] = {}
        last: dict[tuple[uuid.UUID, int], Version] = {}
        for version in found:
            one = (version.kept.change, version.kept.id)
            first.setdefault(one, version)
            last[one] = version
        was = before(model, first.values())
        for one, version in last.items():
            old = was.get(first[one].kept.history_id)
            if old and (old.is_removal or _moved(old, version, parent)):
                old = None
            spans.append(
                _Span(
                    model,
                    parent,
                    old,
                    version,
                    is_gone=version.is_removal,
                    is_of_copy=getattr(version.kept, parent) in copies,
                )
            )
    return spans


def _moved(old: Version, new: Version, parent: str) -> bool:
    """Say whether a row came over from a correction: it is new where it stands."""
    return bool(getattr(old.kept, parent) != getattr(new.kept, parent))


def _made_copies(record: Model, keys: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Return the changes that made or removed a whole working copy."""
    if not hasattr(record, "revises_id"):
        return set()
    found = history_of(type(record)).filter(
        change__in=keys, revises_id=record.pk, history_type__in=[MADE, "-"]
    )
    return set(found.values_list("change", flat=True))


def _row_change(span: _Span, names: Names) -> RowChange | None:
    """Return how a row changed, or nothing where it shows no difference."""
    fate = Fate.KEPT if span.was else Fate.ADDED
    if span.is_gone:
        fate = Fate.REMOVED
    old = None if fate is Fate.ADDED else (span.was or span.became)
    new = None if fate is Fate.REMOVED else span.became
    changes = tuple(_field_changes(span, old, new, names))
    is_root = span.parent == "id"
    if not changes and (fate is Fate.KEPT or is_root):
        return None
    return RowChange(
        name="" if is_root else row_name(span.became, names=names),
        kind=str(span.model._meta.verbose_name_plural).capitalize(),
        fate=fate,
        fields=changes,
    )


def _field_changes(
    span: _Span, old: Version | None, new: Version | None, names: Names
) -> Iterable[FieldChange]:
    for one in shown_fields(span.model, parent=span.parent):
        if not (old and new) and _says_nothing(one, (old or new), span):
            continue
        was = _words(one, old, names)
        now = _words(one, new, names)
        if was == now:
            continue
        runs = differences(was, now) if is_prose(one) else whole(was, now)
        yield FieldChange(label_of(one), was, now, runs)


def _says_nothing(one: Any, version: Version | None, span: _Span) -> bool:
    """Say whether a field of a new or removed row holds what it begins with."""
    if span.parent != "id" and one.name == "position":
        return True  # the row's name or order tells it
    return bool(
        version and one.has_default() and version.value(one) == one.get_default()
    )


def _words(one: Any, version: Version | None, names: Names) -> str:
    return in_words(one, version.value(one), names=names) if version else ""


def whole(was: str, now: str) -> tuple[Run, ...]:
    """Return one value out and another in, for what is no prose."""
    runs = (Run(Fate.REMOVED, was), Run(Fate.ADDED, now))
    return tuple(run for run in runs if run.words)


def _who(moment: Moment, kept: Any, names: Names) -> str:
    if kept is not None and kept.history_user_id:
        return names.of(
            type(kept)._meta.get_field("history_user").related_model,
            kept.history_user_id,
        )
    if moment.events:
        by = moment.events[-1].by
        return by.get_full_name() or by.get_username()
    return ""


def _reason(moment: Moment, kept: Any) -> str:
    """Return why, unless an event's note says the same."""
    reason = (kept.history_change_reason or "") if kept is not None else ""
    notes = {event.note for event in moment.events}
    return "" if reason in notes else reason
