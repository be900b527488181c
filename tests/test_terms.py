"""Tests of the terms of art: the file they stand in, and how words are parted."""

import pytest

from inspections.terms import Term, parts_of, term_by_slug, terms
from inspections.vocabulary import Kind

EXPLAINED_BY_THE_FILE = [
    "ilacs",
    "sif",
    "jtai",
    "focused-visit",
    "monitoring-visit",
    "area-for-priority-action",
    "pathway-plan",
    "edge-of-care",
    "care-leaver",
    "lscb",
    "written-statement",
    "pre-proceedings",
]
NOT_TERMS = {Kind.LOOKED_AFTER, Kind.OTHER}


def named(words: str) -> list[tuple[str, str]]:
    """Return each stretch that names a term, with the term's slug."""
    return [(part, term.slug) for part, term in parts_of(words) if term]


class TestTerms:
    def test_no_two_share_a_slug_or_a_phrase(self) -> None:
        slugs = [term.slug for term in terms()]
        phrases = [phrase.casefold() for term in terms() for phrase in term.phrases]
        assert len(set(slugs)) == len(slugs)
        assert len(set(phrases)) == len(phrases)

    @pytest.mark.parametrize("term", terms(), ids=lambda term: term.slug)
    def test_each_is_explained_in_sentences_with_a_source(self, term: Term) -> None:
        assert term.meaning.endswith(".")
        assert len(term.meaning) > 30
        assert term.source
        assert term.source_url == "" or term.source_url.startswith("https://")

    @pytest.mark.parametrize("slug", EXPLAINED_BY_THE_FILE)
    def test_the_words_readers_stumble_over_are_there(self, slug: str) -> None:
        assert slug in term_by_slug()

    @pytest.mark.parametrize("kind", [k for k in Kind if k not in NOT_TERMS])
    def test_every_kind_of_visit_names_one(self, kind: Kind) -> None:
        assert named(str(kind.label))


class TestPartsOf:
    def test_the_stretches_are_the_words_again(self) -> None:
        words = "Care leavers lack pathway plans; see ILACS."
        assert "".join(part for part, _ in parts_of(words)) == words

    def test_it_finds_terms_whatever_their_case_and_number(self) -> None:
        assert named("Care leavers lack a Pathway Plan.") == [
            ("Care leavers", "care-leaver"),
            ("Pathway Plan", "pathway-plan"),
        ]

    def test_the_longest_phrase_wins(self) -> None:
        found = named("A Local Safeguarding Children Board review")
        assert found == [("Local Safeguarding Children Board", "lscb")]

    def test_an_abbreviation_is_read_as_written(self) -> None:
        assert named("They send letters.") == []
        assert named("Area SEND") == [("Area SEND", "area-send")]

    def test_part_of_a_word_is_no_term(self) -> None:
        assert named("The auditorium drifted; front doors-man.") == []
