"""What the page of one inspection takes, the same for the public and for a preview."""

from datetime import date
from typing import Any

from inspections.change_log import last_correction
from inspections.findings import findings_of
from inspections.histories import history_of
from inspections.models import Inspection, PressArticle, Theme
from inspections.responses_due import due_after


def context_of(
    inspection: Inspection, *, today: date, theme: Theme | None = None
) -> dict[str, Any]:
    """Return the context of the page of a public inspection, or of one theme alone."""
    history = history_of(inspection.authority, today=today)
    earlier, later = history.neighbours(inspection.ref)
    visit = history.visit_by_ref[inspection.ref]
    wanted = theme.slug if theme else ""
    return {
        "inspection": inspection,
        "visit": visit,
        "theme": theme,
        "corrected_at": last_correction(inspection),
        "tracked": history.raised_at(inspection.ref, theme=wanted),
        "answers": history.answers_to(inspection.ref),
        "dues": due_after(history, visit),
        "sections": findings_of(inspection, theme=wanted),
        "press": PressArticle.objects.published().filter(inspections=inspection),
        "earlier": earlier,
        "later": later,
    }
