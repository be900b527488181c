"""Reports in the admin: bring them in, see what was read, check it, make a draft."""

from django.contrib import admin

from inspections.admin.history import ReadOnlyAdmin
from inspections.models import ReportFile


@admin.register(ReportFile)
class ReportFileAdmin(ReadOnlyAdmin[ReportFile]):
    list_display = ("original_name", "pages", "size", "uploaded_by", "uploaded_at")
    list_select_related = ("uploaded_by",)
    search_fields = ("original_name", "=sha256")
    date_hierarchy = "uploaded_at"
    fields = (
        "original_name",
        "sha256",
        "size",
        "pages",
        "uploaded_by",
        "uploaded_at",
    )
