"""What a report says, in the admin: judgements, recommendations, findings."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from inspections.admin.authority_filter import PartAuthorityFilter
from inspections.admin.autocompletes import Choosable
from inspections.admin.bases import SHORT_TEXT, ModelAdmin, TabularInline
from inspections.admin.bulk import ActsInBulk
from inspections.admin.bulk_steps import THEME_STEP
from inspections.admin.entry_rows import (
    FindingRows,
    NumberedRows,
    Row,
    Rows,
    TextForm,
)
from inspections.admin.exchange.pages import Exchanges
from inspections.admin.exchange.tables import RecommendationTable
from inspections.admin.judgement_rows import JudgementForm, JudgementRows
from inspections.admin.parts import PartAdmin, PartInline
from inspections.admin.theme_fields import ThemeBook, ThemesField
from inspections.models import (
    Finding,
    Inspection,
    Judgement,
    ProgressVerdict,
    Recommendation,
    Restatement,
)


class InspectionPartInline(PartInline):
    """A part of an inspection; a public one also shows what was retired."""

    form: type[Row] = Row
    formset: type[Rows] = Rows
    formfield_overrides = SHORT_TEXT
    classes: tuple[str, ...] = ("collapse",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Add whether a row is still in force where some may not be."""
        fields = tuple(super().get_fields(request, obj))
        return fields if self.is_open(obj) else (*fields, "standing")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Have the inspection at hand: a row's name begins with its reference."""
        return super().get_queryset(request).select_related("inspection__authority")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Never edit the standing."""
        return (*super().get_readonly_fields(request, obj), "standing")


class JudgementInline(InspectionPartInline, TabularInline[Judgement, Inspection]):
    model = Judgement
    form = JudgementForm
    formset = JudgementRows
    classes = ()
    fields = ("area", "grade", "missing_reason", "page")


class TextInline(InspectionPartInline):
    """Numbered texts with themes: they may be pasted, and moved while unpublished."""

    form = TextForm
    formset = NumberedRows
    template = "admin/inspections/text_rows.html"

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Let all rows share one list of themes, fetched once."""
        if db_field.name != "themes":
            return super().formfield_for_dbfield(db_field, request, **options)
        field = ThemesField(book=ThemeBook.load(), label="Themes")
        field.widget.attrs["aria-label"] = "Themes"
        return field

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Fetch the themes of all rows at once."""
        return super().get_queryset(request).prefetch_related("themes")


class RecommendationInline(TextInline, TabularInline[Recommendation, Inspection]):
    model = Recommendation
    classes = ()
    fields = ("position", "text", "kind", "paragraph", "page", "themes")


class FindingInline(TextInline, TabularInline[Finding, Inspection]):
    """As lean as can be: a report has a hundred of them."""

    model = Finding
    formset = FindingRows
    fields = (
        "position",
        "text",
        "section",
        "paragraph",
        "page",
        "polarity",
        "themes",
    )


class VerdictInline(InspectionPartInline, TabularInline[ProgressVerdict, Inspection]):
    model = ProgressVerdict
    verbose_name_plural = "what became of earlier recommendations"
    fields = ("recommendation", "verdict", "finding", "quote", "page", "is_explicit")
    autocomplete_fields = ("recommendation", "finding")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Have at hand what each row's name is made of."""
        rows = super().get_queryset(request)
        return rows.select_related("recommendation__inspection__authority")


class RestatementInline(InspectionPartInline, TabularInline[Restatement, Inspection]):
    model = Restatement
    verbose_name_plural = "earlier recommendations asked for again"
    fields = ("earlier", "later", "note")
    autocomplete_fields = ("earlier", "later")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Have at hand what each row's name is made of."""
        rows = super().get_queryset(request)
        return rows.select_related("earlier__inspection", "later__inspection")


class InspectionPartAdmin(ActsInBulk, PartAdmin):
    """A part on a page of its own, with all its fields."""

    list_per_page = 50
    list_select_related = ("inspection__authority",)
    date_hierarchy = "inspection__ended"

    @admin.display(description="inspection", ordering="inspection")
    def visit(self, row: Any) -> str:
        return str(row.inspection)

    @admin.display(description="text")
    def opening(self, row: Any) -> str:
        return row.text if len(row.text) <= 120 else f"{row.text[:119]}…"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Have the inspection at hand: every reference names it."""
        return super().get_queryset(request).select_related("inspection__authority")


@admin.register(Judgement)
class JudgementAdmin(InspectionPartAdmin, ModelAdmin[Judgement]):
    list_display = ("visit", "area", "grade", "missing_reason", "page", "standing")
    list_filter = (
        PartAuthorityFilter,
        "area",
        "grade",
        "missing_reason",
        "subject",
        "inspection__status",
    )
    search_fields = ("inspection__authority__name", "inspection__ref")
    fields = (
        "inspection",
        "position",
        "area",
        "grade",
        "missing_reason",
        "heading",
        "grade_printed",
        "subject",
        "page",
        "standing",
    )
    readonly_fields = ("inspection", "standing")


@admin.register(Recommendation)
class RecommendationAdmin(
    Exchanges, Choosable, InspectionPartAdmin, ModelAdmin[Recommendation]
):
    resource_classes = (RecommendationTable,)
    bulk_steps = (THEME_STEP,)
    list_display = ("__str__", "opening", "visit", "kind", "page", "standing")
    list_filter = (
        PartAuthorityFilter,
        "kind",
        "themes",
        "is_confirmed",
        "inspection__status",
    )
    search_fields = ("text", "inspection__authority__name", "inspection__ref")
    autocomplete_fields = ("themes",)
    fields = (
        "inspection",
        ("position", "paragraph", "page"),
        "kind",
        "responsible_body",
        "text",
        "wording",
        "framework_tag",
        "themes",
        "is_confirmed",
        "source_note",
        "standing",
    )
    readonly_fields = ("inspection", "standing")


@admin.register(Finding)
class FindingAdmin(Choosable, InspectionPartAdmin, ModelAdmin[Finding]):
    bulk_steps = (THEME_STEP,)
    list_display = ("__str__", "opening", "visit", "section", "polarity", "standing")
    list_filter = (
        PartAuthorityFilter,
        "polarity",
        "themes",
        "is_case_study",
        "inspection__status",
    )
    search_fields = (
        "text",
        "section",
        "inspection__authority__name",
        "inspection__ref",
    )
    autocomplete_fields = ("themes",)
    fields = (
        "inspection",
        ("position", "paragraph", "page"),
        "section",
        "text",
        "wording",
        "polarity",
        "is_case_study",
        "themes",
        "standing",
    )
    readonly_fields = ("inspection", "standing")
