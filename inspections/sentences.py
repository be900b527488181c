"""What an authority's records come to, in a few plain sentences.

Pure: a history in, sentences out. Each says whose voice it counts and where what it
counts is listed; one that the records cannot carry is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from inspections.theme_grid import theme_grid
from inspections.threads import History
from inspections.vocabulary import Verdict

MOST = 6
NUMBERS = {0: "none", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}
NUMBERS |= {6: "six", 7: "seven", 8: "eight", 9: "nine"}


class Speaker(StrEnum):
    """Whose words a sentence counts; the codes are those of the three voices."""

    COUNCIL = "council"
    INSPECTORS = "inspectors"
    SITE = "site"


class Place(StrEnum):
    """Where what a sentence counts is listed."""

    VISITS = "visits"
    RECOMMENDATIONS = "recommendations"
    REPEATED = "repeated"
    OPEN = "open"
    ANSWERS = "answers"
    THEMES = "themes"
    PAIR = "pair"


@dataclass(frozen=True)
class Sentence:
    """A sentence, the voice it counts, and where to see what it counts.

    `refs` are the two visits where the place is a pair.
    """

    words: str
    speaker: Speaker
    place: Place
    link: str
    refs: tuple[str, ...] = ()


def sentences_on(history: History) -> tuple[Sentence, ...]:
    """Return at most six sentences, the most telling first; none without visits."""
    makers = (_standing, _theme, _became, _repeated, _reported, _open, _unanswered)
    found = [sentence for maker in makers for sentence in maker(history)]
    return tuple(found[:MOST])


def _theme(history: History) -> Iterator[Sentence]:
    """Say which theme was of concern at most visits, as the grid of themes counts."""
    grid = theme_grid(history.visits)
    row = grid.rows[0] if grid.rows else None
    if row is None or row.visits_with_concern < 2:
        return
    visits = _share(row.visits_with_concern, of=len(grid.visits))
    worded = " that are recorded here in words" if grid.left_out else ""
    yield Sentence(
        f"Inspectors have raised {_lower(row.theme.name)} at {visits} visits{worded} "
        f"since {grid.visits[0].ended:%Y}.",
        Speaker.INSPECTORS,
        Place.THEMES,
        "Themes by visit",
    )


def _became(history: History) -> Iterator[Sentence]:
    """Say what became of the last list of which a later visit is recorded to speak."""
    told = [
        c
        for c in history.comparisons
        if len(c.progress) > 1 and (c.carried_over or c.restated)
    ]
    if not told:
        return
    last = told[-1]
    asked, restated = len(last.progress), len(last.restated)
    addressed = sum(p.said is Verdict.ADDRESSED for p in last.carried_over)
    words = (
        f"Of the {_number(asked)} recommendations of {last.earlier.ended:%B %Y}, "
        f"{_number(addressed)} {_was(addressed)} found addressed in "
        f"{last.later.ended:%B %Y}"
    )
    if restated:
        words += f"; {_number(restated)} {_was(restated)} asked for again"
    if last.silent:
        words += f"; its report says nothing of {_number(len(last.silent))}"
    yield Sentence(
        f"{words}.",
        Speaker.INSPECTORS,
        Place.PAIR,
        "What became of each",
        (last.earlier.ref, last.later.ref),
    )


def _repeated(history: History) -> Iterator[Sentence]:
    if not history.threads:
        return
    longest = max(
        history.threads,
        key=lambda t: t.raised_at[-1].visit.ended - t.first_visit.ended,
    )
    count = len(history.threads)
    tail = f", again after {longest.elapsed}" if count == 1 else ""
    more = f"; one of them again after {longest.elapsed}" if count > 1 else ""
    yield Sentence(
        f"{_number(count).capitalize()} concern{'' if count == 1 else 's'} "
        f"{_was(count)} raised at more than one visit{tail}{more}.",
        Speaker.INSPECTORS,
        Place.REPEATED,
        "Raised again and again",
    )


def _standing(history: History) -> Iterator[Sentence]:
    """Say since when the overall grade stands, where later visits gave none."""
    standing = history.standing_overall
    if standing is None or standing.judgement.grade is None:
        return
    since = [v for v in history.visits if v.ended > standing.visit.ended]
    if not since:
        return
    count = len(since)
    yield Sentence(
        f"The overall grade of {standing.visit.ended:%B %Y} stands: the "
        f"{'visit' if count == 1 else _number(count) + ' visits'} since "
        f"{'gives' if count == 1 else 'give'} no such grade and cannot move it.",
        Speaker.SITE,
        Place.VISITS,
        "Every visit",
    )


def _reported(history: History) -> Iterator[Sentence]:
    actions = [action for answer in history.answers for action in answer.actions]
    if not actions:
        return
    finished = sum(action.is_finished for action in actions)
    yield Sentence(
        f"The council reports {_number(finished)} of {_number(len(actions))} "
        f"action{_s(actions)} recorded here complete or dropped.",
        Speaker.COUNCIL,
        Place.ANSWERS,
        "What the council published",
    )


def _unanswered(history: History) -> Iterator[Sentence]:
    """Say that no answer to the last list of recommendations is recorded."""
    asking = [visit for visit in history.visits if visit.recommendations]
    if not asking:
        return
    last = asking[-1]
    answers = history.answers_to(last.ref)
    if any(answer.is_found for answer in answers):
        return
    count = len(last.recommendations)
    yield Sentence(
        "No answer by the council to the "
        f"{'recommendation' if count == 1 else _number(count) + ' recommendations'} of "
        f"{last.ended:%B %Y} is recorded here.",
        Speaker.SITE,
        Place.RECOMMENDATIONS,
        "The recommendations",
    )


def _open(history: History) -> Iterator[Sentence]:
    if not history.tracked:
        return
    opened, every = len(history.open), len(history.tracked)
    late = len(history.overdue)
    words = (
        f"By this site’s rule {_share(opened, of=every)} "
        f"recommendation{_s(history.tracked)} since "
        f"{history.tracked[0].visit.ended:%Y} {'is' if opened == 1 else 'are'} open"
    )
    if late:
        words += f", {_number(late)} past the date that the council gave"
    elif opened == every:
        words += (
            f": nothing recorded here shows {'it' if every == 1 else 'any'} addressed"
        )
    yield Sentence(
        f"{words}.",
        Speaker.SITE,
        Place.OPEN,
        "What is open",
    )


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _number(count: int) -> str:
    return NUMBERS.get(count, str(count))


def _s(things: object) -> str:
    return "" if isinstance(things, list | tuple) and len(things) == 1 else "s"


def _share(part: int, *, of: int) -> str:
    """Write how many of how many: "both", "all three", "four of six"."""
    if part < of:
        return f"{_number(part)} of {_number(of)}"
    return {1: "the one", 2: "both"}.get(of, f"all {_number(of)}")


def _lower(name: str) -> str:
    """Write a theme's name inside a sentence, leaving its abbreviations."""
    if ":" in name:
        return f"‘{name}’"
    first = name.split()[0]
    return name if first.isupper() else name[:1].lower() + name[1:]
