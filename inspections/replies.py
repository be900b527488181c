"""What the council replied to each visit, and its actions by how far it says it is.

Pure: a history in, frozen values out. All of it is the council's voice but one thing:
that a date has passed, which this site works out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from inspections.accounts import ActionReported, Answer
from inspections.headlines import is_overdue
from inspections.responses_due import ResponseDue, due_after
from inspections.threads import History
from inspections.visits import Raised, Visit
from inspections.vocabulary import Delivery


@dataclass(frozen=True)
class Reply:
    """A visit that called for an answer, the answers recorded, and what was due."""

    visit: Visit
    answers: tuple[Answer, ...]
    dues: tuple[ResponseDue, ...] = ()

    @property
    def found(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.is_found)

    @property
    def searched(self) -> tuple[Answer, ...]:
        """The records that somebody looked for an answer and found none."""
        return tuple(answer for answer in self.answers if not answer.is_found)


def replies(history: History) -> tuple[Reply, ...]:
    """Return each visit that asked for something or was answered, newest first."""
    every = (
        Reply(visit, history.answers_to(visit.ref), due_after(history, visit))
        for visit in history.visits
    )
    return tuple(
        reply
        for reply in every
        if reply.visit.recommendations or reply.answers or reply.dues
    )[::-1]


class Stage(StrEnum):
    """How far an action is, the most pressing first; the value is its anchor."""

    OVERDUE = "overdue"
    UNDER_WAY = "under-way"
    NOT_STARTED = "not-started"
    UNKNOWN = "no-progress"
    COMPLETE = "complete"
    DROPPED = "dropped"


HEADINGS: dict[Stage, str] = {
    Stage.OVERDUE: "Past the date that the council gave",
    Stage.UNDER_WAY: "Reported under way",
    Stage.NOT_STARTED: "Reported as not started",
    Stage.UNKNOWN: "No progress reported",
    Stage.COMPLETE: "Reported complete, not checked",
    Stage.DROPPED: "Reported as no longer applicable",
}
_STAGES: dict[Delivery, Stage] = {
    Delivery.UNDER_WAY: Stage.UNDER_WAY,
    Delivery.NOT_STARTED: Stage.NOT_STARTED,
    Delivery.UNKNOWN: Stage.UNKNOWN,
    Delivery.REPORTED_COMPLETE: Stage.COMPLETE,
    Delivery.NO_LONGER_APPLICABLE: Stage.DROPPED,
}


@dataclass(frozen=True)
class Pledge:
    """One action with the answer that holds it, its visit, and what it is for."""

    action: ActionReported
    answer: Answer
    visit: Visit
    recommendations: tuple[Raised, ...]


@dataclass(frozen=True)
class Pledges:
    """The actions of one stage, in order of the dates set for them."""

    stage: Stage
    pledges: tuple[Pledge, ...]

    @property
    def heading(self) -> str:
        return HEADINGS[self.stage]


def pledges(history: History) -> tuple[Pledges, ...]:
    """Return every action that the council reports, by stage; empty stages left out."""
    every = list(_every(history))
    groups = []
    for stage in Stage:
        own = [p for p in every if _stage(p.action, history=history) is stage]
        own.sort(key=_by_date)
        if own:
            groups.append(Pledges(stage, tuple(own)))
    return tuple(groups)


def _every(history: History) -> Iterable[Pledge]:
    for answer in history.answers:
        visit = history.visit_by_ref[answer.inspection_ref]
        for action in answer.actions:
            known = (history.tracked_by_ref.get(r) for r in action.recommendation_refs)
            raised = tuple(tracked.raised for tracked in known if tracked)
            yield Pledge(action, answer, visit, raised)


def _stage(action: ActionReported, *, history: History) -> Stage:
    if is_overdue(action, today=history.today):
        return Stage.OVERDUE
    return _STAGES[action.delivery]


def _by_date(pledge: Pledge) -> tuple[bool, str, str, int]:
    """Put what has a date first, the soonest at the top."""
    target = pledge.action.current_target
    return (
        target is None,
        target.isoformat() if target else "",
        pledge.visit.ref,
        pledge.action.number,
    )
