"""Every authority with its latest grades, by region and on the map.

What the home page and the list of authorities show. Whatever the number of authorities,
it is a fixed number of queries, and grades come from `histories` alone.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from inspections.histories import latest_graded_visits
from inspections.models import Authority
from inspections.visits import Visit
from inspections.vocabulary import Grade

HEXAGONS = Path(__file__).parent / "data" / "hexagons.csv"
NO_GRADE = "none"


@dataclass(frozen=True)
class Entry:
    """An authority, the last visit that graded it, and its place on the map."""

    name: str
    slug: str
    region: str
    is_current: bool
    other_names: tuple[str, ...] = ()
    visit: Visit | None = None
    place: tuple[int, int] | None = None

    @property
    def grade(self) -> str:
        """The overall grade that stands, or "" where there is none."""
        grade = self.visit.headline_grade if self.visit else None
        return grade.value if grade else ""

    @property
    def graded_on(self) -> date | None:
        return self.visit.ended if self.visit else None

    @property
    def column(self) -> int:
        return self.place[0] if self.place else 0

    @property
    def row(self) -> int:
        return self.place[1] if self.place else 0


@dataclass(frozen=True)
class GradeCount:
    """How many authorities have a grade; `grade` is "none" for those without one."""

    grade: str
    count: int


@dataclass(frozen=True)
class Region:
    name: str
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> tuple[GradeCount, ...]:
        """Count its authorities by overall grade, best first, then those without."""
        grades = [entry.grade or NO_GRADE for entry in self.entries]
        return tuple(GradeCount(code, grades.count(code)) for code in GRADES_SHOWN)


GRADES_SHOWN = (
    Grade.OUTSTANDING.value,
    Grade.GOOD.value,
    Grade.REQUIRES_IMPROVEMENT.value,
    Grade.INADEQUATE.value,
    NO_GRADE,
)


def entries() -> tuple[Entry, ...]:
    """Return every authority by name, those that were abolished too."""
    visits = latest_graded_visits()
    places = hexagons()
    return tuple(
        Entry(
            name=authority.name,
            slug=authority.slug,
            region=authority.region,
            is_current=authority.valid_to is None,
            other_names=tuple(authority.other_names),
            visit=visits.get(authority.pk),
            place=places.get(authority.ons_code),
        )
        for authority in Authority.objects.order_by("name")
    )


def matching(
    entries: Iterable[Entry], *, words: str = "", region: str = "", grade: str = ""
) -> tuple[Entry, ...]:
    """Keep the entries that have every word in one of their names, and the rest."""
    sought = _plain(words).split()
    return tuple(
        entry
        for entry in entries
        if (not region or entry.region == region)
        and (not grade or (entry.grade or NO_GRADE) == grade)
        and any(
            all(word in _plain(name) for word in sought)
            for name in (entry.name, *entry.other_names)
        )
    )


def regions(entries: Iterable[Entry]) -> tuple[Region, ...]:
    """Group entries by region, north to south; a region without any is left out."""
    by_region: dict[str, list[Entry]] = {}
    for entry in entries:
        by_region.setdefault(entry.region, []).append(entry)
    return tuple(
        Region(name, tuple(by_region[name]))
        for name in Authority.Region.values
        if name in by_region
    )


@cache
def hexagons() -> dict[str, tuple[int, int]]:
    """Return the column and row of each authority on the map, by its ONS code."""
    with HEXAGONS.open(encoding="utf-8", newline="") as file:
        return {
            row["ons_code"]: (int(row["q"]), int(row["r"]))
            for row in csv.DictReader(file)
        }


def _plain(words: str) -> str:
    """Return words without case, punctuation, or the choice between "&" and "and"."""
    return re.sub(r"[^a-z0-9]+", " ", words.casefold().replace("&", " and ")).strip()
