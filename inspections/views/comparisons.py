"""Comparisons: an authority's visits each with the next, and any two side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspections.comparison import absences, grade_history
from inspections.histories import history_of
from inspections.models import Authority
from inspections.views.addresses import follows_former_slugs


@follows_former_slugs
def successive(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare each visit to an authority with the next; or lead to the two chosen."""
    authority = get_object_or_404(Authority, slug=slug)
    history = history_of(authority, today=timezone.localdate())
    chosen = [request.GET.get(name, "") for name in ("one", "other")]
    if set(chosen) <= set(history.visit_by_ref) and chosen[0] != chosen[1]:
        return redirect("comparison-pair", slug, *chosen)
    grades = grade_history(history.visits)
    context = {
        "authority": authority,
        "history": history,
        "comparisons": tuple(reversed(history.comparisons)),
        "grades": grades,
        "absences": absences(grades),
        "chosen": chosen,
        "same_twice": bool(chosen[0]) and chosen[0] == chosen[1],
    }
    return render(request, "comparisons/successive.html", context)


@follows_former_slugs
def pair(request: HttpRequest, slug: str, one: str, other: str) -> HttpResponse:
    """Compare any two visits to an authority, the earlier first."""
    authority = get_object_or_404(Authority, slug=slug)
    history = history_of(authority, today=timezone.localdate())
    if not {one, other} <= set(history.visit_by_ref) or one == other:
        raise Http404("No such two visits to this authority.")
    comparison = history.pair(one, other)
    if comparison.earlier.ref != one:
        return redirect("comparison-pair", slug, other, one, permanent=True)
    context = {"authority": authority, "history": history, "comparison": comparison}
    return render(request, "comparisons/pair.html", context)
