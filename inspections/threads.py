"""An authority's visits as a whole: the grades that stand, each recommendation with
what every voice says of it, and the threads of one concern across visits.

Frozen values: no database, clock or request.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from inspections.accounts import ActionReported, Answer, PositionTaken
from inspections.comparison import Comparison, compare, successive
from inspections.headlines import headline, is_overdue
from inspections.steps import Step, Thread
from inspections.tracking import Tracked
from inspections.visits import JudgementMade, Raised, VerdictGiven, Visit
from inspections.vocabulary import Area, Headline, Subject, Verdict


@dataclass(frozen=True)
class Standing:
    """A judgement that no later one has replaced, and the visit that made it."""

    judgement: JudgementMade
    visit: Visit


@dataclass(frozen=True)
class History:
    """Everything public of one authority, oldest visit first.

    `looks` holds the last day on which somebody looked for an answer in vain, by the
    reference of the visit.
    """

    visits: tuple[Visit, ...]
    answers: tuple[Answer, ...]
    today: date
    looks: Mapping[str, date] = field(default_factory=dict)

    @cached_property
    def visit_by_ref(self) -> dict[str, Visit]:
        return {visit.ref: visit for visit in self.visits}

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """The grades of the last graded visit: later ungraded ones cannot move them."""
        graded = [visit for visit in self.visits if _grades_council(visit)]
        if not graded:
            return ()
        return tuple(
            Standing(judgement, graded[-1])
            for judgement in graded[-1].judgements_in_order
            if judgement.subject is Subject.COUNCIL
        )

    @property
    def standing_overall(self) -> Standing | None:
        """The overall grade that stands, or none where the last graded visit has none.

        A grade that an earlier visit gave under another framework is not carried on.
        """
        return next(
            (s for s in self.standing if s.judgement.area is Area.OVERALL), None
        )

    @cached_property
    def tracked(self) -> tuple[Tracked, ...]:
        """Every recommendation with its voices, in order of visit and number."""
        return tuple(
            self._track(raised, visit)
            for visit in self.visits
            for raised in visit.recommendations
        )

    @cached_property
    def tracked_by_ref(self) -> dict[str, Tracked]:
        return {tracked.raised.ref: tracked for tracked in self.tracked}

    def raised_at(self, ref: str, *, theme: str = "") -> tuple[Tracked, ...]:
        """Return what a visit raised; with a theme's slug, on that theme alone."""
        return tuple(
            tracked
            for tracked in self.tracked
            if tracked.visit.ref == ref
            and (not theme or theme in {t.slug for t in tracked.raised.themes})
        )

    @property
    def open(self) -> tuple[Tracked, ...]:
        return tuple(tracked for tracked in self.tracked if tracked.is_open)

    @property
    def closed(self) -> tuple[Tracked, ...]:
        return tuple(tracked for tracked in self.tracked if not tracked.is_open)

    @property
    def overdue(self) -> tuple[Tracked, ...]:
        return tuple(t for t in self.tracked if t.headline is Headline.OPEN_OVERDUE)

    @property
    def repeated(self) -> tuple[Tracked, ...]:
        """Recommendations that ask again for what an earlier visit asked."""
        return tuple(tracked for tracked in self.tracked if tracked.restates)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        return successive(self.visits)

    def pair(self, one: str, other: str) -> Comparison:
        """Compare two visits by reference, in either order; KeyError where unknown.

        What the later one asks again by way of a visit between the two counts as asked
        again.
        """
        visits = sorted(
            (self.visit_by_ref[one], self.visit_by_ref[other]), key=_in_time
        )
        own = {raised.ref for raised in visits[1].recommendations}
        restates = tuple(
            (raised.ref, ref)
            for raised in visits[0].recommendations
            for ref in self._asked_again(raised.ref)
            if ref in own
        )
        return compare(visits[0], replace(visits[1], restates=restates))

    def _asked_again(self, ref: str) -> list[str]:
        """Return all that restates a recommendation, directly or by way of another."""
        return _all_beyond(ref, lambda r: self.tracked_by_ref[r].restated_by)

    def _asked_before(self, ref: str) -> list[str]:
        """Return all that a recommendation restates, directly or by way of another."""
        return _all_beyond(ref, lambda r: self.tracked_by_ref[r].restates)

    def knows(self, refs: Iterable[str]) -> bool:
        """Say whether every reference is of one of these visits."""
        return set(refs) <= set(self.visit_by_ref)

    def in_order(self, refs: Iterable[str]) -> tuple[Visit, ...]:
        """Return the visits of these references, each once, oldest first."""
        wanted = set(refs)
        return tuple(visit for visit in self.visits if visit.ref in wanted)

    def neighbours(self, ref: str) -> tuple[Visit | None, Visit | None]:
        """Return the visits before and after one."""
        place = self.visits.index(self.visit_by_ref[ref])
        return (
            self.visits[place - 1] if place else None,
            self.visits[place + 1] if place + 1 < len(self.visits) else None,
        )

    def answers_to(self, ref: str) -> tuple[Answer, ...]:
        """Return what the council published in answer to one visit."""
        return tuple(a for a in self.answers if a.inspection_ref == ref)

    def thread(self, ref: str) -> Thread:
        """Follow one recommendation back to what it restates and on to what did so.

        Two that were merged into one each have their own past, so what only shares a
        later recommendation with this one is no part of its thread.
        """
        found = {ref, *self._asked_before(ref), *self._asked_again(ref)}
        members = tuple(t for t in self.tracked if t.raised.ref in found)
        steps = [step for tracked in members for step in _steps(tracked)]
        return Thread(
            steps=tuple(
                sorted(steps, key=lambda s: (_in_time(s.visit), not s.verdict))
            ),
            members=members,
            today=self.today,
        )

    @cached_property
    def every_thread(self) -> tuple[Thread, ...]:
        """Every concern as last put, that raised at most visits first, then the oldest.

        One that became two is two by now, and two that became one are one.
        """
        threads = [self.thread(t.raised.ref) for t in self.tracked if not t.restated_by]
        threads.sort(key=lambda t: (-t.visit_count, _in_time(t.first_visit)))
        return tuple(threads)

    @property
    def threads(self) -> tuple[Thread, ...]:
        """The concerns raised at more than one visit; those found addressed last."""
        repeated = [thread for thread in self.every_thread if thread.is_repeated]
        return tuple(sorted(repeated, key=lambda thread: thread.is_addressed))

    def _track(self, raised: Raised, visit: Visit) -> Tracked:
        again = self._links.restated_by.get(raised.ref, [])
        verdicts = self._links.verdicts.get(raised.ref, [])
        actions = self._links.actions.get(raised.ref, [])
        return Tracked(
            raised=raised,
            visit=visit,
            headline=headline(
                verdicts=[(v.ended, given.verdict) for v, given in verdicts],
                is_restated=bool(again),
                actions=actions,
                today=self.today,
            ),
            verdicts=tuple(verdicts),
            positions=tuple(self._links.positions.get(raised.ref, [])),
            restated_by=tuple(again),
            restates=tuple(self._links.restates.get(raised.ref, [])),
            actions=tuple(actions),
            overdue=tuple(a for a in actions if is_overdue(a, today=self.today)),
            has_later_visit=_in_time(visit) < _in_time(self.visits[-1]),
        )

    @cached_property
    def _links(self) -> "_Links":
        """What points to each recommendation, by its reference."""
        links = _Links()
        raised = {r.ref: r for visit in self.visits for r in visit.recommendations}
        for visit in self.visits:
            for verdict in visit.verdicts:
                links.verdicts[verdict.recommendation_ref].append((visit, verdict))
            for earlier, later in visit.restates:
                if earlier in raised and later in raised:
                    links.restated_by[earlier].append(raised[later])
                    links.restates[later].append(raised[earlier])
        for answer in self.answers:
            for position in answer.positions:
                links.positions[position.recommendation_ref].append((answer, position))
            for action in answer.actions:
                for ref in action.recommendation_refs:
                    links.actions[ref].append(action)
        return links


