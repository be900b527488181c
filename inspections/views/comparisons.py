"""Comparisons: all of an authority's visits, any of them, and any two side by side."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from inspections.comparison import successive as compare_successive
from inspections.grade_history import absences, breaks, grade_history
from inspections.histories import history_of
from inspections.models import Authority
from inspections.theme_grid import theme_grid
from inspections.threads import History
from inspections.travels import travels
from inspections.views.addresses import follows_former_slugs
from inspections.visits import Visit
from inspections.withdrawals import withdrawal_of

LONGEST_REF = 120  # of a reference as somebody typed it, shown back to them


@follows_former_slugs
def successive(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare an authority's visits, or those named in the address, oldest first."""
    authority = get_object_or_404(Authority, slug=slug)
    history = history_of(authority, today=timezone.localdate())
    asked = [ref for ref in request.GET.getlist("visit") if ref]
    if not history.knows(asked):
        return _unknown(request, authority=authority, history=history, refs=asked)
    chosen = history.in_order(asked)
    if len(chosen) == 2:
        return redirect("comparison-pair", slug, *(visit.ref for visit in chosen))
    if [visit.ref for visit in chosen] != asked:
        return redirect(_address(slug, chosen))
    too_few = len(chosen) == 1
    visits = history.visits if too_few or not chosen else chosen
    context = _context(history, visits) | {
        "authority": authority,
        "history": history,
        "chosen": asked,
        "is_subset": len(visits) < len(history.visits),
        "too_few": too_few,
        "predecessors": authority.predecessors.all(),
        "successors": authority.successors.all(),
    }
    return render(request, "comparisons/successive.html", context)


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
def pair(request: HttpRequest, slug: str, one: str, other: str) -> HttpResponse:
    """Compare any two visits to an authority, the earlier first."""
    authority = get_object_or_404(Authority, slug=slug)
    history = history_of(authority, today=timezone.localdate())
    if not history.knows([one, other]):
        return _unknown(
            request, authority=authority, history=history, refs=[one, other]
        )
    if one == other:
        return redirect("comparison-successive", slug)
    comparison = history.pair(one, other)
    if comparison.earlier.ref != one:
        return redirect("comparison-pair", slug, other, one, permanent=True)
    context = {
        "authority": authority,
        "history": history,
        "comparison": comparison,
    }
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


def _address(slug: str, visits: Iterable[Visit]) -> str:
    query = urlencode([("visit", visit.ref) for visit in visits])
    return f"{reverse('comparison-successive', args=[slug])}?{query}"
