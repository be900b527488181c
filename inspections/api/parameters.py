"""The parameters of an address: told in the document, and held to when asked.

What is not known, is empty, or is no value of a parameter is an error with a sentence,
so that a misspelt filter never passes for a list of everything.
"""

import re
from collections.abc import Iterable
from datetime import date

import django_filters as filters
from django.forms import MultipleChoiceField
from django.http import QueryDict
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter

from inspections.api.errors import BadQuery
from inspections.filtering import Narrowing
from inspections.filtering.fields import FIRST_YEAR, LAST_YEAR, YearFilter
from inspections.searching.words import LONGEST

PAGE, PER_PAGE = "page", "per_page"
USUAL_SIZE, LARGEST_SIZE, LAST_PAGE = 20, 100, 100_000
_FIGURES = re.compile(r"[0-9]{1,6}")

PAGING = (
    OpenApiParameter(
        PAGE,
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        description="Which page of the results; one past the last is a 404.",
    ),
    OpenApiParameter(
        PER_PAGE,
        {
            "type": "integer",
            "minimum": 1,
            "maximum": LARGEST_SIZE,
            "default": USUAL_SIZE,
        },
        description=f"How many results a page has, {LARGEST_SIZE} at most.",
    ),
)


def parameters_of(narrowing: type[Narrowing]) -> list[OpenApiParameter]:
    """Return a list's filters as the document tells them; choices ask the database."""
    fields = narrowing(today=timezone.localdate()).form.fields
    return [
        _parameter(name, choice, fields[name])
        for name, choice in narrowing.base_filters.items()
    ]


def _parameter(name: str, choice: filters.Filter, field: object) -> OpenApiParameter:
    label = str(choice.label)
    if isinstance(choice, YearFilter):
        schema: dict[str, object] = {
            "type": "integer",
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
        }
        return OpenApiParameter(name, schema, description=f"{label}, in four figures.")
    choices = [(v, str(words)) for v, words in getattr(field, "choices", ()) if v]
    if not choices:
        schema = {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST,
            "pattern": r"^[^\x00-\x1f]*[^\x00-\x20\s][^\x00-\x1f]*$",
        }
        return OpenApiParameter(name, schema, description=f"{label} to look for.")
    one = {
        "type": "string",
        "enum": [str(value) for value, _ in choices],
        # Not in the standard, but what several tools show beside each value.
        "x-enum-descriptions": [words for _, words in choices],
    }
    if isinstance(field, MultipleChoiceField):
        schema = {"type": "array", "items": one}
        told = f"{label}. Give it more than once for any of several."
        return OpenApiParameter(name, schema, description=told, explode=True)
    return OpenApiParameter(name, one, description=f"{label}.")


def checked(
    query: QueryDict, *, known: Iterable[str], many: Iterable[str] = ()
) -> QueryDict:
    """Return a query of which every name is known and has a value; or raise BadQuery.

    Only names in `many` may stand more than once.
    """
    names, several = set(known), set(many)
    faults: dict[str, list[str]] = {}
    for name, values in query.lists():
        if name not in names:
            usable = ", ".join(sorted(names)) or "none"
            faults["query"] = [f"Unknown parameter. Here one may use: {usable}."]
        elif any(not value.strip() for value in values):
            faults[name] = ["Give it a value, or leave it out."]
        elif len(values) > 1 and name not in several:
            faults[name] = ["Give it once."]
    if faults:
        raise BadQuery(faults)
    return query


def narrowed(narrowing: type[Narrowing], query: QueryDict, *, today: date) -> Narrowing:
    """Return the filters of a list as a query sets them; raise BadQuery if it errs."""
    offered = narrowing.base_filters
    many = [
        n for n, f in offered.items() if isinstance(f, filters.MultipleChoiceFilter)
    ]
    checked(query, known=[*offered, PAGE, PER_PAGE], many=many)
    faults = {
        name: ["Write the year in four figures, such as 2022."]
        for name, choice in offered.items()
        if isinstance(choice, YearFilter)
        and name in query
        and not _FIGURES.fullmatch(str(query[name]))
    }
    if faults:
        raise BadQuery(faults)
    asked = narrowing(query, today=today)
    if not asked.form.is_valid():
        raise BadQuery({name: list(said) for name, said in asked.form.errors.items()})
    return asked


def page_and_size(query: QueryDict) -> tuple[int, int]:
    """Return which page is asked for, and of what size; raise BadQuery if it errs."""
    return (
        _whole_number(query, PAGE, usual=1, largest=LAST_PAGE),
        _whole_number(query, PER_PAGE, usual=USUAL_SIZE, largest=LARGEST_SIZE),
    )


def _whole_number(query: QueryDict, name: str, *, usual: int, largest: int) -> int:
    written = query.get(name)
    if written is None:
        return usual
    if not _FIGURES.fullmatch(written) or not 1 <= int(written) <= largest:
        raise BadQuery({name: [f"Give a whole number from 1 to {largest}."]})
    return int(written)
