"""What each record's page says of itself in a sentence or two, and as at when.

Shown by search engines and wherever a page is shared. Frozen values in, words out; a
grade is never named without its date.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from inspections.accounts import ActionReported, Answer
from inspections.comparison import Comparison
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import JudgementMade, Passage, Visit
from inspections.vocabulary import Headline

LONGEST = 160  # letters of a passage that a description has room for


def of_visit(history: History, visit: Visit) -> str:
    """Say how a visit graded, what it asked, and what became of that."""
    grade = visit.headline_grade
    if grade:
        first = f"Overall effectiveness: {_lower(grade.label)} ({_month(visit.ended)})."
    elif visit.outcome:
        first = f"Outcome: {_lower(visit.outcome)} ({_month(visit.ended)})."
    else:
        first = f"A visit of {_month(visit.ended)} without an overall grade."
    return _told(first, _counted(history.raised_at(visit.ref)), on=history.today)


def of_tracked(tracked: Tracked, *, on: date) -> str:
    """Say how one recommendation stands, and begin its words."""
    stands = f"{tracked.headline.label}: {_lower(tracked.reason)}"
    return _told(stands, _short(tracked.raised.passage.text), on=on)


def of_passage(passage: Passage, *, on: date) -> str:
    """Begin the words of a finding."""
    return _told(_short(passage.text), on=on)


def of_judgement(judgement: JudgementMade, visit: Visit, *, on: date) -> str:
    """Say what was judged, of whom and when."""
    words = f"{judgement.area.label} in {visit.authority}: {_lower(judgement.words)}"
    return _told(f"{words}, at the visit of {_month(visit.ended)}.", on=on)


def of_answer(answer: Answer, *, on: date) -> str:
    """Say what the council published in answer, or that nothing was found."""
    if not answer.is_found:
        looked = answer.last_looked_on
        when = f", last looked for on {_day(looked)}" if looked else ""
        return _told(f"No response by the council was found{when}.", on=on)
    count = len(answer.actions)
    dated = f", published {_day(answer.published_on)}" if answer.published_on else ""
    actions = f"{count} action{'' if count == 1 else 's'} recorded here."
    return _told(f"Reported by the council{dated}.", actions, on=on)


def of_action(action: ActionReported, *, on: date) -> str:
    """Say what the council says it will do, and how far it says it is."""
    known = _lower(action.delivery.label)
    return _told(f"The council reports: {known}.", _short(action.text), on=on)


def of_comparison(comparison: Comparison) -> str:
    """Say what changed from one visit to a later one."""
    changes = [
        f"{len(found)} {words}"
        for found, words in (
            (comparison.rose, "improved"),
            (comparison.held, "unchanged"),
            (comparison.fell, "declined"),
        )
        if found
    ]
    first = f"Judgements: {', '.join(changes)}." if changes else ""
    again = len(comparison.restated)
    asked = f"{again} recommendation{_s(again)} asked for again." if again else ""
    return " ".join(part for part in (first, asked) if part) or (
        "What two visits found, side by side."
    )


def of_visits(visits: Sequence[Visit]) -> str:
    """Say which visits are compared."""
    if not visits:
        return "No visits to compare yet."
    months = ", ".join(_month(visit.ended) for visit in visits)
    return f"{len(visits)} visit{_s(len(visits))} side by side: {months}."


def _counted(tracked: Sequence[Tracked]) -> str:
    """Count recommendations, and by where each stands."""
    if not tracked:
        return ""
    counts = Counter(one.headline for one in tracked)
    parts = [
        f"{counts[code]} {_lower(code.label)}" for code in Headline if counts[code]
    ]
    total = len(tracked)
    return f"{total} recommendation{_s(total)}: {', '.join(parts)}."


def _told(*sentences: str, on: date) -> str:
    return " ".join(part for part in (*sentences, f"As at {_day(on)}.") if part)


def _short(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    words = " ".join(text.split())
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _month(day: date) -> str:
    return f"{day:%B %Y}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
