"""Inspections: all of them, one, a recommendation of one, and its archived report."""

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from inspections.change_log import corrections_of
from inspections.filtering import InspectionNarrowing
from inspections.histories import visit_of, with_grades
from inspections.inspection_page import context_of
from inspections.models import Inspection, Theme
from inspections.related import related_to
from inspections.views.addresses import says_when_withdrawn
from inspections.views.archived import archived_pdf
from inspections.views.days import reads_any_day
from inspections.views.narrowed import list_context, tidied
from inspections.views.opened import open_inspection, open_recommendation, published

PER_PAGE = 30
logger = logging.getLogger(__name__)


def index(request: HttpRequest) -> HttpResponse:
    """List every visit, newest first, narrowed by what the address asks for."""
    narrowing = InspectionNarrowing(request.GET, today=timezone.localdate())
    if away := tidied(request, narrowing):
        return away
    context = list_context(request, narrowing, size=PER_PAGE)
    page = with_grades(context["page_obj"].object_list)
    visits = [visit_of(inspection, only_judgements=True) for inspection in page]
    return render(request, "inspections/list.html", {**context, "visits": visits})


@says_when_withdrawn
@reads_any_day
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one visit: its grades, what it asked and found; or of one theme alone."""
    wanted = request.GET.get("theme", "")
    theme = get_object_or_404(Theme, slug=wanted) if wanted else None
    opened = open_inspection(request, ref)
    context = opened | context_of(opened["as_read"], theme=theme)
    return render(request, "inspections/detail.html", context)


@says_when_withdrawn
def changes(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what was corrected since a visit was published here, when and why."""
    inspection = published(ref)
    context = {"inspection": inspection, "corrections": corrections_of(inspection)}
    return render(request, "inspections/changes.html", context)


@says_when_withdrawn
@reads_any_day
def recommendation(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show one recommendation with its three voices, and its thread across visits."""
    opened = open_recommendation(request, ref, number)
    reading, tracked = opened["as_read"], opened["tracked"]
    history = reading.history
    own = history.raised_at(ref)
    place = own.index(tracked)
    context = opened | {
        "thread": history.thread(tracked.raised.ref),
        "answers": history.answers_to(ref),
        "before": own[place - 1].raised if place else None,
        "after": own[place + 1].raised if place + 1 < len(own) else None,
        # Other councils' pages are of now, so an earlier day has none beside it.
        "related": ()
        if reading.past
        else related_to(
            tracked.raised,
            authority_pk=reading.inspection.authority_id,
            today=history.today,
        ),
    }
    return render(request, "inspections/recommendation.html", context)


@require_safe
@says_when_withdrawn
def report(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Give our archived copy of a report; readers add #page=N to the address."""
    report_file = published(ref).report_file
    if report_file is None:
        raise Http404("This inspection has no archived report.")
    try:
        return archived_pdf(
            request,
            report_file.file,
            name=f"{ref}.pdf",
            etag=quote_etag(report_file.sha256),
        )
    except FileNotFoundError as error:
        logger.exception("The archived report of %s is not in the store.", ref)
        raise Http404("The archived report is missing.") from error


def by_file_id(request: HttpRequest, file_id: str) -> HttpResponse:
    """Lead from Ofsted's own number of a report to our page of it."""
    inspections = Inspection.objects.published()
    return redirect(get_object_or_404(inspections, ofsted_file_id=file_id))
