"""Two visits side by side: what changed in each judgement, and what became of each
recommendation. Frozen values in, frozen values out: no database, clock or request.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inspections.frameworks import AREA_ORDER, absence, comparability, direction
from inspections.visits import JudgementMade, Raised, VerdictGiven, Visit, elapsed
from inspections.vocabulary import Area, Verdict
from inspections.wording import Rewording, reworded


@dataclass(frozen=True)
class JudgementChange:
    """One area in two visits. `change` is 1 up, -1 down, 0 level, None not comparable.

    `reason` says why it cannot be compared, or, where it can, what to bear in mind.
    """

    area: Area
    earlier: JudgementMade | None
    later: JudgementMade | None
    earlier_absence: str
    later_absence: str
    change: int | None
    reason: str

    @property
    def why_not(self) -> str:
        """Why it cannot be compared, unless an empty cell says the same already."""
        told = self.reason in (self.earlier_absence, self.later_absence)
        return "" if self.change is not None or told else self.reason

    @property
    def words(self) -> str:
        """The direction in words, from the earlier visit to the later one."""
        if self.change is None:
            return "Not comparable"
        return {1: "Higher grade", -1: "Lower grade", 0: "Same grade"}[self.change]


@dataclass(frozen=True)
class RecommendationProgress:
    """What the later of two visits says became of an earlier recommendation."""

    recommendation: Raised
    verdict: VerdictGiven | None
    restated_by: tuple[Raised, ...]

    @property
    def said(self) -> Verdict | None:
        return self.verdict.verdict if self.verdict else None

    @property
    def rewordings(self) -> tuple[Rewording, ...]:
        pairs = (reworded(self.recommendation, again) for again in self.restated_by)
        return tuple(pair for pair in pairs if pair)

    @property
    def is_restated(self) -> bool:
        return bool(self.restated_by)

    @property
    def is_carried_over(self) -> bool:
        """Spoken to by the later report, and not asked for again."""
        return (
            not self.restated_by
            and self.verdict is not None
            and self.verdict.verdict is not Verdict.NOT_REVISITED
        )

    @property
    def is_not_revisited(self) -> bool:
        """Neither spoken to nor asked for again: not known, never a success."""
        return not self.is_restated and not self.is_carried_over


@dataclass(frozen=True)
class Comparison:
    """Two visits of one authority, the earlier first.

    An item that the later visit restates is one item; so carried over, restated, not
    revisited and new add up to the union of both visits' recommendations.
    """

    earlier: Visit
    later: Visit
    judgements: tuple[JudgementChange, ...]
    progress: tuple[RecommendationProgress, ...]
    new: tuple[Raised, ...]

    @property
    def rose(self) -> tuple[JudgementChange, ...]:
        return tuple(j for j in self.judgements if j.change == 1)

    @property
    def held(self) -> tuple[JudgementChange, ...]:
        return tuple(j for j in self.judgements if j.change == 0)

    @property
    def fell(self) -> tuple[JudgementChange, ...]:
        return tuple(j for j in self.judgements if j.change == -1)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to bear in mind of the grades that may be compared, each thing once."""
        cautions = [j.reason for j in self.judgements if j.change is not None]
        return tuple(dict.fromkeys(caution for caution in cautions if caution))

    @property
    def carried_over(self) -> tuple[RecommendationProgress, ...]:
        return tuple(p for p in self.progress if p.is_carried_over)

    @property
    def restated(self) -> tuple[RecommendationProgress, ...]:
        return tuple(p for p in self.progress if p.is_restated)

    @property
    def not_revisited(self) -> tuple[RecommendationProgress, ...]:
        return tuple(p for p in self.progress if p.is_not_revisited)

    @property
    def is_linked(self) -> bool:
        """Somebody has read the later report for what the earlier one asked."""
        return any(p.verdict or p.restated_by for p in self.progress)

    @property
    def carried_by_verdict(
        self,
    ) -> tuple[tuple[Verdict, tuple[RecommendationProgress, ...]], ...]:
        """What was carried over, by what the later report says of it."""
        groups = (
            (given, tuple(p for p in self.carried_over if p.said is given))
            for given in Verdict
        )
        return tuple((given, group) for given, group in groups if group)

    @property
    def item_count(self) -> int:
        """How many items there are in both visits, what is restated counted once."""
        return len(self.progress) + len(self.new)

    @property
    def silent(self) -> tuple[RecommendationProgress, ...]:
        """Not revisited, as somebody who read the later report has said."""
        return tuple(p for p in self.not_revisited if p.verdict)

    @property
    def not_yet_read(self) -> tuple[RecommendationProgress, ...]:
        """Not revisited as far as is known: nobody has yet read the report for it."""
        return tuple(p for p in self.not_revisited if not p.verdict)

    @property
    def elapsed(self) -> str:
        return elapsed(self.earlier.ended, self.later.ended)

    @property
    def is_across_bodies(self) -> bool:
        """The two visits inspected two bodies: a council and one that succeeded it."""
        return self.earlier.authority != self.later.authority


