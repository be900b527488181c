"""What the small pages say that other sites show inside their own.

Pure: an authority's history in, frozen values out. Each of the three voices keeps its
own lines, and a grade stands with the month that it is from.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspections.accounts import ActionReported
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import Passage, Visit
from inspections.vocabulary import Delivery, Grade

LONGEST = 600  # letters of a passage; the whole of it stands on the page itself


@dataclass(frozen=True)
class GradeThen:
    """A grade with what it is of and the visit that gave it: never without its date."""

    area: str
    grade: Grade | None
    words: str
    given: date


@dataclass(frozen=True)
class Quoted:
    """Words of a report, with the visit and the page that they stand on."""

    visit: Visit
    passage: Passage

    @property
    def is_cut(self) -> bool:
        return len(self.passage.text) > LONGEST

    @property
    def text(self) -> str:
        """The words, cut at one of them where they are many."""
        words = self.passage.text
        return words if not self.is_cut else words[:LONGEST].rsplit(" ", 1)[0] + " …"


@dataclass(frozen=True)
class Embed:
    """What one small page says: of whom, when, which words, and what each voice adds.

    `name` and `args` are those of the whole page's address.
    """

    over: str
    title: str
    council: tuple[str, ...]
    inspectors: tuple[str, ...]
    site: tuple[str, ...]
    as_at: date
    name: str
    args: tuple[str | int, ...]
    grades: tuple[GradeThen, ...] = ()
    quoted: Quoted | None = None
    is_confirmed: bool = True

    @property
    def sentence(self) -> str:
        """The same in plain words, for where no frame is shown."""
        parts = [f"{self.over}: {self.title}"]
        parts += [f"{g.area}: {g.words}, {g.given:%B %Y}" for g in self.grades[:1]]
        if self.quoted:
            page = self.quoted.passage.page
            parts.append(f"“{self.quoted.text}”" + (f" (page {page})" if page else ""))
        if self.inspectors:
            parts.append(f"Inspectors: {self.inspectors[0]}")
        if self.council:
            parts.append(f"Reported by the council, not checked: {self.council[0]}")
        if self.site:
            parts.append(f"This site infers: {self.site[0]}")
        if not self.is_confirmed:
            parts.append("Not confirmed")
        words = " ".join(_closed(part) for part in parts)
        return f"{words} As at {_day(self.as_at)}."


def embed_of_authority(history: History, *, name: str, slug: str) -> Embed:
    """Return what stands of an authority: the last grades, what is open, what is late.

    The grades are those of its last graded visit.
    """
    actions = [action for answer in history.answers for action in answer.actions]
    return Embed(
        over="Children’s services",
        title=name,
        grades=tuple(
            GradeThen(
                str(s.judgement.area.label),
                s.judgement.grade,
                s.judgement.words,
                s.visit.ended,
            )
            for s in history.standing
        ),
        council=_delivery(actions),
        inspectors=_raised(history),
        site=_headlines(history.tracked),
        as_at=history.today,
        name="authority-detail",
        args=(slug,),
        is_confirmed=all(s.visit.is_confirmed for s in history.standing),
    )


def embed_of_visit(history: History, visit: Visit) -> Embed:
    """Return what one visit found and asked, and what became of that."""
    own = history.raised_at(visit.ref)
    answers = history.answers_to(visit.ref)
    return Embed(
        over=visit.authority,
        title=f"{visit.kind_label}, {visit.ended:%B %Y}",
        grades=tuple(
            GradeThen(str(j.area.label), j.grade, j.words, visit.ended)
            for j in visit.judgements_in_order
        ),
        council=_answered(history, visit)
        + _delivery([a for answer in answers for a in answer.actions]),
        inspectors=_outcome(visit) + _asked(visit) + _later(own),
        site=_headlines(own),
        as_at=history.today,
        name="inspection-detail",
        args=(visit.ref,),
        is_confirmed=visit.is_confirmed,
    )


def embed_of_recommendation(history: History, tracked: Tracked) -> Embed:
    """Return a recommendation in its own words, with what each voice says of it."""
    raised, visit = tracked.raised, tracked.visit
    return Embed(
        over=f"{visit.authority}, {visit.kind_label}, {visit.ended:%B %Y}",
        title=f"{raised.kind.label} {raised.number}",
        quoted=Quoted(visit, raised.passage),
        council=_council_on(history, tracked),
        inspectors=_inspectors_on(history, tracked),
        site=(_headline(tracked),),
        as_at=history.today,
        name="inspection-recommendation",
        args=(raised.inspection_ref, raised.number),
        is_confirmed=raised.is_confirmed and visit.is_confirmed,
    )


def embed_of_thread(history: History, tracked: Tracked) -> Embed:
    """Return one concern across visits: each time it was raised, and how it stands."""
    thread = history.thread(tracked.raised.ref)
    last = history.tracked_by_ref[thread.latest.ref]
    steps = []
    for stop in thread.stops:
        when = f"{stop.visit.ended:%B %Y}"
        steps += [
            f"{when}: {'asked for' if stop.is_first else 'asked for again'}"
            for _ in stop.asked[:1]
        ]
        steps += [f"{when}: {v.label.lower()}" for v, _ in stop.verdicts]
    return Embed(
        over=last.visit.authority,
        title=thread.sentence,
        quoted=Quoted(last.visit, thread.latest.passage),
        council=_council_on(history, last),
        inspectors=tuple(steps),
        site=(_headline(last),),
        as_at=history.today,
        name="inspection-recommendation",
        args=(tracked.raised.inspection_ref, tracked.raised.number),
        is_confirmed=all(t.raised.is_confirmed for t in thread.members),
    )


# --- What each voice says ---


def _council_on(history: History, tracked: Tracked) -> tuple[str, ...]:
    """Say the council's position and its actions on one recommendation."""
    positions = [str(p.position.label) for _, p in tracked.positions]
    lines = (*positions, *_delivery(tracked.actions))
    return lines or _answered(history, tracked.visit)


