"""A scrutiny pack: what changed for one authority between two days, and what is late.

Pure: an authority's history goes in with two days, and frozen values come out, from
which the page, its print, and the annex of rows are made, so that they cannot differ.
Delivery is what the council says, impact is what inspectors say; they stand side by
side and are never made into one rating.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import cached_property

from inspections.accounts import ActionReported, Answer
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import Passage, VerdictGiven, Visit
from inspections.vocabulary import Delivery, Verdict


class Urgency(IntEnum):
    """Why a recommendation stands where it does in a pack: the most pressing first."""

    OVERDUE = 1
    SLIPPED = 2
    ASKED_AGAIN = 3
    CHANGED = 4
    OPEN = 5

    @property
    def label(self) -> str:
        return {
            Urgency.OVERDUE: "Overdue",
            Urgency.SLIPPED: "Target date moved",
            Urgency.ASKED_AGAIN: "Asked for again",
            Urgency.CHANGED: "Changed in this period",
            Urgency.OPEN: "Open, without change in this period",
        }[self]


@dataclass(frozen=True)
class Event:
    """One dated thing that happened in the period, and the record that shows it.

    `ref` is the reference of a visit, recommendation or action; `page` of its report.
    """

    day: date
    voice: str
    words: str
    ref: str
    page: int | None = None
    is_month_only: bool = False


@dataclass(frozen=True)
class Row:
    """One recommendation in a pack, with each voice apart and what proves it."""

    tracked: Tracked
    urgency: Urgency
    events: tuple[Event, ...]

    @property
    def ref(self) -> str:
        return self.tracked.raised.ref

    @property
    def delivery(self) -> Delivery | None:
        """What the council says of the least advanced action; None without one."""
        said = {action.delivery for action in self.tracked.actions}
        return next((delivery for delivery in _LEAST_FIRST if delivery in said), None)

    @property
    def impact(self) -> tuple[Visit, VerdictGiven] | None:
        """The last visit that spoke of it and what it said; None where none did."""
        return self.tracked.last_spoken

    @property
    def slipped(self) -> tuple[ActionReported, ...]:
        return tuple(action for action in self.tracked.actions if action.moves)

    @property
    def evidence(self) -> tuple[tuple[str, Passage], ...]:
        """Every passage that this row rests on, with the reference of its report."""
        raised = self.tracked.raised
        said = (
            (visit.ref, given.passage)
            for visit, given in self.tracked.verdicts
            if given.passage
        )
        again = ((r.inspection_ref, r.passage) for r in self.tracked.restated_by)
        return ((raised.inspection_ref, raised.passage), *said, *again)


_LEAST_FIRST = (
    Delivery.NOT_STARTED,
    Delivery.UNKNOWN,
    Delivery.UNDER_WAY,
    Delivery.REPORTED_COMPLETE,
    Delivery.NO_LONGER_APPLICABLE,
)


@dataclass(frozen=True)
class Pack:
    """What changed for one authority from one day to another, both included."""

    history: History
    start: date
    end: date

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened in the period, oldest first."""
        return _inside(_events(self.history), self.start, self.end)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What is open at the end or changed in the period, the most pressing first."""
        rows = [row for row in map(self._row, self.history.tracked) if row]
        return tuple(
            sorted(rows, key=lambda r: (r.urgency, r.tracked.visit.ended, r.ref))
        )

    @property
    def groups(self) -> tuple[tuple[Urgency, tuple[Row, ...]], ...]:
        """The rows by urgency, in the same order as `rows`; none of them empty."""
        grouped = (
            (urgency, tuple(r for r in self.rows if r.urgency is urgency))
            for urgency in Urgency
        )
        return tuple((urgency, rows) for urgency, rows in grouped if rows)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits that ended in the period."""
        return tuple(
            visit
            for visit in self.history.visits
            if self.start <= visit.ended <= self.end
        )

    def _row(self, tracked: Tracked) -> Row | None:
        events = _inside(_events_of(tracked), self.start, self.end)
        if not (tracked.is_open or events):
            return None
        return Row(tracked, _urgency(tracked, events), events)


