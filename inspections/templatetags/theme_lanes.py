"""Draw how much each visit was concerned with each theme, a lane for each theme.

Places along a lane are in percent, heights in pixels. The grid of themes stands beside
it as a table, with every number; here the size of a dot is the number of concerns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Protocol

from django import template
from django.utils.formats import date_format

register = template.Library()

LANE = 46
LABEL = 13
DOT = 30
FOOT = 30
MOST_MONTHS = 12
LARGEST = 13.0
"""The radius in pixels of the most concerns that one visit has of one theme."""


class ThemeOfRow(Protocol):
    @property
    def name(self) -> str: ...


class VisitOfGrid(Protocol):
    @property
    def ended(self) -> date: ...


class CellOfRow(Protocol):
    @property
    def visit(self) -> VisitOfGrid: ...
    @property
    def concerns(self) -> int: ...


class RowOfGrid(Protocol):
    @property
    def theme(self) -> ThemeOfRow: ...
    @property
    def cells(self) -> Sequence[CellOfRow]: ...
    @property
    def visits_with_concern(self) -> int: ...


@dataclass(frozen=True)
class Dot:
    x: float
    radius: float
    words: str


@dataclass(frozen=True)
class ThemeLane:
    label: str
    label_y: int
    dot_y: int
    dots: tuple[Dot, ...]


@register.inclusion_tag("_shared/theme_lanes.html")
def theme_lanes(rows: Iterable[RowOfGrid]) -> dict[str, object]:
    """Draw rows of a grid of themes; nothing where there is one visit or no concern."""
    known = list(rows)
    cells = [cell for row in known for cell in row.cells]
    most = max((cell.concerns for cell in cells), default=0)
    visits = [cell.visit for cell in known[0].cells] if known else []
    if len(visits) < 2 or not most:
        return {"lanes": []}
    places = [round(100 * (n + 0.5) / len(visits), 2) for n in range(len(visits))]
    return {
        "lanes": [
            ThemeLane(
                label=row.theme.name,
                label_y=LANE * place + LABEL,
                dot_y=LANE * place + DOT,
                dots=tuple(_dots(row, places=places, most=most)),
            )
            for place, row in enumerate(known)
        ],
        "height": LANE * len(known) + FOOT,
        "floor": LANE * len(known),
        "labels_y": LANE * len(known) + FOOT - 8,
        "visits": [
            (x, _short(visit.ended, many=len(visits) > MOST_MONTHS))
            for x, visit in zip(places, visits, strict=True)
        ],
        "description": describe(known),
        "most": most,
    }


def _dots(row: RowOfGrid, *, places: Sequence[float], most: int) -> Iterable[Dot]:
    for x, cell in zip(places, row.cells, strict=True):
        if cell.concerns:
            yield Dot(
                x=x,
                radius=round(max(3.0, LARGEST * sqrt(cell.concerns / most)), 1),
                words=f"{row.theme.name}, {date_format(cell.visit.ended, 'F Y')}: "
                f"{_concerns(cell.concerns)}",
            )


def _concerns(count: int) -> str:
    return f"{count} concern" + ("" if count == 1 else "s")


def _short(day: date, *, many: bool) -> str:
    """Write a visit's month and year, or its year alone where there is no room."""
    return f"{day:%Y}" if many else f"{date_format(day, 'M')} ’{day:%y}"


def describe(rows: Sequence[RowOfGrid]) -> str:
    """Say in words what the lanes show: each theme, at how many visits, how much."""
    return " ".join(
        f"{row.theme.name}: {_concerns(sum(cell.concerns for cell in row.cells))} at "
        f"{row.visits_with_concern} of {len(row.cells)} visits."
        for row in rows
    )
