"""How a wording changed: every word of both texts is there, with its fate."""

from hypothesis import given
from hypothesis import strategies as st

from inspections.differences import Fate, Run
from inspections.visits import Passage, Raised
from inspections.vocabulary import RecommendationKind
from inspections.wording import changes, reworded

WORDS = ["plans", "are", "late", "and", "weak"]
BEFORE = "The timeliness of visits to children in care."
AFTER = "The timeliness and quality of visits to children in care"


def raised(text: str, *, is_summary: bool = False) -> Raised:
    return Raised(
        "ambleford-2022",
        1,
        RecommendationKind.RECOMMENDATION,
        Passage(text, is_summary=is_summary),
    )


class TestChanges:
    def test_words_put_in_are_marked_and_stops_are_not(self) -> None:
        assert changes(BEFORE, AFTER) == (
            Run(Fate.KEPT, "The timeliness"),
            Run(Fate.ADDED, "and quality"),
            Run(Fate.KEPT, "of visits to children in care"),
        )

    def test_words_taken_out_are_marked(self) -> None:
        assert Run(Fate.REMOVED, "and quality") in changes(AFTER, BEFORE)

    def test_what_is_taken_out_stands_before_what_replaces_it(self) -> None:
        runs = changes("Visit children every week.", "Visit children every month.")
        assert [run.fate for run in runs] == [Fate.KEPT, Fate.REMOVED, Fate.ADDED]

    def test_another_sentence_is_not_marked_up(self) -> None:
        assert changes(BEFORE, "Hold managers to account.") == ()

    @given(st.lists(st.sampled_from(WORDS), min_size=1))
    def test_the_later_text_can_be_read_off(self, words: list[str]) -> None:
        after = " ".join(words)
        runs = changes("plans are late", after)
        kept = " ".join(run.words for run in runs if run.fate is not Fate.REMOVED)
        assert not runs or kept == after


class TestReworded:
    def test_it_keeps_both_recommendations(self) -> None:
        found = reworded(raised(BEFORE), raised(AFTER))
        assert found is not None
        assert (found.before.passage.text, found.after.passage.text) == (BEFORE, AFTER)

    def test_our_own_summary_is_not_compared_word_by_word(self) -> None:
        assert reworded(raised(BEFORE, is_summary=True), raised(AFTER)) is None

    def test_nor_is_another_sentence(self) -> None:
        assert reworded(raised(BEFORE), raised("Hold managers to account.")) is None
