"""Tables that people take away, as CSV or a workbook: no cell of them can run.

Columns are pairs of a heading and the function that gives its value; a value that is
missing is an empty cell, never a word or a number for nothing.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Row = TypeVar("Row")
Column = tuple[str, Callable[[Row], object]]

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""
_LONGEST = 32_767  # characters in one cell of a workbook
_LINES_AT_ONCE = 200


def shown(value: object) -> str:
    """Return a value as the text of a cell: ISO days, true and false, and no None.

    Text that a spreadsheet could run begins with an apostrophe. A number stays one.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    return harmless(str(value))


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    kept = text.replace("\x00", "")
    return f"'{kept}" if kept.lstrip(" ").startswith(_RUNS) else kept


def csv_lines(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[str]:
    """Give a table as CSV (RFC 4180), some lines at a time, its headings first."""
    kept = StringIO()
    writer = csv.writer(kept)
    writer.writerow([heading for heading, _ in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([shown(value(row)) for _, value in columns])
        if number % _LINES_AT_ONCE == 0:
            yield kept.getvalue()
            kept.seek(0)
            kept.truncate()
    yield kept.getvalue()


def workbook(
    columns: Sequence[Column[Row]], rows: Iterable[Row], *, title: str
) -> bytes:
    """Return a table as a workbook of one sheet; its headings stay in sight.

    Text is written as text, so that nothing in it can run.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    headings = []
    for heading, _ in columns:
        cell = WriteOnlyCell(sheet, value=heading)
        cell.font = Font(bold=True)
        headings.append(cell)
    sheet.append(headings)
    for row in rows:
        sheet.append([_cell(sheet, value(row)) for _, value in columns])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(sheet: object, value: object) -> object:
    """Return a number or a day as itself, and all else as text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        cell = WriteOnlyCell(sheet, value=_writable(shown(value)))
        cell.data_type = "s"
        return cell
    if isinstance(value, datetime):
        return shown(value)
    return value


def _writable(text: str) -> str:
    """Return text without the control characters that no workbook can hold."""
    kept = "".join(char for char in text if char >= " " or char in "\t\n\r")
    return kept[:_LONGEST]


def _sheet_title(title: str) -> str:
    """Return a name that every spreadsheet accepts for a sheet."""
    kept = "".join(" " if char in r"[]:*?/\'" else char for char in title)
    return kept[:31].strip() or "Sheet"
