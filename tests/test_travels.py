"""Concerns against visits: which rows there are, and what each cell holds."""

from datetime import date

from inspections.threads import History
from inspections.travels import Travels, travels
from inspections.vocabulary import Verdict
from tests import values as make

YEARS = (2017, 2020, 2022)


def ref(year: int, number: int = 1) -> str:
    return f"{make.ref_of(year)} R{number}"


HISTORY = History(
    visits=(
        make.visit(2017, recommendations=3),
        make.visit(
            2020,
            recommendations=1,
            verdicts=(make.verdict(ref(2017, 2), Verdict.ADDRESSED),),
            restates=((ref(2017), ref(2020)),),
        ),
        make.visit(2022, recommendations=1, restates=((ref(2020), ref(2022)),)),
        make.visit(2024),
    ),
    answers=(),
    today=date(2026, 11, 22),
)


def of(*years: int) -> Travels:
    visits = HISTORY.in_order([make.ref_of(year) for year in years])
    return travels(HISTORY.every_thread, visits)


def cells(found: Travels, row: int) -> list[str]:
    """Tell the cells of a row in short."""
    told = []
    for cell in found.rows[row].cells:
        if cell.stop is None:
            told.append("")
        elif cell.stop.asked:
            told.append("asked")
        else:
            told.append(str(cell.stop.said[0].verdict))
    return told


class TestTravels:
    def test_each_concern_that_two_visits_speak_to_is_a_row(self) -> None:
        found = of(*YEARS, 2024)
        assert cells(found, 0) == ["asked", "asked", "asked"]
        assert cells(found, 1) == ["asked", "addressed", ""]
        assert [len(found.repeated), len(found.followed)] == [1, 1]

    def test_what_one_visit_alone_asked_for_is_counted(self) -> None:
        assert of(*YEARS).raised_once == 1

    def test_a_visit_that_says_nothing_of_any_has_no_column(self) -> None:
        assert [visit.ended.year for visit in of(*YEARS, 2024).visits] == list(YEARS)

    def test_a_concern_stays_one_row_without_the_visit_between(self) -> None:
        found = of(2017, 2022)
        assert cells(found, 0) == ["asked", "asked"]
        assert found.raised_once == 2

    def test_visits_that_asked_for_nothing_have_no_rows(self) -> None:
        found = of(2024)
        assert (found.rows, found.raised_once) == ((), 0)
