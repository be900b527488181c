"""The third voice: what this site infers of a recommendation, by one rule.

Computed whenever it is shown, and never stored as if somebody had said it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from inspections.accounts import ActionReported
from inspections.vocabulary import Delivery, Headline, Verdict

REASONS: dict[Headline, str] = {
    Headline.OPEN: (
        "Nothing recorded here shows it addressed, and no date set for it has passed."
    ),
    Headline.OPEN_OVERDUE: "A date that the council gave for it has passed.",
    Headline.UNVERIFIED: (
        "The council reports everything done; no visit since has spoken of it."
    ),
    Headline.ADDRESSED: "The last visit that spoke of it found it addressed.",
    Headline.SUPERSEDED: (
        "A later visit asks for the same again, or it no longer applies."
    ),
}
"""Why a recommendation has its headline, in one sentence for the public."""


def is_overdue(action: ActionReported, *, today: date) -> bool:
    """Say whether an action is past its current target date.

    The one rule: the council gave a date, that day is over (of a month alone: its last
    day), and the council reports it neither complete nor dropped. Without a date an
    action has “no date set” and is never overdue.
    """
    return (
        action.current is not None
        and action.current.last_day < today
        and not action.is_finished
    )


def headline(
    *,
    verdicts: Iterable[tuple[date, Verdict]],
    is_restated: bool,
    actions: Sequence[ActionReported],
    today: date,
) -> Headline:
    """Return what this site infers of a recommendation, by one rule, in this order.

    1. A later visit asks for the same again: superseded, by that recommendation.
    2. The last visit that spoke to it found it addressed: addressed.
    3. The council reports every action complete or dropped, and no visit since that
       report found more to do: reported complete, not verified (superseded where all
       were dropped).
    4. An action is past its target date: overdue.
    5. Otherwise it is open. Silence of later visits changes nothing.

    `verdicts` are each with the last day of the visit that gave it, oldest first. A
    report of completion without a date cannot be said to come after what a visit found.
    """
    spoken = [(day, v) for day, v in verdicts if v is not Verdict.NOT_REVISITED]
    if is_restated:
        return Headline.SUPERSEDED
    if spoken and spoken[-1][1] is Verdict.ADDRESSED:
        return Headline.ADDRESSED
    reported = _reported_finished(actions)
    if reported and not (spoken and spoken[-1][0] > reported):
        dropped = all(a.delivery is Delivery.NO_LONGER_APPLICABLE for a in actions)
        return Headline.SUPERSEDED if dropped else Headline.UNVERIFIED
    if any(is_overdue(action, today=today) for action in actions):
        return Headline.OPEN_OVERDUE
    return Headline.OPEN


def _reported_finished(actions: Sequence[ActionReported]) -> date | None:
    """Return the day by which the council had reported every action finished.

    None where one is not; the earliest day there is where a report has no date.
    """
    if not actions or not all(action.is_finished for action in actions):
        return None
    days = [action.as_of for action in actions if action.as_of]
    return max(days) if len(days) == len(actions) else date.min
