"""Finds later recommendations that ask for what an earlier one asked for.

Five kinds of likeness are added up, and one weight stands for each. The weights come
from a logistic regression on 659 pairs of an earlier and a later recommendation, read
by hand in ten pairs of successive reports (33 of them restatements).
"""

import math
import re
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from inspections.linking.parts import (
    EarlierRecommendation,
    LaterRecommendation,
    Paragraph,
    RankedParagraph,
    Restatement,
)
from inspections.linking.ranking import Index
from inspections.linking.weights import Weights
from inspections.linking.words import sequence

# How much each likeness counts: of the whole texts, of the likest clause, of themes, of
# the passages found for each, of the parts of the service; and what to take off.
WEIGHTS = (2.6, 2.8, 3.9, 3.0, 2.0)
UNLIKE = 6.6
# What a pair must reach to be proposed.
PROPOSED = 0.3

# A long recommendation asks for several things; one of them may be asked for again.
_CLAUSES = re.compile(r"[.;:,]\s+|\band that\b")
_SHORTEST_CLAUSE = 4
# The passages by which two recommendations are compared, and how soon the lower-ranked
# stop to count.
_PASSAGES = 4
_STEEPNESS = 1.5

_Key = TypeVar("_Key", bound=Hashable)


class Asked:
    """A recommendation made ready for comparison with others."""

    def __init__(
        self,
        text: str,
        *,
        themes: Iterable[str],
        ranked: Iterable[RankedParagraph],
        weights: Weights,
        index: Index,
    ) -> None:
        self.terms = weights.by_term(sequence(text))
        self.clauses = [self.terms]
        for clause in _CLAUSES.split(text):
            terms = sequence(clause)
            if len(terms) >= _SHORTEST_CLAUSE:
                self.clauses.append(weights.by_term(terms))
        self.parts = weights.parts_for(self.terms)
        self.themes = {theme: index.theme_weight(theme) for theme in themes}
        self.evidence = _evidence(ranked)


def likenesses(earlier: Asked, later: Asked) -> tuple[float, ...]:
    """Return five kinds of likeness of two recommendations, each from 0 to 1."""
    parts = later.parts
    return (
        math.sqrt(_cosine(earlier.terms, later.terms)),
        math.sqrt(max(_cosine(terms, later.terms) for terms in earlier.clauses)),
        _cosine(earlier.themes, later.themes),
        _cosine(earlier.evidence, later.evidence),
        sum(min(earlier.parts[part], parts[part]) for part in parts),
    )


def likeness(earlier: Asked, later: Asked) -> float:
    """Return how likely it is, from 0 to 1, that the later asks for the earlier.

    Without a word in common it is 0: nothing could be shown to the person who checks.
    """
    alike = likenesses(earlier, later)
    if not alike[1]:
        return 0.0
    total = sum(weight * kind for weight, kind in zip(WEIGHTS, alike, strict=True))
    return 1 / (1 + math.exp(UNLIKE - total))


class Restatements:
    """The recommendations of a later report, ready to be compared with earlier ones."""

    def __init__(
        self,
        recommendations: Iterable[LaterRecommendation],
        *,
        index: Index,
        weights: Weights,
    ) -> None:
        self._index, self._weights = index, weights
        self.later = [
            (recommendation, self.ready(recommendation.text, recommendation.themes))
            for recommendation in recommendations
        ]

    def of(
        self,
        recommendation: EarlierRecommendation,
        *,
        ranked: Iterable[RankedParagraph],
    ) -> tuple[Restatement, ...]:
        """Return later recommendations that ask for the same, the likeliest first."""
        earlier = self.ready(recommendation.text, recommendation.themes, ranked)
        found = [
            Restatement(
                recommendation=later,
                likeness=alike,
                matched=tuple(term for term in earlier.terms if term in asked.terms),
            )
            for later, asked in self.later
            if (alike := likeness(earlier, asked)) >= PROPOSED
        ]
        return tuple(sorted(found, key=lambda restatement: -restatement.likeness))

    def ready(
        self,
        text: str,
        themes: tuple[str, ...],
        ranked: Iterable[RankedParagraph] | None = None,
    ) -> Asked:
        """Make a recommendation ready, with the passages found for it."""
        if ranked is None:
            ranked = self._index.rank(EarlierRecommendation(text, themes))
        return Asked(
            text,
            themes=themes,
            ranked=ranked,
            weights=self._weights,
            index=self._index,
        )


def _evidence(ranked: Iterable[RankedParagraph]) -> Mapping[Paragraph, float]:
    best = list(ranked)[:_PASSAGES]
    return {
        found.paragraph: math.exp(_STEEPNESS * (found.score - best[0].score))
        for found in best
    }


def _cosine(one: Mapping[_Key, float], other: Mapping[_Key, float]) -> float:
    product = sum(weight * other[key] for key, weight in one.items() if key in other)
    if not product:
        return 0.0
    squares = (sum(weight**2 for weight in bag.values()) for bag in (one, other))
    return product / math.sqrt(math.prod(squares))
