"""Hears whether a sentence praises or worries, and whether it tells of change.

The cues are the wordings by which reports describe what became of earlier items, as
found in 551 reports and listed in the field's reference (section 6), made general.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NEGATION = (
    r"(?:not|never|nor|no|without|lack(?:s|ed|ing)?|less|insufficiently|rarely"
    r"|insufficient|yet to(?: be)?|cannot|fail(?:s|ed|ure)? to|too)"
)
# A negation reaches this many words: "are not always well attended".
_REACH = r"(?:\W+[\w’'-]+){0,3}?\W+"


def _any(*cues: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(cues) + r")\b", re.IGNORECASE)


_STRENGTH = _any(
    "(?:very )?good(?:-quality)?", "strong(?:er|ly)?", "strengths?", "effective(?:ly)?",
    "(?:very |highly )?well(?!-being| being)", "robust(?:ly)?", "rigorous(?:ly)?",
    "thorough(?:ly)?", "timely", "prompt(?:ly)?", "swift(?:ly)?", "quick(?:ly)?",
    "clear(?:ly)?", "detailed", "comprehensive", "high[- ]quality", "benefit(?:s|ed)?",
    "positive(?:ly)?", "appropriate(?:ly)?", "careful(?:ly)?", "skil(?:led|ful|fully)",
    "valued?", "success(?:es|ful|fully)?", "excellent", "outstanding", "impressive",
    "creative(?:ly)?", "tenacious", "persistent(?:ly)?", "routinely", "purposeful",
    "sensitive(?:ly)?", "regular(?:ly)?", "proactive(?:ly)?", "ambitious", "impactful",
    "accurate(?:ly)?", "decisive(?:ly)?", "frequent(?:ly)?", "consistently",
    "manageable", "embedded", "making a (?:positive |real )?difference", "analytical",
    "reduc(?:es|ed|ing) risks?", "ensures?", "alert to", "a priority", "enhanced",
    "central", "readily", "diligent(?:ly)?", "stable", "suitable",
)  # fmt: skip
_CONCERN = _any(
    "not", "lack(?:s|ed|ing)?", "too (?:many|often|long|slow(?:ly)?|few|high|much"
    "|variable|broad|vague|limited|late|soon|great(?:ly)?|adult-focused)",
    "insufficient(?:ly)?", "inconsisten(?:t|tly|cy|cies)", "variab(?:le|ility)",
    "weak(?:er|ness|nesses|ened)?", "poor(?:er|ly)?(?:-quality)?", "absent", "limited",
    "delay(?:s|ed)?", "drift(?:ed)?", "underdeveloped", "inadequate(?:ly)?",
    "ineffective", "fail(?:s|ed|ure|ures|ing)?", "gaps?", "shortfalls?", "deficits?",
    "challenge for", "remains? a challenge", "unclear", "rarely", "narrow(?:ly)?",
    "overdue", "backlogs?", "missed", "vague", "yet to", "never", "without", "unable",
    "difficult(?:y|ies)?", "needs? to (?:improve|be)", "need for improvement",
    "further work", "more (?:work|progress|needs|could|to do)", "overly", "barriers?",
    "over-?rel(?:y|iant|iance)", "unmet", "slow(?:ly)?", "sporadic", "reactive",
    "mixed", "uneven", "less (?:well|effective|evident|consistent)", "only some",
    "no longer", "unaware", "thwarted", "restricted", "hampered",
    "high turnover", "longer than",
)  # fmt: skip
_NEGATED = re.compile(rf"\b{_NEGATION}{_REACH}{_STRENGTH.pattern}", re.IGNORECASE)
_BETTER = _any(
    "(?:has|have|is|are|been|much|significantly|greatly)[- ](?:\\w+ )?improv(?:ed|ing)",
    "improv(?:ed|ing) (?:since|service|picture|from)", "an? (?:\\w+ )?improvement",
    "improvements? (?:has|have|in|since)", "strengthened", "transformed", "better",
    "progress has been made", "(?:significant|considerable|good|steady) progress",
    "now (?:a|an|well|good|more|effective)", "have increased", "more timely",
    "(?:fully|mostly) addressed", "accelerat(?:ed|ion)", "no longer inadequate",
    "starting to", "beginning to", "increasingly", "being (?:developed|revised)",
    "enhanced", "renewed", "reduced",
)  # fmt: skip
_WORSE = _any(
    "(?:has|have|further|a|the|in|performance) declin(?:e|ed|ing)", "weakened",
    "deteriorat(?:e|ed|ing|ion)", "worse(?:ned|ning)?", "largely absent",
    "(?:less|not as) (?:strong|good|effective) (?:as|than)",
)  # fmt: skip
_STILL = _any(
    "still", "remain(?:s|ed)?(?! outstanding| good| strong)",
    "continu(?:e|es|ing) to be", "too (?:soon|early) (?:yet )?(?:to|for)",
    "persist(?:s|ed)?", "has not improved", "have not improved", "repeated concerns?",
    "not (?:been )?(?:fully |effectively )?(?:addressed|actioned|implemented)",
    "too slow", "slow pace", "little progress", "not made (?:enough|sufficient)",
    "(?:this|which) was (?:a|an) (?:recommendation|area for improvement|feature)",
    "mirrors?", "far too slow", "at the same pace", "not (?:yet )?(?:been )?embedded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tone:
    """The telling words of a sentence, by what they tell."""

    strengths: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    still: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return all telling words, those on change first."""
        found = self.worse + self.still + self.better + self.concerns + self.strengths
        return tuple(dict.fromkeys(found))


def hear(sentence: str) -> Tone:
    """Return the telling words of one sentence; a denied strength is a concern."""
    denied = list(_NEGATED.finditer(sentence))
    return Tone(
        strengths=_outside(denied, _STRENGTH, sentence),
        concerns=tuple(match.group(0) for match in denied)
        + _outside(denied, _CONCERN, sentence),
        better=_outside(denied, _BETTER, sentence),
        worse=_outside([], _WORSE, sentence),
        still=_outside([], _STILL, sentence),
    )


def _outside(
    spans: Sequence[re.Match[str]], cues: re.Pattern[str], sentence: str
) -> tuple[str, ...]:
    """Return the cues in a sentence that no span given touches."""
    return tuple(
        found.group(0)
        for found in cues.finditer(sentence)
        if not any(
            found.start() < span.end() and span.start() < found.end() for span in spans
        )
    )
