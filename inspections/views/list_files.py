"""A filtered list as a file: the same filters as the page, all of its rows."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from inspections.cells import Column
from inspections.downloads.reading import listed_inspections, listed_recommendations
from inspections.filtering import Narrowing, rows_of, unknown_names
from inspections.tidy_files import RECOMMENDATIONS
from inspections.tidy_inspections import INSPECTIONS
from inspections.views.taken_away import HANDED, refused, taken_away

ON_PAGES_ALONE = ("page",)


class Listed(NamedTuple):
    """The columns of a list, and what makes its rows."""

    columns: Sequence[Column[Any]]
    rows: Callable[..., Iterator[Any]]


LISTED = {
    "recommendations": Listed(RECOMMENDATIONS, listed_recommendations),
    "inspections": Listed(INSPECTIONS, listed_inspections),
}


@taken_away
def listed(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """Give every row that fits the filters of a list, in its order."""
    today = timezone.localdate()
    narrowing, found = rows_of(name, request.GET, today=today)
    if faults := list(_faults(request, narrowing)):
        return refused(*faults)
    rows = _rows(name, found, today=today)
    return HANDED[ending](LISTED[name].columns, rows, name=name)


def _rows(name: str, found: QuerySet[Any], *, today: date) -> Iterator[Any]:
    return LISTED[name].rows(found, today=today, site=settings.SITE_URL)


def _faults(request: HttpRequest, narrowing: Narrowing) -> Iterator[str]:
    """Say what of an address is no filter, or no value of one."""
    if unknown_names(narrowing, request.GET, also=ON_PAGES_ALONE):
        yield f"The filters are {', '.join(narrowing.filters)}; the address has others."
    for name, errors in narrowing.form.errors.items():
        yield f"{name}: {' '.join(errors)}"
