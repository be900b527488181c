"""Recommendations of other councils that are about the same things as one of ours.

In a fixed number of queries, ranked by the database; every one of them is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from inspections.headline_queries import with_headline
from inspections.models import Recommendation
from inspections.visits import Raised, ThemeName

MOST = 5


@dataclass(frozen=True)
class Related:
    """A recommendation made elsewhere, with its headline, and the themes shared."""

    recommendation: Recommendation
    shared: tuple[ThemeName, ...]


def related_to(
    raised: Raised, *, authority_pk: int, today: date
) -> tuple[Related, ...]:
    """Return at most five on the same themes elsewhere, those that share most first.

    Among those that share as many, the newest come first. None where it has no theme.
    """
    slugs = [theme.slug for theme in raised.themes]
    if not slugs:
        return ()
    elsewhere = (
        Recommendation.objects.published()
        .filter(themes__slug__in=slugs)
        .exclude(inspection__authority=authority_pk)
        .annotate(shared=Count("themes", filter=Q(themes__slug__in=slugs)))
        .order_by("-shared", "-inspection__ended", "inspection__ref", "position")
        .values_list("pk", flat=True)[:MOST]
    )
    return _in_order(list(elsewhere), slugs=slugs, today=today)


def _in_order(
    keys: Sequence[int], *, slugs: Sequence[str], today: date
) -> tuple[Related, ...]:
    rows = (
        with_headline(
            Recommendation.objects.published().filter(pk__in=keys), today=today
        )
        .select_related("inspection__authority")
        .prefetch_related("themes")
    )
    found = {row.pk: row for row in rows}
    return tuple(Related(found[key], _shared(found[key], slugs)) for key in keys)


def _shared(
    recommendation: Recommendation, slugs: Sequence[str]
) -> tuple[ThemeName, ...]:
    return tuple(
        ThemeName(theme.name, theme.slug)
        for theme in recommendation.themes.all()
        if theme.slug in slugs
    )