def _answered(history: History, visit: Visit) -> tuple[str, ...]:
    answers = history.answers_to(visit.ref)
    found = [answer for answer in answers if answer.is_found]
    if found:
        return tuple(
            f"{a.kind_label}"
            + (f", published {_day(a.published_on)}" if a.published_on else "")
            for a in found
        )
    if answers and answers[-1].last_looked_on:
        day = _day(answers[-1].last_looked_on)
        return (f"No response found, last looked for on {day}",)
    return ("No response is recorded here yet",)


def _delivery(actions: Iterable[ActionReported]) -> tuple[str, ...]:
    """Count actions by how far the council says that they are, with the latest day."""
    actions = list(actions)
    counts = Counter(_how_far(action) for action in actions)
    if not counts:
        return ()
    told = ", ".join(f"{number} {label}" for label, number in counts.items())
    days = [action.as_of for action in actions if action.as_of]
    when = f" (last word of {_day(max(days))})" if days else ""
    number = len(actions)
    return (f"{number} action{'' if number == 1 else 's'}: {told}{when}",)


def _how_far(action: ActionReported) -> str:
    if action.delivery is Delivery.UNKNOWN:
        return "with no progress reported"
    return str(action.delivery.label).lower()


def _inspectors_on(history: History, tracked: Tracked) -> tuple[str, ...]:
    spoken = tracked.last_spoken
    lines = []
    if spoken:
        visit, given = spoken
        page = given.passage.page if given.passage else None
        lines.append(
            f"{given.verdict.label}, {visit.ended:%B %Y}"
            + (f", page {page}" if page else "")
        )
    elif not tracked.restated_by:
        lines.append(tracked.silence)
    for again in tracked.restated_by:
        later = history.visit_by_ref[again.inspection_ref]
        lines.append(
            f"Asked for again, {later.ended:%B %Y}, as recommendation {again.number}"
        )
    return tuple(lines)


def _raised(history: History) -> tuple[str, ...]:
    count = len(history.tracked)
    if not count:
        return ()
    visits = len({t.visit.ref for t in history.tracked})
    lines = [
        f"{count} recommendation{_s(count)} recorded here, "
        f"of {visits} visit{_s(visits)}"
    ]
    if again := len(history.threads):
        lines.append(f"{again} concern{_s(again)} raised at more than one visit")
    return tuple(lines)


def _outcome(visit: Visit) -> tuple[str, ...]:
    return (visit.outcome,) if visit.outcome else ()


def _asked(visit: Visit) -> tuple[str, ...]:
    count = len(visit.recommendations)
    if not count:
        return ("No recommendation of this visit is recorded here",)
    return (f"{count} recommendation{_s(count)}",)


def _later(tracked: tuple[Tracked, ...]) -> tuple[str, ...]:
    """Count what later visits say became of what this one asked."""
    counts = Counter(
        str(t.last_spoken[1].verdict.label).lower() for t in tracked if t.last_spoken
    )
    again = sum(bool(t.restated_by) for t in tracked)
    if again:
        counts["asked for again"] = again
    if not counts:
        return ()
    told = ", ".join(f"{number} {label}" for label, number in counts.items())
    return (f"Later visits: {told}",)


def _headlines(tracked: tuple[Tracked, ...]) -> tuple[str, ...]:
    """Count recommendations by what this site infers of them."""
    counts = Counter(t.headline for t in tracked)
    return tuple(f"{number} {h.label.lower()}" for h, number in sorted(counts.items()))


def _headline(tracked: Tracked) -> str:
    return f"{tracked.headline.label}. {tracked.reason}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _closed(words: str) -> str:
    """End a sentence with its stop."""
    return words if words.endswith((".", "!", "?")) else f"{words}."
