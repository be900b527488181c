"""Counting words, and the counts kept."""

import io

from inspections.linking.parts import CARE, HELP, LEAVERS
from inspections.word_counts import COLUMNS, KEPT, RAREST, Counts, load, write

OF_BOTH = "The experiences and progress of children in care and care leavers"


def counted(*texts: str, section: str = OF_BOTH, times: int = RAREST) -> Counts:
    """Counts of some texts, each as often as it takes to be kept."""
    counts = Counts()
    for text in texts * times:
        counts.add_paragraph(text, section=section)
    return counts


class TestCounts:
    def test_a_term_counts_once_a_paragraph(self) -> None:
        background = counted("Audits and more audits.").background()
        assert background.paragraphs == RAREST
        assert background.terms["=audit"].paragraphs == RAREST

    def test_a_rare_term_is_left_out(self) -> None:
        counts = counted("Audits.")
        counts.add_paragraph("Chronologies.", section="")
        assert set(counts.background().terms) == {"=audit"}

    def test_care_leavers_are_told_from_children_in_care_in_one_section(self) -> None:
        background = counted("Care leavers study.", "Children have homes.").background()
        assert background.by_part[LEAVERS] == background.by_part[CARE] == RAREST
        assert background.terms["studi"].by_part == {
            **dict.fromkeys(background.by_part, 0),
            LEAVERS: RAREST,
        }

    def test_a_section_that_is_not_known_counts_in_no_part(self) -> None:
        background = counted("Audits.", section="Headline findings").background()
        assert background.by_part[HELP] == 0
        assert background.paragraphs == RAREST


class TestWrite:
    def test_it_writes_numbers_of_terms_and_no_text(self) -> None:
        table = io.StringIO()
        write(counted("Audits show practice."), to=table)
        lines = table.getvalue().splitlines()
        assert lines[0] == ",".join(COLUMNS)
        assert lines[1].startswith("*,")
        assert len(lines) == 5


class TestLoad:
    def test_the_counts_kept_are_of_a_whole_collection(self) -> None:
        background = load()
        assert background.paragraphs > 10_000
        assert all(background.by_part.values())
        assert background.terms["=audit"].paragraphs > RAREST

    def test_they_are_small(self) -> None:
        assert KEPT.stat().st_size < 60_000
