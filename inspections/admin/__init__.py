"""The staff workspace: every record, the way to the public, and bringing reports in."""

from inspections.admin import (
    accounts,
    actions,
    alerts,
    authorities,
    coverage,
    documents,
    history,
    inspection_parts,
    inspections,
    looks,
    parts,
    progress,
    report_files,
    report_imports,
    responses,
    themes,
)

__all__ = [
    "accounts",
    "actions",
    "alerts",
    "authorities",
    "coverage",
    "documents",
    "history",
    "inspection_parts",
    "inspections",
    "looks",
    "parts",
    "progress",
    "report_files",
    "report_imports",
    "responses",
    "themes",
]
