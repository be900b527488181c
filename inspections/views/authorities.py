"""Authorities: all of them, and one with everything that is public of it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from inspections import directory
from inspections.grade_history import absences, grade_history
from inspections.histories import history_of
from inspections.models import Authority, PressArticle
from inspections.sentences import sentences_on
from inspections.views.addresses import follows_former_slugs
from inspections.views.filters import region_field
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


@follows_former_slugs
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one authority: the grades that stand, every visit, and what is open."""
    authority = get_object_or_404(Authority, slug=slug)
    today = timezone.localdate()
    history = history_of(authority, today=today)
    grades = grade_history(history.visits)
    context = {
        "authority": authority,
        "history": history,
        "sentences": sentences_on(history),
        "grades": grades,
        "absences": absences(grades),
        "today": today,
        "press": PressArticle.objects.published().filter(authority=authority),
        "predecessors": authority.predecessors.all(),
        "successors": authority.successors.all(),
        "neighbours": authority.statistical_neighbours.select_related("neighbour"),
    }
    return render(request, "authorities/detail.html", context)
