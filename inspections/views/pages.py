"""Pages of their own: the front page, how the site works, words, accessibility."""

from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from inspections import directory
from inspections.headlines import REASONS
from inspections.histories import visit_of, with_grades
from inspections.models import Inspection
from inspections.terms import terms

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


def glossary(request: HttpRequest) -> HttpResponse:
    """Explain every term of art, by its first letter."""
    by_letter = groupby(terms(), key=lambda term: term.name[0].upper())
    letters = [(letter, list(group)) for letter, group in by_letter]
    return render(request, "pages/glossary.html", {"letters": letters})


def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the site is, what was tested, and what is known to fail."""
    return render(request, "pages/accessibility.html")


def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what not to fetch, and where the map of the site is."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('search')}",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
