"""The public page of a draft, as it would be: for staff alone, and never kept.

The draft is made public inside a transaction that is always taken back, so that the
page is made by the very code that makes it for everybody.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from inspections.findings import findings_of
from inspections.histories import history_of
from inspections.models import Inspection, PressArticle
from inspections.releases import as_if_public


def preview(
    request: HttpRequest, inspection: Inspection, *, at: datetime
) -> HttpResponse:
    """Return the public page of an inspection as if it were approved now."""
    address = reverse("admin:inspections_inspection_change", args=[inspection.pk])
    with as_if_public(inspection, at=at) as shown:
        page = render_to_string(
            "admin/inspections/preview.html",
            {**_context(shown, at=at), "address": address},
            request,
        )
    response = HttpResponse(page)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


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
