"""Visits whose report may speak to earlier recommendations on which nobody decided.

The same rule as `concerns.open_concerns`, asked of the database, so that visits can be
counted and listed; a test makes histories at random and holds the two to be equal.
"""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from inspections.models import (
    Authority,
    Finding,
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    Restatement,
)
from inspections.vocabulary import Verdict

Status = PublicationStatus


def with_undecided(visits: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """Keep visits that may be linked and have an open concern that nobody decided.

    A draft is linked as it stands, a published visit by a correction: while one is
    made, that stands in the list instead. Queries who took over from whom.
    """
    in_force = Finding.objects.filter(inspection=OuterRef("pk"), retired_at=None)
    copies = Inspection.objects.filter(revises=OuterRef("pk"))
    may_be_linked = Q(status=Status.DRAFT) | (
        Q(status=Status.PUBLISHED) & ~Q(Exists(copies))
    )
    own = Q(inspection__authority=OuterRef("authority"))
    waits = Q(Exists(_undecided(own)))
    for successor, before in _lineages().items():
        theirs = Q(inspection__authority__in=before)
        waits |= Q(authority=successor) & Q(Exists(_undecided(theirs)))
    of_visit = Coalesce(F("revises"), F("pk"))
    return visits.annotate(original_key=of_visit).filter(
        may_be_linked & Q(Exists(in_force)) & waits
    )


def _undecided(of: Q) -> QuerySet[Recommendation]:
    """Return what is open when the visit outside reports, and not decided there."""
    decided = ProgressVerdict.objects.filter(
        recommendation=OuterRef("pk"),
        inspection=OuterRef(OuterRef("pk")),
        retired_at=None,
    )
    before = _before(OuterRef("ended"), OuterRef("original_key"))
    return (
        Recommendation.objects.filter(of & before)
        .annotate(last=_last_verdict())
        .exclude(last=Verdict.ADDRESSED)
        .exclude(Exists(_closing()))
        .exclude(Exists(decided))
    )


def _before(ended: OuterRef, original: OuterRef) -> Q:
    """Say what was there before a visit: rows in force of earlier visits' own."""
    return (
        Q(
            inspection__ended__lt=ended,
            inspection__revises=None,
            retired_at=None,
        )
        & ~Q(inspection__status=Status.WITHDRAWN)
        & ~Q(inspection=original)
    )


def _last_verdict() -> Coalesce:
    """Return the last word before the visit outside, nothing where none spoke."""
    before = _before(OuterRef(OuterRef("ended")), OuterRef(OuterRef("original_key")))
    spoken = (
        ProgressVerdict.objects.filter(before, recommendation=OuterRef("pk"))
        .exclude(verdict=Verdict.NOT_REVISITED)
        .order_by("-inspection__ended", "-pk")
    )
    return Coalesce(Subquery(spoken.values("verdict")[:1]), Value(""))


def _closing() -> QuerySet[Restatement]:
    """Return what asked for the same again before the visit outside."""
    before = _before(OuterRef(OuterRef("ended")), OuterRef(OuterRef("original_key")))
    return Restatement.objects.filter(
        before, earlier=OuterRef("pk"), later__retired_at=None
    )


def _lineages() -> dict[int, set[int]]:
    """Return what each authority took over from, through every generation."""
    rows = Authority.predecessors.through._default_manager
    pairs = list(rows.values_list("from_authority", "to_authority"))
    return {successor: _all_before(successor, pairs) for successor, _ in pairs}


def _all_before(authority: int, pairs: Iterable[tuple[int, int]]) -> set[int]:
    seen: set[int] = set()
    waiting = {authority}
    while waiting:
        waiting = {old for new, old in pairs if new in waiting} - seen - {authority}
        seen |= waiting
    return seen
