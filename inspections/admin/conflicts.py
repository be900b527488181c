"""Two people on one page: the second to save sees what the first changed.

Each page carries the version that it was made from. If another stands when it is sent,
nothing is written: the page comes back with what was entered, and says who changed
what. Sent again, it is saved over the changes that were shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from inspections.admin.kinds import AnyModelAdmin
from inspections.admin.merging import Merged, by_key, merge, with_choices
from inspections.admin.rehearsals import is_rehearsal
from inspections.differences import shortened
from inspections.models import PublicationStatus, PublishedRecord
from inspections.record_history import Entry, changes_between, entries, moments
from inspections.versions import (
    ROWS,
    Version,
    history_of,
    is_kept,
    read_token,
    standing_at,
    tables_of,
    token_of,
)

VERSION = "_version"
"""The field of a page that tells which version of the record it was made from."""

SENTENCE = (
    "Somebody else saved this record while you were on this page. Nothing of yours was "
    "saved yet, and nothing of it is lost: see what changed above, then save again."
)
Whole = dict[type[Model], list[Version]]


@dataclass
class Meanwhile:
    """What others did to a record while somebody was on its page."""

    entries: list[Entry]
    merged: Merged
    rows: list[Any] = field(default_factory=list)


class Clashing:
    """Makes a page that is good in itself come back."""

    def clean(self) -> Any:
        given = super().clean()  # type: ignore[misc]
        self.add_error(None, SENTENCE)  # type: ignore[attr-defined]
        return given


class NoticesOthers(AnyModelAdmin):
    """An admin that writes over nobody's changes unseen."""

    def _changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> Any:
        """Look, with the record held, whether it is the one that the page showed."""
        context = dict(extra_context or {})
        if object_id is None or not is_kept(self.model):
            return super()._changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        record = self._held(request, unquote(object_id))
        sent = read_token(request.POST.get(VERSION, ""), self.model)
        if request.method != "POST" or sent is None:
            context["version"] = token_of(record) if record else ""
            return super()._changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        if record is None or self._is_closed(request, record):
            return self._too_late(request, unquote(object_id), record, sent)
        context["version"] = request.POST[VERSION]
        request.POST = with_choices(self, request, record)  # type: ignore[assignment]
        meanwhile = None if is_rehearsal(request) else self._look(request, record, sent)
        if meanwhile:
            request.POST = meanwhile.merged.data  # type: ignore[assignment]
            request.meanwhile = meanwhile  # type: ignore[attr-defined]
            context |= {"version": token_of(record), "meanwhile": meanwhile}
        response = super()._changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        if meanwhile:
            response.status_code = 409
        return response

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **rest: Any
    ) -> Any:
        """Let a page come back that would write over what its sender has not seen."""
        form: Any = super().get_form(request, obj, change=change, **rest)
        if getattr(request, "meanwhile", None) is None:
            return form
        return type(form)(form.__name__, (Clashing, form), {})

    def _held(self, request: HttpRequest, object_id: str) -> Any:
        """Return the record as it is now; held, with what it belongs to, if sent."""
        if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 19):
            return None
        rows = self.model._base_manager.all()
        if request.method == "POST":
            record = rows.filter(pk=object_id).first()
            for kind, own_rows in ROWS.items():
                for own in own_rows:
                    if own.model is self.model and record is not None:
                        owner = getattr(record, f"{own.parent}_id")
                        held = kind._base_manager.select_for_update(of=("self",))
                        held.filter(pk=owner).first()
            rows = rows.select_for_update(of=("self",))
        return rows.filter(pk=object_id).first()

    def _is_closed(self, request: HttpRequest, record: Any) -> bool:
        """Say whether a record can no longer be edited by one who could before."""
        return (
            isinstance(record, PublishedRecord)
            and record.status != PublicationStatus.DRAFT
            and self.has_view_permission(request, record)
            and request.user.has_perm(
                f"{self.opts.app_label}.change_{self.opts.model_name}"
            )
        )

    def _look(
        self, request: HttpRequest, record: Any, sent: Sequence[int]
    ) -> Meanwhile | None:
        """Return what was done since the page was made, if it shows; queries."""
        if token_of(record) == ".".join(str(number) for number in sent):
            return None
        was, now = _version(record, sent), _version(record, None)
        rows = changes_between(record, was, now)
        if not rows:
            return None
        merged = merge(self, request, record, was=by_key(was), now=by_key(now))
        return Meanwhile(
            _since(record, sent),
            merged,
            [
                {"row": row, "fields": [(f, shortened(f.runs)) for f in row.fields]}
                for row in rows
            ],
        )

    def _too_late(
        self, request: HttpRequest, object_id: str, record: Any, sent: Sequence[int]
    ) -> HttpResponse:
        """Show what was entered, to be copied: the record cannot take it any more."""
        gone = self.model(pk=int(object_id)) if object_id.isdigit() else self.model()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "What you entered was not saved",
            "record": record,
            "last": _since(record or gone, sent)[:1],
            "entered": _entered(request, self.model, _version(gone, sent)),
        }
        return render(request, "admin/inspections/too_late.html", context, status=409)


def _version(record: Any, sent: Sequence[int] | None) -> Whole:
    """Return a record and its rows after the changes of a token, or as they are."""
    found: Whole = {}
    for number, (model, parent) in enumerate(tables_of(type(record))):
        until = Q() if sent is None else Q(history_id__lte=sent[number])
        found[model] = standing_at(model, until=until, parent=parent, record=record.pk)
    return found


def _since(record: Any, sent: Sequence[int]) -> list[Entry]:
    """Return what was done to a record after a token, latest first."""
    keys: set[Any] = set()
    for number, (model, parent) in zip(sent, tables_of(type(record)), strict=True):
        later = history_of(model).filter(history_id__gt=number, **{parent: record.pk})
        keys |= set(later.order_by().values_list("change", flat=True))
    return entries(record, of=[m for m in moments(record) if m.key in keys])


def _entered(request: HttpRequest, model: Any, was: Whole) -> list[tuple[str, str]]:
    """Return what was typed that is not as it stood, with what each field is called."""
    kinds: dict[str, Any] = {"": model}
    for own in ROWS.get(model, ()):
        parent: Any = own.model._meta.get_field(own.parent)
        kinds[parent.remote_field.related_name] = own.model
    known = by_key(was)
    found = []
    for key in request.POST:
        prefix, place, name = _parted(key)
        kind: Any = kinds.get(prefix)
        one = (
            next((f for f in kind._meta.concrete_fields if f.name == name), None)
            if kind
            else None
        )
        text = request.POST[key].replace("\r\n", "\n").strip()
        if one is None or one.primary_key or one.is_relation or not text:
            continue
        row = request.POST.get(f"{prefix}-{place}-id", "") if prefix else ""
        held = known.get(kind, {})
        version = held.get(int(row)) if row.isdigit() else None
        if not prefix:
            version = next(iter(held.values()), None)
        if version is None or text != _as_typed(version.value(one)):
            words = str(dict(one.flatchoices).get(text, text))
            label = str(one.verbose_name)
            if prefix:
                kind_name = capfirst(kind._meta.verbose_name)
                label = f"{kind_name} {int(place) + 1}, {label}"
            found.append((label, words))
    return found


def _parted(key: str) -> tuple[str, str, str]:
    """Part the name of a field into its rows' name, its place and its own name."""
    parts = key.split("-")
    if len(parts) == 3 and parts[1].isdigit():
        return parts[0], parts[1], parts[2]
    return "", "", key


def _as_typed(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
