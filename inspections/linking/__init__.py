"""Suggests which passages of a later report speak to earlier recommendations.

Pure: texts in, suggestions out. A person confirms or refuses every one of them.
"""

from collections.abc import Iterable

from inspections.linking.looking_back import LookingBack
from inspections.linking.parts import (
    Background,
    BackReference,
    EarlierRecommendation,
    LaterRecommendation,
    LaterReport,
    Paragraph,
    Quotation,
    RankedParagraph,
    Restatement,
    SuggestedVerdict,
    Suggestion,
    TermCount,
)
from inspections.linking.ranking import Index
from inspections.linking.restating import Restatements
from inspections.linking.verdicts import suggest_verdict
from inspections.linking.weights import Weights
from inspections.linking.words import sequence

__all__ = [
    "BackReference",
    "Background",
    "EarlierRecommendation",
    "LaterRecommendation",
    "LaterReport",
    "Paragraph",
    "Quotation",
    "RankedParagraph",
    "Restatement",
    "SuggestedVerdict",
    "Suggestion",
    "TermCount",
    "suggest_links",
]


def suggest_links(
    earlier: Iterable[EarlierRecommendation],
    *,
    later: LaterReport,
    background: Background,
) -> list[Suggestion]:
    """Suggest for each earlier recommendation what the later report says of it.

    In: recommendations of one or several earlier reports, one later report, and how
    common each term is in reports at large. Out: a Suggestion each, in the same order,
    with at most ten paragraphs, the best first. Nothing is raised: a report without
    paragraphs gives empty suggestions and the verdict "not revisited".
    """
    weights = Weights(background)
    index = Index(later.paragraphs, weights=weights)
    restatements = Restatements(later.recommendations, index=index, weights=weights)
    looking_back = LookingBack(later.summary + later.paragraphs)
    suggestions = []
    for recommendation in earlier:
        wanted = weights.by_term(sequence(recommendation.text))
        ranked = index.rank(recommendation)
        restated_by = restatements.of(recommendation, ranked=ranked)
        suggestions.append(
            Suggestion(
                recommendation=recommendation,
                paragraphs=ranked,
                restated_by=restated_by,
                back_references=looking_back.on(
                    wanted, ranked=ranked, year=recommendation.year
                ),
                verdict=suggest_verdict(
                    wanted, ranked=ranked, restated=bool(restated_by)
                ),
            )
        )
    return suggestions
