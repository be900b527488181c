"""Which answer was due after each visit, by when, and what became of it.

Pure: a history in, frozen values out. All of it is what this site works out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspections.accounts import Answer
from inspections.deadlines import Condition, Deadline, Facts, deadlines_for
from inspections.threads import History
from inspections.timing import Came, Standing, standing_of
from inspections.visits import Visit
from inspections.vocabulary import Kind, Outcome, RecommendationKind

IN_TIME_KINDS = ("action_plan", "written_statement")
"""The kinds of answer that a deadline is about; another reply does not meet it."""

PLAN_OUTCOME = str(Outcome.SYSTEMIC_FAILINGS.label)


@dataclass(frozen=True)
class ResponseDue:
    """One deadline after one visit, and where it stands."""

    visit: Visit
    deadline: Deadline
    standing: Standing
    answer: Answer | None = None


def deadlines_of(history: History) -> tuple[ResponseDue, ...]:
    """Return what was due after every visit, newest visit first.

    A visit of a kind for which no rule is known has no part in it.
    """
    return tuple(
        due for visit in reversed(history.visits) for due in due_after(history, visit)
    )


def due_after(history: History, visit: Visit) -> tuple[ResponseDue, ...]:
    """Return what was due after one visit, what goes to inspectors alone first."""
    answers = history.answers_to(visit.ref)
    counted = [answer for answer in answers if answer.kind in IN_TIME_KINDS]
    came = min(counted, key=lambda a: a.published_on or date.max, default=None)
    looked_on = _last_look(answers, history.looks.get(visit.ref))
    return tuple(
        ResponseDue(
            visit=visit,
            deadline=deadline,
            standing=standing_of(
                deadline,
                came=Came(came.published_on) if came else None,
                looked_on=looked_on,
                today=history.today,
            ),
            answer=came if deadline.is_followed else None,
        )
        for deadline in deadlines_for(facts_of(visit, answers))
    )


def facts_of(visit: Visit, answers: Iterable[Answer]) -> Facts:
    """Return what a deadline may hang on, as the published records have it."""
    answers = tuple(answers)
    meets = set()
    if any(r.kind is RecommendationKind.PRIORITY_ACTION for r in visit.recommendations):
        meets |= {Condition.PRIORITY_ACTION}
        if visit.kind is Kind.AREA_SEND:
            meets |= {Condition.PLAN_REQUIRED}
    if visit.outcome == PLAN_OUTCOME:
        meets |= {Condition.PLAN_REQUIRED}
    if any(answer.kind == "written_statement" for answer in answers):
        meets |= {Condition.STATEMENT_ASKED}
    received = [answer.received_on for answer in answers if answer.received_on]
    return Facts(
        kind=visit.kind,
        started=visit.started,
        published_on=visit.published_on,
        received_on=min(received, default=None),
        printed_due=visit.statement_due,
        meets=frozenset(meets),
    )


def _last_look(answers: Iterable[Answer], logged: date | None) -> date | None:
    looks = [answer.last_looked_on for answer in answers]
    return max((day for day in (*looks, logged) if day), default=None)