def compare(earlier: Visit, later: Visit) -> Comparison:
    """Set two visits side by side.

    Takes the visits oldest first and raises ValueError where they are not: what became
    of a recommendation can only be said by a visit that came after it.
    """
    if later.ended < earlier.ended or later.ref == earlier.ref:
        raise ValueError(f"{later.ref} did not come after {earlier.ref}.")
    own = {raised.ref for raised in earlier.recommendations}
    answering = {
        later_ref for earlier_ref, later_ref in later.restates if earlier_ref in own
    }
    return Comparison(
        earlier=earlier,
        later=later,
        judgements=_judgement_changes(earlier, later),
        progress=tuple(_progress(raised, later) for raised in earlier.recommendations),
        new=tuple(r for r in later.recommendations if r.ref not in answering),
    )


def successive(visits: Sequence[Visit]) -> tuple[Comparison, ...]:
    """Compare each visit with the next, oldest first."""
    ordered = sorted(visits, key=lambda visit: (visit.ended, visit.ref))
    return tuple(
        compare(earlier, later)
        for earlier, later in zip(ordered, ordered[1:], strict=False)
    )


def _judgement_changes(earlier: Visit, later: Visit) -> tuple[JudgementChange, ...]:
    return tuple(
        judgement_change(area, earlier, later)
        for area in AREA_ORDER
        if area in earlier.judgement_by_area or area in later.judgement_by_area
    )


def judgement_change(area: Area, earlier: Visit, later: Visit) -> JudgementChange:
    """Set one area of two visits side by side, the earlier first."""
    before = earlier.judgement_by_area.get(area)
    after = later.judgement_by_area.get(area)
    may = comparability(area, earlier.framework, later.framework)
    change: int | None = None
    reason = may.reason
    if earlier.authority != later.authority:
        reason = f"{earlier.authority} and {later.authority} are different authorities."
    elif may.allowed and before and after:
        if before.grade and after.grade:
            change = direction(before.grade, after.grade)
            if change is None:
                reason = f"‘{before.words}’ and ‘{after.words}’ are not on one scale."
        else:
            reason = "One of the two visits has no grade here."
    elif may.allowed:
        reason = "One of the two visits has no entry here."
    return JudgementChange(
        area=area,
        earlier=before,
        later=after,
        earlier_absence="" if before else absence(earlier.framework, area)[1],
        later_absence="" if after else absence(later.framework, area)[1],
        change=change,
        reason=reason,
    )


def _progress(raised: Raised, later: Visit) -> RecommendationProgress:
    again = {ref for earlier_ref, ref in later.restates if earlier_ref == raised.ref}
    return RecommendationProgress(
        recommendation=raised,
        verdict=next(
            (v for v in later.verdicts if v.recommendation_ref == raised.ref), None
        ),
        restated_by=tuple(r for r in later.recommendations if r.ref in again),
    )
