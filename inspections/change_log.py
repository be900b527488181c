"""What was corrected after publication, when and why, field by field and by words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, pairwise
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.dateparse import parse_date

from inspections.differences import Run, differences, shortened
from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Inspection,
    PublishedRecord,
    Recommendation,
    Release,
    Theme,
)
from inspections.own_rows import OWN_ROWS, OwnRows
from inspections.released import Values, Version, versions_of
from inspections.vocabulary import Area

Names = dict[type[models.Model], dict[int, str]]


@dataclass(frozen=True)
class Change:
    """What became of one field: where it stands, and its words with their fates."""

    place: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Correction:
    """One correction of a record that the public could read before.

    `changes` are empty where what stood before is not shown again (`is_hidden`), or
    where nothing changed that a reader sees.
    """

    of: str
    at: datetime
    reason: str
    is_hidden: bool
    changes: tuple[Change, ...]


def last_correction(inspection: Inspection) -> datetime | None:
    """Return when an inspection, or what the council answered, was last corrected.

    Costs one query.
    """
    responses = CouncilResponse.objects.published().filter(inspection=inspection)
    actions = CouncilAction.objects.published().filter(response__inspection=inspection)
    of_these = models.Q(record_type__model="inspection", record_id=inspection.pk)
    for rows in (responses, actions):
        name = rows.model._meta.model_name
        keys = rows.order_by().values("pk")
        of_these |= models.Q(record_type__model=name, record_id__in=keys)
    corrections = Release.objects.filter(
        of_these, record_type__app_label="inspections", number__gt=1
    )
    found: datetime | None = corrections.aggregate(last=models.Max("at"))["last"]
    return found


def corrections_of(inspection: Inspection) -> list[Correction]:
    """Return every correction of an inspection and its answers, the newest first.

    Costs a fixed number of queries.
    """
    versions: list[tuple[PublishedRecord, tuple[Version, ...]]] = []
    for records in _records_of(inspection):
        corrected = set(_corrections(records).values_list("record_id", flat=True))
        records = [record for record in records if record.pk in corrected]
        by_key = versions_of(records)
        versions += [(record, by_key.get(record.pk, ())) for record in records]
    names = _names_in(versions)
    found = [
        _correction(record, before, after, names=names)
        for record, own in versions
        for before, after in pairwise(own)
    ]
    return sorted(found, key=lambda correction: correction.at, reverse=True)


def _records_of(inspection: Inspection) -> list[list[PublishedRecord]]:
    """Return the public records that are told of on an inspection's page, by kind."""
    responses = CouncilResponse.objects.published().filter(inspection=inspection)
    actions = CouncilAction.objects.published().filter(response__inspection=inspection)
    return [[inspection], [*responses], [*actions.select_related("response")]]


def _corrections(records: Sequence[PublishedRecord]) -> "models.QuerySet[Release]":
    """Return the releases of records after their first."""
    if not records:
        return Release.objects.none()
    return Release.objects.filter(
        record_type=ContentType.objects.get_for_model(records[0]),
        record_id__in=[record.pk for record in records],
        number__gt=1,
    )


def _correction(
    record: PublishedRecord, before: Version, after: Version, *, names: Names
) -> Correction:
    is_hidden = before.is_hidden or after.is_hidden
    return Correction(
        of=_NAMED[type(record)](record),
        at=after.since,
        reason=after.reason,
        is_hidden=is_hidden,
        changes=()
        if is_hidden
        else tuple(_changes(type(record), before.values, after.values, names=names)),
    )


_NAMED: dict[type[models.Model], Any] = {
    Inspection: lambda inspection: "This inspection",
    CouncilResponse: lambda response: f"The council’s response: {response.title}",
    CouncilAction: lambda action: f"Action {action.number} of the council",
}


# --- What changed ---

# Fields that no reader sees, and those that go with another one.
_UNSEEN = {
    "id",
    "ref",
    "number",
    "status",
    "revises_id",
    "authority_id",
    "inspection_id",
    "response_id",
    "action_id",
    "submitted_by_id",
    "approved_by_id",
    "recorded_by_id",
    "first_published_at",
    "created_at",
    "updated_at",
    "recorded_at",
    "retired_at",
    "suggestion_rank",
    "finding_id",
    "report_file_id",
    "response_file_id",
}


def _changes(
    kind: type[PublishedRecord], before: Values, after: Values, *, names: Names
) -> Iterator[Change]:
    for label, old, new in _fields(kind, before, after, names=names):
        yield Change(label, shortened(differences(old, new)))
    for own in OWN_ROWS[kind]:
        yield from _row_changes(own, before, after, names=names)


