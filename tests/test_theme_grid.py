"""Themes by visits: what is counted as what, and in which order."""

from dataclasses import replace

from inspections.theme_grid import FEWEST_ROWS, MOST_ROWS, ThemeCell, theme_grid
from inspections.visits import FindingCount, ThemeName, Visit
from inspections.vocabulary import Polarity
from tests import values as make

NEGLECT, PLANS = ThemeName("Neglect", "neglect"), ThemeName("Plans", "plans")


def on(year: int, *themes: ThemeName, findings: tuple[FindingCount, ...] = ()) -> Visit:
    """Make a visit with a recommendation on each theme, and these findings."""
    visit = make.visit(year, recommendations=len(themes), findings=findings)
    return replace(
        visit,
        recommendations=tuple(
            replace(raised, themes=(theme,))
            for raised, theme in zip(visit.recommendations, themes, strict=True)
        ),
    )


def cell_of(*counts: FindingCount) -> ThemeCell:
    return theme_grid([on(2017, NEGLECT, findings=counts)]).rows[0].cells[0]


class TestThemeGrid:
    def test_recommendations_and_findings_of_concern_are_concerns(self) -> None:
        cell = cell_of(FindingCount(NEGLECT, Polarity.CONCERN, 2))
        assert (cell.recommendations, cell.concerns) == (1, 3)

    def test_strengths_and_the_unclassified_are_counted_apart(self) -> None:
        cell = cell_of(
            FindingCount(NEGLECT, Polarity.STRENGTH, 4),
            FindingCount(NEGLECT, Polarity.NOT_CLASSIFIED, 5),
            FindingCount(NEGLECT, Polarity.MIXED, 1),
            FindingCount(None, Polarity.CONCERN, 9),
        )
        assert (cell.concerns, cell.strengths, cell.others) == (1, 4, 6)
        assert cell.total == 11

    def test_the_shade_goes_by_concerns_alone(self) -> None:
        shades = [
            cell_of(
                FindingCount(NEGLECT, Polarity.CONCERN, more),
                FindingCount(NEGLECT, Polarity.STRENGTH, 20),
            ).shade
            for more in (0, 1, 2, 4, 5, 50)
        ]
        assert shades == [1, 1, 2, 2, 3, 3]
        praised = FindingCount(PLANS, Polarity.STRENGTH, 20)
        assert theme_grid([on(2017, findings=(praised,))]).rows[0].cells[0].shade == 0

    def test_the_theme_of_concern_at_most_visits_comes_first(self) -> None:
        grid = theme_grid([on(2017, PLANS, PLANS, NEGLECT), on(2022, NEGLECT)])
        assert [row.theme for row in grid.rows] == [NEGLECT, PLANS]

    def test_a_few_rows_are_shown_even_if_no_concern_comes_back(self) -> None:
        themes = [ThemeName(f"Theme {n}", f"theme-{n}") for n in range(FEWEST_ROWS + 2)]
        grid = theme_grid([on(2017, *themes), make.visit(2022)])
        assert (len(grid.main), len(grid.rest)) == (FEWEST_ROWS, 2)

    def test_only_so_many_rows_are_shown_at_first(self) -> None:
        themes = [ThemeName(f"Theme {n}", f"theme-{n}") for n in range(MOST_ROWS + 3)]
        grid = theme_grid([on(2017, *themes), on(2022, *themes)])
        assert (len(grid.main), len(grid.rest)) == (MOST_ROWS, 3)

    def test_a_visit_known_by_its_grades_alone_has_no_column(self) -> None:
        graded = make.visit(2019)
        grid = theme_grid([on(2017, NEGLECT), graded])
        assert [visit.ended.year for visit in grid.visits] == [2017]
        assert grid.left_out == (graded,)

    def test_no_visits_make_no_rows(self) -> None:
        assert theme_grid([]).rows == ()
