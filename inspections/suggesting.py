"""What a report may say of each open concern: the bridge from records to `linking`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspections import theming, word_counts
from inspections.concerns import Concern
from inspections.linking import (
    EarlierRecommendation,
    LaterRecommendation,
    LaterReport,
    Paragraph,
    Suggestion,
    suggest_links,
)
from inspections.linking.scope import ranked_and_summary
from inspections.models import Finding, Inspection, Recommendation, Theme
from inspections.vocabulary import Kind, RecommendationKind, Verdict


@dataclass(frozen=True)
class Candidate:
    """A paragraph that may speak to a concern; the sentences a verdict rests on."""

    finding: Finding
    rank: int
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggested:
    """All that is suggested for one concern, as records."""

    candidates: tuple[Candidate, ...]
    verdict: Verdict
    confidence: float
    words: tuple[str, ...]
    restated_by: tuple[tuple[Recommendation, float], ...]
    looks_back: tuple[str, ...]

    def rank_of(self, finding: Finding | None) -> int | None:
        """Return at which place a paragraph was suggested, None if it was not."""
        ranks = {c.finding.pk: c.rank for c in self.candidates}
        return ranks.get(finding.pk) if finding else None


def suggestions_for(
    inspection: Inspection,
    concerns: Sequence[Concern],
    *,
    findings: Sequence[Finding],
    later: Sequence[Recommendation],
) -> list[Suggested]:
    """Suggest for each concern what the report of this inspection says of it.

    In: concerns, and the report's paragraphs and recommendations in force, both with
    nothing left to fetch but themes. Reads the themes' phrases.
    """
    phrases = _phrases(inspection)
    suggestions = suggest_links(
        [
            EarlierRecommendation(
                text=concern.recommendation.text,
                themes=_themes(concern.recommendation, phrases),
                year=concern.recommendation.inspection.ended.year,
            )
            for concern in concerns
        ],
        later=_report(findings, later, phrases),
        background=word_counts.load(),
    )
    finding_by_key = {finding.pk: finding for finding in findings}
    later_by_position = {row.position: row for row in later}
    return [
        _suggested(suggestion, finding_by_key, later_by_position)
        for suggestion in suggestions
    ]


def _phrases(inspection: Inspection) -> Mapping[str, Sequence[str]]:
    of_send = inspection.kind == Kind.AREA_SEND
    scope = Theme.Scope.AREA_SEND if of_send else Theme.Scope.CHILDRENS_SERVICES
    return {t.slug: t.phrases for t in Theme.objects.filter(scope=scope)}


def _themes(
    recommendation: Recommendation, phrases: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return the themes that staff confirmed, or else those that the words suggest."""
    confirmed = tuple(theme.slug for theme in recommendation.themes.all())
    return confirmed or _suggest(recommendation.text, phrases)


def _suggest(text: str, phrases: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(found.theme for found in theming.suggest(text, phrases))


def _report(
    findings: Sequence[Finding],
    later: Sequence[Recommendation],
    phrases: Mapping[str, Sequence[str]],
) -> LaterReport:
    """Return the report as linking reads it; a paragraph's key is its finding's.

    What is said of the board or asked of it is left out.
    """
    ranked, summary = (
        tuple(_paragraph(finding, phrases) for finding in rows)
        for rows in ranked_and_summary(findings)
    )
    return LaterReport(
        paragraphs=ranked,
        recommendations=tuple(
            LaterRecommendation(
                row.position, row.text, _themes(row, phrases), kind=row.kind
            )
            for row in later
            if row.kind != RecommendationKind.LSCB
        ),
        summary=summary,
    )


def _paragraph(finding: Finding, phrases: Mapping[str, Sequence[str]]) -> Paragraph:
    return Paragraph(
        text=finding.text,
        section=finding.section,
        number=finding.paragraph,
        themes=_suggest(finding.text, phrases),
        key=finding.pk,
    )


def _suggested(
    suggestion: Suggestion,
    finding_by_key: Mapping[int, Finding],
    later_by_position: Mapping[int, Recommendation],
) -> Suggested:
    verdict = suggestion.verdict
    sentences: dict[int | None, list[str]] = {}
    for quoted in verdict.rests_on:
        sentences.setdefault(quoted.paragraph.key, []).append(quoted.sentence)
    return Suggested(
        candidates=tuple(
            Candidate(
                finding_by_key[found.paragraph.key],
                rank=rank,
                sentences=tuple(sentences.get(found.paragraph.key, ())),
            )
            for rank, found in enumerate(suggestion.paragraphs, 1)
            if found.paragraph.key is not None
        ),
        verdict=verdict.verdict,
        confidence=verdict.confidence,
        words=tuple(dict.fromkeys(w for q in verdict.rests_on for w in q.words)),
        restated_by=tuple(
            (later_by_position[again.recommendation.position], again.likeness)
            for again in suggestion.restated_by
        ),
        looks_back=tuple(back.sentence for back in suggestion.back_references),
    )
