"""Recommendations of every visit to every authority, newest first."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from inspections.models import Recommendation, Theme
from inspections.views.filters import region_field, year_field

PER_PAGE = 30


class RecommendationFilter(forms.Form):
    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        required=False,
        to_field_name="slug",
        empty_label="Any theme",
        error_messages={"invalid_choice": "Choose a theme from the list."},
    )
    region = region_field()
    year = year_field()

    def narrow(
        self, recommendations: QuerySet[Recommendation]
    ) -> QuerySet[Recommendation]:
        """Keep what the reader asked for; all of it where the asking was faulty."""
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("theme"):
            recommendations = recommendations.filter(themes=wanted["theme"])
        if wanted.get("region"):
            recommendations = recommendations.filter(
                inspection__authority__region=wanted["region"]
            )
        if wanted.get("year"):
            recommendations = recommendations.filter(
                inspection__ended__year=wanted["year"]
            )
        return recommendations


def index(request: HttpRequest) -> HttpResponse:
    """List recommendations, narrowed by theme, region and year."""
    form = RecommendationFilter(request.GET)
    recommendations = (
        form.narrow(Recommendation.objects.published())
        .select_related("inspection__authority")
        .prefetch_related("themes")
        .order_by("-inspection__ended", "inspection__ref", "position")
    )
    pages = Paginator(recommendations, PER_PAGE)
    context = {
        "form": form,
        "filtered": form.is_valid() and any(form.cleaned_data.values()),
        "page_obj": pages.get_page(request.GET.get("page")),
    }
    return render(request, "recommendations/list.html", context)
