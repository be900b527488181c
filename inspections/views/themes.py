"""Themes: what recommendations are about, how often, where, and in which words."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from inspections import directory
from inspections.headline_queries import with_headline
from inspections.models import Recommendation, Theme
from inspections.theme_figures import groups, main_family, places_of, shares_of

PER_PAGE = 20
SHOWN_AT_FIRST = 10
ENOUGH_FOR_A_MAP = 8


def index(request: HttpRequest) -> HttpResponse:
    """List every theme with what it means and how often it is raised."""
    return render(request, "themes/list.html", {"groups": groups()})


def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one theme: its meaning, how often, where, and the recommendations."""
    theme = get_object_or_404(Theme, slug=slug)
    shares = shares_of(theme)
    family = main_family(theme)
    places = places_of(theme)
    recommendations = with_headline(
        Recommendation.objects.published().filter(themes=theme),
        today=timezone.localdate(),
    ).select_related("inspection__authority")
    pages = Paginator(
        recommendations.order_by("-inspection__ended", "inspection__ref", "position"),
        PER_PAGE,
    )
    context = {
        "theme": theme,
        "shares": shares,
        "main": next((share for share in shares if share.family == family), None),
        "places": places,
        "at_first": SHOWN_AT_FIRST,
        "page_obj": pages.get_page(request.GET.get("page")),
    }
    if len(places) >= ENOUGH_FOR_A_MAP:
        context["visits_by_slug"] = {place.slug: place.visits for place in places}
        context["entries"] = [
            e for e in directory.entries() if e.place and e.is_current
        ]
    return render(request, "themes/detail.html", context)
