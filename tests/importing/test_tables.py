import re

from inspections.importing.layout import Row, clean_report
from inspections.importing.reading import Reading
from inspections.importing.tables import read_grade_table
from tests.importing.sheets import make_pages

LABEL = re.compile(r"^(?:\d|the |overall)", re.I)
LAST = re.compile(r"^overall", re.I)


def cell(text: str, *, x: float, y: float) -> Row:
    return Row(1, text, x, x + 100, y, 12.0, cells=((x, text),))


def read(*rows: Row) -> tuple[dict[str, str], list[str]]:
    reading = Reading(clean_report(make_pages([])), "ilacs")
    found = read_grade_table(reading, rows, label=LABEL, last_label=LAST)
    return {j.area: j.grade for j in found}, [w.code for w in reading.warnings]


class TestReadGradeTable:
    def test_a_grade_on_the_line_of_its_heading(self) -> None:
        line = "The impact of leaders Requires improvement to be good"
        assert read(
            cell(line, x=77, y=500), cell("Overall effectiveness Good", x=77, y=470)
        ) == (
            {"leaders": "requires_improvement", "overall": "good"},
            [],
        )

    def test_a_grade_between_the_lines_of_its_heading(self) -> None:
        assert read(
            cell("The experiences of children in", x=77, y=500),
            cell("care", x=77, y=486),
            cell("Good", x=300, y=493),
            cell("Overall effectiveness", x=77, y=450),
            cell("Inadequate", x=300, y=450),
        ) == ({"in_care": "good", "overall": "inadequate"}, [])

    def test_a_grade_that_starts_above_its_heading_and_wraps(self) -> None:
        assert read(
            cell("The impact of leaders", x=77, y=500),
            cell("Requires improvement to", x=300, y=506),
            cell("be good", x=300, y=492),
            cell("Overall effectiveness Requires", x=77, y=450),
            cell("Improvement", x=300, y=443),
        ) == (
            {"leaders": "requires_improvement", "overall": "requires_improvement"},
            [],
        )

    def test_a_lost_first_half_is_not_taken_for_good(self) -> None:
        found, codes = read(
            cell("The impact of leaders", x=77, y=500),
            cell("to be good", x=300, y=492),
            cell("Overall effectiveness Good", x=77, y=450),
        )
        assert found == {"overall": "good"}
        assert codes == ["grade_unread"]

    def test_text_after_the_table_is_left_alone(self) -> None:
        found, codes = read(
            cell("The impact of leaders Good", x=77, y=500),
            cell("Overall effectiveness Good", x=77, y=470),
            cell("The experiences of children in care are outstanding", x=77, y=430),
        )
        assert found == {"leaders": "good", "overall": "good"}
        assert codes == []

    def test_a_missing_grade_is_a_warning_and_all_are_doubted(self) -> None:
        found, codes = read(
            cell("The impact of leaders", x=77, y=500),
            cell("The experiences of children in care Good", x=77, y=460),
            cell("Overall effectiveness Good", x=77, y=420),
        )
        assert found == {"in_care": "good", "overall": "good"}
        assert codes == ["grade_table_broken", "grade_unread"]
