"""Entering an inspection on one page: what is shown, split and suggested on the way."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    JsonResponse,
    QueryDict,
)
from django.urls import URLPattern, path

from inspections.admin.bases import AnyModelAdmin
from inspections.admin.entry_rows import NumberedRows, TextForm
from inspections.admin.errors import SaysErrors
from inspections.admin.judgement_rows import framework_of
from inspections.admin.rehearsals import (
    SHOW_JUDGEMENTS,
    SPLIT,
    SentRows,
    is_rehearsal,
)
from inspections.admin.theme_fields import ThemeBook
from inspections.frameworks import Framework
from inspections.models import Inspection
from inspections.pasting import split_items
from inspections.vocabulary import Reason

JUDGEMENTS = "all_judgements"
PASTED = ("all_recommendations", "all_findings")
LONGEST_ASKED = 5_000
"""Letters of a text for which themes are asked; only the first 450 are read."""

_day = forms.DateField(required=False)


def asked_framework(request: HttpRequest, obj: Inspection | None) -> Framework | None:
    """Return the framework of the kind and first day as they stand on the page."""
    if request.method == "POST":
        return _sent_framework(request.POST)
    if obj is None or obj.pk is None:
        return None
    return framework_of(obj.kind, obj.started)


def _sent_framework(data: QueryDict) -> Framework | None:
    return framework_of(data.get("kind", ""), sent_day(data.get("started", "")))


def sent_day(text: str) -> date | None:
    """Read a day as a form would; one that cannot be read is none."""
    try:
        day = _day.clean(text)
    except forms.ValidationError:
        return None
    return day if isinstance(day, date) else None


def with_judgements(data: QueryDict) -> None:
    """Add to what was sent a row for each judgement; drop empty ones of other days.

    Rows with a grade stay, whatever the framework, so that nothing typed is lost.
    """
    framework = _sent_framework(data)
    if framework is None:
        return
    rows = SentRows(data, JUDGEMENTS)
    for place in reversed(range(rows.count)):
        is_other = rows.get(place, "area") not in framework.areas
        if not is_other or rows.get(place, "grade"):
            continue
        if place < rows.saved_count:
            rows.put(place, "DELETE", "on")
        else:
            rows.drop_unsaved(place)
    held = {rows.get(place, "area") for place in range(rows.count)}
    for area in framework.areas:
        if area not in held:
            rows.add(area=area.value, missing_reason=Reason.NOT_ENTERED.value)


def with_pasted(data: QueryDict, prefix: str) -> None:
    """Add to what was sent a row for each pasted item, with the themes it suggests."""
    box = f"paste-{prefix}"
    rows, book = SentRows(data, prefix), ThemeBook.load()
    for item in split_items(data.get(box, "")):
        themes = book.suggest(item.text, kind=data.get("kind", ""))
        rows.add(
            text=item.text,
            paragraph=item.number,
            page=item.page,
            kind="recommendation",
            polarity="not_classified",
            themes=[theme.pk for theme in themes],
            themes_chosen="1",
        )
    data[box] = ""


class EntryAdmin(SaysErrors, AnyModelAdmin):
    """Adds to an inspection's page the ways to fill it in."""

    # --- What is sent to be filled in further ---

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Add the rows that a button asks for before the page is shown again."""
        if request.method == "POST" and object_id is None:
            data = request.POST.copy()
            for prefix in (JUDGEMENTS, *PASTED):  # sent without rows, it has none
                data.setdefault(f"{prefix}-TOTAL_FORMS", "0")
                data.setdefault(f"{prefix}-INITIAL_FORMS", "0")
            request.POST = data  # type: ignore[assignment]
        if is_rehearsal(request):
            data = request.POST.copy()
            if SHOW_JUDGEMENTS in data:
                with_judgements(data)
            pasted = str(data.get(SPLIT, ""))
            if pasted in PASTED:
                with_pasted(data, pasted)
            # Django reads the page's fields from here, and from nowhere else.
            request.POST = data  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **rest: Any
    ) -> Any:
        """Leave a page unchecked while it is being filled in."""
        form: Any = super().get_form(request, obj, change=change, **rest)
        form.is_unchecked = is_rehearsal(request)
        return form

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Tell each row the framework and kind of the page that it stands on."""
        kind = request.POST.get("kind") or getattr(obj, "kind", "")
        for made, inline in super().get_formsets_with_inlines(request, obj):
            formset: Any = made
            formset.is_unchecked = formset.form.is_unchecked = is_rehearsal(request)
            if hasattr(formset, "framework"):
                formset.framework = asked_framework(request, obj)
            if issubclass(formset, NumberedRows):
                formset.form.kind_of_visit = kind
            yield formset, inline

    # --- What is shown ---

    @property
    def media(self) -> forms.Media:
        """Bring what turns a list into a field that is searched by typing."""
        field = Inspection._meta.get_field("authority")
        return super().media + AutocompleteSelect(field, self.admin_site).media

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        """Open every part of a page that is being filled in."""
        inlines: Any = super().get_inline_instances(request, obj)
        for inline in inlines:
            if obj is None or request.method == "POST":
                inline.classes = ()
        return inlines

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Say which framework the judgements are of."""
        framework = asked_framework(request, options.get("obj"))
        context |= {
            "framework": framework,
            "may_enter": options.get("add") or options.get("change"),
        }
        return super().render_change_form(request, context, *args, **options)

    # --- Themes ---

    def get_urls(self) -> list[URLPattern]:
        """Add the address that suggests themes for a text."""
        return [
            path(
                "themes/",
                self.admin_site.admin_view(self.themes_view),
                name="inspections_inspection_themes",
            ),
            *super().get_urls(),
        ]

    def themes_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with the themes that a text suggests, for the page's script."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (
            self.has_add_permission(request) or self.has_change_permission(request)
        ):
            raise PermissionDenied
        text = request.POST.get("text", "")[:LONGEST_ASKED]
        themes = ThemeBook.load().suggest(text, kind=request.POST.get("kind", ""))
        found = [{"key": str(theme.pk), "name": theme.name} for theme in themes]
        return JsonResponse({"themes": found})

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Say where themes were suggested, for a person must look at them."""
        super().save_related(request, form, formsets, change)
        rows = [
            f"{formset.letter}{row.instance.position}"
            for formset in formsets
            if isinstance(formset, NumberedRows)
            for row in formset.extra_forms
            if isinstance(row, TextForm) and row.was_suggested
        ]
        if rows:
            messages.info(
                request,
                f"Themes were suggested from the words of {', '.join(rows)}. They are "
                "ticked below beside “Suggested by the words”: change what is wrong.",
            )
