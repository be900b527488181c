"""Finds where a later report looks back to an earlier inspection on a subject."""

import re
from collections.abc import Iterable, Mapping, Sequence

from inspections.linking.parts import BackReference, Paragraph, RankedParagraph
from inspections.linking.words import sentences, sequence

# The share of what the recommendation says that the sentence, or half of that which a
# neighbouring sentence, must mention.
TOUCHES = 0.2
_NEIGHBOUR = 0.5
_PASSAGES = 2

_BACK = re.compile(
    r"\b(?:(?:the |its |their )?(?:last|previous|earlier|prior) (?:\w+ )?"
    r"(?:inspection|visit)s?(?: report)?(?:,? (?:in|of) (?:\w+ )?20\d\d)?"
    r"|(?:inspection|focused visit|monitoring visit|visit)s? (?:in|of) (?:\w+ )?20\d\d"
    r"|since 20\d\d|last inspected(?: in (?:\w+ )?20\d\d)?"
    r"|previously (?:identified|recommended|inspected))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")


def looks_back(sentence: str, *, to: int | None = None) -> str:
    """Return the words by which a sentence names an earlier inspection, or "".

    With `to`, the year of the inspection meant, words that name another year only are
    passed over; words without a year count, for they mean the last inspection.
    """
    for found in _BACK.finditer(sentence):
        years = _YEAR.findall(found.group(0))
        if to is None or not years or str(to) in years:
            return found.group(0)
    return ""


class LookingBack:
    """The paragraphs of a later report that look back, ready to be asked."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._found: list[tuple[Paragraph, list[str], list[set[str]]]] = []
        for paragraph in paragraphs:
            parts = sentences(paragraph.text)
            if any(looks_back(sentence) for sentence in parts):
                terms = [set(sequence(sentence)) for sentence in parts]
                self._found.append((paragraph, parts, terms))

    def on(
        self,
        wanted: Mapping[str, float],
        *,
        ranked: Sequence[RankedParagraph],
        year: int | None,
    ) -> tuple[BackReference, ...]:
        """Return the sentences that look back on these terms, in printed order.

        In the best passages every sentence that looks back counts, elsewhere only one
        that mentions the subject, or stands beside one that does.
        """
        best = {found.paragraph for found in ranked[:_PASSAGES]}
        return tuple(
            BackReference(paragraph, sentence, words)
            for paragraph, parts, terms in self._found
            for place, sentence in enumerate(parts)
            if (words := looks_back(sentence, to=year))
            and (paragraph in best or _touches(wanted, terms, place=place) >= TOUCHES)
        )


def _touches(
    wanted: Mapping[str, float], terms: Sequence[set[str]], *, place: int
) -> float:
    whole = sum(wanted.values()) or 1.0

    def share(here: int) -> float:
        if not 0 <= here < len(terms):
            return 0.0
        return sum(wanted[term] for term in terms[here] if term in wanted) / whole

    beside = max(share(place - 1), share(place + 1))
    return max(share(place), _NEIGHBOUR * beside)
