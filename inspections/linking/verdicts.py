"""Suggests what became of a recommendation, from the passages that speak to it.

Plain rules over the telling words of the sentences that touch on the recommendation:
where nothing is found, nothing is guessed. The three thresholds were set on 88 links
read by hand in ten pairs of reports.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspections.linking.parts import (
    Quotation,
    RankedParagraph,
    SuggestedVerdict,
)
from inspections.linking.tone import Tone, hear
from inspections.linking.words import sentences, sequence
from inspections.vocabulary import Verdict

# The best passage must score this much to count as speaking to the recommendation.
FOUND = 1.35
# Balance of praise and worry, from -1 to 1: above the first the recommendation counts
# as addressed, above the second as improved, below it as unchanged. Anything from 0.35
# to 0.75 agrees with readers alike; a high one is slower to call a thing done.
ADDRESSED = 0.6
IMPROVED = -0.1
# Words of decline a sentence, at which little praise is no longer weighed; words of
# unfinished work a sentence ("still", "too soon to"), at which no praise is enough.
DECLINED = 0.15
UNFINISHED = 0.15

# Passages that are heard, and the share of a sentence's weight that the next inherits
# ("This was an area for improvement"), and that every sentence of a passage has.
_PASSAGES = 3
_INHERITED = 0.5
_LEAST = 0.05
# Words of one sort that count in a sentence, so that no list of praise drowns a worry.
_HEARD = 3
_QUOTED = 3


@dataclass(frozen=True, slots=True)
class _Heard:
    """A sentence, how much it bears on the recommendation, and its tone."""

    quotation: Quotation
    weight: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class _Said:
    """What the sentences say together: praise against worry, decline, work left."""

    balance: float
    decline: float
    unfinished: float


def suggest_verdict(
    wanted: Mapping[str, float],
    *,
    ranked: Sequence[RankedParagraph],
    restated: bool,
) -> SuggestedVerdict:
    """Suggest a verdict, with its confidence and the sentences that it rests on.

    In: the recommendation's terms with their weights, the passages found, the best
    first, and whether a later recommendation seems to ask for the same.
    """
    if not ranked or ranked[0].score < FOUND:
        shortfall = 1 - max(ranked[0].score, 0) / FOUND if ranked else 1
        return SuggestedVerdict(Verdict.NOT_REVISITED, round(0.4 + shortfall / 2, 2))
    heard = _listen(wanted, ranked)
    said = _weigh(heard)
    verdict, margin = _decide(said, restated=restated)
    return SuggestedVerdict(
        verdict=verdict,
        confidence=round(0.4 + 0.4 * min(1.0, 2 * margin), 2),
        rests_on=_telling(heard, verdict),
    )


def _listen(
    wanted: Mapping[str, float], ranked: Sequence[RankedParagraph]
) -> list[_Heard]:
    """Hear every sentence of the best passages, weighed by how much it bears."""
    whole = sum(wanted.values()) or 1.0
    heard = []
    for place, found in enumerate(ranked[:_PASSAGES]):
        passage = math.exp(found.score - ranked[0].score) / (place + 1)
        touches = 0.0
        for sentence in sentences(found.paragraph.text):
            terms = set(sequence(sentence))
            share = sum(wanted[term] for term in terms if term in wanted) / whole
            touches = max(share, touches * _INHERITED, _LEAST)
            tone = hear(sentence)
            quotation = Quotation(found.paragraph, sentence, tone.words)
            heard.append(_Heard(quotation, passage * touches, tone))
    return heard


def _weigh(heard: Sequence[_Heard]) -> _Said:
    """Add up what the sentences say, each by its weight."""
    whole = sum(one.weight for one in heard) or 1.0

    def per_sentence(words: Sequence[tuple[str, ...]]) -> float:
        counted = zip(heard, words, strict=True)
        total = sum(one.weight * min(len(found), _HEARD) for one, found in counted)
        return total / whole

    praise = per_sentence([one.tone.strengths for one in heard])
    worry = per_sentence([one.tone.concerns for one in heard])
    return _Said(
        balance=(praise - worry) / (praise + worry + _LEAST),
        decline=per_sentence([one.tone.worse for one in heard]),
        unfinished=per_sentence([one.tone.still for one in heard]),
    )


def _decide(said: _Said, *, restated: bool) -> tuple[Verdict, float]:
    """Return the verdict, and how far what is said is from another."""
    balance = said.balance
    if said.decline >= DECLINED and balance < ADDRESSED:
        return Verdict.DECLINED, said.decline
    if balance >= ADDRESSED:
        # Whoever asks for it again, or sees work left, does not find it done.
        if restated or said.unfinished >= UNFINISHED:
            return Verdict.IMPROVED, 0.1
        return Verdict.ADDRESSED, balance - ADDRESSED
    if balance >= IMPROVED:
        return Verdict.IMPROVED, min(ADDRESSED - balance, balance - IMPROVED)
    return Verdict.UNCHANGED, IMPROVED - balance


def _telling(heard: Sequence[_Heard], verdict: Verdict) -> tuple[Quotation, ...]:
    """Return the weightiest sentences whose words speak for the verdict."""
    speaking = [one for one in heard if _speaks_for(one.tone, verdict)]
    speaking.sort(key=lambda one: -one.weight)
    return tuple(one.quotation for one in speaking[:_QUOTED])


def _speaks_for(tone: Tone, verdict: Verdict) -> bool:
    if verdict == Verdict.ADDRESSED:
        return bool(tone.strengths or tone.better)
    if verdict == Verdict.UNCHANGED:
        return bool(tone.concerns or tone.still)
    if verdict == Verdict.DECLINED:
        return bool(tone.worse or tone.concerns)
    return bool(tone.words)
