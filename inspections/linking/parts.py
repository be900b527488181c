"""What linking takes in and gives back: plain, frozen, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspections.vocabulary import Verdict

# The four parts into which both frameworks divide a council's services.
HELP, CARE, LEAVERS, LEADERS = "help", "care", "leavers", "leaders"
PARTS = (HELP, CARE, LEAVERS, LEADERS)


@dataclass(frozen=True, slots=True)
class EarlierRecommendation:
    """What an earlier report asked for; `themes` are slugs, as `theming` finds them.

    `year` is the year in which the inspection that asked for it ended.
    """

    text: str
    themes: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the later report, with the heading of the section it stands in.

    `number` is the printed one, None where none is printed; `key` is the caller's own.
    """

    text: str
    section: str = ""
    number: int | None = None
    themes: tuple[str, ...] = ()
    key: int | None = None


@dataclass(frozen=True, slots=True)
class LaterRecommendation:
    """What the later report asks for, by its position in that report's list.

    `kind` is the caller's own, for reports that have several lists.
    """

    position: int
    text: str
    themes: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LaterReport:
    """The later report: its paragraphs, without those on the board, and its list.

    The summary repeats in short what the paragraphs say, so it is not ranked, but it is
    read for what it says of earlier inspections.
    """

    paragraphs: tuple[Paragraph, ...]
    recommendations: tuple[LaterRecommendation, ...] = ()
    summary: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class TermCount:
    """In how many paragraphs a term stood, and in how many of each part."""

    paragraphs: int
    by_part: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Background:
    """How common each term is in reports: word counts of a whole collection."""

    paragraphs: int
    by_part: Mapping[str, int]
    terms: Mapping[str, TermCount]


@dataclass(frozen=True, slots=True)
class RankedParagraph:
    """A later paragraph that may speak to the recommendation, and why it may.

    `matched` are the terms in common, the most telling first; `covered` is the share,
    from 0 to 1, of what the recommendation says that the paragraph mentions.
    """

    paragraph: Paragraph
    score: float
    covered: float
    matched: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restatement:
    """A later recommendation that may ask for the same; likeness from 0 to 1."""

    recommendation: LaterRecommendation
    likeness: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackReference:
    """A sentence of the later report that looks back to an earlier inspection."""

    paragraph: Paragraph
    sentence: str
    words: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence that a verdict rests on, and the telling words in it."""

    paragraph: Paragraph
    sentence: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuggestedVerdict:
    """A verdict for staff to confirm or refuse; confidence from 0 to 1."""

    verdict: Verdict
    confidence: float
    rests_on: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """All that is suggested for one earlier recommendation."""

    recommendation: EarlierRecommendation
    paragraphs: tuple[RankedParagraph, ...]
    restated_by: tuple[Restatement, ...]
    back_references: tuple[BackReference, ...]
    verdict: SuggestedVerdict

    @property
    def refers_back(self) -> bool:
        """Say whether the later report looks back to the earlier one on this."""
        return bool(self.back_references)
