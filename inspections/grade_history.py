"""The grades of every graded visit side by side, and where they cannot be compared.

Frozen values in and out: no database, clock or request.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inspections.comparison import judgement_change
from inspections.frameworks import AREA_ORDER, absence
from inspections.visits import JudgementMade, Visit
from inspections.vocabulary import Area


@dataclass(frozen=True)
class GradeCell:
    """What one visit made of one area: a judgement, or why it made none."""

    visit: Visit
    judgement: JudgementMade | None
    absence: str


@dataclass(frozen=True)
class GradeRow:
    """One area through every graded visit, oldest first."""

    area: Area
    cells: tuple[GradeCell, ...]


def grade_history(visits: Sequence[Visit]) -> tuple[GradeRow, ...]:
    """Set the grades of every graded visit side by side, a row for each area judged.

    Takes visits oldest first. A cell without a judgement has the framework's reason.
    """
    graded = [visit for visit in visits if visit.is_graded]
    return tuple(
        GradeRow(area, tuple(_grade_cell(visit, area) for visit in graded))
        for area in AREA_ORDER
        if any(area in visit.judgement_by_area for visit in graded)
    )


def absences(rows: Sequence[GradeRow]) -> tuple[str, ...]:
    """Return why cells of a grade history are empty, each reason once.

    What a framework did not judge is one reason, however many areas that is.
    """
    areas: dict[str, list[str]] = {}
    for row in rows:
        quoted = f"‘{row.area.label}’"
        for cell in row.cells:
            if cell.absence:
                named = areas.setdefault(cell.absence.replace(quoted, "{}"), [])
                if quoted not in named:
                    named.append(quoted)
    return tuple(_with_areas(reason, named) for reason, named in areas.items())


def _with_areas(reason: str, areas: Sequence[str]) -> str:
    if len(areas) == 1:
        return reason.replace("{}", areas[0])
    together = f"{', '.join(areas[:-1])} and {areas[-1]} are not judgements"
    return reason.replace("{} is not a judgement", together)


@dataclass(frozen=True)
class Break:
    """Where the grades of an area cannot be followed from one visit to the next."""

    area: Area
    earlier: Visit
    later: Visit
    reason: str


def breaks(visits: Sequence[Visit]) -> tuple[Break, ...]:
    """Return where comparison stops between graded visits, and why.

    Takes visits oldest first; each grade is held against the next one of its area.
    """
    found = []
    for area in AREA_ORDER:
        judged = [v for v in visits if area in v.judgement_by_area and v.is_graded]
        for earlier, later in zip(judged, judged[1:], strict=False):
            change = judgement_change(area, earlier, later)
            if change.change is None:
                found.append(Break(area, earlier, later, change.reason))
    return tuple(found)


def _grade_cell(visit: Visit, area: Area) -> GradeCell:
    judgement = visit.judgement_by_area.get(area)
    return GradeCell(
        visit, judgement, "" if judgement else absence(visit.framework, area)[1]
    )
