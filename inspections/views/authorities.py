"""Authorities: all of them, and one in parts, each with its own address."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from inspections import directory
from inspections.grade_history import absences, grade_history
from inspections.histories import history_of
from inspections.models import Authority, PressArticle
from inspections.replies import pledges, replies
from inspections.sentences import sentences_on
from inspections.views.addresses import follows_former_slugs
from inspections.views.filters import region_field
from inspections.views.offered import offered
from inspections.vocabulary import Grade

GRADE_CHOICES = [
    ("", "Any grade"),
    *((code, Grade(code).label) for code in directory.GRADES_SHOWN[:-1]),
    (directory.NO_GRADE, "No overall grade"),
]


class AuthorityFilter(forms.Form):
    q = forms.CharField(label="Name", required=False, max_length=200)
    region = region_field()
    grade = forms.ChoiceField(
        label="Overall grade",
        choices=GRADE_CHOICES,
        required=False,
        error_messages={"invalid_choice": "Choose a grade from the list."},
    )


def index(request: HttpRequest) -> HttpResponse:
    """List authorities by region; a search that finds one goes straight to it."""
    form = AuthorityFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = directory.matching(
        directory.entries(),
        words=wanted.get("q", ""),
        region=wanted.get("region", ""),
        grade=wanted.get("grade", ""),
    )
    if wanted.get("q") and len(found) == 1:
        return redirect("authority-detail", found[0].slug)
    current = [entry for entry in found if entry.is_current]
    context = {
        "form": form,
        "filtered": any(wanted.values()),
        "found": found,
        "regions": directory.regions(current),
        "places": [entry for entry in current if entry.place],
        "abolished": [entry for entry in found if not entry.is_current],
    }
    return render(request, "authorities/list.html", context)


@dataclass(frozen=True)
class Part:
    """One part of an authority's pages, as the line of parts shows it."""

    label: str
    url: str
    current: bool
    count: int | None = None


PARTS = (
    ("authority-detail", "Overview"),
    ("authority-threads", "Recommendations"),
    ("authority-actions", "Actions"),
    ("authority-responses", "Responses"),
    ("authority-press", "Press"),
    ("authority-downloads", "Downloads"),
)


def _part(slug: str, *, current: str) -> dict[str, Any]:
    """Fetch what every part of an authority's pages shows; 404 where there is none."""
    authority = get_object_or_404(Authority, slug=slug)
    history = history_of(authority, today=timezone.localdate())
    press = PressArticle.objects.published().filter(authority=authority)
    counts = {
        "authority-threads": len(history.tracked),
        "authority-actions": sum(len(answer.actions) for answer in history.answers),
        "authority-responses": sum(answer.is_found for answer in history.answers),
        "authority-press": press.count(),
    }
    parts = [
        Part(label, reverse(name, args=[slug]), name == current, counts.get(name))
        for name, label in PARTS
    ]
    return {
        "authority": authority,
        "history": history,
        "parts": parts,
        "press": press,
        "heading": dict(PARTS)[current],
    }


@follows_former_slugs
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one authority: the grades that stand, every visit, and what it comes to."""
    context = _part(slug, current="authority-detail")
    authority, history = context["authority"], context["history"]
    grades = grade_history(history.visits)
    context |= {
        "sentences": sentences_on(history),
        "grades": grades,
        "absences": absences(grades),
        "predecessors": authority.predecessors.all(),
        "successors": authority.successors.all(),
        "neighbours": authority.statistical_neighbours.select_related("neighbour"),
    }
    return render(request, "authorities/detail.html", context)


@follows_former_slugs
def threads(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what inspectors asked for: what again and again, what is open."""
    context = _part(slug, current="authority-threads")
    return render(request, "authorities/threads.html", context)


@follows_former_slugs
def actions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every action that the council reports, by how far it says it is."""
    context = _part(slug, current="authority-actions")
    context["groups"] = pledges(context["history"])
    return render(request, "authorities/actions.html", context)


@follows_former_slugs
def responses(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the council published in answer to each visit, and by when."""
    context = _part(slug, current="authority-responses")
    context["replies"] = replies(context["history"])
    return render(request, "authorities/responses.html", context)


@follows_former_slugs
def press(request: HttpRequest, slug: str) -> HttpResponse:
    """List press articles about the authority's inspections, newest first."""
    context = _part(slug, current="authority-press")
    return render(request, "authorities/press.html", context)


@follows_former_slugs
def downloads(request: HttpRequest, slug: str) -> HttpResponse:
    """List the archived reports, and the files and feeds of this authority."""
    context = _part(slug, current="authority-downloads")
    context["offers"] = list(offered(slug))
    return render(request, "authorities/downloads.html", context)
