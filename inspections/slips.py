"""Target dates of an action, and in words how they moved. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.contrib.humanize.templatetags.humanize import apnumber

TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True)
class TargetDate:
    """A day, or a month only, by which the council means to have done something."""

    day: date
    is_month_only: bool = False

    @property
    def last_day(self) -> date:
        """The last day that is in time: of a month, its end."""
        return end_of_month(self.day) if self.is_month_only else self.day

    @property
    def words(self) -> str:
        return f"{self.day:%B %Y}" if self.is_month_only else f"{self.day:%-d %B %Y}"


@dataclass(frozen=True)
class Slip:
    """The first target date, the current one, and how often it moved between."""

    first: TargetDate
    current: TargetDate
    moves: int

    @property
    def words(self) -> str:
        """The slip in words: “due March 2026, moved twice, seven months later”."""
        times = TIMES.get(self.moves, f"{apnumber(self.moves)} times")
        return f"due {self.first.words}, moved {times}, {self.gap}"

    @property
    def gap(self) -> str:
        """How far the current date is from the first, in words."""
        first, current = self.first.last_day, self.current.last_day
        if first == current:
            return "back to the first date"
        length = _length(min(first, current), max(first, current))
        return f"{length} {'later' if current > first else 'earlier'}"


def slip_of(targets: Sequence[TargetDate]) -> Slip | None:
    """Return how target dates, oldest first, moved; none where they never did.

    A target that repeats the one before it, to the last day in time, is no move.
    """
    moves = sum(a.last_day != b.last_day for a, b in pairwise(targets))
    return Slip(targets[0], targets[-1], moves) if moves else None


def end_of_month(day: date) -> date:
    """Return the last day of the month that a day is in."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def whole_months(earlier: date, later: date) -> int:
    """Return how many whole calendar months lie between two days.

    From the end of a month to the end of another is whole months, however long.
    """
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    at_the_end = later == end_of_month(later)
    return months - (later.day < earlier.day and not at_the_end)


def _length(earlier: date, later: date) -> str:
    months = whole_months(earlier, later)
    if months < 1:
        return _counted((later - earlier).days, "day")
    years, rest = divmod(months, 12)
    parts = [(years, "year"), (rest, "month")]
    return " and ".join(_counted(n, unit) for n, unit in parts if n)


def _counted(number: int, unit: str) -> str:
    return f"{apnumber(number)} {unit}{'' if number == 1 else 's'}"
