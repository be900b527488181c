"""The public page of a draft, as it would be: for staff alone, and never kept.

The draft is made public inside a transaction that is always taken back, so that the
page is made by the very code that makes it for everybody.
"""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from inspections.findings import findings_of
from inspections.histories import history_of
from inspections.models import Inspection, PressArticle, PublicationStatus
from inspections.releases import carry_over


def preview(
    request: HttpRequest, inspection: Inspection, *, at: datetime
) -> HttpResponse:
    """Return the public page of an inspection as if it were approved now."""
    with transaction.atomic():
        shown = _as_if_public(inspection, at=at)
        page = render_to_string(
            "admin/inspections/preview.html",
            {**_context(shown, at=at), "previewed": inspection},
            request,
        )
        transaction.set_rollback(True)
    response = HttpResponse(page)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _as_if_public(inspection: Inspection, *, at: datetime) -> Inspection:
    """Make a draft public, or carry a correction over; the caller takes it back."""
    shown = inspection.revises or inspection
    if inspection.revises:
        carry_over(inspection, shown, at=at)
    shown.status = PublicationStatus.PUBLISHED
    shown.save()
    if inspection.revises:
        inspection.delete()
    return Inspection.objects.select_related("authority", "report_file").get(
        pk=shown.pk
    )


def _context(inspection: Inspection, *, at: datetime) -> dict[str, object]:
    """Return what the public page takes."""
    history = history_of(inspection.authority, today=at.date())
    earlier, later = history.neighbours(inspection.ref)
    return {
        "inspection": inspection,
        "visit": history.visit_by_ref[inspection.ref],
        "tracked": [
            t for t in history.tracked if t.raised.inspection_ref == inspection.ref
        ],
        "answers": history.answers_to(inspection.ref),
        "sections": findings_of(inspection),
        "press": PressArticle.objects.published().filter(inspections=inspection),
        "earlier": earlier,
        "later": later,
    }
