"""Reports in the admin: bring them in, see what was read, check it, make a draft."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html

from inspections.admin.bases import ModelAdmin, NamedList
from inspections.admin.confirming import CannotConfirm, confirm, discard, reopen
from inspections.admin.linking import links_address
from inspections.admin.publication import change_address, person
from inspections.admin.review import ReviewForms, review_context, review_forms
from inspections.admin.review_forms import facts_of
from inspections.admin.standing import standing_of
from inspections.admin.uploads import UploadForm, receive
from inspections.importing.stored import from_stored
from inspections.models import Inspection, ReportImport

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
    """Show a state as a tag."""
    return format_html(
        '<span class="status status--{}">{}</span>',
        report_import.state,
        report_import.get_state_display(),
    )


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
class ReportImportAdmin(ModelAdmin[ReportImport]):
    change_list_template = "admin/inspections/imports.html"
    list_display = (
        "report",
        "kind_words",
        "visit_ended",
        state_tag,
        "warning_count",
        "brought_in",
    )
    list_filter = ("state", WarningsFilter, KindFilter)
    list_select_related = ("report_file",)
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
        return rows.annotate(
            read_authority=KT("parsed__authority__value"),
            read_end=KT("parsed__windows__0__value__end"),
        ).defer("parsed")

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

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what was read, take what was mended, and make the draft."""
        report_import = self._import(request, object_id)
        parsed = from_stored(report_import.parsed)
        can_check = self.has_change_permission(request, report_import)
        is_open = report_import.state == State.READ and can_check
        data = request.POST if request.method == "POST" and is_open else None
        forms = review_forms(parsed, data=data)
        valid = data is not None and forms.are_valid()
        facts = forms.facts.cleaned_data if valid else facts_of(parsed)
        standing = standing_of(parsed, facts) if is_open else None
        into = standing.inspection if standing and "into" in request.POST else None
        if valid and not (standing and (into is None or standing.refusal)):
            return self._confirm(request, report_import, forms, into)
        return self._page(
            request,
            "admin/inspections/review.html",
            title=_title(report_import, is_open=is_open),
            original=report_import,
            is_open=is_open,
            standing=standing,
            is_undecided=valid,
            can_check=can_check,
            **review_context(report_import, forms),
        )

    def _confirm(
        self,
        request: HttpRequest,
        report_import: ReportImport,
        forms: ReviewForms,
        into: Inspection | None,
    ) -> HttpResponse:
        try:
            inspection = confirm(
                report_import, forms, by=person(request), at=timezone.now(), into=into
            )
        except CannotConfirm as error:
            messages.error(request, str(error))
            return redirect(change_address(report_import))
        self.log_change(request, report_import, "Checked: a draft was made of it.")
        messages.success(
            request,
            format_html(
                "{} is a draft now. Look it over, say "
                '<a href="{}">what became of earlier recommendations</a>, '
                "then submit it.",
                inspection,
                links_address(inspection),
            ),
        )
        return redirect(change_address(inspection))

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put a reading aside, with a reason."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report_import = self._import(request, pk, to_change=True)
        try:
            discard(report_import, why=request.POST.get("why", ""))
        except CannotConfirm as error:
            messages.error(request, str(error))
            return redirect(change_address(report_import))
        self.log_change(request, report_import, "Discarded.")
        messages.success(request, f"{report_import.report_file} was discarded.")
        return redirect("admin:inspections_reportimport_changelist")

    def reopen_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a discarded reading up again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        report_import = self._import(request, pk, to_change=True)
        try:
            reopen(report_import)
        except CannotConfirm as error:
            messages.error(request, str(error))
        else:
            self.log_change(request, report_import, "Taken up again.")
        return redirect(change_address(report_import))

    def _import(
        self, request: HttpRequest, pk: Any, *, to_change: bool = False
    ) -> ReportImport:
        allowed = self.has_change_permission if to_change else self.has_view_permission
        if not allowed(request):
            raise PermissionDenied
        rows = ReportImport.objects.select_related("report_file", "inspection")
        report_import = rows.filter(pk=pk).first() if str(pk).isdigit() else None
        if report_import is None:
            raise Http404
        return report_import

    def _page(
        self, request: HttpRequest, template: str, **context: Any
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                **context,
            },
        )


def _title(report_import: ReportImport, *, is_open: bool) -> str:
    read = report_import.parsed.get("authority")
    name = read["value"] if read else str(report_import.report_file)
    return f"Check what was read: {name}" if is_open else f"What was read: {name}"
