"""What the page of one inspection takes, the same for the public and for a preview."""

from typing import Any

from inspections.change_log import last_correction
from inspections.models import PressArticle, Theme
from inspections.reading import Reading
from inspections.responses_due import due_after


def context_of(reading: Reading, *, theme: Theme | None = None) -> dict[str, Any]:
    """Return the context of the page of a public inspection, or of one theme alone.

    The press, and what was corrected since, are of now, so an earlier day has neither.
    """
    history, visit = reading.history, reading.visit
    earlier, later = history.neighbours(visit.ref)
    wanted = theme.slug if theme else ""
    is_now = reading.past is None
    press = PressArticle.objects.published().filter(inspections=reading.inspection)
    return {
        "as_read": reading,
        "inspection": reading.inspection,
        "visit": visit,
        "theme": theme,
        "corrected_at": last_correction(reading.inspection) if is_now else None,
        "tracked": history.raised_at(visit.ref, theme=wanted),
        "answers": history.answers_to(visit.ref),
        "dues": due_after(history, visit),
        "sections": reading.sections(theme=wanted),
        "press": press if is_now else press.none(),
        "earlier": earlier,
        "later": later,
    }
