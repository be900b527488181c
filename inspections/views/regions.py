"""Regions: all nine, and one with its councils and what is raised there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspections import directory
from inspections.region_figures import (
    REGION_BY_SLUG,
    councils,
    latest_visits,
    most_raised,
    open_by_council,
    total,
    with_words,
)


def index(request: HttpRequest) -> HttpResponse:
    """List the regions with the grades that stand there and what is open."""
    current = [entry for entry in directory.entries() if entry.is_current]
    counts = open_by_council(today=timezone.localdate())
    regions = directory.regions(current)
    context = {
        "regions": [(region, total(region, counts)) for region in regions],
        "places": [entry for entry in current if entry.place],
    }
    return render(request, "regions/list.html", context)


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one region: its councils, the latest visits, the themes most raised."""
    name = REGION_BY_SLUG.get(slug)
    if name is None:
        raise Http404("No such region.")
    current = [entry for entry in directory.entries() if entry.is_current]
    own = directory.Region(name, tuple(e for e in current if e.region == name))
    counts = open_by_council(today=timezone.localdate(), region=name)
    context = {
        "region": own,
        "councils": councils(own, counts),
        "total": total(own, counts),
        "with_words": with_words(counts),
        "latest": latest_visits(name),
        "themes": most_raised(name),
        "places": [entry for entry in current if entry.place],
    }
    return render(request, "regions/detail.html", context)
