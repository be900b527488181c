"""The fields of the filters: what may be chosen, and the sentence where it is not."""

from typing import Any

import django_filters as filters
from django import forms

from inspections.frameworks import FRAMEWORKS, OLDER
from inspections.headline_queries import NOTHING_RECORDED
from inspections.models import Authority, Theme
from inspections.vocabulary import Grade, Verdict

FIRST_YEAR, LAST_YEAR = 1990, 2100
NOT_A_YEAR = "Write the year in four figures, such as 2022."
NO_GRADE = "none"
GRADES = (
    *((grade.value, str(grade.label)) for grade in Grade if grade != Grade.NOT_JUDGED),
    (NO_GRADE, "No overall grade"),
)
VERDICTS = (
    *((verdict.value, str(verdict.label)) for verdict in Verdict),
    (NOTHING_RECORDED, "Nothing recorded yet"),
)
FRAMEWORK_CHOICES = tuple((f.code, f.name) for f in (*FRAMEWORKS[::-1], OLDER))
WHATS = (
    ("authorities", "Authorities"),
    ("inspections", "Inspections and visits"),
    ("recommendations", "Recommendations"),
    ("findings", "Findings of inspectors"),
    ("responses", "Responses of councils"),
)
NEWEST, OLDEST, BEST = "newest", "oldest", "best"


class NarrowingForm(forms.Form):
    """Checks what no field can check alone."""

    def clean(self) -> dict[str, Any]:
        """Refuse a span of years that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last year is before the first.")
        return cleaned


def choose_one(label: str, choices: Any, *, what: str) -> filters.ChoiceFilter:
    """Offer one of many as a list to open."""
    return filters.ChoiceFilter(
        label=label,
        choices=choices,
        empty_label="Any",
        method="narrow",
        error_messages={"invalid_choice": f"Choose {what} from the list."},
    )


def choose_some(label: str, choices: Any, *, what: str) -> filters.MultipleChoiceFilter:
    """Offer a few to tick, any of which will do."""
    faults = ("invalid_choice", "invalid_list")
    return filters.MultipleChoiceFilter(
        label=label,
        choices=choices,
        method="narrow",
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(faults, f"Choose {what} from the list."),
    )


class YearFilter(filters.Filter):  # type: ignore[misc]
    field_class = forms.IntegerField


def write_year(label: str) -> YearFilter:
    """Ask for a year in four figures."""
    return YearFilter(
        label=label,
        method="narrow",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NOT_A_YEAR),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )


def authority_choices() -> list[tuple[str, str]]:
    """List every authority by its address; one query."""
    return list(Authority.objects.values_list("slug", "name"))


def theme_choices() -> list[tuple[str, str]]:
    """List every theme by its address; one query."""
    return list(Theme.objects.values_list("slug", "name"))
