"""A thread: one concern across visits, each dated step with the words that prove it.

Frozen values: no database, clock or request.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inspections.tracking import Tracked
from inspections.visits import Passage, Raised, VerdictGiven, Visit, elapsed
from inspections.vocabulary import Verdict
from inspections.wording import Rewording, reworded

FOUND: dict[Verdict, str] = {
    Verdict.ADDRESSED: "found addressed",
    Verdict.IMPROVED: "improved with more to do",
    Verdict.UNCHANGED: "unchanged",
    Verdict.DECLINED: "worse",
}
"""How a thread's sentence puts what the last visit that spoke of it found."""


@dataclass(frozen=True)
class Step:
    """One dated step of a thread: raised, restated, or spoken to by a later visit."""

    visit: Visit
    raised: Raised | None = None
    verdict: VerdictGiven | None = None
    about: Raised | None = None


@dataclass(frozen=True)
class Said:
    """What a visit said, once, of all the recommendations that it speaks to in it."""

    verdict: Verdict
    passage: Passage | None
    note: str
    is_confirmed: bool
    about: tuple[Raised, ...]

    @property
    def is_silence(self) -> bool:
        return self.verdict is Verdict.NOT_REVISITED


@dataclass(frozen=True)
class Stop:
    """Everything on one thread at one visit: what was asked, and what was said.

    `since_first` is the time since the thread began, or "" at its beginning.
    """

    visit: Visit
    asked: tuple[Tracked, ...]
    said: tuple[Said, ...]
    is_first: bool
    since_first: str

    @property
    def verdicts(self) -> tuple[tuple[Verdict, int], ...]:
        """Each verdict that the visit gave on the thread, and of how many items."""
        counts = dict.fromkeys(Verdict, 0)
        for said in self.said:
            counts[said.verdict] += len(said.about)
        return tuple((verdict, count) for verdict, count in counts.items() if count)


@dataclass(frozen=True)
class Thread:
    """One concern across visits, from the first time it was raised until today."""

    steps: tuple[Step, ...]
    members: tuple[Tracked, ...]
    today: date

    @property
    def raised_at(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.raised)

    @property
    def latest(self) -> Raised:
        """The concern as the last visit that raised it put it."""
        raised = [step.raised for step in self.steps if step.raised]
        return raised[-1]

    @property
    def first_visit(self) -> Visit:
        return self.steps[0].visit

    @property
    def visit_count(self) -> int:
        """At how many visits it was raised; one visit may raise it twice."""
        return len({step.visit.ref for step in self.raised_at})

    @property
    def is_repeated(self) -> bool:
        return self.visit_count > 1

    @property
    def elapsed(self) -> str:
        """The time from the first visit that raised it to the last one that did."""
        return elapsed(self.first_visit.ended, self.raised_at[-1].visit.ended)

    @property
    def age(self) -> str:
        """The time from the first visit that raised it until today."""
        return elapsed(self.first_visit.ended, self.today)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The steps of each visit together, oldest first, the same words once."""
        visits = dict.fromkeys(step.visit.ref for step in self.steps)
        return tuple(
            self._stop([s for s in self.steps if s.visit.ref == ref]) for ref in visits
        )

    @property
    def is_followed(self) -> bool:
        """A later visit raised it again, or somebody read one for it."""
        return len(self.stops) > 1

    @property
    def last_spoken(self) -> Step | None:
        """The last step at which a visit spoke of it without asking for it again."""
        spoken = [s for s in self.steps if s.verdict and s.verdict.verdict in FOUND]
        last = spoken[-1] if spoken else None
        return last if last and last.visit.ended > self._last_raised.ended else None

    @property
    def is_addressed(self) -> bool:
        """The last visit that spoke of it found it addressed."""
        spoken = self.last_spoken
        return bool(
            spoken and spoken.verdict and spoken.verdict.verdict is Verdict.ADDRESSED
        )

    @property
    def rewordings(self) -> tuple[Rewording, ...]:
        """How the wording changed each time that it was asked for again."""
        pairs = (
            reworded(before, member.raised)
            for member in self.members
            for before in member.restates
        )
        return tuple(pair for pair in pairs if pair)

    @property
    def sentence(self) -> str:
        """How long it has been going, and how it last stood, in one sentence."""
        first = _month(self.first_visit)
        spoken = self.last_spoken
        if spoken and spoken.verdict:
            found = FOUND[spoken.verdict.verdict]
            time = elapsed(self.first_visit.ended, spoken.visit.ended)
            return f"Raised {first}, {found} {_month(spoken.visit)}: {time}."
        if self.is_repeated:
            last = _month(self._last_raised)
            return f"Raised {first}, still raised {last}: {self.elapsed}."
        return f"Raised {first}, {self.age} ago."

    @property
    def _last_raised(self) -> Visit:
        return self.raised_at[-1].visit

    def _stop(self, steps: list[Step]) -> Stop:
        visit = steps[0].visit
        is_first = visit.ref == self.first_visit.ref
        return Stop(
            visit=visit,
            asked=tuple(t for t in self.members if t.visit.ref == visit.ref),
            said=_said(steps),
            is_first=is_first,
            since_first=""
            if is_first
            else elapsed(self.first_visit.ended, visit.ended),
        )


def _said(steps: Iterable[Step]) -> tuple[Said, ...]:
    """Join what one visit says of several recommendations in the same words."""
    joined: dict[tuple[object, ...], list[Step]] = {}
    for step in steps:
        if given := step.verdict:
            words = (given.verdict, given.passage, given.note, given.is_confirmed)
            joined.setdefault(words, []).append(step)
    return tuple(
        Said(
            verdict=same[0].verdict.verdict,
            passage=same[0].verdict.passage,
            note=same[0].verdict.note,
            is_confirmed=same[0].verdict.is_confirmed,
            about=tuple(step.about for step in same if step.about),
        )
        for same in joined.values()
        if same[0].verdict
    )


def _month(visit: Visit) -> str:
    return f"{visit.ended:%B %Y}"