def pack_of(history: History, *, start: date, end: date) -> Pack:
    """Return the pack of an authority for the days from start to end.

    In: everything public of it, and two days. What was raised, said or reported after
    the end is left out, and lateness is counted as at the end. Raises ValueError where
    the end comes before the start.
    """
    if end < start:
        raise ValueError("The last day of a pack comes before its first.")
    return Pack(_as_known(history, on=end), start, end)


def _as_known(history: History, *, on: date) -> History:
    """Return a history without what came after a day."""
    visits = tuple(visit for visit in history.visits if visit.ended <= on)
    refs = {visit.ref for visit in visits}
    answers = tuple(
        replace(answer, actions=tuple(_as_reported(a, on=on) for a in answer.actions))
        for answer in history.answers
        if answer.inspection_ref in refs and (_known_since(answer) or on) <= on
    )
    return History(visits=visits, answers=answers, today=on)


def _known_since(answer: Answer) -> date | None:
    return answer.published_on or answer.last_looked_on


def _as_reported(action: ActionReported, *, on: date) -> ActionReported:
    """Return an action as the council had reported it by a day."""
    said = tuple(update for update in action.updates if update.dated <= on)
    if len(said) == len(action.updates):
        return action
    last = said[-1] if said else None
    targets = [update.target for update in said if update.target]
    return replace(
        action,
        updates=said,
        delivery=last.delivery if last else Delivery.UNKNOWN,
        as_of=last.dated if last else None,
        current_target=targets[-1] if targets else action.first_target,
    )


def _urgency(tracked: Tracked, events: tuple[Event, ...]) -> Urgency:
    if tracked.is_open:
        unfinished = [a for a in tracked.actions if not a.is_finished]
        if tracked.overdue:
            return Urgency.OVERDUE
        if any(action.moves for action in unfinished):
            return Urgency.SLIPPED
        if tracked.restates:
            return Urgency.ASKED_AGAIN
    return Urgency.CHANGED if events else Urgency.OPEN


def _events(history: History) -> Iterator[Event]:
    for visit in history.visits:
        yield Event(
            visit.ended,
            "inspectors",
            f"{visit.kind_label} ended",
            visit.ref,
            is_month_only=visit.is_month_only,
        )
    for answer in history.answers:
        if answer.is_found and answer.published_on:
            words = f"{answer.kind_label} published"
            yield Event(answer.published_on, "council", words, answer.inspection_ref)
    for tracked in history.tracked:
        yield from _events_of(tracked)
    for answer in history.answers:
        for action in answer.actions:
            yield from _events_of_action(action)


def _events_of(tracked: Tracked) -> Iterator[Event]:
    raised, visit = tracked.raised, tracked.visit
    words = "Asked for again" if tracked.restates else "Asked for"
    yield Event(visit.ended, "inspectors", words, raised.ref, raised.passage.page)
    for later, given in tracked.verdicts:
        if given.verdict is not Verdict.NOT_REVISITED:
            page = given.passage.page if given.passage else None
            found = f"Found {given.verdict.label.lower()}"
            yield Event(later.ended, "inspectors", found, raised.ref, page)
    for action in tracked.actions:
        yield from _events_of_action(action)


def _events_of_action(action: ActionReported) -> Iterator[Event]:
    target = action.first_target
    for update in action.updates:
        words = f"{action.ref}: {update.delivery.label.lower()}"
        if update.target and update.target != target:
            moved = f"{update.target.day} {update.target:%B %Y}"
            words += f"; target date {'moved' if target else 'set'} to {moved}"
            target = update.target
        yield Event(
            update.dated,
            "council",
            words,
            action.ref,
            is_month_only=update.is_month_only,
        )


def _inside(events: Iterator[Event], start: date, end: date) -> tuple[Event, ...]:
    """Return the events of a period, each once, oldest first."""
    kept = {event: None for event in events if start <= event.day <= end}
    return tuple(sorted(kept, key=lambda e: (e.day, e.ref)))
