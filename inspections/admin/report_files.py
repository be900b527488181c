"""Archived reports for staff: the PDF itself, and its pages as pictures."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from inspections.admin.history import ReadOnlyAdmin
from inspections.importing import ReportUnreadable
from inspections.importing.page_images import WIDTH, draw_page
from inspections.models import ReportFile

AN_HOUR = "private, max-age=3600"


def page_image(report_file: ReportFile, number: int) -> HttpResponse:
    """Return a page as a PNG, drawn once and kept under the report's hash."""
    if not 1 <= number <= report_file.pages:
        raise Http404
    place = f"page-images/{report_file.sha256}/{number}-{WIDTH}.png"
    if default_storage.exists(place):
        with default_storage.open(place) as file:
            image = file.read()
    else:
        with report_file.file.open("rb") as file:
            data = file.read()
        try:
            drawn = draw_page(data, page=number)
        except ReportUnreadable:
            drawn = None
        if drawn is None:
            raise Http404
        default_storage.save(place, ContentFile(drawn))
        image = drawn
    response = HttpResponse(image, content_type="image/png")
    response["Cache-Control"] = AN_HOUR
    return response


def archived_pdf(report_file: ReportFile) -> FileResponse:
    """Return the PDF as it was brought in, so served that nothing in it can act."""
    response = FileResponse(
        report_file.file.open("rb"),
        content_type="application/pdf",
        filename=f"{report_file.sha256[:12]}.pdf",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = AN_HOUR
    return response


@admin.register(ReportFile)
class ReportFileAdmin(ReadOnlyAdmin[ReportFile]):
    list_display = ("original_name", "pages", "size", "uploaded_by", "uploaded_at")
    list_select_related = ("uploaded_by",)
    search_fields = ("original_name", "=sha256")
    date_hierarchy = "uploaded_at"
    fields = (
        "original_name",
        "pdf",
        "sha256",
        "size",
        "pages",
        "uploaded_by",
        "uploaded_at",
    )
    readonly_fields = ("pdf",)

    @admin.display(description="report")
    def pdf(self, report_file: ReportFile) -> str:
        address = reverse("admin:inspections_reportfile_pdf", args=[report_file.pk])
        return format_html('<a href="{}">Open the PDF</a>', address)

    def get_urls(self) -> list[URLPattern]:
        """Add the PDF and its pages."""
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/report.pdf",
                wrap(self.pdf_view),
                name="inspections_reportfile_pdf",
            ),
            path(
                "<int:pk>/pages/<int:number>.png",
                wrap(self.page_view),
                name="inspections_reportfile_page",
            ),
            *super().get_urls(),
        ]

    def pdf_view(self, request: HttpRequest, pk: int) -> Any:
        return archived_pdf(self._file(request, pk))

    def page_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        return page_image(self._file(request, pk), number)

    def _file(self, request: HttpRequest, pk: int) -> ReportFile:
        if not self.has_view_permission(request):
            raise PermissionDenied
        report_file = self.get_queryset(request).filter(pk=pk).first()
        if report_file is None:
            raise Http404
        return report_file
