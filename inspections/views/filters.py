"""Fields by which several lists are narrowed; bad input gets a sentence."""

from django import forms

from inspections.models import Authority

FIRST_YEAR, LAST_YEAR = 1990, 2100
NOT_A_YEAR = "Write the year in four figures, such as 2022."


def region_field() -> forms.ChoiceField:
    """Choose one of the nine regions, or none."""
    return forms.ChoiceField(
        choices=[("", "Any region"), *Authority.Region.choices],
        required=False,
        error_messages={"invalid_choice": "Choose a region from the list."},
    )


def year_field() -> forms.IntegerField:
    """Choose the year in which a visit ended, or none."""
    return forms.IntegerField(
        label="Year of the visit",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NOT_A_YEAR),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
