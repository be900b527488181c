"""Draw England's authorities as hexagons near where they lie, each with its grade.

The places come from a file of columns and rows in the "odd-r" layout: odd rows are
shifted half a hexagon to the right, and rows are counted from the south.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Protocol

from django import template

from inspections.templatetags import marks
from inspections.vocabulary import Grade

register = template.Library()

RADIUS = 20.0
WIDE = RADIUS * sqrt(3)
GAP = 1.2
SHAPE = 15


class HexagonPlace(Protocol):
    """An authority on the map; `grade` is "" where it has none."""

    @property
    def name(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def graded_on(self) -> date | None: ...
    @property
    def column(self) -> int: ...
    @property
    def row(self) -> int: ...
    @property
    def region(self) -> str: ...


@dataclass(frozen=True)
class Hexagon:
    place: HexagonPlace
    points: str
    x: float
    y: float
    mark: marks.Mark
    faded: bool

    @property
    def words(self) -> str:
        grade = self.place.grade
        label = Grade(grade).label if grade in Grade.values else "No overall grade"
        when = self.place.graded_on
        return f"{self.place.name}: {label}" + (f", {when:%B %Y}" if when else "")


@register.inclusion_tag("_shared/hexagons.html")
def hexagon_map(
    places: Iterable[HexagonPlace], *, title: str, region: str = ""
) -> dict[str, object]:
    """Draw authorities on the map; with a region, the others stand back."""
    known = list(places)
    top = max((place.row for place in known), default=0)
    hexagons = [_hexagon(place, top=top, region=region) for place in known]
    right = max((hexagon.x for hexagon in hexagons), default=0.0) + WIDE / 2 + GAP
    bottom = max((hexagon.y for hexagon in hexagons), default=0.0) + RADIUS + GAP
    return {
        "title": title,
        "hexagons": hexagons,
        "width": round(right, 1),
        "height": round(bottom, 1),
        "counts": _counts(p for p in known if not region or p.region == region),
    }


@dataclass(frozen=True)
class RaisedHexagon:
    """An authority on a map of where something was raised, and how often."""

    place: HexagonPlace
    points: str
    visits: int

    @property
    def shade(self) -> int:
        """How dark it is, from 0 to 3: raised at no visit, at one, two, or more."""
        return min(self.visits, 3)

    @property
    def words(self) -> str:
        if not self.visits:
            return f"{self.place.name}: not recorded here"
        return f"{self.place.name}: {self.visits} visit{'s'[: self.visits > 1]}"


@register.inclusion_tag("_shared/raised_map.html")
def raised_map(
    places: Iterable[HexagonPlace], visits: Mapping[str, int], *, title: str
) -> dict[str, object]:
    """Draw at how many visits to each authority something was raised."""
    known = list(places)
    top = max((place.row for place in known), default=0)
    centres = [_centre(place, top=top) for place in known]
    hexagons = [
        RaisedHexagon(place, _corners(*centre), visits.get(place.slug, 0))
        for place, centre in zip(known, centres, strict=True)
    ]
    shades = [hexagon.shade for hexagon in hexagons]
    return {
        "title": title,
        "hexagons": hexagons,
        "width": round(max((x for x, _ in centres), default=0.0) + WIDE / 2 + GAP, 1),
        "height": round(max((y for _, y in centres), default=0.0) + RADIUS + GAP, 1),
        "counts": [
            (shade, label, shades.count(shade)) for shade, label in enumerate(RAISED_AT)
        ],
    }


RAISED_AT = ("Not recorded here", "At one visit", "At two", "At three or more")


def _centre(place: HexagonPlace, *, top: int) -> tuple[float, float]:
    x = WIDE * (place.column + 0.5 * (place.row % 2) + 0.5) + GAP
    return x, RADIUS * (1.5 * (top - place.row) + 1) + GAP


def _hexagon(place: HexagonPlace, *, top: int, region: str) -> Hexagon:
    x, y = _centre(place, top=top)
    return Hexagon(
        place=place,
        points=_corners(x, y),
        x=round(x, 1),
        y=round(y, 1),
        mark=marks.grade_mark(place.grade),
        faded=bool(region) and place.region != region,
    )


def _corners(x: float, y: float) -> str:
    half, tall = WIDE / 2 - GAP, RADIUS - GAP
    offsets = (
        (0, -tall),
        (half, -tall / 2),
        (half, tall / 2),
        (0, tall),
        (-half, tall / 2),
        (-half, -tall / 2),
    )
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in offsets)


@dataclass(frozen=True)
class GradeCount:
    grade: str
    mark: marks.Mark
    label: str
    count: int


def _counts(places: Iterable[HexagonPlace]) -> list[GradeCount]:
    """Count authorities by grade, best first, those without one last."""
    grades = [place.grade for place in places]
    counts = [
        GradeCount(code, marks.GRADES[code], str(Grade(code).label), grades.count(code))
        for code in Grade.values
        if code in grades and code != Grade.NOT_JUDGED
    ]
    rest = len(grades) - sum(entry.count for entry in counts)
    if rest:
        counts.append(GradeCount("none", marks.NOT_GRADED, "No overall grade", rest))
    return counts