_Position = tuple[Answer, PositionTaken]


class _Links:
    def __init__(self) -> None:
        self.verdicts: dict[str, list[tuple[Visit, VerdictGiven]]] = defaultdict(list)
        self.restated_by: dict[str, list[Raised]] = defaultdict(list)
        self.restates: dict[str, list[Raised]] = defaultdict(list)
        self.positions: dict[str, list[tuple[Answer, PositionTaken]]] = defaultdict(
            list
        )
        self.actions: dict[str, list[ActionReported]] = defaultdict(list)


def _grades_council(visit: Visit) -> bool:
    return any(j.grade and j.subject is Subject.COUNCIL for j in visit.judgements)


def _in_time(visit: Visit) -> tuple[date, str]:
    return visit.ended, visit.ref


def _all_beyond(ref: str, next_to: Callable[[str], Iterable[Raised]]) -> list[str]:
    found: list[str] = []
    waiting = [ref]
    while waiting:
        new = [r.ref for r in next_to(waiting.pop()) if r.ref not in found]
        waiting += new
        found += new
    return found


def _steps(tracked: Tracked) -> Iterable[Step]:
    yield Step(tracked.visit, raised=tracked.raised)
    for visit, verdict in tracked.verdicts:
        if verdict.verdict != Verdict.NOT_REVISITED or not tracked.restated_by:
            yield Step(visit, verdict=verdict, about=tracked.raised)
