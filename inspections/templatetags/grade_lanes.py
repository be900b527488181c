"""Draw the grades of each area at each graded visit, a lane for each area.

Places along a lane are in percent, heights in pixels. A table of the same stands
beside the drawing, so only shapes and years are drawn, and the words are in the key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django import template
from django.utils.formats import date_format

from inspections.templatetags import marks
from inspections.vocabulary import Area, Grade

register = template.Library()

LANE = 46
LABEL = 15
MARK = 32
FOOT = 28
NEAREST_YEARS = 12


class VisitOfCell(Protocol):
    @property
    def ended(self) -> date: ...


class JudgementOfCell(Protocol):
    @property
    def grade(self) -> Grade | None: ...


class Cell(Protocol):
    @property
    def visit(self) -> VisitOfCell: ...
    @property
    def judgement(self) -> JudgementOfCell | None: ...


class Row(Protocol):
    @property
    def area(self) -> Area: ...
    @property
    def cells(self) -> Sequence[Cell]: ...


@dataclass(frozen=True)
class GradeOnLane:
    x: float
    grade: str
    mark: marks.Mark
    words: str


@dataclass(frozen=True)
class Lane:
    """One area: its name, and its grades from left to right."""

    label: str
    label_y: int
    mark_y: int
    grades: tuple[GradeOnLane, ...]


@dataclass(frozen=True)
class Year:
    x: float
    label: str


@register.inclusion_tag("_shared/grade_lanes.html")
def grade_lanes(rows: Iterable[Row]) -> dict[str, object]:
    """Draw rows of grades through time; nothing where fewer than two visits graded."""
    known = list(rows)
    days = sorted({cell.visit.ended for row in known for cell in row.cells})
    if len(days) < 2:
        return {"lanes": []}
    lanes = [_lane(row, place, days=days) for place, row in enumerate(known)]
    given = {grade.grade for lane in lanes for grade in lane.grades}
    return {
        "lanes": lanes,
        "height": LANE * len(lanes) + FOOT,
        "floor": LANE * len(lanes),
        "years": _years(days),
        "years_y": LANE * len(lanes) + FOOT - 6,
        "description": describe(known),
        "key": [
            (code, mark, str(Grade(code).label))
            for code, mark in marks.GRADES.items()
            if code in given
        ],
    }


def _lane(row: Row, place: int, *, days: Sequence[date]) -> Lane:
    return Lane(
        label=str(row.area.label),
        label_y=LANE * place + LABEL,
        mark_y=LANE * place + MARK,
        grades=tuple(
            GradeOnLane(
                x=_x(cell.visit.ended, days=days),
                grade=cell.judgement.grade,
                mark=marks.grade_mark(cell.judgement.grade),
                words=_words(cell.judgement.grade, cell.visit.ended),
            )
            for cell in row.cells
            if cell.judgement and cell.judgement.grade
        ),
    )


def _x(day: date, *, days: Sequence[date]) -> float:
    """Return how far along a day stands, between whole years."""
    start, end = date(days[0].year, 1, 1), date(days[-1].year + 1, 1, 1)
    return round(1 + 97 * (day - start).days / (end - start).days, 2)


def _years(days: Sequence[date]) -> list[Year]:
    first, last = days[0].year, days[-1].year
    step = 1 if last - first < NEAREST_YEARS else 2
    return [
        Year(_x(date(year, 1, 1), days=days), str(year))
        for year in range(first, last + 1, step)
    ]


def _words(grade: Grade, ended: date) -> str:
    return f"{grade.label}, {date_format(ended, 'F Y')}"


def describe(rows: Iterable[Row]) -> str:
    """Say in words what the lanes show, area by area, oldest first."""
    sentences = []
    for row in rows:
        given = [
            f"{str(cell.judgement.grade.label).lower()} in "
            f"{date_format(cell.visit.ended, 'F Y')}"
            for cell in row.cells
            if cell.judgement and cell.judgement.grade
        ]
        if given:
            sentences.append(f"{row.area.label}: {', '.join(given)}.")
    return " ".join(sentences)
