"""How each concern travels through visits: rows of threads, columns of visits.

Frozen values in and out: no database, clock or request.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspections.steps import Stop, Thread
from inspections.visits import Raised, Visit


@dataclass(frozen=True)
class Cell:
    """What one visit asked or said of a concern; `stop` is none where it did not."""

    visit: Visit
    stop: Stop | None


@dataclass(frozen=True)
class Travel:
    """One concern through the visits chosen; `raised` is how they last put it."""

    thread: Thread
    raised: Raised
    cells: tuple[Cell, ...]

    @property
    def stops(self) -> int:
        return sum(1 for cell in self.cells if cell.stop)


@dataclass(frozen=True)
class Travels:
    """The concerns that more than one visit speaks to, and how many only one does."""

    visits: tuple[Visit, ...]
    rows: tuple[Travel, ...]
    raised_once: int

    @property
    def repeated(self) -> tuple[Travel, ...]:
        return tuple(row for row in self.rows if row.thread.is_repeated)

    @property
    def followed(self) -> tuple[Travel, ...]:
        """Raised once, and read for at a later visit."""
        return tuple(row for row in self.rows if not row.thread.is_repeated)


def travels(threads: Iterable[Thread], visits: Sequence[Visit]) -> Travels:
    """Set threads against visits.

    Takes the threads of the whole history and the visits to show, oldest first, so that
    a concern stays one row where a visit between two of its steps is not shown.
    """
    rows = []
    raised_once = 0
    for thread in threads:
        stops = {stop.visit.ref: stop for stop in thread.stops}
        cells = tuple(Cell(visit, stops.get(visit.ref)) for visit in visits)
        asked = [t for cell in cells if cell.stop for t in cell.stop.asked]
        if not asked:
            continue
        row = Travel(thread, asked[-1].raised, cells)
        if row.stops > 1:
            rows.append(row)
        else:
            raised_once += 1
    used = {cell.visit.ref for row in rows for cell in row.cells if cell.stop}
    shown = tuple(visit for visit in visits if visit.ref in used)
    return Travels(
        visits=shown,
        rows=tuple(_narrowed(row, used) for row in rows),
        raised_once=raised_once,
    )


def _narrowed(row: Travel, used: set[str]) -> Travel:
    """Leave out the columns in which no row says anything."""
    cells = tuple(cell for cell in row.cells if cell.visit.ref in used)
    return Travel(row.thread, row.raised, cells)
