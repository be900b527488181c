"""Inspections in the admin: enter by hand, edit a draft, see what is public."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, DateField, Q, QuerySet
from django.forms import Select
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from inspections.admin.authority_filter import AuthorityFilter
from inspections.admin.bases import SHORT_TEXT
from inspections.admin.desk_filter import DeskFilter
from inspections.admin.entry import EntryAdmin
from inspections.admin.inspection_form import DAY, InspectionForm
from inspections.admin.inspection_parts import (
    FindingInline,
    JudgementInline,
    RecommendationInline,
    RestatementInline,
    VerdictInline,
)
from inspections.admin.linking import LinkedAdmin
from inspections.admin.publication import change_address, status_tag
from inspections.frameworks import ref_kind
from inspections.models import (
    Inspection,
    Judgement,
    ProgressVerdict,
    PublicationStatus,
    Restatement,
)
from inspections.vocabulary import Area, Reason, Subject

Status = PublicationStatus


AS_WORDS = {"lead_inspectors": "named_leads", "partners": "named_partners"}
"""What stands for a list of names where it cannot be edited."""


class CorrectionFilter(admin.SimpleListFilter):
    title = "correction"
    parameter_name = "correction"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer working copies alone, or none of them."""
        return [("yes", "Corrections being made"), ("no", "Inspections themselves")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Inspection]
    ) -> QuerySet[Inspection]:
        """Keep one sort."""
        if self.value() is None:
            return queryset
        return queryset.filter(revises__isnull=self.value() == "no")


