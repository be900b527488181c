"""Draw shares: a bar beside its figures, and columns of years with a table beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django import template

register = template.Library()

TALL = 150
FOOT = 24
HEAD = 22


@register.inclusion_tag("_shared/bar.html")
def bar(part: int, *, of: int) -> dict[str, object]:
    """Draw how much of a whole a part is; nothing of nothing is empty."""
    return {"share": f"{100 * min(part, of) / of:.1f}" if of else "0"}


class YearOfReports(Protocol):
    @property
    def year(self) -> int: ...
    @property
    def read(self) -> int: ...
    @property
    def raised(self) -> int: ...


@dataclass(frozen=True)
class Column:
    """A year's column: places along the drawing in percent, heights in pixels."""

    year: YearOfReports
    x: float
    middle: float
    wide: float
    read_y: float
    read_tall: float
    raised_y: float
    raised_tall: float

    @property
    def label(self) -> str:
        return f"’{self.year.year % 100:02}"


@register.inclusion_tag("_shared/year_columns.html")
def year_columns(
    years: Iterable[YearOfReports], *, title: str, what: str
) -> dict[str, object]:
    """Draw by year how many reports there are, and in how many of them it is raised.

    `what` is what the reports are of, as in "full inspections".
    """
    known = list(years)
    return {
        "title": title,
        "columns": list(_columns(known)),
        "height": HEAD + TALL + FOOT,
        "floor": HEAD + TALL,
        "labels_y": HEAD + TALL + FOOT - 6,
        "description": describe(known, what=what),
    }


def _columns(years: Sequence[YearOfReports]) -> Iterable[Column]:
    most = max((year.read for year in years), default=0) or 1
    step = 100 / max(len(years), 6)
    for place, year in enumerate(years):
        read, raised = TALL * year.read / most, TALL * year.raised / most
        yield Column(
            year=year,
            x=round(step * (place + 0.14), 2),
            middle=round(step * (place + 0.5), 2),
            wide=round(step * 0.72, 2),
            read_y=round(HEAD + TALL - read, 1),
            read_tall=round(read, 1),
            raised_y=round(HEAD + TALL - raised, 1),
            raised_tall=round(raised, 1),
        )


def describe(years: Sequence[YearOfReports], *, what: str) -> str:
    """Say in words what the columns show."""
    read = sum(year.read for year in years)
    raised = sum(year.raised for year in years)
    if not read:
        return f"No report of {what} is recorded here."
    first, last = years[0].year, years[-1].year
    span = f"in {first}" if first == last else f"from {first} to {last}"
    words = f"Raised in {raised} of {read} reports of {what} {span}."
    if raised and first != last:
        top = max(years, key=lambda year: (year.raised, year.year))
        words += f" Most often in {top.year}: in {top.raised} of {top.read}."
    return words
