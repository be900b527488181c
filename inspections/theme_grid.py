"""What each visit printed on each theme: a grid of themes down and visits across.

Frozen values in and out: no database, clock or request.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inspections.visits import ThemeName, Visit
from inspections.vocabulary import Polarity

FEWEST_ROWS, MOST_ROWS = 6, 12  # shown at first; the others are a step away
SHADES = (1, 3, 6)  # from so many concerns a cell has the first, second, third shade


@dataclass(frozen=True)
class ThemeCell:
    """What one visit printed on one theme.

    A recommendation is a concern, and so is a finding read as one; a finding that is
    not classified, or both praises and worries, is counted apart from either.
    """

    visit: Visit
    theme: ThemeName
    recommendations: int
    findings_of_concern: int
    strengths: int
    others: int

    @property
    def concerns(self) -> int:
        return self.recommendations + self.findings_of_concern

    @property
    def total(self) -> int:
        return self.concerns + self.strengths + self.others

    @property
    def shade(self) -> int:
        """How dark the cell is, from 0 to 3, by its concerns alone."""
        return sum(self.concerns >= least for least in SHADES)


@dataclass(frozen=True)
class ThemeRow:
    theme: ThemeName
    cells: tuple[ThemeCell, ...]

    @property
    def visits_with_concern(self) -> int:
        return sum(1 for cell in self.cells if cell.concerns)

    @property
    def visits_asking(self) -> tuple[Visit, ...]:
        """The visits that made a recommendation on the theme."""
        return tuple(cell.visit for cell in self.cells if cell.recommendations)

    @property
    def concerns(self) -> int:
        return sum(cell.concerns for cell in self.cells)


@dataclass(frozen=True)
class ThemeGrid:
    """Themes by visits, the theme of concern at most visits first.

    `left_out` are the visits of which no words are recorded, only grades.
    """

    visits: tuple[Visit, ...]
    rows: tuple[ThemeRow, ...]
    left_out: tuple[Visit, ...]

    @property
    def main(self) -> tuple[ThemeRow, ...]:
        """The rows to show first: themes of concern at several visits, or a few."""
        repeated = sum(row.visits_with_concern > 1 for row in self.rows)
        return self.rows[: min(max(repeated, FEWEST_ROWS), MOST_ROWS)]

    @property
    def rest(self) -> tuple[ThemeRow, ...]:
        return self.rows[len(self.main) :]

    @property
    def has_unclassified(self) -> bool:
        return any(cell.others for row in self.rows for cell in row.cells)


def theme_grid(visits: Sequence[Visit]) -> ThemeGrid:
    """Count what each visit printed on each theme.

    Takes visits oldest first. A theme that none of them printed anything on has no row,
    and a visit of which only grades are recorded no column.
    """
    worded = tuple(v for v in visits if v.recommendations or v.findings)
    themes = {
        theme
        for visit in worded
        for theme in (
            *(t for raised in visit.recommendations for t in raised.themes),
            *(count.theme for count in visit.findings if count.theme),
        )
    }
    rows = [
        ThemeRow(theme, tuple(_cell(visit, theme) for visit in worded))
        for theme in themes
    ]
    rows.sort(key=lambda r: (-r.visits_with_concern, -r.concerns, r.theme.name))
    return ThemeGrid(
        visits=worded,
        rows=tuple(rows),
        left_out=tuple(visit for visit in visits if visit not in worded),
    )


def _cell(visit: Visit, theme: ThemeName) -> ThemeCell:
    counts = dict.fromkeys(Polarity, 0)
    for found in visit.findings:
        if found.theme == theme:
            counts[found.polarity] += found.count
    return ThemeCell(
        visit=visit,
        theme=theme,
        recommendations=sum(theme in raised.themes for raised in visit.recommendations),
        findings_of_concern=counts[Polarity.CONCERN],
        strengths=counts[Polarity.STRENGTH],
        others=counts[Polarity.MIXED] + counts[Polarity.NOT_CLASSIFIED],
    )
