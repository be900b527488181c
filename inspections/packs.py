"""A scrutiny pack: what changed for one authority between two days, and what is late.

Pure: an authority's history goes in with two days, and frozen values come out, from
which the page, its print, and the annex of rows are made, so that they cannot differ.
Delivery is what the council says, impact is what inspectors say; they stand side by
side and are never made into one rating.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from functools import cached_property

from inspections.accounts import ActionReported, Answer
from inspections.headlines import is_overdue
from inspections.pack_events import (
    Event,
    Evidence,
    events_of,
    events_of_action,
    events_of_history,
    evidence_of,
    evidence_of_action,
    inside,
)
from inspections.slips import TargetDate
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import VerdictGiven, Visit
from inspections.vocabulary import Delivery


class Urgency(IntEnum):
    """Why something stands where it does in a pack: the most pressing first."""

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
class Row:
    """One recommendation in a pack, with each voice apart and what proves it."""

    tracked: Tracked
    urgency: Urgency
    events: tuple[Event, ...]

    @property
    def ref(self) -> str:
        return self.tracked.raised.ref

    @property
    def said(self) -> ActionReported | None:
        """The action by which the council's delivery is shown: the least advanced."""
        actions = self.tracked.actions
        return min(actions, key=lambda a: _LEAST_FIRST.index(a.delivery), default=None)

    @property
    def delivery(self) -> Delivery | None:
        """What the council says of the least advanced action; None without one."""
        return self.said.delivery if self.said else None

    @property
    def impact(self) -> tuple[Visit, VerdictGiven] | None:
        """The last visit that spoke of it and what it said; None where none did."""
        return self.tracked.last_spoken

    @property
    def slipped(self) -> tuple[ActionReported, ...]:
        return tuple(action for action in self.tracked.actions if action.moves)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that this row rests on, with reference and page."""
        return tuple(evidence_of(self.tracked))


@dataclass(frozen=True)
class Untied:
    """An action that answers no recommendation by itself, in a pack."""

    action: ActionReported
    urgency: Urgency
    events: tuple[Event, ...]

    @property
    def ref(self) -> str:
        return self.action.ref

    @property
    def number(self) -> int:
        return self.action.number

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(evidence_of_action(self.action))


_LEAST_FIRST = (
    Delivery.NOT_STARTED,
    Delivery.UNKNOWN,
    Delivery.UNDER_WAY,
    Delivery.REPORTED_COMPLETE,
    Delivery.NO_LONGER_APPLICABLE,
)


@dataclass(frozen=True)
class Corrected:
    """That a published record was corrected or brought up to date on a day, and why.

    `ref` is the reference of the inspection that the record belongs to.
    """

    day: date
    of: str
    ref: str
    reason: str


@dataclass(frozen=True)
class Pack:
    """What changed for one authority from one day to another, both included."""

    history: History
    start: date
    end: date
    corrections: tuple[Corrected, ...] = ()

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened in the period, oldest first."""
        events = events_of_history(self.history)
        return inside(events, start=self.start, end=self.end)

    @property
    def told(self) -> tuple[tuple[Event, ...], ...]:
        """The same events, those together that say the same of several on one day."""
        together: dict[tuple[object, ...], list[Event]] = {}
        for event in self.events:
            key = (event.day, event.is_month_only, event.voice, event.words)
            together.setdefault(key, []).append(event)
        return tuple(map(tuple, together.values()))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What is open at the end or changed in the period, the most pressing first."""
        rows = [row for row in map(self._row, self.history.tracked) if row]
        return tuple(sorted(rows, key=lambda row: (row.urgency, *_place(row.tracked))))

    @property
    def groups(self) -> tuple[tuple[Urgency, tuple[Row, ...]], ...]:
        """The rows by urgency, in the same order as `rows`; none of them empty."""
        grouped = (
            (urgency, tuple(r for r in self.rows if r.urgency is urgency))
            for urgency in Urgency
        )
        return tuple((urgency, rows) for urgency, rows in grouped if rows)

    @cached_property
    def untied(self) -> tuple[Untied, ...]:
        """Actions tied to no recommendation here, unfinished or changed, late first."""
        found = []
        for answer in self.history.answers:
            for action in answer.actions:
                events = events_of_action(action)
                changed = inside(events, start=self.start, end=self.end)
                tied = self.history.tracked_by_ref.keys() & action.recommendation_refs
                if not tied and (changed or not action.is_finished):
                    urgency = _urgency_of_action(action, changed, on=self.end)
                    found.append(Untied(action, urgency, changed))
        return tuple(
            sorted(found, key=lambda u: (u.urgency, u.action.inspection_ref, u.number))
        )

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits that ended in the period."""
        return tuple(
            visit
            for visit in self.history.visits
            if self.start <= visit.ended <= self.end
        )

    def _row(self, tracked: Tracked) -> Row | None:
        events = inside(events_of(tracked), start=self.start, end=self.end)
        if not (tracked.is_open or events):
            return None
        return Row(tracked, _urgency(tracked, events), events)


def pack_of(
    history: History,
    *,
    start: date,
    end: date,
    corrections: Iterable[Corrected] = (),
) -> Pack:
    """Return the pack of an authority for the days from start to end.

    In: everything public of it, and two days. What was raised, said or reported after
    the end is left out, and lateness is counted as at the end. Raises ValueError where
    the end comes before the start.
    """
    if end < start:
        raise ValueError("The last day of a pack comes before its first.")
    told = sorted(
        (c for c in corrections if start <= c.day <= end), key=lambda c: (c.day, c.ref)
    )
    return Pack(_as_known(history, on=end), start, end, tuple(told))


def _as_known(history: History, *, on: date) -> History:
    """Return a history without what came after a day."""
    visits = tuple(visit for visit in history.visits if visit.ended <= on)
    refs = {visit.ref for visit in visits}
    answers = tuple(
        replace(answer, actions=tuple(_as_reported(a, on=on) for a in answer.actions))
        for answer in history.answers
        if answer.inspection_ref in refs and (_known_since(answer) or on) <= on
    )
    looks = {ref: day for ref, day in history.looks.items() if day <= on}
    return History(visits=visits, answers=answers, looks=looks, today=on)


def _known_since(answer: Answer) -> date | None:
    return answer.published_on or answer.last_looked_on


def _as_reported(action: ActionReported, *, on: date) -> ActionReported:
    """Return an action as the council had reported it by a day."""
    shown = tuple(e for e in action.evidence if not e.dated or e.dated <= on)
    action = replace(action, evidence=shown)
    said = tuple(update for update in action.updates if update.dated <= on)
    if len(said) == len(action.updates):
        if action.as_of is None or action.as_of <= on:
            return action
        return replace(action, delivery=Delivery.UNKNOWN, as_of=None)
    last = said[-1] if said else None
    given = [action.first, *(update.new_target for update in said)]
    current: TargetDate | None = next((t for t in reversed(given) if t), None)
    return replace(
        action,
        updates=said,
        delivery=last.delivery if last else Delivery.UNKNOWN,
        as_of=last.dated if last else None,
        current_target=current.day if current else None,
        current_is_month_only=bool(current and current.is_month_only),
    )


def _place(tracked: Tracked) -> tuple[date, str, int]:
    raised = tracked.raised
    return tracked.visit.ended, raised.inspection_ref, raised.number


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


def _urgency_of_action(
    action: ActionReported, events: tuple[Event, ...], *, on: date
) -> Urgency:
    if is_overdue(action, today=on):
        return Urgency.OVERDUE
    if action.moves and not action.is_finished:
        return Urgency.SLIPPED
    return Urgency.CHANGED if events else Urgency.OPEN
