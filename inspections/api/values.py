"""What the interface's answers are made from: public values with their surroundings."""

from dataclasses import dataclass
from datetime import date

from inspections.accounts import ActionReported, Answer, PositionTaken
from inspections.comparison import Comparison, RecommendationProgress
from inspections.models import Authority, Inspection
from inspections.steps import Thread
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import JudgementMade, Passage, VerdictGiven, Visit


@dataclass(frozen=True)
class JudgementItem:
    """A judgement, the visit that made it and the council or body it is about."""

    authority: Authority
    inspection_ref: str
    visit_ended: date
    judgement: JudgementMade


@dataclass(frozen=True)
class FindingItem:
    """A paragraph of a report, and how this site reads it."""

    authority: Authority
    inspection_ref: str
    visit_ended: date
    number: int
    passage: Passage
    polarity: str
    is_case_study: bool
    themes: tuple[str, ...]


@dataclass(frozen=True)
class VerdictItem:
    """What a later visit says of an earlier recommendation."""

    authority: Authority
    inspection_ref: str
    visit_ended: date
    given: VerdictGiven


@dataclass(frozen=True)
class PositionItem:
    """A position of the council, and the paper in which it took it."""

    answer: Answer
    taken: PositionTaken


@dataclass(frozen=True)
class ResponseItem:
    authority: Authority
    answer: Answer

    @property
    def positions(self) -> list[PositionItem]:
        return [PositionItem(self.answer, taken) for taken in self.answer.positions]


@dataclass(frozen=True)
class RecommendationItem:
    """A recommendation among everything public of its authority."""

    authority: Authority
    history: History
    tracked: Tracked

    @property
    def thread_ref(self) -> str:
        """The first recommendation of its thread."""
        return self.history.thread(self.tracked.raised.ref).members[0].raised.ref

    @property
    def verdicts(self) -> list[VerdictItem]:
        return [
            VerdictItem(self.authority, visit.ref, visit.ended, given)
            for visit, given in self.tracked.verdicts
        ]

    @property
    def positions(self) -> list[PositionItem]:
        return [PositionItem(answer, t) for answer, t in self.tracked.positions]

    @property
    def restated_by(self) -> list[str]:
        return [raised.ref for raised in self.tracked.restated_by]

    @property
    def restates(self) -> list[str]:
        return [raised.ref for raised in self.tracked.restates]

    @property
    def overdue(self) -> list[str]:
        return [action.ref for action in self.tracked.overdue]

    @property
    def actions(self) -> tuple[ActionReported, ...]:
        return self.tracked.actions


@dataclass(frozen=True)
class InspectionItem:
    """A visit as a record and as a value, with what hangs on it."""

    inspection: Inspection
    visit: Visit
    history: History | None = None

    @property
    def judgements(self) -> list[JudgementItem]:
        return [
            JudgementItem(
                self.inspection.authority, self.visit.ref, self.visit.ended, j
            )
            for j in self.visit.judgements_in_order
        ]

    @property
    def recommendations(self) -> list[RecommendationItem]:
        if self.history is None:
            return []
        return [
            RecommendationItem(self.inspection.authority, self.history, tracked)
            for tracked in self.history.raised_at(self.visit.ref)
        ]

    @property
    def responses(self) -> list[ResponseItem]:
        if self.history is None:
            return []
        answers = self.history.answers_to(self.visit.ref)
        return [ResponseItem(self.inspection.authority, answer) for answer in answers]

    @property
    def open_count(self) -> int:
        return sum(item.tracked.is_open for item in self.recommendations)

    @property
    def overdue_count(self) -> int:
        return sum(bool(item.overdue) for item in self.recommendations)


@dataclass(frozen=True)
class AuthorityItem:
    """An authority with the grades that stand and how many visits are public."""

    authority: Authority
    history: History

    @property
    def standing(self) -> list[JudgementItem]:
        return [
            JudgementItem(self.authority, s.visit.ref, s.visit.ended, s.judgement)
            for s in self.history.standing
        ]

    @property
    def inspections(self) -> list[str]:
        return [visit.ref for visit in self.history.visits]

    @property
    def recommendation_count(self) -> int:
        return len(self.history.tracked)

    @property
    def open_count(self) -> int:
        return len(self.history.open)

    @property
    def overdue_count(self) -> int:
        return len(self.history.overdue)

    @property
    def predecessors(self) -> list[str]:
        return [authority.slug for authority in self.authority.predecessors.all()]


@dataclass(frozen=True)
class ThreadItem:
    """One concern across visits."""

    thread: Thread

    @property
    def ref(self) -> str:
        return self.thread.members[0].raised.ref

    @property
    def members(self) -> list[str]:
        return [tracked.raised.ref for tracked in self.thread.members]


@dataclass(frozen=True)
class ProgressItem:
    """What the later of two visits says became of an earlier recommendation."""

    authority: Authority
    later: Visit
    progress: RecommendationProgress

    @property
    def became(self) -> str:
        """How it is counted: restated, carried over, or not revisited."""
        if self.progress.is_restated:
            return "restated"
        return "carried_over" if self.progress.is_carried_over else "not_revisited"

    @property
    def verdict(self) -> VerdictItem | None:
        given = self.progress.verdict
        if given is None:
            return None
        return VerdictItem(self.authority, self.later.ref, self.later.ended, given)

    @property
    def restated_by(self) -> list[str]:
        return [raised.ref for raised in self.progress.restated_by]


@dataclass(frozen=True)
class ComparisonItem:
    authority: Authority
    comparison: Comparison

    @property
    def progress(self) -> list[ProgressItem]:
        later = self.comparison.later
        return [
            ProgressItem(self.authority, later, p) for p in self.comparison.progress
        ]

    @property
    def new(self) -> list[str]:
        return [raised.ref for raised in self.comparison.new]