def _row_changes(
    own: OwnRows, before: Values, after: Values, *, names: Names
) -> Iterator[Change]:
    """Tell the rows that changed, came or went, in the order of the newer version."""
    old_rows = {row["id"]: row for row in before[own.name]}
    new_rows = {row["id"]: row for row in after[own.name]}
    for key in dict.fromkeys(chain(new_rows, old_rows)):
        old, new = old_rows.get(key), new_rows.get(key)
        place = _PLACES[own.name](new or old, names)
        if old and new:
            for label, was, now in _fields(own.model, old, new, names=names):
                words = shortened(differences(was, now))
                yield Change(f"{place}: {label[:1].lower()}{label[1:]}", words)
            continue
        was, now = (_whole(own, row, names=names) if row else "" for row in (old, new))
        came_or_went = "added" if new else "removed"
        yield Change(f"{place}: {came_or_went}", differences(was, now))


def _fields(
    model: type[models.Model], before: Values, after: Values, *, names: Names
) -> Iterator[tuple[str, str, str]]:
    """Give each field that a reader sees and that changed: its name, before, after."""
    for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
        name = field.name if field.many_to_many else field.attname
        is_order = name == "position" and not field.choices
        if name in _UNSEEN or is_order or before.get(name) == after.get(name):
            continue
        was, now = (
            _words(field, values.get(name), names) for values in (before, after)
        )
        if was != now:
            label = str(field.verbose_name)
            yield f"{label[:1].upper()}{label[1:]}", was, now


def _words(field: Any, value: Any, names: Names) -> str:
    """Return a frozen value as a reader is told it."""
    if value is None or value == "":
        return ""
    if field.is_relation:
        keys = value if isinstance(value, list) else [value]
        known = names.get(field.related_model, {})
        return ", ".join(known[key] for key in keys if key in known)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField) and (day := parse_date(str(value)[:10])):
        return _day(day)
    return str(value)


def _whole(own: OwnRows, row: Values, *, names: Names) -> str:
    """Return what a row says in one line."""
    fields = [own.model._meta.get_field(name) for name in _TOLD[own.name]]
    told = (_words(field, row.get(field.name), names) for field in fields)
    return " – ".join(words for words in told if words)


_TOLD: dict[str, tuple[str, ...]] = {
    "judgements": ("grade", "missing_reason"),
    "findings": ("text",),
    "recommendations": ("text",),
    "verdicts": ("verdict", "quote", "note"),
    "restatements": ("note",),
    "positions": ("position", "words"),
    "updates": ("delivery", "target", "reason"),
    "evidence": ("label", "url"),
}
"""What is told of a row that came or went."""


def _recommendation(key: int, names: Names) -> str:
    return names.get(Recommendation, {}).get(key, "a recommendation")


_PLACES: dict[str, Any] = {
    "judgements": lambda row, names: f"Judgement on {Area(row['area']).label.lower()}",
    "findings": lambda row, names: f"Finding {row['position']}",
    "recommendations": lambda row, names: f"Recommendation {row['position']}",
    "verdicts": lambda row, names: (
        f"What became of {_recommendation(row['recommendation_id'], names)}"
    ),
    "restatements": lambda row, names: (
        f"{_recommendation(row['earlier_id'], names)}, asked for again"
    ),
    "positions": lambda row, names: (
        f"Position on {_recommendation(row['recommendation_id'], names)}"
    ),
    "updates": lambda row, names: f"Update of {_iso_day(row['dated'])}",
    "evidence": lambda row, names: f"Evidence “{row['label']}”",
}
"""How each kind of row is called, from its values."""


def _iso_day(value: str) -> str:
    day = parse_date(str(value)[:10])
    return _day(day) if day else str(value)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# --- The names of what versions point to ---


def _names_in(
    versions: Sequence[tuple[PublishedRecord, tuple[Version, ...]]],
) -> Names:
    """Return the names of all that versions point to and that is public; queries."""
    asked: dict[type[models.Model], set[int]] = {}
    for record, own in versions:
        kinds = [(type(record), [v.values for v in own])] + [
            (rows.model, [row for v in own for row in v.values.get(rows.name, [])])
            for rows in OWN_ROWS[type(record)]
        ]
        for model, found in kinds:
            for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
                if field.related_model not in (Recommendation, Theme, Authority):
                    continue
                name = field.name if field.many_to_many else field.attname
                for values in found:
                    keys = values.get(name)
                    keys = keys if isinstance(keys, list) else [keys]
                    asked.setdefault(field.related_model, set()).update(
                        key for key in keys if key
                    )
    recommendations = (
        Recommendation.objects.published()
        .filter(pk__in=asked.get(Recommendation, ()))
        .select_related("inspection")
    )
    return {
        Recommendation: {row.pk: str(row) for row in recommendations},
        **{
            model: {
                row.pk: str(row) for row in model._default_manager.filter(pk__in=keys)
            }
            for model, keys in asked.items()
            if model is not Recommendation
        },
    }
