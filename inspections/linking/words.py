"""Turns printed sentences into the terms that are compared: stems, phrases, ideas.

A stem stands for a word in all its endings ("assessed", "assessments"); an idea stands
for every way in which reports name one thing ("looked after", "in care").
"""

import re
from functools import lru_cache

from inspections.linking.glossary import EMPTY, IDEAS, SPOKEN_ALIKE

IDEA = "="

_STRAIGHTENED = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{EN DASH}": "-",
        "\N{SOFT HYPHEN}": None,
    }
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z‘“(])")

# Words that carry no subject, and those by which every recommendation asks.
STOP_WORDS = frozenset(
    """
    a about after again all also although always an and any are as at be because been
    before being both but by can could do does during each either etc every for from
    further had has have having he her here his how if in including into is it its
    itself made make makes making may more most must no nor not of on once one only or
    other others our out over own same she should since so some such than that the
    their them themselves then there these they this those through to too under until
    up upon us very was we were what when where whether which while who whom whose why
    will with within without would yet
    ensure ensures ensuring ensured improve improves improving strengthen develop
    continue continues increase consider
    """.split()  # noqa: SIM905 - a list of 150 quoted words is harder to read
)

# Longest first; the second part is put in place of the ending.
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("sses", "ss"),
    ("ss", "ss"),
    ("fulness", "ful"),
    ("iveness", "iv"),
    ("liness", "l"),
    ("ations", "at"),
    ("ation", "at"),
    ("ating", "at"),
    ("ators", "at"),
    ("ments", ""),
    ("ities", ""),
    ("ances", "an"),
    ("ences", "en"),
    ("ment", ""),
    ("ness", ""),
    ("ions", ""),
    ("ings", ""),
    ("ance", "an"),
    ("ence", "en"),
    ("ency", "en"),
    ("ents", "en"),
    ("ates", "at"),
    ("ated", "at"),
    ("ator", "at"),
    ("acy", "at"),
    ("ant", "an"),
    ("ent", "en"),
    ("ity", ""),
    ("ies", "i"),
    ("ied", "i"),
    ("ate", "at"),
    ("ive", "iv"),
    ("ing", ""),
    ("ion", ""),
    ("ely", ""),
    ("es", ""),
    ("ed", ""),
    ("ly", ""),
    ("e", ""),
    ("y", "i"),
    ("s", ""),
)
_SHORTEST_STEM = 3


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what the endings of a word leave: "planned" and "plans" give "plan"."""
    if word in SPOKEN_ALIKE:
        return SPOKEN_ALIKE[word]
    word = word.removesuffix("'s")
    if len(word) <= _SHORTEST_STEM or word.isdigit():
        return word
    for ending, put in _ENDINGS:
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) + len(put) >= _SHORTEST_STEM:
            if not re.search("[aeiouy]", root):
                break
            word = root + put
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "aesl":
        word = word[:-1]
    return word


def words(text: str) -> list[str]:
    """Return the words of a text, lower-case, hyphens opened, in order."""
    return _WORD.findall(text.translate(_STRAIGHTENED).lower())


def sentences(text: str) -> list[str]:
    """Split a paragraph into its sentences."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def _stems_of(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(phrase))


@lru_cache(maxsize=1)
def _phrase_table() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the ideas' phrases by first stem, the longest phrase first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for idea, phrases in IDEAS.items():
        for phrase in phrases:
            stems = _stems_of(phrase)
            table.setdefault(stems[0], []).append((stems, IDEA + idea))
    for phrase in EMPTY:
        stems = _stems_of(phrase)
        table.setdefault(stems[0], []).append((stems, ""))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def sequence(text: str) -> list[str]:
    """Return the terms of a text in order: ideas, and the stems of all other words."""
    raw = words(text)
    stems = [stem(word) for word in raw]
    table = _phrase_table()
    terms: list[str] = []
    place = 0
    while place < len(stems):
        for phrase, idea in table.get(stems[place], ()):
            if tuple(stems[place : place + len(phrase)]) == phrase:
                if idea:
                    terms.append(idea)
                place += len(phrase)
                break
        else:
            if raw[place] not in STOP_WORDS:
                terms.append(stems[place])
            place += 1
    return terms
