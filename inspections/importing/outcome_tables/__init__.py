"""Tables of outcomes: a CSV file of ILACS inspections, their days and grades.

The columns are those of `ilacs_summary.csv`, the file that councils' analysts pass on,
or of our own `data/latest-ilacs-outcomes.csv`. Nothing here touches the database.
"""

from datetime import date
from pathlib import Path

from inspections.importing.outcome_tables.columns import RowRefused, TableUnreadable
from inspections.importing.outcome_tables.columns import rows_of as _rows_of
from inspections.importing.outcome_tables.rows import (
    GradeRead,
    Outcome,
    OutcomeTable,
    Remark,
    outcome_of,
)

__all__ = [
    "GradeRead",
    "Outcome",
    "OutcomeTable",
    "Remark",
    "RowRefused",
    "TableUnreadable",
    "read_table",
]


def read_table(
    path: Path, *, today: date | None = None, encoding: str = "utf-8-sig"
) -> OutcomeTable:
    """Return the rows of a CSV file; a row that is wrong is a refusal among them.

    Where `today` is given, nothing may be dated after it. Raises TableUnreadable where
    the file cannot be opened, is not in the encoding, or lacks a column.
    """
    outcomes: list[Outcome] = []
    refusals: list[Remark] = []
    for row in _rows_of(path, encoding=encoding):
        try:
            outcomes.append(outcome_of(row, today=today))
        except RowRefused as refused:
            refusals.append(Remark(row.line, str(refused)))
    return OutcomeTable(path.name, tuple(outcomes), tuple(refusals))
