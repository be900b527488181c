"""The public page of a draft, as it would be: for staff alone, and never kept.

The draft is made public inside a transaction that is always taken back, so that the
page is made by the very code that makes it for everybody.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from inspections.inspection_page import context_of
from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Inspection,
    PressArticle,
    PublicationStatus,
    PublishedRecord,
)
from inspections.reading import reading_of
from inspections.releases import as_if_public

Status = PublicationStatus

# On which inspection's page each kind of record is read.
_SHOWN_WITH: dict[type[PublishedRecord], Callable[[Any], Inspection | None]] = {
    Inspection: lambda inspection: inspection,
    CouncilResponse: lambda response: response.inspection,
    CouncilAction: lambda action: action.response.inspection,
    PressArticle: lambda article: article.inspections.published().first(),
}


def can_be_previewed(record: PublishedRecord) -> bool:
    """Say whether a record is no public one and has a page to be shown on; queries."""
    return (
        record.status in (Status.DRAFT, Status.SUBMITTED)
        and _shown_with(record) is not None
    )


def public_address(record: PublishedRecord) -> str | None:
    """Return the address at which the public reads a record; queries."""
    inspection = _shown_with(record)
    return inspection.get_absolute_url() if inspection else None


def preview(
    request: HttpRequest, record: PublishedRecord, *, at: datetime
) -> HttpResponse:
    """Return the public page as if a record were approved now."""
    options = record._meta
    address = reverse(
        f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk]
    )
    with as_if_public(record, at=at) as shown:
        inspection = _shown_with(shown)
        if inspection is None:
            raise ValueError("A record that stands on no page has no preview.")
        public = Inspection.objects.published().select_related(
            "authority", "report_file"
        )
        shown_now = public.get(pk=inspection.pk)
        context = context_of(reading_of(shown_now, today=at.date()))
        page = render_to_string(
            "admin/inspections/preview.html", {**context, "address": address}, request
        )
    response = HttpResponse(page)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _shown_with(record: PublishedRecord) -> Inspection | None:
    return _SHOWN_WITH[type(record)](record)
