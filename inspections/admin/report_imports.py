"""Reports in the admin: bring them in, see what was read, check it, make a draft."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html

from inspections.admin.bases import ModelAdmin, NamedList
from inspections.admin.desk_filter import DeskFilter
from inspections.admin.publication import change_address, person
from inspections.admin.reviewing import ReviewPages
from inspections.admin.uploads import UploadForm, receive
from inspections.models import ReportImport

State = ReportImport.State
KIND_WORDS = {
    "sif": "SIF",
    "ilacs": "ILACS",
    "jtai": "JTAI",
    "area_send": "Area SEND",
    "focused_visit": "Focused visit",
    "monitoring_visit": "Monitoring visit",
    "looked_after": "Looked after, 2013",
    "lscb_review": "LSCB review",
    "other": "Other",
}
"""The kinds that the importer tells apart, short enough for a list."""


@admin.display(description="state", ordering="state")
def state_tag(report_import: ReportImport) -> str:
    """Show a state as a tag, and who began a review that is not finished."""
    tag = format_html(
        '<span class="status status--{}">{}</span>',
        report_import.state,
        report_import.get_state_display(),
    )
    keeper = report_import.keeper if report_import.state == State.READ else ""
    return format_html("{} Begun by {}", tag, keeper) if keeper else tag


class WarningsFilter(admin.SimpleListFilter):
    title = "warnings"
    parameter_name = "warnings"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer readings with warnings, and those without."""
        return [("some", "With warnings"), ("none", "Without")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ReportImport]
    ) -> QuerySet[ReportImport]:
        """Keep one sort."""
        if self.value() == "some":
            return queryset.exclude(warnings=[])
        return queryset.filter(warnings=[]) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer the kinds that the importer tells apart."""
        return list(KIND_WORDS.items())

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ReportImport]
    ) -> QuerySet[ReportImport]:
        """Keep one kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(ReportImport)
class ReportImportAdmin(ReviewPages, ModelAdmin[ReportImport]):
    change_list_template = "admin/inspections/imports.html"
    list_display = (
        "report",
        "kind_words",
        "visit_ended",
        state_tag,
        "warning_count",
        "brought_in",
    )
    list_filter = (DeskFilter, "state", WarningsFilter, KindFilter)
    list_select_related = ("report_file", "kept_by")
    list_per_page = 50
    search_fields = ("report_file__original_name", "parsed__authority__value")
    date_hierarchy = "created_at"
    ordering = (
        Case(When(state=State.READ, then=Value(0)), default=Value(1)),
        Case(When(warnings=[], then=Value(1)), default=Value(0)),
        F("confidence"),
        F("created_at").desc(),
    )

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[NamedList]:
        """Head the list with what is in it."""
        return NamedList

    # --- The list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportImport]:
        """Take two values out of each reading, and leave the long rest where it is."""
        rows = super().get_queryset(request)
        read: QuerySet[ReportImport] = rows.annotate(
            read_authority=KT("parsed__authority__value"),
            read_end=KT("parsed__windows__0__value__end"),
        ).defer("parsed", "kept")
        return read

    @admin.display(description="report", ordering="read_authority")
    def report(self, report_import: Any) -> str:
        return report_import.read_authority or str(report_import.report_file)

    @admin.display(description="kind", ordering="kind")
    def kind_words(self, report_import: ReportImport) -> str:
        return KIND_WORDS.get(report_import.kind, report_import.kind)

    @admin.display(description="last day on site", ordering="read_end")
    def visit_ended(self, report_import: Any) -> Any:
        return parse_date(report_import.read_end or "")

    @admin.display(description="warnings")
    def warning_count(self, report_import: ReportImport) -> int:
        return len(report_import.warnings)

    @admin.display(description="brought in", ordering="created_at")
    def brought_in(self, report_import: ReportImport) -> str:
        return f"{timezone.localtime(report_import.created_at):%-d %b %Y}"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Discard a reading with a reason instead."""
        return False

    # --- Bringing reports in, and checking them ---

    def get_urls(self) -> list[URLPattern]:
        """Add the two ways in which a review is put aside and taken up again."""
        return [
            path(
                "<int:pk>/discard/",
                self.admin_site.admin_view(self.discard_view),
                name="inspections_reportimport_discard",
            ),
            path(
                "<int:pk>/reopen/",
                self.admin_site.admin_view(self.reopen_view),
                name="inspections_reportimport_reopen",
            ),
            *super().get_urls(),
        ]

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Take in one or many PDFs, and say of each what became of it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, received = UploadForm(), []
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            by = person(request)
            received = [receive(file, by=by) for file in form.cleaned_data["reports"]]
            if len(received) == 1 and received[0].is_new and received[0].report_import:
                return redirect(change_address(received[0].report_import))
        return self._page(
            request,
            "admin/inspections/upload.html",
            title="Bring a report in",
            form=form,
            received=received,
        )
