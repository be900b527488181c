"""Recommendations of every visit to every authority, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from inspections.filtering import RecommendationNarrowing
from inspections.headline_queries import with_headline
from inspections.views.narrowed import list_context, tidied

PER_PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    """List recommendations, narrowed by what the address asks for."""
    today = timezone.localdate()
    narrowing = RecommendationNarrowing(request.GET, today=today)
    if away := tidied(request, narrowing):
        return away
    context = list_context(request, narrowing, size=PER_PAGE)
    page = context["page_obj"]
    page.object_list = (
        with_headline(page.object_list, today=today)
        .select_related("inspection__authority")
        .prefetch_related("themes")
    )
    return render(request, "recommendations/list.html", context)
