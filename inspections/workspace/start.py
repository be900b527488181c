"""What the start page shows one person: what waits, and where it is dealt with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from inspections.desk import Asked, Item, piles_for
from inspections.models import BulkChange

FILTER = "waiting"
"""The name in a list's address by which it shows an item of the desk."""
UNDONE_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Count:
    """A number of rows of one sort, and the list that shows exactly these."""

    count: int
    words: str
    address: str


@dataclass(frozen=True)
class Waiting:
    """One item of the desk as the start page shows it."""

    item: Item
    total: int
    counts: tuple[Count, ...]


def start_of(user: User, *, at: datetime) -> dict[str, Any]:
    """Return what the start page tells somebody, for its template; queries."""
    today = timezone.localdate(at)
    return {
        "waiting": [
            Waiting(
                pile.item,
                pile.total,
                tuple(
                    Count(count, _words(model, count), list_address(pile.item, model))
                    for model, count in pile.counts
                ),
            )
            for pile in piles_for(Asked(user, today))
        ],
        "bulk_changes": [
            (change, done_address(change))
            for change in BulkChange.objects.filter(
                user=user, at__gte=at - UNDONE_WITHIN, undone_at=None
            ).select_related("row_type")
        ],
    }


def list_address(item: Item, model: type[Model]) -> str:
    """Return the admin's list of exactly the rows of an item."""
    options = model._meta
    place = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return f"{place}?{urlencode({FILTER: item.code})}"


def done_address(change: BulkChange) -> str:
    """Return the page that says what became of each row, and offers the undoing."""
    kind = change.row_type
    return reverse(f"admin:{kind.app_label}_{kind.model}_bulk_done", args=[change.pk])


def _words(model: type[Model], count: int) -> str:
    options = model._meta
    name = options.verbose_name if count == 1 else options.verbose_name_plural
    return str(name)
