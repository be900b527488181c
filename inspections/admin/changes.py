"""The history of a record in the admin: who changed what, and old versions back.

It stands where Django's own history page would, for every record whose changes are
kept; other models keep Django's.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from inspections.admin.kinds import AnyModelAdmin
from inspections.differences import shortened
from inspections.models import (
    FormerSlug,
    InspectionPart,
    PublicationStatus,
    PublishedRecord,
    ReportImport,
)
from inspections.record_history import Entry, entries, moments
from inspections.restored_rows import CannotRestore
from inspections.restoring import difference, foresee, refusals, restore
from inspections.versions import ROWS, is_kept

A_PAGE = 20
ROWS_SHOWN = 6
"""So many of an entry's rows are shown in the list; its own page has all."""

OF_A_RECORD: tuple[type[Model], ...] = (
    InspectionPart,
    FormerSlug,
    *(own.model for rows in ROWS.values() for own in rows),
)


class KeepsHistory(AnyModelAdmin):
    """An admin whose records' changes can be read, and brought back."""

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of one change, before the address that takes any words."""
        if not is_kept(self.model):
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/history/<uuid:key>/",
                wrap(self.change_entry_view),
                name=f"{name}_entry",
            ),
            path(
                "<path:object_id>/history/<uuid:key>/restore/",
                wrap(self.restore_view),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show what was done to a record, latest first."""
        if not is_kept(self.model):
            return super().history_view(request, object_id, extra_context)
        record = self.kept_record(request, object_id)
        found = moments(record)
        page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
        context = self.history_context(request, record) | {
            "title": f"History of {record}",
            "page": page,
            "entries": [
                self.described(record, entry)
                for entry in entries(record, of=list(page))
            ],
            **(extra_context or {}),
        }
        return render(request, "admin/inspections/history.html", context)

    def change_entry_view(
        self, request: HttpRequest, object_id: str, key: uuid.UUID
    ) -> HttpResponse:
        """Show the whole of one change."""
        record = self.kept_record(request, object_id)
        entry = self.entry_of(record, key)
        context = self.history_context(request, record) | {
            "title": f"Change of {_moment(entry)}",
            "entry": self.described(record, entry, whole=True),
            "refusals": self.why_not(request, record, entry),
        }
        return render(request, "admin/inspections/history_entry.html", context)

    def restore_view(
        self, request: HttpRequest, object_id: str, key: uuid.UUID
    ) -> HttpResponse:
        """Show what bringing a version back would change, and do it when told so."""
        record = self.kept_record(request, object_id)
        entry = self.entry_of(record, key)
        by, now = request.user, timezone.now()
        assert by.is_authenticated  # the admin lets nobody else so far
        sentences = self.why_not(request, record, entry)
        left_out: list[str] = []
        try:
            if sentences:
                raise CannotRestore(*sentences)
            if request.method == "POST":
                draft = restore(record, at=entry.at, by=by, now=now)
                messages.success(request, _restored(record, draft, entry))
                return redirect(self.address_of(draft, "change"))
            left_out = foresee(record, at=entry.at, by=by, now=now)
        except CannotRestore as refused:
            sentences = list(refused.sentences)
        context = self.history_context(request, record) | {
            "title": f"Bring back how this stood on {_moment(entry)}",
            "entry": entry,
            "changes": _shown(difference(record, at=entry.at, now=now)),
            "left_out": left_out,
            "refusals": sentences,
            "is_public": _is_public(record),
        }
        return render(request, "admin/inspections/history_restore.html", context)

    # --- What the pages are made of ---

    def kept_record(self, request: HttpRequest, object_id: str) -> Any:
        """Return a record whose history this person may read, or answer 404 or 403."""
        record = self.get_queryset(request).filter(pk=_key(object_id)).first()
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def entry_of(self, record: Model, key: uuid.UUID) -> Entry:
        """Return one change of a record, or answer 404."""
        mine = [moment for moment in moments(record) if moment.key == key]
        if not mine:
            raise Http404
        return entries(record, of=mine)[0]

    def history_context(self, request: HttpRequest, record: Model) -> dict[str, Any]:
        """Return what all these pages need."""
        published = getattr(record, "revises", None)
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "record": record,
            "change_url": self.address_of(record, "change"),
            "history_url": self.address_of(record, "history"),
            "published_history_url": (
                self.address_of(published, "history") if published else ""
            ),
        }

    def described(
        self, record: Model, entry: Entry, *, whole: bool = False
    ) -> dict[str, Any]:
        """Return an entry with its address and as much of it as its page shows."""
        rows = _shown(entry.rows if whole else entry.rows[:ROWS_SHOWN], whole=whole)
        return {
            "entry": entry,
            "rows": rows,
            "more": len(entry.rows) - len(rows),
            "url": self.address_of(record, "entry", entry.key),
            "restore_url": self.address_of(record, "restore", entry.key),
        }

    def why_not(self, request: HttpRequest, record: Any, entry: Entry) -> list[str]:
        """Say why this person cannot bring this version back now, if so; queries."""
        if isinstance(record, ReportImport):
            return refusals(record)
        if isinstance(record, OF_A_RECORD):
            return ["A row is brought back with its record: see the record's history."]
        if not entry.makes_a_version:
            return ["This was no change to the record itself, so there is no version."]
        if not self.may_restore(request, record):
            return ["Your role does not let you change this record."]
        return refusals(record)

    def may_restore(self, request: HttpRequest, record: Any) -> bool:
        """Say whether this person may write to the record, or begin a correction."""
        if isinstance(record, PublishedRecord) and record.status != (
            PublicationStatus.DRAFT
        ):
            return self.has_view_permission(request, record) and request.user.has_perm(
                f"{self.opts.app_label}.change_{self.opts.model_name}"
            )
        return self.has_change_permission(request, record)

    def address_of(self, record: Any, page: str, *args: Any) -> str:
        """Return the address of one of a record's admin pages."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk, *args])


def _key(object_id: str) -> int:
    written = unquote(object_id)
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        raise Http404
    return int(written)


def _shown(rows: Any, *, whole: bool = False) -> list[dict[str, Any]]:
    """Return changed rows with the words around each change, or with all of them."""
    return [
        {
            "row": row,
            "fields": [
                (one, one.runs if whole else shortened(one.runs)) for one in row.fields
            ],
        }
        for row in rows
    ]


def _moment(entry: Entry) -> str:
    return f"{timezone.localtime(entry.at):%-d %B %Y, %H:%M}"


def _is_public(record: Any) -> bool:
    return (
        isinstance(record, PublishedRecord)
        and record.status == PublicationStatus.PUBLISHED
    )


def _restored(record: Model, draft: Model, entry: Entry) -> str:
    if draft.pk != record.pk:
        return (
            f"This correction holds what stood on {_moment(entry)}. The public goes on "
            "seeing what is published: submit the correction for approval."
        )
    return f"This stands again as it did on {_moment(entry)}."
