"""What became of a deadline: published early, on time or late, still due, not found.

Pure: the day of looking is passed in. Only an answer of the kind that was due counts;
what a newspaper or a committee paper says of a plan is not the plan.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inspections.deadlines import Deadline, working_days_between


class Timing(StrEnum):
    """Where a deadline stands."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    DAY_UNKNOWN = "day_unknown"
    NO_DATE = "no_date"
    DUE = "due"
    NOT_FOUND = "not_found"
    NOT_RECORDED = "not_recorded"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True)
class Came:
    """An answer of the kind that was due, and the day it was published, if known."""

    published_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """Where one deadline stands; `days` are working days, of which none is on time."""

    timing: Timing
    days: int = 0
    looked_on: date | None = None

    @property
    def words(self) -> str:
        """The standing in a few words for a reader."""
        if self.timing is Timing.DUE and not self.days:
            return "Due now"
        return _WORDS[self.timing].format(
            days=f"{self.days} working day{'' if self.days == 1 else 's'}",
            day=f"{self.looked_on:%-d %B %Y}" if self.looked_on else "",
        )

    @property
    def is_near(self) -> bool:
        """Whether it is still to come."""
        return self.timing is Timing.DUE


_WORDS: dict[Timing, str] = {
    Timing.EARLY: "Published {days} early",
    Timing.ON_TIME: "Published on time",
    Timing.LATE: "Published {days} late",
    Timing.DAY_UNKNOWN: "Published, on a day not known here",
    Timing.NO_DATE: "Published; no day is known by which it was due",
    Timing.DUE: "Due in {days}",
    Timing.NOT_FOUND: "Not found, last looked on {day}",
    Timing.NOT_RECORDED: "Not recorded here: nobody has noted a search for it yet",
    Timing.NOT_PUBLISHED: "Goes to inspectors and is not published",
}


def standing_of(
    deadline: Deadline, *, came: Came | None, looked_on: date | None, today: date
) -> Standing:
    """Return where a deadline stands on a day.

    `came` is the answer that was due, none where none is known; `looked_on` is the last
    day on which somebody looked for it in vain. A day of publication before the day
    from which the deadline runs cannot be of an answer to that report: it counts as
    unknown.
    """
    if not deadline.is_followed:
        return Standing(Timing.NOT_PUBLISHED)
    if came is not None:
        return _of_published(deadline, came.published_on)
    if deadline.due is not None and today <= deadline.due:
        return Standing(Timing.DUE, working_days_between(today, deadline.due))
    if looked_on is not None:
        return Standing(Timing.NOT_FOUND, looked_on=looked_on)
    return Standing(Timing.NOT_RECORDED)


def _of_published(deadline: Deadline, day: date | None) -> Standing:
    if deadline.due is None:
        return Standing(Timing.NO_DATE)
    if day is None or (deadline.start is not None and day < deadline.start):
        return Standing(Timing.DAY_UNKNOWN)
    if day == deadline.due:
        return Standing(Timing.ON_TIME)
    days = abs(working_days_between(day, deadline.due))
    if days == 0:
        # A weekend after the due day is late by no working day, yet it is late.
        return Standing(Timing.ON_TIME) if day < deadline.due else _LATE_BY_ONE
    return Standing(Timing.EARLY if day < deadline.due else Timing.LATE, days)


_LATE_BY_ONE = Standing(Timing.LATE, 1)
