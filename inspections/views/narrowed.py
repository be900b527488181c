"""The filter panel over a list: fields with counts, what is chosen, and its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BoundField, CheckboxSelectMultiple
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect

from inspections.facets import Counts, counted
from inspections.filtering import Narrowing

PAGE = "page"


@dataclass(frozen=True)
class Choice:
    """One choice of a filter, and how many results it would give."""

    value: str
    label: str
    is_chosen: bool
    count: int | None


@dataclass(frozen=True)
class Group:
    """One filter as the panel draws it: to tick, to open, or to write into."""

    bound: BoundField
    drawn: str
    choices: list[Choice] = field(default_factory=list)

    @property
    def is_used(self) -> bool:
        return bool(self.bound.errors) or any(c.is_chosen for c in self.choices)


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Panel:
    """What the templates need of the filters of a list."""

    groups: list[Group]
    chips: list[Chip]
    clear_url: str
    words: str

    @property
    def is_used(self) -> bool:
        return bool(self.chips)


def tidied(request: HttpRequest, narrowing: Narrowing) -> HttpResponseRedirect | None:
    """Lead from what a form sends, with its empty fields, to the address to keep."""
    if "" not in [value for values in request.GET.lists() for value in values[1]]:
        return None
    return redirect(address(request.path, query_in_order(narrowing, request.GET)))


def query_in_order(
    narrowing: Narrowing, query: QueryDict, *, without: tuple[str, str] | None = None
) -> QueryDict:
    """Return a query with its filters in their usual order, and nothing empty.

    The default order of results goes unsaid; the page is let go with any change.
    """
    tidy = QueryDict(mutable=True)
    for name in narrowing.filters:
        values = [value for value in query.getlist(name) if value.strip()]
        if name == "sort":
            values = [v for v in values[-1:] if v != narrowing.default_sort]
        kept = [v for v in dict.fromkeys(values) if (name, v) != without]
        if kept:
            tidy.setlist(name, sorted(kept) if len(kept) > 1 else kept)
    return tidy


def address(path: str, query: QueryDict) -> str:
    """Return a path with its query, or the path alone."""
    return f"{path}?{query.urlencode()}" if query else path


def panel(request: HttpRequest, narrowing: Narrowing) -> Panel:
    """Return the filters of a list with counts; asks the database for the counts."""
    counts = counted(narrowing)
    groups = [_group(narrowing, bound, counts) for bound in narrowing.form]
    labels = {
        (group.bound.name, choice.value): choice.label
        for group in groups
        for choice in group.choices
    }
    chips = []
    for name, values in _chosen(narrowing).items():
        for value in values:
            rest = query_in_order(narrowing, request.GET, without=(name, value))
            chips.append(
                Chip(
                    str(narrowing.form[name].label),
                    labels.get((name, value), value),
                    address(request.path, rest),
                )
            )
    return Panel(
        groups=groups,
        chips=chips,
        clear_url=request.path,
        words=narrowing.wanted.get("q", ""),
    )


def _chosen(narrowing: Narrowing) -> dict[str, list[str]]:
    found = {}
    for name, value in narrowing.wanted.items():
        if name not in ("sort",):
            values = value if isinstance(value, list) else [value]
            found[name] = [str(v) for v in values]
    return found


def _group(narrowing: Narrowing, bound: BoundField, counts: Counts) -> Group:
    widget = bound.field.widget
    if not isinstance(widget, ChoiceWidget):
        return Group(bound, "text")
    drawn = "ticks" if isinstance(widget, CheckboxSelectMultiple) else "select"
    given = bound.value() or []
    chosen = {str(v) for v in (given if isinstance(given, list) else [given])}
    own = counts.get(bound.name)
    choices = [
        Choice(
            value=str(value),
            label=str(label),
            is_chosen=str(value) in chosen,
            count=None if own is None else own[str(value)],
        )
        for value, label in widget.choices
        if str(value)
    ]
    if bound.name == "sort":
        default = chosen or {narrowing.default_sort}
        choices = [Choice(c.value, c.label, c.value in default, None) for c in choices]
    return Group(bound, drawn, [c for c in choices if c.count != 0 or c.is_chosen])


def page_of(request: HttpRequest, rows: QuerySet[Any], *, size: int) -> Page[Any]:
    """Return the page that is asked for, or the nearest there is."""
    return Paginator(rows, size).get_page(request.GET.get(PAGE))


def list_context(
    request: HttpRequest, narrowing: Narrowing, *, size: int
) -> Mapping[str, Any]:
    """Return what every filtered list shows: its form, panel and page of rows."""
    return {
        "form": narrowing.form,
        "panel": panel(request, narrowing),
        "page_obj": page_of(request, narrowing.in_order(), size=size),
    }
