"""What a record's fields hold in words: labels, names and dates, not codes or keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from inspections.models import (
    ActionUpdate,
    CouncilAction,
    EvidenceLink,
    Finding,
    FormerSlug,
    Inspection,
    Judgement,
    ProgressVerdict,
    Recommendation,
    RecommendationPosition,
    Restatement,
    StatisticalNeighbour,
)
from inspections.versions import Version, fields_of, history_of, is_kept

HIDDEN = {
    "id",
    "revises",
    "status",
    "submitted_by",
    "approved_by",
    "first_published_at",
    "created_at",
    "updated_at",
    "recorded_by",
    "recorded_at",
    "suggestion_rank",
}
"""What the events tell, or what nobody filled in."""

AT_HAND: dict[type[models.Model], tuple[str, ...]] = {
    Recommendation: ("inspection",),
    Finding: ("inspection",),
    Inspection: ("authority",),
}
"""What the name of a row reads besides the row."""


def shown_fields(model: type[models.Model], *, parent: str = "") -> list[Any]:
    """Return the fields of a row whose changes are shown, but its key to its record."""
    return [
        field
        for field in fields_of(model)
        if field.name not in HIDDEN and field.name != parent.removesuffix("_id")
    ]


def label_of(field: Any) -> str:
    """Return what a field is called."""
    return "Standing" if field.name == "retired_at" else capfirst(field.verbose_name)


def is_prose(field: Any) -> bool:
    """Say whether a field holds words, so that a change is shown word by word."""
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return is_text and not field.choices


class Names:
    """The names of rows that others point to, fetched a model at a time."""

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        self._known: dict[tuple[type[models.Model], int], str] = {}

    def want(self, found: Iterable[Version]) -> None:
        """Note all that these versions point to."""
        for version in found:
            for field in fields_of(version.model):
                if field.is_relation:
                    value = version.value(field)
                    keys = value if isinstance(value, tuple) else (value,)
                    self._wanted[field.related_model] |= {k for k in keys if k}

    def want_people(self, keys: Iterable[int | None]) -> None:
        """Note accounts."""
        self._wanted[User] |= {key for key in keys if key}

    def fetch(self) -> None:
        """Find the names; one query a model, and one more where rows are gone."""
        for model, keys in self._wanted.items():
            rows = model._default_manager.select_related(*AT_HAND.get(model, ()))
            found = rows.in_bulk(keys) if keys else {}
            for key, row in found.items():
                self._known[model, key] = _name(row)
            gone = keys - set(found)
            if gone and is_kept(model):
                for kept in (
                    history_of(model).filter(id__in=gone).order_by("history_id")
                ):
                    self._known[model, kept.id] = _name_of_gone(kept)

    def of(self, model: Any, key: int | None) -> str:
        """Return a name; that of nothing is empty."""
        if not key:
            return ""
        return self._known.get((model, key), "one that was removed since")


def in_words(field: Any, value: Any, *, names: Names) -> str:
    """Return what a field holds as words; what is empty is an empty text."""
    if field.name == "retired_at":
        return "Taken out by a correction" if value else "In force"
    if field.many_to_many:
        return ", ".join(sorted(names.of(field.related_model, key) for key in value))
    if field.is_relation:
        return names.of(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)


def row_name(version: Version, *, names: Names) -> str:
    """Return what a row is called inside its record."""
    kept = version.kept

    def label(name: str) -> str:
        field = version.model._meta.get_field(name)
        return in_words(field, version.value(field), names=names)

    words: Callable[[], str] | None = {
        Judgement: lambda: f"Judgement: {label('area')}",
        Finding: lambda: f"Finding {kept.position}",
        Recommendation: lambda: f"Recommendation {kept.position}",
        ProgressVerdict: lambda: f"What became of {label('recommendation')}",
        Restatement: lambda: f"{label('later')} asks again for {label('earlier')}",
        RecommendationPosition: lambda: f"Position on {label('recommendation')}",
        ActionUpdate: lambda: f"Update of {label('dated')}",
        EvidenceLink: lambda: f"Evidence: {kept.url}",
        StatisticalNeighbour: lambda: f"Neighbour {kept.position}",
        FormerSlug: lambda: f"Former address {kept.slug}",
    }.get(version.model)
    return words() if words else capfirst(str(version.model._meta.verbose_name))


def _name(row: Any) -> str:
    if isinstance(row, User):
        return row.get_full_name() or row.get_username()
    if isinstance(row, CouncilAction):
        return f"A{row.number} {row.text}"
    return str(row)


def _name_of_gone(kept: Any) -> str:
    """Return what a row that is no longer there was called."""
    for name in ("position", "number"):
        if hasattr(kept, name):
            kind = kept.instance_type._meta.verbose_name
            return f"{kind} {getattr(kept, name)}, removed since"
    for name in ("name", "title", "ref"):
        if hasattr(kept, name):
            return f"{getattr(kept, name)}, removed since"
    return f"a {kept.instance_type._meta.verbose_name} removed since"
