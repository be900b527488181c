from collections import Counter

from inspections.importing.layout import clean_report, mend
from inspections.importing.pdf_text import Line, Page
from tests.importing.sheets import Printed, at, body, make_pages


def texts(*pages: list[list[Printed]]) -> list[str]:
    return [row.text for row in clean_report(make_pages(*pages)).rows]


class TestMend:
    def test_a_word_that_is_printed_whole_elsewhere_was_cut(self) -> None:
        words = Counter({"children": 3})
        assert mend("for chil\ufffe\ndren now", words) == "for children now"

    def test_a_word_that_is_printed_with_a_hyphen_keeps_it(self) -> None:
        words = Counter({"multi-agency": 2, "multi": 1, "agency": 5})
        assert mend("a multi\x02agency plan", words) == "a multi-agency plan"

    def test_two_whole_words_keep_their_hyphen(self) -> None:
        words = Counter({"awareness": 1, "training": 4})
        assert mend("awareness-\ntraining", words) == "awareness-training"

    def test_a_dash_between_years_stays(self) -> None:
        assert mend("in 2016–\n17", Counter()) == "in 2016–17"


class TestCleanReport:
    def test_running_heads_and_page_numbers_go(self) -> None:
        pages = [
            [
                body("Words of our own."),
                at(f"Report on Barnsley, page {n}", x=72, y=40, size=10),
                at(str(n), x=520, y=30, size=20),
            ]
            for n in range(1, 5)
        ]
        report = clean_report(make_pages(*pages))
        assert {row.text for row in report.rows} == {"Words of our own."}
        assert len(report.running) == 8

    def test_body_lines_at_the_foot_stay(self) -> None:
        assert texts(
            [[Printed("The last line of a page.", y=66)]],
            [body("Something else.")],
        ) == ["The last line of a page.", "Something else."]

    def test_footnotes_are_kept_apart(self) -> None:
        page = [
            body("The board met twice.", "It was quorate."),
            at("1 A board of the time,", x=72, y=110, size=10),
            at("since gone.", x=72, y=98, size=10),
        ]
        report = clean_report(make_pages(page))
        assert [row.text for row in report.rows] == [
            "The board met twice.",
            "It was quorate.",
        ]
        assert [(n.mark, n.text) for n in report.footnotes] == [
            ("1", "A board of the time, since gone.")
        ]

    def test_footnote_marks_leave_the_text(self) -> None:
        line = Line("the Board1 met", 72, 200, 700, 12, False, marks=((9, 1),))
        report = clean_report((Page(1, 595, 842, (line,)),))
        assert report.rows[0].text == "the Board met"

    def test_a_raised_mark_that_stands_alone_leaves_too(self) -> None:
        lines = (
            Line("individual agencies.", 72, 241, 180, 12, False),
            Line("2", 243, 246, 184, 8, False),
        )
        report = clean_report((Page(1, 595, 842, lines),))
        assert [row.text for row in report.rows] == ["individual agencies."]

    def test_pieces_of_one_line_are_joined(self) -> None:
        lines = (
            Line("agencies’ responses.", 72, 180, 500, 12, False),
            Line("In the", 184, 220, 500, 12, False),
        )
        report = clean_report((Page(1, 595, 842, lines),))
        assert [row.text for row in report.rows] == ["agencies’ responses. In the"]

    def test_a_bullet_with_nothing_after_it_goes(self) -> None:
        assert texts([body("Words."), at("◼", x=58, y=260)]) == ["Words."]

    def test_unprintable_characters_go(self) -> None:
        assert texts([body("A\x00 plan\xa0for \u200ball")]) == ["A plan for all"]
