"""What a reader typed into the search box: words, phrases, words left out. Pure."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
MOST_TERMS = 20
_PART = re.compile(r'(?<!\S)(-?)"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+")
# Words that say nothing by themselves, and the tail that an apostrophe leaves behind.
SMALL = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it")
    + ("of", "on", "or", "s", "t", "that", "the", "to", "was", "were", "with")
)


@dataclass(frozen=True)
class Term:
    """Words that must follow each other, or one word alone; or that must be absent."""

    words: tuple[str, ...]
    is_left_out: bool = False
    is_quoted: bool = False

    @property
    def is_small(self) -> bool:
        return not self.is_quoted and all(word in SMALL for word in self.words)

    def __str__(self) -> str:
        words = " ".join(self.words)
        quoted = f'"{words}"' if len(self.words) > 1 else words
        return f"-{quoted}" if self.is_left_out else quoted


@dataclass(frozen=True)
class Sought:
    """A search: terms that must all be found, and terms that must not."""

    terms: tuple[Term, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_left_out)

    @property
    def left_out(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.is_left_out)

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def __str__(self) -> str:
        return " ".join(str(term) for term in self.terms)


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text, small and without accents."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _WORD.findall(plain.lower())


def sought(text: str) -> Sought:
    """Read a search: "quoted" words are a phrase, and a -word is left out.

    Nothing that is typed is an operator, so that nothing typed can be wrong: other
    signs only part words. Small words count where there is nothing else.
    """
    terms = []
    for match in _PART.finditer(text.replace("\0", " ")[:LONGEST]):
        minus, quoted, bare = match.groups()
        is_left_out = bool(minus)
        if bare:
            is_left_out = bare.startswith("-") and len(bare) > 1
        words = tuple(words_of(bare or quoted or ""))
        if words:
            is_quoted = bare is None
            terms.append(Term(words, is_left_out, is_quoted))
    telling = [term for term in terms if not term.is_small]
    if not any(not term.is_left_out for term in telling):
        telling = terms
    return Sought(tuple(_plain(term) for term in dict.fromkeys(telling))[:MOST_TERMS])


def _plain(term: Term) -> Term:
    """Drop the “s” of “children’s” from what was not quoted."""
    if term.is_quoted or len(term.words) != 2 or term.words[1] != "s":
        return term
    return Term(term.words[:1], term.is_left_out)