@admin.register(Inspection)
class InspectionAdmin(EntryAdmin, LinkedAdmin):
    form = InspectionForm
    change_form_template = "admin/inspections/entry_form.html"
    formfield_overrides = {**SHORT_TEXT, DateField: {"widget": DAY}}
    inlines = (
        JudgementInline,
        RecommendationInline,
        FindingInline,
        VerdictInline,
        RestatementInline,
    )
    list_display = (
        "visit",
        status_tag,
        "kind",
        "ended",
        "published_on",
        "recommendation_count",
    )
    list_filter = (
        DeskFilter,
        AuthorityFilter,
        "status",
        "kind",
        "provenance",
        "authority__region",
        "is_confirmed",
        CorrectionFilter,
    )
    list_select_related = ("authority",)
    list_per_page = 50
    search_fields = ("authority__name", "ref", "focus", "=ofsted_file_id")
    date_hierarchy = "ended"
    autocomplete_fields = ("report_file",)
    basics = ("authority", "kind", "focus", ("started", "ended"), "date_precision")
    source = ("source_url", "source_note", "is_confirmed")
    fieldsets = (
        ("The visit", {"fields": basics}),
        (
            "The report",
            {
                "fields": (
                    "published_on",
                    "lead_inspectors",
                    "partners",
                    "summary",
                    "outcome",
                    "next_inspection",
                    "statement_due",
                    "previous_as_printed",
                    ("second_started", "second_ended"),
                )
            },
        ),
        (
            "Where it is from",
            {
                "fields": (
                    "report_file",
                    "ofsted_file_id",
                    *source,
                    "licence",
                    "provenance",
                )
            },
        ),
    )

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Inspection]:
        """Count the recommendations in force, in the same query."""
        in_force = Q(all_recommendations__retired_at__isnull=True)
        rows: QuerySet[Inspection] = super().get_queryset(request)
        return rows.annotate(in_force=Count("all_recommendations", filter=in_force))

    @admin.display(description="inspection", ordering="authority__name")
    def visit(self, inspection: Inspection) -> str:
        words = f"{inspection.authority}, {inspection.ended:%B %Y}"
        return f"{words} (correction)" if inspection.revises_id else words

    @admin.display(description="recommendations", ordering="in_force")
    def recommendation_count(self, inspection: Any) -> int:
        return int(inspection.in_force)

    # --- The form ---

    def get_fieldsets(self, request: HttpRequest, obj: Inspection | None = None) -> Any:
        """Ask at first for what is typed; show lists as words where they are read."""
        visit, (title, report), source = self.fieldsets
        if obj is None:
            return visit, (title, report), (source[0], {"fields": self.source})
        if self.has_change_permission(request, obj):
            return self.fieldsets
        shown = tuple(AS_WORDS.get(str(name), name) for name in report["fields"])
        return visit, (title, {**report, "fields": shown}), source

    def get_inlines(
        self, request: HttpRequest, obj: Inspection | None
    ) -> tuple[Any, ...]:
        """Ask of earlier recommendations once it is known whose they are."""
        return self.inlines[:3] if obj is None else self.inlines

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Say how a day is written; lead nowhere away from the authority."""
        field: Any = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "authority" and hasattr(field, "widget"):
            field.widget = getattr(field.widget, "widget", field.widget)
        if isinstance(db_field, DateField) and field and not field.help_text:
            field.help_text = "Such as 15/1/2024."
        return field

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """List the authorities on the page, so that it works without a script."""
        if db_field.name == "authority":
            options["widget"] = Select(attrs={"class": "searched"})
        return super().formfield_for_foreignkey(db_field, request, **options)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Inspection | None = None
    ) -> tuple[str, ...]:
        """Keep a correction at the visit that it corrects; list names as words."""
        names = ("named_leads", "named_partners")
        return (*names, "authority") if obj and obj.revises_id else names

    @admin.display(description="lead inspectors")
    def named_leads(self, inspection: Inspection) -> str:
        return ", ".join(inspection.lead_inspectors) or "–"

    @admin.display(description="partners")
    def named_partners(self, inspection: Inspection) -> str:
        return ", ".join(inspection.partners) or "–"

    def save_model(
        self, request: HttpRequest, obj: Inspection, form: Any, change: bool
    ) -> None:
        """Give the reference, as long as nobody outside has seen one, and the lines."""
        before = Inspection.objects.filter(pk=obj.pk).first() if change else None
        if not obj.revises_id and _needs_new_ref(before, obj):
            obj.ref = Inspection.new_ref(
                authority=obj.authority, kind=obj.kind, ended=obj.ended
            )
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Leave no area of the framework without a row, nor an empty row of another."""
        super().save_related(request, form, formsets, change)
        if not change or {"kind", "started"} & set(form.changed_data):
            prefill_judgements(form.instance)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        """Note who recorded a verdict or a restatement."""
        if formset.model in (ProgressVerdict, Restatement):
            for row in formset.save(commit=False):
                row.recorded_by = row.recorded_by or request.user
                row.save()
            for row in formset.deleted_objects:
                row.delete()
            formset.save_m2m()
            return
        super().save_formset(request, form, formset, change)

    def response_add(
        self, request: HttpRequest, obj: Inspection, post_url_continue: Any = None
    ) -> HttpResponse:
        """Go on to what is missing, unless another is to be added."""
        if {"_popup", "_addanother"} & request.POST.keys():
            return super().response_add(request, obj, post_url_continue)
        messages.success(
            request, f"{obj} is a draft now. Its reference is {obj.ref}. Go on below."
        )
        return HttpResponseRedirect(change_address(obj))


def prefill_judgements(inspection: Inspection) -> None:
    """Make a line for each area that the framework judges; drop unfilled others."""
    areas = inspection.framework.areas
    rows = Judgement.objects.filter(inspection=inspection)
    rows.filter(missing_reason=Reason.NOT_ENTERED).exclude(area__in=areas).delete()
    judged = set(rows.values_list("area", flat=True))
    for position, area in enumerate(areas, 1):
        if area not in judged:
            Judgement.objects.create(
                inspection=inspection,
                area=area,
                position=position,
                subject=Subject.LSCB if area == Area.LSCB else Subject.COUNCIL,
                missing_reason=Reason.NOT_ENTERED,
            )


def _needs_new_ref(before: Inspection | None, after: Inspection) -> bool:
    """Say whether what a reference is made of has changed, before it was public."""
    if after.first_published_at:
        return False
    return before is None or _parts(before) != _parts(after)


def _parts(inspection: Inspection) -> tuple[Any, ...]:
    ended = inspection.ended
    return inspection.authority_id, ended.year, ended.month, ref_kind(inspection.kind)
