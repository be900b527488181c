"""Pasted text: one item each, numbers and pages kept, no word lost or doubled."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections.pasting import MOST_ITEMS, Item, split_items

WORDS = st.from_regex(r"[A-Za-z][a-z]{1,11}", fullmatch=True)
SENTENCES = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
MARKS = st.sampled_from(
    ["", "• ", "- ", "– ", "o ", "\uf0b7", "* ", "1. ", "(2) ", "7) "]
)
ENDS = st.sampled_from(["", ".", ";", "; and", " (p. 4)", ". [page 12]", ","])
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\n \n", "\n\n\n"])


def letters(text: str) -> str:
    """Return the letters of a text alone: they may be neither lost nor doubled."""
    return re.sub(r"[^A-Za-z]", "", text)


def wrapped(words: str, width: int) -> str:
    """Break a sentence into lines as a page does."""
    lines, line = [], ""
    for word in words.split():
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def texts(pasted: str) -> list[str]:
    return [item.text for item in split_items(pasted)]


class TestSplitItems:
    def test_bullets_are_one_item_each(self) -> None:
        pasted = "• The quality of plans.\n• Supervision of\n  social workers."
        assert texts(pasted) == [
            "The quality of plans.",
            "Supervision of social workers.",
        ]

    @pytest.mark.parametrize("mark", ["•", "▪", "–", "-", "*", "o", "\uf0b7", "●", "➢"])
    def test_a_bullet_may_have_any_shape(self, mark: str) -> None:
        assert texts(f"{mark} One thing\n{mark} Another thing") == [
            "One thing",
            "Another thing",
        ]

    def test_a_bullet_may_stand_on_a_line_of_its_own(self) -> None:
        assert texts("•\nOne thing\n•\nAnother thing") == ["One thing", "Another thing"]

    def test_printed_numbers_are_kept_apart(self) -> None:
        pasted = "12. Plans are\nclear.\n13. Visits are late.\n(14) Homes are safe."
        assert split_items(pasted) == [
            Item("Plans are clear.", 12),
            Item("Visits are late.", 13),
            Item("Homes are safe.", 14),
        ]

    def test_bare_numbers_count_where_they_go_on(self) -> None:
        pasted = "1 Plans are clear in\n12 Homes out of 20.\n2 Visits are late."
        assert split_items(pasted) == [
            Item("Plans are clear in 12 Homes out of 20.", 1),
            Item("Visits are late.", 2),
        ]

    def test_paragraphs_are_parted_by_empty_lines(self) -> None:
        pasted = "Plans are\nClear to all.\n\nVisits are late."
        assert texts(pasted) == ["Plans are Clear to all.", "Visits are late."]

    def test_lines_without_marks_are_one_each(self) -> None:
        assert texts("The quality of plans\nOversight by managers") == [
            "The quality of plans",
            "Oversight by managers",
        ]

    def test_a_wrapped_line_is_joined(self) -> None:
        assert texts("The quality\nof plans\nOversight") == [
            "The quality of plans",
            "Oversight",
        ]

    def test_a_gap_within_a_sentence_is_a_page_break(self) -> None:
        pasted = "1. The plans that are made\n\nfor children.\n\n2. Visits."
        assert texts(pasted) == ["The plans that are made for children.", "Visits."]

    def test_words_before_the_list_are_kept(self) -> None:
        pasted = "What needs to improve:\n• Plans.\n• Visits."
        assert texts(pasted) == ["What needs to improve:", "Plans.", "Visits."]

    @pytest.mark.parametrize(
        ("pasted", "text"),
        [
            ("• assess-\nment of need", "assessment of need"),
            ("• multi-\nagency work", "multi-agency work"),
            ("• assess\u00ad\nment of need", "assessment of need"),
            ("• Ofsted -\nits work", "Ofsted - its work"),
            ("• the North-\nEast", "the North- East"),
        ],
    )
    def test_words_cut_at_a_line_end_are_mended(self, pasted: str, text: str) -> None:
        assert texts(pasted) == [text]

    @pytest.mark.parametrize(
        "mark", ["(p. 4)", "(page 4)", "[p4]", "(pp. 4–5)", "(P.4)"]
    )
    def test_a_page_mark_becomes_the_page(self, mark: str) -> None:
        if "–" in mark:
            assert split_items(f"• Plans. {mark}")[0].page is None
        else:
            assert split_items(f"• Plans. {mark}") == [Item("Plans.", page=4)]

    def test_nothing_gives_nothing(self) -> None:
        assert split_items(" \n\n• \n") == []

    def test_what_is_too_long_a_list_is_kept_whole(self) -> None:
        pasted = "\n".join(f"• Thing{'x' * (n % 7)}" for n in range(MOST_ITEMS + 50))
        items = split_items(pasted)
        assert len(items) == MOST_ITEMS
        assert letters("".join(i.text for i in items)) == letters(pasted)

    @settings(max_examples=50)
    @given(
        st.lists(st.tuples(MARKS, SENTENCES, ENDS, BREAKS), max_size=12),
        st.integers(8, 90),
    )
    def test_every_word_comes_out_once(
        self, parts: list[tuple[str, str, str, str]], width: int
    ) -> None:
        pasted = "".join(
            f"{mark}{wrapped(words, width)}{end}{gap}"
            for mark, words, end, gap in parts
        )
        printed = "".join(
            words + re.sub(r"[(\[].*", "", end) for _, words, end, _ in parts
        )
        out = "".join(item.text for item in split_items(pasted))
        kept = re.sub(r"[(\[]p(?:age)?\.? \d+[)\]]", "", out)
        assert _without_o(letters(kept)) == _without_o(letters(printed))

    @settings(max_examples=50)
    @given(st.lists(SENTENCES.map(str.capitalize), min_size=1, max_size=12))
    def test_marked_items_come_back_as_they_were(self, words: list[str]) -> None:
        pasted = "\n".join(
            f"{number}. {wrapped(text, 40)}" for number, text in enumerate(words, 1)
        )
        assert split_items(pasted) == [
            Item(text, number) for number, text in enumerate(words, 1)
        ]

    @settings(max_examples=50)
    @given(st.text(max_size=300))
    def test_any_text_keeps_its_letters(self, pasted: str) -> None:
        """But for the letter that some programs print as a bullet, and page marks."""
        out = "".join(item.text for item in split_items(pasted))
        if "p" not in pasted.lower():
            assert _without_o(letters(out)) == _without_o(letters(pasted))


def _without_o(text: str) -> str:
    """Leave out the letter that stands for a bullet."""
    return text.replace("o", "")
