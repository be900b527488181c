"""Warns of what may be recorded already; the person may go on knowingly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model, Q
from rapidfuzz import fuzz, process

from inspections.admin.publication import change_address
from inspections.frameworks import ref_kind
from inspections.models import Authority, Inspection, PublicationStatus
from inspections.remits import Who, within
from inspections.vocabulary import Kind

KNOWING = "_knowing"
"""The name of the boxes by which a person says that a warning was read."""

NEARLY_THE_SAME = 90
"""Per cent of likeness: at 90 a comma, a plural or a slip of the pen differs."""
_SHORTEST_TEXT = 20

_NO_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Warned:
    """A sentence on what may be there already, and where to look at it."""

    key: str
    sentence: str
    address: str
    words: str


@dataclass(frozen=True)
class Visit:
    """What of an inspection tells whether it is another."""

    authority: Authority
    kind: str
    started: date
    ended: date


def inspections_like(visit: Visit, *, but: int | None = None) -> list[Warned]:
    """Warn of inspections of the same kind in the same days or month; queries.

    In: the visit, and the key of the record that it is itself. Working copies and
    withdrawn inspections do not count.
    """
    kinds = [kind for kind in Kind if ref_kind(kind) == ref_kind(visit.kind)]
    overlaps = Q(started__lte=visit.ended, ended__gte=visit.started)
    same_month = Q(ended__year=visit.ended.year, ended__month=visit.ended.month)
    others = (
        Inspection.objects.select_related("authority")
        .filter(overlaps | same_month, authority=visit.authority, kind__in=kinds)
        .filter(revises__isnull=True)
        .exclude(status=PublicationStatus.WITHDRAWN)
        .exclude(pk__in=[but] if but else [])
    )
    return [
        Warned(
            f"inspection-{other.pk}",
            f"{other} is recorded already: {other.started:%-d %B %Y} to "
            f"{other.ended:%-d %B %Y}, {other.get_status_display().lower()}.",
            change_address(other),
            "Look at that inspection",
        )
        for other in others
    ]


def texts_alike(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of texts that are nearly the same, each pair once.

    In: texts of one report. Out: pairs of places from 0. Texts under 20 letters are
    passed over, for they are alike by chance.
    """
    plain = [_NO_WORD.sub(" ", text).strip().lower() for text in texts]
    pairs: list[tuple[int, int]] = []
    for place, text in enumerate(plain):
        if len(text) < _SHORTEST_TEXT:
            continue
        found = process.extract(
            text, plain[place + 1 :], scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME
        )
        pairs.extend((place, place + 1 + where) for _, _, where in found)
    return sorted(pairs)


def addresses_like(
    model: type[Model], url: str, *, but: Sequence[int | None], user: Who
) -> list[Warned]:
    """Warn of records in the remit with the same address on the web; queries.

    Http or https, "www.", a closing slash and what follows "#" make no difference.
    """
    wanted = plain_address(url)
    if not wanted:
        return []
    last = wanted.rstrip("/").rpartition("/")[2]
    but_these = [key for key in but if key]
    rows = within(model._default_manager.all(), user=user)
    near: Any = rows.filter(url__icontains=last)
    near = near.exclude(pk__in=but_these).filter(revises__isnull=True)
    return [
        Warned(
            f"{model._meta.model_name}-{other.pk}",
            f"The {model._meta.verbose_name} “{other}” has this address already.",
            change_address(other),
            "Look at that record",
        )
        for other in near[:50]
        if plain_address(other.url) == wanted
    ]


def plain_address(url: str) -> str:
    """Return an address without what makes no difference to where it leads."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}" if host else ""


def unread(warnings: Sequence[Warned], data: Any) -> list[Warned]:
    """Return the warnings that nobody has said to have read, from what was sent."""
    read = set(data.getlist(KNOWING)) if hasattr(data, "getlist") else set()
    return [warning for warning in warnings if warning.key not in read]


class WarnsOfAddress:
    """A form that warns of another record with the same address on the web."""

    warnings: Sequence[Warned] = ()
    asked_by: Who

    def clean(self) -> Any:
        """Warn where the address is new here."""
        form: Any = self
        given: dict[str, Any] = super().clean() or {}  # type: ignore[misc]
        url = given.get("url")
        if url and "url" in form.changed_data:
            row = form.instance
            itself = (row.pk, row.revises_id)
            self.warnings = addresses_like(
                type(row), url, but=itself, user=self.asked_by
            )
            if unread(self.warnings, form.data):
                form.add_error("url", "This may be recorded already: look above.")
        return given
