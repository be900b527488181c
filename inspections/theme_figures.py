"""How often inspectors raise a theme, and where: counted among the reports read here.

A report counts where its words are recorded, not its grades alone: only of such can
anybody say that it does not raise a thing. To raise a theme is to make a recommendation
on it. Each figure is one query, whatever the number of reports.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from inspections.models import Finding, Inspection, Recommendation, Theme
from inspections.vocabulary import Kind


@dataclass(frozen=True)
class Family:
    """Kinds of visit whose reports are of one sort, and what they are called."""

    code: str
    label: str
    kinds: tuple[Kind, ...]


FULL = Family(
    "full",
    "full inspections",
    (Kind.SIF, Kind.SIF_REINSPECTION, Kind.ILACS_STANDARD, Kind.ILACS_SHORT),
)
SEND = Family("send", "area SEND inspections", (Kind.AREA_SEND,))
FAMILIES: tuple[Family, ...] = (
    FULL,
    Family("focused", "focused visits", (Kind.FOCUSED_VISIT,)),
    Family("monitoring", "monitoring visits", (Kind.MONITORING_VISIT,)),
    Family("joint", "joint targeted area inspections", (Kind.JTAI,)),
    SEND,
    Family(
        "other",
        "earlier and other inspections",
        (Kind.SLAC, Kind.LOOKED_AFTER, Kind.LSCB_REVIEW, Kind.OTHER),
    ),
)
_FAMILY_OF = {kind: family for family in FAMILIES for kind in family.kinds}


def main_family(theme: Theme) -> Family:
    """Return the kinds of inspection at which a theme belongs first of all."""
    return SEND if theme.scope == Theme.Scope.AREA_SEND else FULL


@dataclass(frozen=True)
class Share:
    """In how many of the reports read here something is raised."""

    read: int = 0
    raised: int = 0


@dataclass(frozen=True)
class YearShare:
    """The same for the visits that ended in one year."""

    year: int
    read: int
    raised: int


@dataclass(frozen=True)
class FamilyShare:
    """How often reports of one sort raise a theme: in all, and year by year."""

    family: Family
    years: tuple[YearShare, ...]

    @property
    def read(self) -> int:
        return sum(year.read for year in self.years)

    @property
    def raised(self) -> int:
        return sum(year.raised for year in self.years)


def reports_read() -> QuerySet[Inspection]:
    """Keep the published inspections of whose report words are recorded here."""
    own_words = [
        Exists(model.objects.published().filter(inspection=OuterRef("pk")))
        for model in (Recommendation, Finding)
    ]
    return Inspection.objects.published().filter(own_words[0] | own_words[1])


def shares_of(theme: Theme) -> tuple[FamilyShare, ...]:
    """Count by sort of report and year how many reports raise a theme."""
    raised = Recommendation.objects.published().filter(
        inspection=OuterRef("pk"), themes=theme
    )
    rows = (
        reports_read()
        .annotate(is_raised=Exists(raised), year=ExtractYear("ended"))
        .order_by()
        .values("kind", "year")
        .annotate(read=Count("pk"), raised=Count("pk", filter=Q(is_raised=True)))
    )
    found: dict[str, dict[int, Share]] = {family.code: {} for family in FAMILIES}
    for row in rows:
        years = found[_FAMILY_OF[Kind(row["kind"])].code]
        known = years.get(row["year"], Share())
        years[row["year"]] = Share(
            known.read + row["read"], known.raised + row["raised"]
        )
    return tuple(
        FamilyShare(family, _years(found[family.code]))
        for family in FAMILIES
        if found[family.code]
    )


def _years(shares: dict[int, Share]) -> tuple[YearShare, ...]:
    """Put years in order, with those between that had no report."""
    return tuple(
        YearShare(year, share.read, share.raised)
        for year in range(min(shares), max(shares) + 1)
        for share in [shares.get(year, Share())]
    )


@dataclass(frozen=True)
class Place:
    """An authority at which a theme was raised, and how often."""

    name: str
    slug: str
    visits: int
    recommendations: int
    latest: date


def places_of(theme: Theme) -> tuple[Place, ...]:
    """Return the authorities at which a theme was raised, at most visits first."""
    rows = (
        Recommendation.objects.published()
        .filter(themes=theme)
        .order_by()
        .values("inspection__authority__name", "inspection__authority__slug")
        .annotate(
            visits=Count("inspection", distinct=True),
            recommendations=Count("pk"),
            latest=Max("inspection__ended"),
        )
        .order_by("-visits", "-recommendations", "inspection__authority__name")
    )
    return tuple(
        Place(
            row["inspection__authority__name"],
            row["inspection__authority__slug"],
            row["visits"],
            row["recommendations"],
            row["latest"],
        )
        for row in rows
    )


@dataclass(frozen=True)
class Listed:
    """A theme in the list of all: how often reports of its main sort raise it."""

    theme: Theme
    share: Share = field(default_factory=Share)


@dataclass(frozen=True)
class Group:
    """Themes of one scope, the most often raised first, and what their reports are."""

    label: str
    family: Family
    read: int
    themes: tuple[Listed, ...]


def groups() -> tuple[Group, ...]:
    """Return every theme by scope, with how often it is raised."""
    themes = list(Theme.objects.all())
    raised = _raised(FULL) | _raised(SEND)
    read: dict[str, int] = dict(
        reports_read()
        .order_by()
        .values_list("kind")
        .annotate(count=Count("pk"))
        .values_list("kind", "count")
    )
    found = []
    for scope in Theme.Scope:
        own = [theme for theme in themes if theme.scope == scope]
        family = SEND if scope is Theme.Scope.AREA_SEND else FULL
        of = sum(read.get(kind, 0) for kind in family.kinds)
        listed = [Listed(t, Share(of, raised.get((family.code, t.pk), 0))) for t in own]
        if listed:
            found.append(Group(scope.label, family, of, _most_first(listed)))
    return tuple(found)


def _raised(family: Family) -> dict[tuple[str, int], int]:
    rows = (
        Recommendation.objects.published()
        .filter(inspection__kind__in=family.kinds, themes__isnull=False)
        .order_by()
        .values_list("themes")
        .annotate(count=Count("inspection", distinct=True))
        .values_list("themes", "count")
    )
    return {(family.code, theme): count for theme, count in rows}


def _most_first(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(listed, key=lambda one: (-one.share.raised, one.theme.name)))
