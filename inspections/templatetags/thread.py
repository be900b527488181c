"""Where each visit and its words go on a thread of time, so that no words collide.

Places along the thread are shares of its width in percent, so that words keep their
size on any screen; heights are in pixels. Inspections of graded kinds stand above the
thread, visits that give no grade below it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.utils.formats import date_format

from inspections.templatetags import marks
from inspections.vocabulary import Area

# The narrowest thread that is drawn: beneath it the list stands alone. Widths of words
# are reckoned for it; on a wider screen there is only more room between them.
NARROWEST = 690
LETTER = 7.3
LANE = 44
MARGIN_ABOVE = 30
MARGIN_BELOW = 26
FOOT = 26
FEW_LANES = 4
NEAREST_YEARS = 34


class FrameworkOfVisit(Protocol):
    @property
    def is_graded(self) -> bool: ...
    @property
    def areas(self) -> Sequence[str]: ...


class TimelineVisit(Protocol):
    """What the drawing needs to know of a visit."""

    @property
    def ref(self) -> str: ...
    @property
    def ended(self) -> date: ...
    @property
    def kind(self) -> str: ...
    @property
    def kind_label(self) -> str: ...
    @property
    def headline_grade(self) -> str | None: ...
    @property
    def framework(self) -> FrameworkOfVisit: ...


@dataclass(frozen=True)
class Flag:
    """A visit's shape on the thread, and its words at the end of a stem."""

    visit: TimelineVisit
    x: float
    mark: marks.Mark
    title: str
    detail: str
    above: bool
    width: float
    lane: int = 0

    @property
    def flipped(self) -> bool:
        """Say whether the words stand left of the stem, for want of room."""
        return self.x + self.width > 100

    @property
    def span(self) -> tuple[float, float]:
        if self.flipped:
            return self.x - self.width, self.x
        return self.x, self.x + self.width

    @property
    def title_y(self) -> int:
        """Return how far from the thread the first line stands; up is negative."""
        if self.above:
            return -MARGIN_ABOVE - self.lane * LANE - 18
        return MARGIN_BELOW + self.lane * LANE + 14

    @property
    def detail_y(self) -> int:
        return self.title_y + 17

    @property
    def stem_y(self) -> int:
        return self.title_y - 12 if self.above else self.detail_y + 4


@dataclass(frozen=True)
class Band:
    """A stretch of the thread over which one overall grade was the latest."""

    start: float
    end: float
    grade: str


@dataclass(frozen=True)
class Year:
    x: float
    label: str


@dataclass(frozen=True)
class Drawing:
    flags: tuple[Flag, ...]
    bands: tuple[Band, ...]
    years: tuple[Year, ...]
    thread_y: int
    years_y: int
    height: int


def draw(visits: Sequence[TimelineVisit], *, until: date | None = None) -> Drawing:
    """Place visits, oldest first and at least one, on a thread of whole years.

    It runs to the end of the year of `until`, or of the last visit if that is later.
    """
    first = visits[0].ended.year
    last = max(visits[-1].ended.year, until.year if until else 0)
    start, end = date(first, 1, 1), date(last + 1, 1, 1)

    def share(day: date) -> float:
        return round(1 + 98 * (day - start).days / (end - start).days, 2)

    flags = [_flag(visit, x=share(visit.ended)) for visit in visits]
    above = _in_lanes([flag for flag in flags if flag.above])
    below = _in_lanes([flag for flag in flags if not flag.above])
    thread_y = MARGIN_ABOVE + max(_lanes(above), 1) * LANE
    years_y = thread_y + MARGIN_BELOW + _lanes(below) * LANE + FOOT
    return Drawing(
        flags=tuple(sorted((*above, *below), key=lambda flag: flag.x)),
        bands=tuple(_bands(visits, share=share, end=until or end)),
        years=_years(first, last, share=share),
        thread_y=thread_y,
        years_y=years_y,
        height=years_y + 10,
    )


def _flag(visit: TimelineVisit, *, x: float) -> Flag:
    grade = visit.headline_grade or ""
    kind = marks.SHORT_KINDS.get(visit.kind, visit.kind_label)
    when = date_format(visit.ended, "M Y")
    title, detail = kind, when
    if grade in marks.GRADES:
        title, detail = marks.short_grade(grade), f"{kind}, {when}"
    return Flag(
        visit=visit,
        x=x,
        mark=marks.visit_mark(kind=visit.kind, grade=grade),
        title=title,
        detail=detail,
        above=visit.framework.is_graded,
        width=(max(len(title) * 1.06, len(detail)) * LETTER + 14) / NARROWEST * 100,
    )


def _lanes(flags: Iterable[Flag]) -> int:
    return max((flag.lane + 1 for flag in flags), default=0)


def _in_lanes(flags: Sequence[Flag]) -> list[Flag]:
    """Give each flag of one side a lane in which its words cover no others.

    The newest is placed first, in the nearest lane that no stem crosses; where a crowd
    leaves none near, a stem may pass behind words, but words never overlap.
    """
    placed: list[Flag] = []
    for flag in sorted(flags, key=lambda flag: flag.x, reverse=True):
        lanes = [replace(flag, lane=lane) for lane in range(len(flags))]
        free = [f for f in lanes if not any(_overlap(f, other) for other in placed)]
        clear = [f for f in free if not any(_cross(f, other) for other in placed)]
        near = [f for f in clear if f.lane < FEW_LANES]
        placed.append((near or free)[0])
    return placed


def _overlap(one: Flag, other: Flag) -> bool:
    """Say whether the words of two flags would cover one another."""
    meet = one.span[0] < other.span[1] and other.span[0] < one.span[1]
    return one.lane == other.lane and meet


def _cross(one: Flag, other: Flag) -> bool:
    """Say whether the stem of the farther flag runs through the words of the nearer."""
    near, far = sorted((one, other), key=lambda flag: flag.lane)
    return near.lane < far.lane and near.span[0] < far.x < near.span[1]


def _bands(
    visits: Sequence[TimelineVisit], *, share: Callable[[date], float], end: date
) -> Iterable[Band]:
    """Yield the stretches between graded inspections, to the end of the thread."""
    setting = [v for v in visits if v.headline_grade or _ends_the_overall_grade(v)]
    ends = [visit.ended for visit in setting[1:]]
    for visit, until in zip(setting, [*ends, max(end, visits[-1].ended)], strict=False):
        grade = visit.headline_grade or "none"
        yield Band(share(visit.ended), share(until), grade)


def _ends_the_overall_grade(visit: TimelineVisit) -> bool:
    """Say whether a visit judged a council's services without an overall grade."""
    areas = visit.framework.areas
    return Area.LEADERS in areas and Area.OVERALL not in areas


def _years(
    first: int, last: int, *, share: Callable[[date], float]
) -> tuple[Year, ...]:
    """Return the years to mark, with words for as many as have room."""
    step = 1
    while NARROWEST / (last + 1 - first) * step < NEAREST_YEARS:
        step += 1
    return tuple(
        Year(share(date(year, 1, 1)), "" if (year - first) % step else str(year))
        for year in range(first, last + 1)
    )
