"""Comparisons: all of an authority's visits, any of them, and any two side by side."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from inspections.comparison import successive as compare_successive
from inspections.grade_history import absences, breaks, grade_history
from inspections.models import Authority
from inspections.theme_grid import theme_grid
from inspections.threads import History
from inspections.travels import travels
from inspections.views.addresses import follows_former_slugs
from inspections.views.citation_files import citation_file
from inspections.views.days import reads_any_day
from inspections.views.opened_comparisons import (
    pair_page,
    read_authority,
    successive_page,
)
from inspections.visits import Visit
from inspections.withdrawals import withdrawal_of

LONGEST_REF = 120  # of a reference as somebody typed it, shown back to them


@follows_former_slugs
@reads_any_day
def successive(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare an authority's visits, or those named in the address, oldest first."""
    reading = read_authority(request, slug)
    authority, history = reading.authority, reading.history
    asked = [ref for ref in request.GET.getlist("visit") if ref]
    if not history.knows(asked):
        return _unknown(request, authority=authority, history=history, refs=asked)
    chosen = history.in_order(asked)
    if len(chosen) == 2:
        return _to(request, "comparison-pair", slug, *(v.ref for v in chosen))
    if [visit.ref for visit in chosen] != asked:
        return _to(request, "comparison-successive", slug, visits=chosen)
    too_few = len(chosen) == 1
    visits = history.visits if too_few or not chosen else chosen
    is_subset = len(visits) < len(history.visits)
    context = _context(history, visits) | {
        "as_read": reading,
        "record_page": successive_page(reading, visits, is_subset=is_subset),
        "authority": authority,
        "history": history,
        "chosen": asked,
        "is_subset": is_subset,
        "too_few": too_few,
        "predecessors": authority.predecessors.all(),
        "successors": authority.successors.all(),
    }
    return render(request, "comparisons/successive.html", context)


@follows_former_slugs
@reads_any_day
def successive_cited(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give the citation of the visits side by side as a file."""
    reading = read_authority(request, slug)
    history = reading.history
    asked = [ref for ref in request.GET.getlist("visit") if ref]
    if not history.knows(asked):
        raise Http404("No such visit of this authority.")
    visits = history.in_order(asked) or history.visits
    is_subset = len(visits) < len(history.visits)
    page = successive_page(reading, visits, is_subset=is_subset)
    return citation_file({"record_page": page}, ending=ending)


def _context(history: History, visits: Sequence[Visit]) -> dict[str, object]:
    """Ask the domain what these visits come to, side by side."""
    grades = grade_history(visits)
    return {
        "visits": visits,
        "comparisons": tuple(reversed(compare_successive(visits))),
        "grades": grades,
        "absences": absences(grades),
        "breaks": breaks(visits),
        "themes": theme_grid(visits),
        "travels": travels(history.every_thread, visits),
    }


@follows_former_slugs
@reads_any_day
def pair(
    request: HttpRequest, slug: str, one: str, other: str, ending: str = ""
) -> HttpResponse:
    """Compare any two visits to an authority, the earlier first; or cite that."""
    reading = read_authority(request, slug)
    authority, history = reading.authority, reading.history
    if not history.knows([one, other]):
        return _unknown(
            request, authority=authority, history=history, refs=[one, other]
        )
    if one == other:
        return _to(request, "comparison-successive", slug)
    comparison = history.pair(one, other)
    if comparison.earlier.ref != one:
        name = f"comparison-pair-{ending}" if ending else "comparison-pair"
        return _to(request, name, slug, other, one, for_good=True)
    context = {
        "as_read": reading,
        "record_page": pair_page(reading, comparison),
        "authority": authority,
        "history": history,
        "comparison": comparison,
    }
    if ending:
        return citation_file(context, ending=ending)
    return render(request, "comparisons/pair.html", context)


def _unknown(
    request: HttpRequest, *, authority: Authority, history: History, refs: Iterable[str]
) -> HttpResponse:
    """Say which reference is of no visit here, and offer those that are."""
    unknown = [ref for ref in refs if ref not in history.visit_by_ref]
    for ref in unknown:
        if ref.startswith(f"{authority.slug}-") and (gone := withdrawal_of(ref)):
            withdrawn = {"withdrawal": gone}
            return render(request, "inspections/withdrawn.html", withdrawn, status=410)
    context = {
        "authority": authority,
        "history": history,
        "unknown": [ref[:LONGEST_REF] for ref in unknown],
    }
    return render(request, "comparisons/unknown.html", context, status=404)


def _to(
    request: HttpRequest,
    name: str,
    *args: str,
    visits: Iterable[Visit] = (),
    for_good: bool = False,
) -> HttpResponse:
    """Lead to a comparison's one address, on the day that was asked for."""
    query = [("visit", visit.ref) for visit in visits]
    if day := request.GET.get("at"):
        query.append(("at", day))
    address = reverse(name, args=args)
    if query:
        address += f"?{urlencode(query)}"
    return redirect(address, permanent=for_good)
