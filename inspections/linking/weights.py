"""How much a term tells, and to which part of a report a text belongs.

Both come from counts over a collection: a term in every second paragraph tells little;
a term found mostly under one heading tells under which heading to look.
"""

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from inspections.linking.parts import CARE, HELP, LEADERS, LEAVERS, PARTS, Background
from inspections.linking.words import IDEA

# An idea that both texts name says more than a word that both happen to use.
IDEA_WEIGHT = 1.4
# A term counts fully when it opens a recommendation and less the later it comes:
# what is asked for comes first, what it is for comes after.
FADING = 0.03
# Paragraphs imagined under each term, so that rare terms do not decide alone.
CAUTION = 10
# Terms of one text hang together, so each is believed by half.
BELIEF = 0.5

_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("care and care leavers", (CARE, LEAVERS)),
    ("care leavers", (LEAVERS,)),
    ("help and protection", (HELP,)),
    ("in care", (CARE,)),
    ("looked after", (CARE,)),
    ("adoption", (CARE,)),
    ("permanence", (CARE,)),
    ("leader", (LEADERS,)),
    ("governance", (LEADERS,)),
)


@lru_cache(maxsize=512)
def parts_of(heading: str) -> tuple[str, ...]:
    """Return the parts of the service that a section's heading covers, if any."""
    words = heading.lower()
    return next((parts for mark, parts in _HEADINGS if mark in words), ())


class Weights:
    """Weighs terms and sections by the counts of a background."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._known: dict[str, float] = {}

    def of(self, term: str) -> float:
        """Return how much a term tells; about 1 for everyday words, 8 for rare ones."""
        weight = self._known.get(term)
        if weight is None:
            weight = self._known[term] = self._weigh(term)
        return weight

    def _weigh(self, term: str) -> float:
        background = self._background
        count = background.terms.get(term)
        paragraphs = count.paragraphs if count else 1
        weight = _rarity(paragraphs, background.paragraphs)
        return weight * IDEA_WEIGHT if term.startswith(IDEA) else weight

    def by_term(self, terms: Iterable[str]) -> dict[str, float]:
        """Return each term's weight in a recommendation, those that open it fullest."""
        weighed: dict[str, float] = {}
        for place, term in enumerate(terms):
            if term not in weighed:
                weighed[term] = self.of(term) / (1 + FADING * place)
        return weighed

    def parts_for(self, terms: Iterable[str]) -> Mapping[str, float]:
        """Return how likely each part of the service is to treat of these terms."""
        background = self._background
        everything = sum(background.by_part.values()) or 1
        share = {
            part: (background.by_part.get(part, 0) + 1) / (everything + len(PARTS))
            for part in PARTS
        }
        logs = {part: BELIEF * math.log(share[part]) for part in PARTS}
        for term in set(terms):
            count = background.terms.get(term)
            if count is None:
                continue
            total = sum(count.by_part.values()) + CAUTION
            for part in PARTS:
                here = count.by_part.get(part, 0) + CAUTION * share[part]
                logs[part] += BELIEF * math.log(here / total / share[part])
        highest = max(logs.values())
        odds = {part: math.exp(log - highest) for part, log in logs.items()}
        whole = sum(odds.values())
        return {part: odd / whole for part, odd in odds.items()}


def _rarity(found: int, of: int) -> float:
    return math.log(1 + (max(of - found, 0) + 0.5) / (found + 0.5))
