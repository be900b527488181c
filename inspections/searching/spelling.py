"""Forgives typing errors: for a word that is nowhere, the nearest that is somewhere."""

from dataclasses import replace

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from inspections.searching.words import Sought, Term

MOST_WORDS = 4
CANDIDATES = 5
SHORTEST = 3
# Its table holds every word of the index: FTS5's vocabulary, or PostgreSQL's own table.
NEAR_WORDS = (
    "SELECT term FROM inspections_searchword WHERE length(term) BETWEEN %s AND %s"
)
LONG = 6
"""From this many letters on two of them may be wrong, below it one."""


def near_words(word: str) -> list[str]:
    """Return words of the index that a typing error could have made this of; queries.

    The nearest come first. The index may know words of what is no longer public, so
    whoever shows one first makes sure that something public has it.
    """
    if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
        return []
    most = 2 if len(word) >= LONG else 1
    with connection.cursor() as cursor:
        cursor.execute(NEAR_WORDS, [len(word) - most, len(word) + most])
        known = sorted(term for (term,) in cursor.fetchall() if term.isalpha())
    near = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=most, limit=CANDIDATES * 4
    )
    # Whoever mistypes a word seldom mistypes its first letter.
    near.sort(key=lambda found: (found[1], found[0][0] != word[0], found[0]))
    return [term for term, _, _ in near[:CANDIDATES]]


def with_word(asked: Sought, *, place: tuple[int, int], word: str) -> Sought:
    """Return a search with one word of one term put in place of another."""
    term_place, word_place = place
    terms = list(asked.terms)
    words = list(terms[term_place].words)
    words[word_place] = word
    terms[term_place] = replace(terms[term_place], words=tuple(words))
    return Sought(tuple(terms))


def places(asked: Sought) -> list[tuple[tuple[int, int], Term, str]]:
    """Return each wanted word: (its place, a search for it alone, the word)."""
    return [
        ((i, j), Term((word,)), word)
        for i, term in enumerate(asked.terms)
        if not term.is_left_out
        for j, word in enumerate(term.words)
    ]
