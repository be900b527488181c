"""The parts of an inspection that have a page each: a finding, a judgement, a response
of the council, an action of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from inspections.views.addresses import says_when_withdrawn
from inspections.views.days import reads_any_day
from inspections.views.opened import (
    open_action,
    open_finding,
    open_judgement,
    open_response,
)


@says_when_withdrawn
@reads_any_day
def finding(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show one paragraph of a report, with its page."""
    return render(
        request, "inspections/finding.html", open_finding(request, ref, number)
    )


@says_when_withdrawn
@reads_any_day
def judgement(request: HttpRequest, ref: str, area: str) -> HttpResponse:
    """Show one judgement: its grade, its page, and the same area at other visits."""
    if "_" in area:
        query = request.META.get("QUERY_STRING", "")
        address = request.path.replace(area, area.replace("_", "-"))
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    context = open_judgement(request, ref, area)
    made = context["judgement"]
    visits = context["as_read"].history.visits
    context["others"] = [
        (visit, own)
        for visit in visits
        if (own := visit.judgement_by_area.get(made.area)) and visit.ref != ref
    ]
    return render(request, "inspections/judgement.html", context)


@says_when_withdrawn
@reads_any_day
def response(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show one response of the council: its positions and its actions."""
    return render(
        request, "inspections/response.html", open_response(request, ref, number)
    )


@says_when_withdrawn
@reads_any_day
def action(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show one action of the council, with its dates and what is said of it since."""
    return render(request, "inspections/action.html", open_action(request, ref, number))
