"""What earlier visits asked for that is still open when a later one reports.

For staff: drafts count here, as nothing of it is shown in public. The number of queries
does not grow with the visits.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from inspections.models import (
    Authority,
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    Restatement,
)
from inspections.vocabulary import Verdict


@dataclass(frozen=True)
class Concern:
    """An earlier recommendation that is not closed, and what was said of it so far.

    `raised` are the visits that asked for it, the first one first: where it restates
    older recommendations, it is as old as the oldest of them.
    """

    recommendation: Recommendation
    raised: tuple[Inspection, ...]
    verdicts: tuple[ProgressVerdict, ...]


def open_concerns(
    inspection: Inspection, *, keeping: Collection[int] = ()
) -> list[Concern]:
    """Return what visits before this one asked for and is not closed, oldest first.

    Only inspectors close a concern: a visit before this one found it addressed, or
    asked for it again, in which case it lives on in the later recommendation. Those
    whose keys are in `keeping` are returned all the same.
    """
    earlier = _earlier_recommendations(inspection)
    restates = _restates(earlier)
    concerns = [
        Concern(
            recommendation,
            raised=_raised(recommendation, restates),
            verdicts=tuple(_verdicts(recommendation)),
        )
        for recommendation in earlier
    ]
    return sorted(
        (c for c in concerns if c.recommendation.pk in keeping or not _is_closed(c)),
        key=_age,
    )


def _earlier_recommendations(inspection: Inspection) -> list[Recommendation]:
    original_id = inspection.revises_id or inspection.pk
    before = Q(
        inspection__ended__lt=inspection.ended,
        inspection__revises__isnull=True,
        retired_at__isnull=True,
    ) & ~Q(inspection__status=PublicationStatus.WITHDRAWN)
    return list(
        Recommendation.objects.filter(
            before, inspection__authority__in=_lineage(inspection.authority_id)
        )
        .exclude(inspection=original_id)
        .select_related("inspection__authority")
        .prefetch_related(
            "themes",
            Prefetch(
                "all_verdicts",
                ProgressVerdict.objects.filter(before)
                .exclude(inspection=original_id)
                .select_related("inspection")
                .order_by("inspection__ended", "pk"),
            ),
            Prefetch(
                "all_restated_by",
                Restatement.objects.filter(before, later__retired_at__isnull=True)
                .exclude(inspection=original_id)
                .order_by("pk"),
            ),
        )
    )


def _lineage(authority_id: int) -> set[int]:
    """Return an authority and all that it took over from; a query a generation."""
    seen: set[int] = set()
    waiting = {authority_id}
    while waiting:
        seen |= waiting
        before = Authority.objects.filter(successors__in=waiting)
        waiting = set(before.values_list("pk", flat=True)) - seen
    return seen


def _restates(
    earlier: Iterable[Recommendation],
) -> Mapping[int, list[Recommendation]]:
    """Return what each recommendation asks for again, by its key."""
    restates: dict[int, list[Recommendation]] = {}
    for recommendation in earlier:
        for restatement in recommendation.all_restated_by.all():
            restates.setdefault(restatement.later_id, []).append(recommendation)
    return restates


def _raised(
    recommendation: Recommendation, restates: Mapping[int, list[Recommendation]]
) -> tuple[Inspection, ...]:
    """Return the visits that asked for it, following what it restates back in time."""
    visits = {recommendation.inspection_id: recommendation.inspection}
    seen: set[int] = set()
    waiting = [recommendation]
    while waiting:
        row = waiting.pop()
        if row.pk not in seen:
            seen.add(row.pk)
            visits[row.inspection_id] = row.inspection
            waiting += restates.get(row.pk, [])
    return tuple(sorted(visits.values(), key=lambda visit: (visit.ended, visit.ref)))


def _verdicts(recommendation: Recommendation) -> Iterable[ProgressVerdict]:
    return (
        verdict
        for verdict in recommendation.all_verdicts.all()
        if verdict.verdict != Verdict.NOT_REVISITED
    )


def _is_closed(concern: Concern) -> bool:
    if concern.recommendation.all_restated_by.all():
        return True
    last = concern.verdicts[-1:]
    return any(verdict.verdict == Verdict.ADDRESSED for verdict in last)


def _age(concern: Concern) -> tuple[date, date, str, int]:
    row = concern.recommendation
    visit = row.inspection
    return concern.raised[0].ended, visit.ended, visit.ref, row.position
