"""Pages of their own: the front page, and how the site works."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from inspections import directory
from inspections.headlines import REASONS
from inspections.histories import visit_of, with_grades
from inspections.models import Inspection

LATEST = 6


def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, find a council, show the latest visits and every region."""
    current = [entry for entry in directory.entries() if entry.is_current]
    latest = Inspection.objects.published().order_by("-ended", "ref")[:LATEST]
    context = {
        "latest": [visit_of(i, only_judgements=True) for i in with_grades(latest)],
        "regions": directory.regions(current),
        "places": [entry for entry in current if entry.place],
    }
    return render(request, "pages/home.html", context)


def how_it_works(request: HttpRequest) -> HttpResponse:
    """Say where facts come from, what each status means, and who may say it."""
    return render(request, "pages/how_it_works.html", {"headlines": REASONS.items()})
