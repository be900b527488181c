"""How one text became another, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.differences import Fate, Run, differences, shortened

K, R, A = Fate.KEPT, Fate.REMOVED, Fate.ADDED


def joined(runs: tuple[Run, ...], *fates: Fate) -> str:
    return "".join(run.words for run in runs if run.fate in fates)


class TestDifferences:
    @pytest.mark.parametrize(
        ("before", "after", "runs"),
        [
            ("", "", ()),
            ("Plans.", "Plans.", ((K, "Plans."),)),
            ("", "Plans.", ((A, "Plans."),)),
            ("Plans.", "", ((R, "Plans."),)),
            (
                "Plans are late.",
                "Plans are better.",
                ((K, "Plans are "), (R, "late"), (A, "better"), (K, ".")),
            ),
            (
                "Visit children.",
                "Visit all children.",
                ((K, "Visit "), (A, "all "), (K, "children.")),
            ),
            ("caring", "scaring", ((R, "caring"), (A, "scaring"))),
            ("page 3", "page 4", ((K, "page "), (R, "3"), (A, "4"))),
        ],
    )
    def test_whole_words_are_told_apart(
        self, before: str, after: str, runs: tuple[tuple[Fate, str], ...]
    ) -> None:
        assert differences(before, after) == tuple(Run(*run) for run in runs)

    @given(st.text(), st.text())
    def test_both_texts_can_be_read_from_it(self, before: str, after: str) -> None:
        runs = differences(before, after)
        assert joined(runs, K, R) == before
        assert joined(runs, K, A) == after

    def test_many_different_words_are_told_apart(self) -> None:
        many = " ".join(f"w{number}" for number in range(60_000))
        runs = differences(many, many.replace("w59999", "end"))
        assert joined(runs, R) == "w59999"


class TestShortened:
    LONG = " ".join(f"w{number}" for number in range(50))

    def test_what_is_far_from_a_change_is_left_out(self) -> None:
        runs = differences(
            f"{self.LONG} old {self.LONG}", f"{self.LONG} new {self.LONG}"
        )
        short = shortened(runs, around=2)
        assert joined(short, K, A) == "… w48 w49 new w0 w1 …"

    def test_what_changed_stays_whole(self) -> None:
        runs = shortened(differences("", self.LONG), around=2)
        assert joined(runs, A) == self.LONG

    def test_a_short_text_stays_whole(self) -> None:
        runs = differences("one two three", "one two four")
        assert shortened(runs) == runs
