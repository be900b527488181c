"""The staff workspace: every record, the way to the public, and bringing reports in."""

from django.conf import settings
from django.contrib import admin

from inspections.admin import (
    authorities,
    coverage,
    history,
    inspection_parts,
    inspections,
    parts,
    progress,
    report_files,
    report_imports,
    responses,
    themes,
)

__all__ = [
    "authorities",
    "coverage",
    "history",
    "inspection_parts",
    "inspections",
    "parts",
    "progress",
    "report_files",
    "report_imports",
    "responses",
    "themes",
]

admin.site.site_header = settings.SITE_NAME
admin.site.site_title = settings.SITE_NAME
admin.site.index_title = "Staff workspace"
# The lists are wide and there are few of them: the start page names them all.
admin.site.enable_nav_sidebar = False
