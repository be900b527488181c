"""Choosing a recommendation or finding by typing: only what is possible, told apart.

A field on the page of some inspection, response or action sends along whose page it
is, so that only rows are offered that could be chosen there.
"""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse

from inspections.admin.bases import AnyAdmin, AnyModelAdmin
from inspections.models import Authority, Finding, Inspection, Recommendation

Rows = QuerySet[Any]

_NUMBERED = re.compile(r"^[RF]?(\d{1,4})$", re.I)
_SHORT_KINDS = {
    "ilacs_standard": "ILACS",
    "ilacs_short": "ILACS (short)",
    "sif": "SIF",
    "sif_reinspection": "SIF re-inspection",
    "jtai": "JTAI",
}
_LETTERS: dict[type[Model], str] = {Recommendation: "R", Finding: "F"}
_WORDS_SHOWN = 90


def label_of(row: Model) -> str:
    """Name a row so that a person can tell it from others; reads its inspection."""
    letter = _LETTERS.get(type(row))
    if letter is None:
        return str(row)
    part: Any = row
    visit = part.inspection
    text = " ".join(part.text.split())
    if len(text) > _WORDS_SHOWN:
        text = f"{text[:_WORDS_SHOWN].rsplit(' ', 1)[0]}…"
    kind = _SHORT_KINDS.get(visit.kind, visit.get_kind_display())
    copy = ", correction" if visit.revises_id else ""
    return (
        f"{visit.authority}, {kind}, {visit.ended:%b %Y}{copy} "
        f"{letter}{part.position}: {text}"
    )


# --- What is possible ---


def lineage_of(authority: Authority) -> set[int]:
    """Return the keys of an authority and of all that it took over from; queries."""
    seen: set[int] = set()
    waiting = {authority.pk}
    while waiting:
        seen |= waiting
        before = Authority.objects.filter(successors__in=waiting)
        waiting = set(before.values_list("pk", flat=True)) - seen
    return seen


def _earlier(rows: Rows, visit: Inspection) -> Rows:
    return rows.filter(
        inspection__authority__in=lineage_of(visit.authority),
        inspection__ended__lt=visit.ended,
        inspection__revises__isnull=True,
    )


def _own(rows: Rows, visit: Inspection) -> Rows:
    return rows.filter(inspection=visit)


POSSIBLE: dict[tuple[str, str], Callable[[Rows, Inspection], Rows]] = {
    ("progressverdict", "recommendation"): _earlier,
    ("progressverdict", "finding"): _own,
    ("restatement", "earlier"): _earlier,
    ("restatement", "later"): _own,
}
"""What a field may choose, given the inspection that its page is about."""


def visit_of(place: str) -> Inspection | None:
    """Return the inspection that a page is about, as "progressverdict-12"; queries."""
    model_name, _, key = place.partition("-")
    if not (key.isascii() and key.isdigit()):
        return None
    visits = Inspection.objects.select_related("authority")
    if model_name == "inspection":
        return visits.filter(pk=key).first()
    if model_name == "progressverdict":
        return visits.filter(all_verdicts=int(key)).first()
    if model_name == "restatement":
        return visits.filter(all_restatements=int(key)).first()
    return None


class Choices(AutocompleteJsonView):
    """Answers what is typed with rows that are possible there, well told apart."""

    def get_queryset(self) -> Rows:
        """Search, read "R4" as a number, and keep what the page's field may choose."""
        words = self.term.split()
        numbers = [n[1] for word in words if (n := _NUMBERED.match(word))]
        self.term = " ".join(word for word in words if not _NUMBERED.match(word))
        rows: Rows = super().get_queryset().select_related("inspection__authority")
        rows = rows.filter(retired_at__isnull=True)
        if numbers:
            rows = rows.filter(position__in=numbers)
        field = self.source_field
        possible = POSSIBLE.get((str(field.model._meta.model_name), field.name))
        visit = visit_of(self.request.GET.get("of", ""))
        if possible and visit:
            rows = possible(rows, visit)
        return rows.order_by("-inspection__ended", "inspection", "position")

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        """Give a row by the name that tells it from others."""
        return {"id": str(getattr(obj, to_field_name)), "text": label_of(obj)}


class Choosable(AnyModelAdmin):
    """An admin whose rows are chosen on others' pages: adds the address that asks."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address."""
        view = Choices.as_view(admin_site=self.admin_site)
        return [
            path(
                "choose/",
                self.admin_site.admin_view(view),
                name=f"inspections_{self.opts.model_name}_choose",
            ),
            *super().get_urls(),
        ]


# --- The fields ---


class ChooseOne(AutocompleteSelect):
    """Asks on behalf of a page, and need not ask for what its formset has fetched."""

    place = ""
    known: dict[str, str]

    def get_url(self) -> str:
        """Return the address that asks, with whose page it is."""
        name = self.field.remote_field.model._meta.model_name
        address = reverse(f"{self.admin_site.name}:inspections_{name}_choose")
        return f"{address}?of={self.place}" if self.place else address

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Show what is chosen without a query where the label is known."""
        chosen = [str(one) for one in value if one not in (None, "")]
        if not all(one in self.known for one in chosen):
            return super().optgroups(name, value, attr)
        options = [("", ""), *((one, self.known[one]) for one in chosen)]
        return [
            (
                None,
                [
                    self.create_option(name, key, label, key in chosen, index)
                    for index, (key, label) in enumerate(options)
                ],
                0,
            )
        ]


class Chooses(AnyAdmin):
    """An admin or inline with fields that choose recommendations or findings."""

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Give such a field its own way of asking."""
        if db_field.remote_field.model in _LETTERS and self._chooses(db_field, request):
            options["widget"] = ChooseOne(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **options)
        return self._told_apart(field, request)

    def _chooses(self, db_field: Any, request: HttpRequest) -> bool:
        return db_field.name in self.get_autocomplete_fields(request)

    def _told_apart(self, field: Any, request: HttpRequest) -> Any:
        if field is None or not isinstance(field.widget, ChooseOne):
            return field
        field.widget.known = {}
        field.widget.place = place_of(request)
        field.queryset = field.queryset.select_related("inspection__authority")
        field.label_from_instance = label_of
        return field


def place_of(request: HttpRequest) -> str:
    """Return whose change page a request is for, as "inspection-12", or nothing."""
    match = request.resolver_match
    key = str(match.kwargs.get("object_id", "")) if match else ""
    name = (match.url_name or "") if match else ""
    if not key or not name.endswith("_change"):
        return ""
    return f"{name.removesuffix('_change').rpartition('_')[2]}-{key}"


def fetch_labels(forms: list[Any]) -> None:
    """Fetch in one query a field what the rows of a formset have chosen."""
    if not forms:
        return
    for name, field in forms[0].fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if not isinstance(field, ModelChoiceField) or not isinstance(widget, ChooseOne):
            continue
        values = {form[name].value() for form in forms} - {None, ""}
        keys = {str(value) for value in values if str(value).isdigit()}
        if keys and field.queryset is not None:
            rows = field.queryset.filter(pk__in=keys)
            widget.known.update({str(row.pk): label_of(row) for row in rows})
