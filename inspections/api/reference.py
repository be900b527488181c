"""The document of the interface, and the page on which people read and try it."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inspections.api.bases import RecordView
from inspections.api.document import PREFIX, document
from inspections.models import Inspection, Recommendation, Theme

TO = "to"
"""The field in which a form names its address, with the parts to fill in braces."""
PART = re.compile(r"{(\w+)}")
ADDRESS = re.compile(rf"{PREFIX}(?:[-a-zA-Z0-9_]+/)+")


@extend_schema(exclude=True)
class Document(RecordView):
    """The OpenAPI 3.1 document of every address."""

    def get(self, request: Request) -> Response:
        return Response(document())


Runs = list[tuple[str, bool]]
"""Words of the document in order, each with whether they are a name in code."""


def _runs(words: str) -> Runs:
    """Part words from the names that stand between backticks."""
    return [(run, bool(n % 2)) for n, run in enumerate(words.split("`")) if run]


@dataclass(frozen=True)
class Parameter:
    """One parameter as the page draws it."""

    name: str
    told: Runs
    is_in_path: bool
    choices: list[tuple[str, str]] = field(default_factory=list)
    takes_many: bool = False
    example: str = ""


@dataclass(frozen=True)
class Operation:
    """One address as the page draws it: what it does, and a form that asks it."""

    name: str
    path: str
    summary: str
    told: list[Runs]
    parameters: list[Parameter]
    group: str


def index(request: HttpRequest) -> HttpResponse:
    """Tell people what programs may ask, with a form for every address."""
    made = document()
    examples = _examples()
    groups: dict[str, list[Operation]] = {}
    for path, methods in made["paths"].items():
        operation = _operation(path, methods["get"], examples)
        groups.setdefault(operation.group, []).append(operation)
    context = {
        "groups": groups,
        "rate": settings.API_RATE.replace("/", " a "),
        "prefix": PREFIX,
    }
    return render(request, "api/reference.html", context)


def _operation(path: str, told: dict[str, Any], examples: dict[str, str]) -> Operation:
    group = told["tags"][0]
    summary, *rest = told.get("description", path).split("\n\n")
    return Operation(
        name=told["operationId"],
        path=path,
        summary=" ".join(summary.split()).removesuffix("."),
        told=[_runs(" ".join(part.split())) for part in rest],
        parameters=[_parameter(p, examples, group) for p in told.get("parameters", [])],
        group=group,
    )


def _parameter(told: dict[str, Any], examples: dict[str, str], group: str) -> Parameter:
    schema = told["schema"]
    name = told["name"]
    one = schema.get("items", schema)
    codes = one.get("enum", [])
    return Parameter(
        name=name,
        told=_runs(told.get("description", "")),
        is_in_path=told["in"] == "path",
        choices=list(zip(codes, one.get("x-enum-descriptions", codes), strict=True)),
        takes_many=schema.get("type") == "array",
        example=examples.get(f"{group} {name}", examples.get(name, "")),
    )


def _examples() -> dict[str, str]:
    """Return something published for each part of an address; 3 queries."""
    asked = (
        Recommendation.objects.published()
        .select_related("inspection__authority")
        .order_by("-inspection__ended", "inspection__ref", "position")
        .first()
    )
    theme = Theme.objects.order_by("position").first()
    found = {"themes slug": theme.slug if theme else ""}
    if asked is None:
        return found
    visits = list(
        Inspection.objects.published()
        .filter(authority=asked.inspection.authority)
        .order_by("-ended")
        .values_list("ref", flat=True)[:2]
    )
    return found | {
        "slug": asked.inspection.authority.slug,
        "ref": asked.inspection.ref,
        "number": str(asked.position),
        "one": visits[-1],
        "other": asked.inspection.ref,
    }


def tried(request: HttpRequest) -> HttpResponse:
    """Lead from a form of the page to the address that it asks for.

    A form can neither write into the path of an address nor leave out what is empty.
    """
    query = request.GET.copy()
    path = query.pop(TO, [""])[-1]
    parts = {name: query.pop(name, [""])[-1] for name in PART.findall(path)}
    address = PART.sub(lambda found: parts[found[1]].strip(), path)
    if not ADDRESS.fullmatch(address):
        return redirect("api")
    for name, values in list(query.lists()):
        query.setlist(name, [value for value in values if value.strip()])
    return redirect(f"{address}?{query.urlencode()}" if query.urlencode() else address)
