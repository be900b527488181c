"""What was read from a report: values with their page, printed words and confidence.

Nothing here touches the database. A value that could not be read is None and has a
warning; a value that could be read but is doubtful has a warning or a low confidence.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")

SURE = 0.99
LIKELY = 0.8
DOUBTFUL = 0.4


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value as read: page from 1, the printed words, confidence from 0 to 1."""

    value: T
    page: int
    quote: str
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of days on site, first and last day included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class JudgementRead:
    """A grade: area and grade as codes, both also as printed, and the body judged."""

    area: str
    grade: str
    page: int
    heading: str = ""
    grade_as_printed: str = ""
    subject: str = "council"
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class RecommendationRead:
    """One thing to improve, sub-bullets joined to it; `paragraph` is its number.

    `kind` is a code for a recommendation's kind, `body` the responsible body as
    printed, `tag` a framework cross-reference such as "Outcome 3", `repeats` the words
    by which it says that an earlier inspection had recommended it too.
    """

    position: int
    text: str
    page: int
    paragraph: int | None = None
    kind: str = "recommendation"
    body: str = ""
    tag: str = ""
    topic: str = ""
    repeats: str = ""
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class FindingRead:
    """One paragraph or bullet of the report's text, in the section it stands in.

    `supports_recommendation` marks the printed "(Recommendation)"; `repeats` holds the
    words by which it refers to a recommendation of an earlier inspection.
    """

    section: str
    text: str
    page: int
    paragraph: int | None = None
    supports_recommendation: bool = False
    is_case_study: bool = False
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class NumberedRead:
    """A numbered paragraph that is neither finding nor recommendation."""

    paragraph: int
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class FootnoteRead:
    """A footnote, kept apart from the text that it explains."""

    mark: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class PreviousInspection:
    """What the report says of the inspection before: words, dates and page."""

    words: str
    page: int
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something missing or doubtful, said in a sentence for the person who checks."""

    code: str
    sentence: str
    page: int | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """Everything read from one report. Kinds are the codes `parse_report` prints.

    `partners` are the other inspectorates that took part; `partnership` is the body
    that an area SEND inspection judges together with the council.
    """

    kind: str
    file: str = ""
    sha256: str = ""
    page_count: int = 0
    reinspection: bool = False
    title: Read[str] | None = None
    authority: Read[str] | None = None
    authority_slug: str | None = None
    urn: Read[int] | None = None
    windows: tuple[Read[Window], ...] = ()
    published: Read[date] | None = None
    lead_inspectors: tuple[Read[str], ...] = ()
    partners: tuple[Read[str], ...] = ()
    partnership: Read[str] | None = None
    judgements: tuple[JudgementRead, ...] = ()
    outcome: Read[str] | None = None
    next_inspection: Read[str] | None = None
    theme: Read[str] | None = None
    statement_deadline: Read[date] | None = None
    licence: Read[str] | None = None
    previous_inspections: tuple[PreviousInspection, ...] = ()
    recommendations: tuple[RecommendationRead, ...] = ()
    priority_actions: tuple[RecommendationRead, ...] = ()
    lscb_recommendations: tuple[RecommendationRead, ...] = ()
    findings: tuple[FindingRead, ...] = ()
    numbered_other: tuple[NumberedRead, ...] = ()
    footnotes: tuple[FootnoteRead, ...] = ()
    warnings: tuple[ReadWarning, ...] = field(default_factory=tuple)

    @property
    def inspection_start(self) -> date | None:
        """First day on site."""
        return min((w.value.start for w in self.windows), default=None)

    @property
    def inspection_end(self) -> date | None:
        """Last day on site, of the last window."""
        return max((w.value.end for w in self.windows), default=None)
