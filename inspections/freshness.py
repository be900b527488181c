"""Whether anything changed since somebody last fetched it: one small query.

Every change to a record that staff keep leaves a row in that record's history, so the
last row of each history says whether what the public reads may have changed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import quote_etag
from simple_history.utils import get_history_model_for_model

from inspections.models import Look

MADE_FROM = (
    *("inspections/**/*.py", "inspections/data/*", "tracker/*.py"),
    *("templates/**/*.html", "static/**/*"),
)
SAID_ON_PAGES = ("SITE_NAME", "SITE_URL", "CONTACT_EMAIL", "DEMONSTRATION")


@dataclass(frozen=True)
class Stamp:
    """What stands now, in short, and when the last of it changed."""

    key: str
    changed_at: datetime | None


def stamp() -> Stamp:
    """Return what stands now: equal stamps, equal records; one query."""
    sql, params = _question(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = cursor.fetchone() or ()
    keys, days = found[::2], [_moment(day) for day in found[1::2] if day]
    return Stamp("-".join(map(str, keys)), max(days, default=None))


@cache
def _question(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL for the last key and day of every history, put together once.

    Every public page asks it, and Django needs ten times as long to write it as the
    database to answer.
    """
    newest: dict[str, Any] = {}
    for number, kept in enumerate(_histories()):
        last = kept._default_manager.order_by("-history_id")
        newest[f"last_{number}"] = Subquery(last.values("history_id")[:1])
        newest[f"day_{number}"] = Subquery(last.values("history_date")[:1])
    # A look is written once and never changed, so it keeps no history.
    looks = Look._default_manager.order_by("-pk")
    newest["last_look"] = Subquery(looks.values("pk")[:1])
    # One row of any table, to hang the answers on.
    rows = ContentType.objects.order_by("pk").annotate(**newest).values_list(*newest)
    return rows[:1].query.sql_with_params()


def _moment(day: datetime | str) -> datetime:
    """Return a time as it is: SQLite gives it as text, in UTC."""
    moment = datetime.fromisoformat(day) if isinstance(day, str) else day
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _histories() -> Iterator[type[models.Model]]:
    """Give the history of every model that has one, in the same order always."""
    for model in apps.get_app_config("inspections").get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            yield get_history_model_for_model(model)


def etag(request: HttpRequest) -> str:
    """Return the tag of what an address gives now, the same all through a request.

    Overdue depends on the day. Ask before the page is made, so that a change meanwhile
    is not taken for a part of it.
    """
    known: str | None = request.__dict__.get("freshness_tag")
    if known is None:
        today = timezone.localdate().isoformat()
        parts = (request.get_full_path(), _stamp_of(request).key, today, version())
        known = quote_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])
        request.__dict__["freshness_tag"] = known
    return known


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


def version() -> str:
    """Return what stands for the code, templates and settings that make the pages."""
    return _read_version() if settings.DEBUG else _known_version()


def _read_version() -> str:
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            digest.update(path.read_bytes() if path.is_file() else b"")
    for name in SAID_ON_PAGES:
        digest.update(repr(getattr(settings, name)).encode())
    return digest.hexdigest()


_known_version = cache(_read_version)
