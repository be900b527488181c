"""Whether anything changed since somebody last fetched it: one small query.

Every change to a record that staff keep leaves a row in that record's history, so the
last row of each history says whether what the public reads may have changed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import quote_etag
from simple_history.utils import get_history_model_for_model

from inspections.models import Look

SHAPE = 1
"""Raise it when a file or answer changes its shape while the records stay the same."""


@dataclass(frozen=True)
class Stamp:
    """What stands now, in short, and when the last of it changed."""

    key: str
    changed_at: datetime | None


def stamp() -> Stamp:
    """Return what stands now: equal stamps, equal records; one query."""
    newest: dict[str, Any] = {}
    for number, kept in enumerate(_histories()):
        last = kept._default_manager.order_by("-history_id")
        newest[f"last_{number}"] = Subquery(last.values("history_id")[:1])
        newest[f"day_{number}"] = Subquery(last.values("history_date")[:1])
    # A look is written once and never changed, so it keeps no history.
    looks = Look._default_manager.order_by("-pk")
    newest["last_look"] = Subquery(looks.values("pk")[:1])
    # One row of any table, to hang the answers on.
    own = ContentType.objects.order_by("pk").values("pk")[:1]
    row = (
        ContentType.objects.filter(pk=Subquery(own)).annotate(**newest).values().first()
    )
    found = row or {}
    keys = [str(found.get(name)) for name in newest if name.startswith("last")]
    days = [found.get(name) for name in newest if name.startswith("day")]
    return Stamp("-".join(keys), max((day for day in days if day), default=None))


def _histories() -> Iterator[type[models.Model]]:
    """Give the history of every model that has one, in the same order always."""
    for model in apps.get_app_config("inspections").get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            yield get_history_model_for_model(model)


def etag_of(request: HttpRequest, stamp: Stamp, *, today: date) -> str:
    """Return the tag of what an address gives now; overdue depends on the day."""
    parts = (request.get_full_path(), stamp.key, today.isoformat(), str(SHAPE))
    return quote_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])


def etag(request: HttpRequest) -> str:
    """Return the tag of what an address gives now."""
    return etag_of(request, _stamp_of(request), today=timezone.localdate())


def last_modified(request: HttpRequest) -> datetime:
    """Return when what an address gives last changed.

    A day's beginning changes what is overdue, so nothing is older than today. It tells
    people; programs ask by the tag, for a look has no time of its own.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    changed = _stamp_of(request).changed_at
    return max(changed, midnight) if changed else midnight


def _stamp_of(request: HttpRequest) -> Stamp:
    """Return the stamp of a request, asked for once."""
    known: Stamp = request.__dict__.get("freshness_stamp") or stamp()
    request.__dict__["freshness_stamp"] = known
    return known
