"""Draw every visit to an authority on one thread of time, as SVG and as a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.formats import date_format

from inspections.templatetags import marks
from inspections.templatetags.thread import TimelineVisit, draw
from inspections.vocabulary import Grade, Kind

register = template.Library()


@dataclass(frozen=True)
class KeyEntry:
    mark: marks.Mark
    grade: str
    label: str


@register.inclusion_tag("_shared/timeline.html")
def timeline(
    visits: Iterable[TimelineVisit],
    *,
    name: str,
    until: date | None = None,
    drawing_only: bool = False,
) -> dict[str, object]:
    """Draw visits oldest to newest, with the same as a list; `name` is whose they are.

    The thread runs to the end of the year of `until`, or of the last visit.
    """
    ordered = sorted(visits, key=lambda visit: (visit.ended, visit.ref))
    return {
        "name": name,
        "drawing": draw(ordered, until=until) if ordered else None,
        "description": describe(ordered) if ordered else "",
        "visits": list(reversed(ordered)),
        "key": [*_grade_key(ordered), *_kind_key(ordered)],
        "drawing_only": drawing_only,
    }


def describe(visits: Sequence[TimelineVisit]) -> str:
    """Say in words what the drawing shows, oldest first; there is at least one."""
    steps = [
        f"{Grade(visit.headline_grade).label.lower()} in "
        f"{date_format(visit.ended, 'F Y')}"
        for visit in visits
        if visit.headline_grade in marks.GRADES
    ]
    count = f"{len(visits)} visit" + ("" if len(visits) == 1 else "s")
    first, last = visits[0].ended.year, visits[-1].ended.year
    span = f"in {first}" if first == last else f"from {first} to {last}"
    if not steps:
        return f"{count} {span}, none with an overall grade."
    return f"{count} {span}. Overall grades: {'; '.join(steps)}."


def _grade_key(visits: Iterable[TimelineVisit]) -> list[KeyEntry]:
    given = {visit.headline_grade for visit in visits}
    return [
        KeyEntry(marks.GRADES[code], code, str(Grade(code).label))
        for code in Grade.values
        if code in given
    ]


def _kind_key(visits: Iterable[TimelineVisit]) -> list[KeyEntry]:
    """List the shapes of visits without an overall grade, each with its kind."""
    given = {visit.kind for visit in visits if visit.headline_grade not in marks.GRADES}
    entries = []
    for code in Kind.values:
        if code in given:
            label = str(Kind(code).label)
            if code not in marks.KINDS:
                label += ", no overall grade"
            mark = marks.visit_mark(kind=code, grade="")
            entries.append(KeyEntry(mark, "none", label))
    return entries
