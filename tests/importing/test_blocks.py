import pytest

from inspections.importing.blocks import Block, Kind, find_numbering, make_blocks
from inspections.importing.layout import Row, clean_report
from tests.importing.sheets import (
    Printed,
    body,
    bullet,
    heading,
    make_pages,
    numbered,
    plain,
)


def blocks(*pages: list[list[Printed]]) -> list[Block]:
    return make_blocks(clean_report(make_pages(*pages)))


def row(text: str, *, x: float = 72) -> Row:
    return Row(page=1, text=text, x0=x, x1=x + 300, y=500, size=12)


class TestFindNumbering:
    def test_it_takes_the_run_that_goes_up_by_one(self) -> None:
        rows = [row("1. One"), row("16. no", x=100), row("2. Two"), row("3. Three")]
        assert list(find_numbering(rows).values()) == [1, 2, 3]

    def test_a_wrapped_line_with_the_next_number_loses_to_the_margin(self) -> None:
        rows = [
            row("1. One"),
            row("2. of them were seen", x=100),
            row("2. Two"),
            row("3. Three"),
            row("4. Four"),
        ]
        assert list(find_numbering(rows)) == [0, 2, 3, 4]

    def test_a_number_may_be_missing(self) -> None:
        rows = [row(f"{n}. Words") for n in (1, 2, 4, 5, 6)]
        assert list(find_numbering(rows).values()) == [1, 2, 4, 5, 6]

    def test_a_second_report_in_the_file_begins_again(self) -> None:
        rows = [row(f"{n}. Words") for n in [*range(1, 12), *range(1, 9)]]
        assert len(find_numbering(rows)) == 19

    def test_a_percentage_may_follow_the_number(self) -> None:
        rows = [row("1. One"), row("2. 79% of them"), row("3. Three")]
        assert list(find_numbering(rows).values()) == [1, 2, 3]

    def test_a_year_is_no_number(self) -> None:
        assert find_numbering([row("2014. A year"), row("2015. Another")]) == {}


class TestMakeBlocks:
    def test_it_parts_paragraphs_by_white_space(self) -> None:
        found = blocks([body("One line", "and another."), body("A new one.")])
        assert [b.text for b in found] == ["One line and another.", "A new one."]

    def test_sub_bullets_join_their_parent_with_spaces(self) -> None:
        found = blocks(
            [
                bullet("Plan for:"),
                bullet("homes", x=100, mark="\uf02d"),
                bullet("schools", x=100, mark="\uf02d"),
                bullet("Visit more."),
            ]
        )
        assert [b.text for b in found] == ["Plan for: homes schools", "Visit more."]
        assert {b.kind for b in found} == {Kind.BULLET}

    @pytest.mark.parametrize(
        "mark",
        ["•", "▪", "◆", "❖", "✓", "➤", "►", "\uf0fc", "\uf0d8", "−", "–", "o", "n"],
    )
    def test_bullets_have_many_shapes(self, mark: str) -> None:
        found = blocks([bullet("Visits on time.", mark=mark), bullet("Plans.")])
        assert [(b.kind, b.text) for b in found] == [
            (Kind.BULLET, "Visits on time."),
            (Kind.BULLET, "Plans."),
        ]

    def test_a_word_or_a_footnotes_star_is_no_bullet(self) -> None:
        found = blocks([body("now Visits are on time.", "* A name we made up.")])
        assert [b.kind for b in found] == [Kind.TEXT]

    def test_a_heading_over_two_lines_is_one(self) -> None:
        found = blocks([heading("A long heading that", "goes on"), body("Words.")])
        assert [(b.kind, b.text) for b in found] == [
            (Kind.HEADING, "A long heading that goes on"),
            (Kind.TEXT, "Words."),
        ]

    def test_a_paragraph_goes_on_over_the_page_until_its_sentence_ends(self) -> None:
        found = blocks([body("It goes on")], [body("to here."), body("Not this.")])
        assert [b.text for b in found] == ["It goes on to here.", "Not this."]
        assert found[0].page == 1

    def test_a_topic_between_items_is_a_block_of_its_own(self) -> None:
        found = blocks(
            [
                *(numbered(f"{n}. Item.") for n in (1, 2)),
                plain("Care leavers"),
                *(numbered(f"{n}. Item.") for n in (3, 4)),
            ]
        )
        assert [b.text for b in found if b.kind is Kind.TEXT] == ["Care leavers"]

    def test_a_dash_that_begins_a_wrapped_line_is_no_bullet(self) -> None:
        found = blocks([body("Some children wait", "– and wait – for help.")])
        assert len(found) == 1
