"""What a region comes to: its councils, what is open there, what is raised most.

Counted by the database, in a fixed number of queries whatever the number of visits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.text import slugify

from inspections.directory import Entry, Region
from inspections.headline_queries import with_headline
from inspections.histories import visit_of, with_grades
from inspections.models import Authority, Inspection, Recommendation
from inspections.visits import ThemeName, Visit
from inspections.vocabulary import Headline

OPEN = (Headline.OPEN, Headline.OPEN_OVERDUE, Headline.UNVERIFIED)
LATEST = 6
MOST_RAISED = 8

REGION_BY_SLUG: Mapping[str, str] = {
    slugify(name): name for name in Authority.Region.values
}


@dataclass(frozen=True)
class Open:
    """How many recommendations are recorded, open, and past the council's own date."""

    recorded: int = 0
    open: int = 0
    overdue: int = 0

    def __add__(self, other: "Open") -> "Open":
        return Open(
            self.recorded + other.recorded,
            self.open + other.open,
            self.overdue + other.overdue,
        )


@dataclass(frozen=True)
class Council:
    """An authority of the region, with what is open there."""

    entry: Entry
    open: Open


@dataclass(frozen=True)
class ThemeRaised:
    """How often a theme was raised, and by how many councils' visits."""

    theme: ThemeName
    recommendations: int
    councils: int


def open_by_council(*, today: date, region: str = "") -> dict[str, Open]:
    """Count what is recorded and open by the council's slug; of a region, or all."""
    recommendations = Recommendation.objects.published()
    if region:
        recommendations = recommendations.filter(inspection__authority__region=region)
    # Grouped by headline, so that the rule is worked out once for each.
    known: QuerySet[Any] = with_headline(recommendations, today=today)
    rows = (
        known.order_by()
        .values_list("inspection__authority__slug", "headline")
        .annotate(count=Count("pk"))
        .values_list("inspection__authority__slug", "headline", "count")
    )
    counts: dict[str, Open] = {}
    for slug, headline, count in rows:
        counts[slug] = counts.get(slug, Open()) + Open(
            recorded=count,
            open=count if headline in OPEN else 0,
            overdue=count if headline == Headline.OPEN_OVERDUE else 0,
        )
    return counts


def councils(region: Region, counts: Mapping[str, Open]) -> tuple[Council, ...]:
    """Set each council of a region beside what is open there."""
    return tuple(Council(e, counts.get(e.slug, Open())) for e in region.entries)


def total(region: Region, counts: Mapping[str, Open]) -> Open:
    """Add up what is open in a region."""
    return sum((c.open for c in councils(region, counts)), start=Open())


def with_words(counts: Mapping[str, Open]) -> int:
    """Count the councils of which any recommendation is recorded, abolished ones too.

    `most_raised` counts among the same.
    """
    return sum(council.recorded > 0 for council in counts.values())


def latest_visits(region: str) -> tuple[Visit, ...]:
    """Return the last visits to councils of a region, newest first."""
    inspections = Inspection.objects.published().filter(authority__region=region)
    latest = with_grades(inspections).order_by("-ended", "ref")[:LATEST]
    return tuple(visit_of(i, only_judgements=True) for i in latest)


def most_raised(region: str) -> tuple[ThemeRaised, ...]:
    """Return the themes raised at most councils of a region, and how often."""
    rows = (
        Recommendation.objects.published()
        .filter(inspection__authority__region=region, themes__isnull=False)
        .order_by()
        .values("themes__name", "themes__slug")
        .annotate(
            recommendations=Count("pk"),
            councils=Count("inspection__authority", distinct=True),
        )
        .order_by("-councils", "-recommendations", "themes__name")[:MOST_RAISED]
    )
    return tuple(
        ThemeRaised(
            ThemeName(row["themes__name"], row["themes__slug"]),
            row["recommendations"],
            row["councils"],
        )
        for row in rows
    )
