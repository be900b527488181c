"""Visits as frozen values: what each judged, raised, and said of earlier ones.

`histories` makes them from published records; `comparison` and every page read them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from inspections.frameworks import AREA_ORDER, Framework
from inspections.vocabulary import (
    Area,
    Grade,
    Kind,
    Polarity,
    Reason,
    RecommendationKind,
    Subject,
    Verdict,
)


@dataclass(frozen=True)
class ThemeName:
    name: str
    slug: str


@dataclass(frozen=True)
class JudgementMade:
    """A grade as a visit gave it, or the reason why it gave none."""

    area: Area
    heading: str
    grade: Grade | None
    reason: Reason | None
    subject: Subject
    page: int | None

    @property
    def words(self) -> str:
        if self.grade:
            return str(self.grade.label)
        return str(self.reason.label) if self.reason else ""


@dataclass(frozen=True)
class Passage:
    """The words that prove something, and where they stand in the report."""

    text: str
    page: int | None = None
    paragraph: int | None = None
    section: str = ""
    is_summary: bool = False


@dataclass(frozen=True)
class Raised:
    """A recommendation as a visit raised it; `number` is its place in the reference.

    `repeats` holds the words by which the report itself says that it asked before.
    """

    inspection_ref: str
    number: int
    kind: RecommendationKind
    passage: Passage
    responsible_body: str = ""
    themes: tuple[ThemeName, ...] = ()
    is_confirmed: bool = True
    repeats: str = ""

    @property
    def ref(self) -> str:
        return f"{self.inspection_ref} R{self.number}"

    @property
    def is_lscb(self) -> bool:
        return self.kind is RecommendationKind.LSCB


@dataclass(frozen=True)
class VerdictGiven:
    """What a later visit says of an earlier recommendation, and its words."""

    recommendation_ref: str
    verdict: Verdict
    passage: Passage | None = None
    is_explicit: bool = False
    note: str = ""
    is_confirmed: bool = True
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class FindingCount:
    """How many findings of a visit are of one theme (or of none) and one polarity."""

    theme: ThemeName | None
    polarity: Polarity
    count: int


@dataclass(frozen=True)
class Visit:
    """One published inspection of an authority, with what it judged, raised and said.

    `verdicts` and `restates` are what this visit says of earlier ones; a restatement is
    a pair of references, the earlier recommendation's and this visit's own.
    """

    ref: str
    authority: str
    kind: Kind
    framework: Framework
    started: date
    ended: date
    is_month_only: bool = False
    published_on: date | None = None
    statement_due: date | None = None
    focus: str = ""
    outcome: str = ""
    is_confirmed: bool = True
    has_report: bool = False
    judgements: tuple[JudgementMade, ...] = ()
    recommendations: tuple[Raised, ...] = ()
    verdicts: tuple[VerdictGiven, ...] = ()
    restates: tuple[tuple[str, str], ...] = ()
    findings: tuple[FindingCount, ...] = ()

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)

    @property
    def is_graded(self) -> bool:
        return any(judgement.grade for judgement in self.judgements)

    @cached_property
    def judgement_by_area(self) -> dict[Area, JudgementMade]:
        return {judgement.area: judgement for judgement in self.judgements}

    @cached_property
    def judgements_in_order(self) -> tuple[JudgementMade, ...]:
        """The judgements in one order for every visit, whatever a cover prints."""
        return tuple(sorted(self.judgements, key=lambda j: AREA_ORDER.index(j.area)))

    @property
    def headline_grade(self) -> Grade | None:
        """The overall grade, where the visit gave one; never worked out from parts."""
        overall = self.judgement_by_area.get(Area.OVERALL)
        return overall.grade if overall else None


def elapsed(earlier: date, later: date) -> str:
    """Return the time between two days in years and months, in words.

    Calendar months are counted, not days, for pages name a visit by its month: what a
    reader works out from the two months shown is what stands here.
    """
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    years, months = divmod(max(months, 0), 12)
    parts = [
        f"{count} {unit}{'' if count == 1 else 's'}"
        for count, unit in ((years, "year"), (months, "month"))
        if count
    ]
    return " ".join(parts) or "less than a month"
