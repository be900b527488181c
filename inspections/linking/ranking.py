"""Ranks the paragraphs of a later report by how far they speak to a recommendation.

BM25 over stems and ideas, and on top of it agreement of section and of theme.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from inspections.linking.parts import EarlierRecommendation, Paragraph, RankedParagraph
from inspections.linking.weights import Weights, parts_of
from inspections.linking.words import sequence

SHOWN = 10
# BM25's usual constants: how soon repeating a term stops to count, and half of the
# usual allowance for length, because paragraphs of a report are of like length.
SATURATION = 1.2
LENGTH = 0.5
SECTION_WEIGHT = 0.3
THEME_WEIGHT = 0.3
# No section is ruled out: a recommendation's subject turns up in unexpected places.
DOUBT = 0.05


class Index:
    """A later report made ready for ranking: its terms counted once."""

    def __init__(self, paragraphs: Sequence[Paragraph], *, weights: Weights) -> None:
        self._weights = weights
        self._paragraphs = paragraphs
        self._terms = [
            Counter(term for term in sequence(paragraph.text) if term)
            for paragraph in paragraphs
        ]
        self._lengths = [sum(terms.values()) for terms in self._terms]
        self._usual_length = sum(self._lengths) / max(len(self._lengths), 1) or 1.0
        themed = Counter(
            theme for paragraph in paragraphs for theme in set(paragraph.themes)
        )
        self._theme_weights = {
            theme: math.log((len(paragraphs) + 1) / (count + 0.5))
            for theme, count in themed.items()
        }
        self._rarest_theme = math.log((len(paragraphs) + 1) / 0.5)

    def rank(
        self, recommendation: EarlierRecommendation
    ) -> tuple[RankedParagraph, ...]:
        """Return the best paragraphs, at most ten, the best first."""
        terms = [term for term in sequence(recommendation.text) if term]
        wanted = self._weights.by_term(terms)
        likely = self._weights.parts_for(terms)
        scored = [
            self._score(place, wanted, likely, recommendation.themes)
            for place in range(len(self._paragraphs))
        ]
        found = [ranked for ranked in scored if ranked.matched or ranked.themes]
        found.sort(key=lambda ranked: -ranked.score)
        return tuple(found[:SHOWN])

    def theme_weight(self, theme: str) -> float:
        """Return how much agreeing on a theme tells: less, the commoner it is here."""
        return self._theme_weights.get(theme, self._rarest_theme)

    def _score(
        self,
        place: int,
        wanted: Mapping[str, float],
        likely: Mapping[str, float],
        themes: Sequence[str],
    ) -> RankedParagraph:
        paragraph, counts = self._paragraphs[place], self._terms[place]
        whole = sum(wanted.values()) or 1.0
        damped = SATURATION * (
            1 - LENGTH + LENGTH * self._lengths[place] / self._usual_length
        )
        shares = {
            term: weight * counts[term] * (SATURATION + 1) / (counts[term] + damped)
            for term, weight in wanted.items()
            if counts[term]
        }
        common = tuple(theme for theme in themes if theme in paragraph.themes)
        score = (
            sum(shares.values()) / math.sqrt(whole)
            + SECTION_WEIGHT * math.log(self._section(paragraph, likely) + DOUBT)
            + THEME_WEIGHT * self._themes(common, len(themes))
        )
        return RankedParagraph(
            paragraph=paragraph,
            score=score,
            covered=sum(wanted[term] for term in shares) / whole,
            matched=tuple(sorted(shares, key=lambda term: -shares[term])),
            themes=common,
        )

    def _section(self, paragraph: Paragraph, likely: Mapping[str, float]) -> float:
        parts = parts_of(paragraph.section)
        if not parts:
            return sum(likely.values()) / max(len(likely), 1)
        return sum(likely[part] for part in parts)

    def _themes(self, common: Sequence[str], asked: int) -> float:
        weight = sum(self._theme_weights[theme] for theme in common)
        return weight / math.sqrt(max(asked, 1))
