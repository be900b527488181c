"""Council responses in the admin: the document, the days, a position on each point."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from inspections.admin.bases import StackedInline
from inspections.admin.desk_filter import DeskFilter
from inspections.admin.documents import pdf_link
from inspections.admin.duplicates import WarnsOfAddress
from inspections.admin.errors import SaysErrors
from inspections.admin.parts import PartInline
from inspections.admin.publication import PublishedAdmin, person, status_tag
from inspections.admin.response_forms import (
    PositionForm,
    Positions,
    ResponseForm,
    without_position,
)
from inspections.models import (
    CouncilResponse,
    Inspection,
    Recommendation,
    RecommendationPosition,
)
from inspections.remits import within


class PositionInline(
    PartInline, StackedInline[RecommendationPosition, CouncilResponse]
):
    """One row a recommendation, there before anybody asks."""

    model = RecommendationPosition
    form = PositionForm
    formset = Positions
    template = "admin/inspections/following/positions.html"
    fields = ("recommendation", "position", "words", "page")
    parent = "response"
    verbose_name_plural = "Position on each recommendation"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what a correction took away."""
        return super().get_queryset(request).filter(retired_at__isnull=True)

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        """Have a row for each recommendation that has none."""
        inspection = inspection_of(request, obj)
        return without_position(inspection, obj).count() if inspection else 0

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Let a row be about a recommendation of this inspection alone."""
        field = super().formfield_for_foreignkey(db_field, request, **options)
        if db_field.name == "recommendation" and field is not None:
            asked = _chosen(request) or _opened(request)
            inspections = [asked.pk] if asked else []
            field.queryset = Recommendation.objects.filter(
                inspection__in=inspections, retired_at__isnull=True
            )
            field.error_messages["invalid_choice"] = (
                "This is no recommendation of the inspection that you chose: save "
                "without positions first."
            )
        return field


class WarningResponseForm(WarnsOfAddress, ResponseForm):
    """Warns of a response with the same address."""


@admin.register(CouncilResponse)
class CouncilResponseAdmin(SaysErrors, PublishedAdmin[CouncilResponse]):
    form = WarningResponseForm
    inlines = (PositionInline,)
    change_form_template = "admin/inspections/following/response_form.html"
    list_display = ("title", "inspection", "kind", "published_on", status_tag)
    list_filter = (DeskFilter, "status", "kind", "is_confirmed")
    list_select_related = ("inspection__authority",)
    search_fields = ("title", "inspection__ref", "inspection__authority__name")
    date_hierarchy = "published_on"
    autocomplete_fields = ("inspection",)
    readonly_fields = ("archived",)
    fieldsets = (
        (None, {"fields": ("inspection", "kind", "title", "summary")}),
        ("When", {"fields": ("received_on", "published_on", "last_looked_on")}),
        (
            "Source",
            {"fields": ("url", "archived", "document", "source_note", "is_confirmed")},
        ),
        ("Positions at once", {"fields": ("rest",)}),
    )

    @admin.display(description="archived document")
    def archived(self, response: CouncilResponse) -> str:
        """Lead to the copy that is kept, or say that there is none."""
        if response.response_file is None:
            return "None kept"
        return pdf_link(response.response_file)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        **options: Any,
    ) -> HttpResponse:
        """List the response's actions below it."""
        response = options.get("obj")
        if response is not None:
            own = response.all_actions.filter(revises__isnull=True)
            context["actions"] = own.order_by("number")
            context["may_add_action"] = request.user.has_perm(
                "inspections.add_councilaction"
            )
        return super().render_change_form(request, context, *args, **options)

    def get_readonly_fields(
        self, request: HttpRequest, obj: CouncilResponse | None = None
    ) -> Any:
        """Keep the inspection that a response answers, for its positions hang on it."""
        return (*self.readonly_fields, *(("inspection",) if obj else ()))

    def get_fieldsets(
        self, request: HttpRequest, obj: CouncilResponse | None = None
    ) -> Any:
        """Offer to set and to archive only to who may change the response."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {"fields": [f for f in options["fields"] if f not in ONLY_SET]})
            for name, options in fieldsets
            if set(options["fields"]) - ONLY_SET
        ]

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Begin each new row with the recommendation that it is about."""
        options: dict[str, Any] = super().get_formset_kwargs(
            request, obj, inline, prefix
        )
        inspection = inspection_of(request, obj)
        if isinstance(inline, PositionInline) and inspection:
            rows = without_position(inspection, obj)
            options["initial"] = [{"recommendation": row} for row in rows]
        return options

    def save_model(
        self, request: HttpRequest, obj: CouncilResponse, form: Any, change: bool
    ) -> None:
        """Number a new response; archive the document that came with the form."""
        if not change:
            inspections = Inspection.objects.select_for_update()
            obj.inspection = inspections.get(pk=obj.inspection_id)
            obj.number = CouncilResponse.next_number(obj.inspection)
        document = form.cleaned_data.get("document")
        if document:
            obj.response_file = document.keep(by=person(request))
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Give the rest of the recommendations one position, where that was asked."""
        super().save_related(request, form, formsets, change)
        rest, response = form.cleaned_data.get("rest"), form.instance
        if rest:
            for recommendation in without_position(response.inspection, response):
                RecommendationPosition.objects.create(
                    response=response, recommendation=recommendation, position=rest
                )

    def response_add(
        self, request: HttpRequest, obj: CouncilResponse, *args: Any, **options: Any
    ) -> HttpResponse:
        """Go on to the positions where the page had no rows for them yet."""
        is_rowless = _opened(request) is None and "_addanother" not in request.POST
        if is_rowless and without_position(obj.inspection, obj).exists():
            messages.success(
                request,
                "The response is saved as a draft. Below is a row for each "
                "recommendation: say what the council's position on it is.",
            )
            return redirect(
                reverse("admin:inspections_councilresponse_change", args=[obj.pk])
            )
        return super().response_add(request, obj, *args, **options)


ONLY_SET = {"rest", "document"}
"""Fields that do something on saving, and show nothing."""


def inspection_of(
    request: HttpRequest, response: CouncilResponse | None
) -> Inspection | None:
    """Return the inspection that a response answers, or its page was opened for."""
    if response is not None and response.pk:
        return response.inspection
    return _opened(request)


def _opened(request: HttpRequest) -> Inspection | None:
    """Return the inspection that the page's address names, within the remit."""
    match = request.resolver_match
    key = match.kwargs.get("object_id") if match else None
    if key and str(key).isdigit():
        rows = CouncilResponse.objects.select_related("inspection")
        response = within(rows, user=request.user).filter(pk=key).first()
        return response.inspection if response else None
    return _inspection(request, request.GET.get("inspection", ""))


def _chosen(request: HttpRequest) -> Inspection | None:
    return _inspection(request, request.POST.get("inspection", ""))


def _inspection(request: HttpRequest, key: str) -> Inspection | None:
    if not (key.isascii() and key.isdigit()):
        return None
    rows = Inspection.objects.filter(revises__isnull=True)
    return within(rows, user=request.user).filter(pk=key).first()
