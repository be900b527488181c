"""Tables that people take away."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from inspections.cells import Column, csv_lines, shown, workbook

COLUMNS: list[Column[dict[str, Any]]] = [
    ("name", lambda row: row["name"]),
    ("page", lambda row: row.get("page")),
    ("day", lambda row: row.get("day")),
]


def read_csv(rows: list[dict[str, Any]]) -> list[list[str]]:
    return list(csv.reader(StringIO("".join(csv_lines(COLUMNS, rows)), newline="")))


def read_workbook(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    data = workbook(COLUMNS, rows, title="A: list")
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


class TestShown:
    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "  =1", "＝1"]
    )
    def test_text_that_a_spreadsheet_would_run_is_made_harmless(
        self, text: str
    ) -> None:
        assert shown(text).startswith("'")

    def test_a_number_stays_a_number(self) -> None:
        assert shown(-3) == "-3"

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (None, ""),
            (True, "true"),
            (0, "0"),
            (date(2026, 3, 1), "2026-03-01"),
            (datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "2026-03-01T09:05:00+00:00"),
        ],
    )
    def test_it_writes_what_a_machine_reads(self, value: object, expected: str) -> None:
        assert shown(value) == expected


class TestCsvLines:
    def test_a_table_without_rows_has_its_headings(self) -> None:
        assert "".join(csv_lines(COLUMNS, [])) == "name,page,day\r\n"

    def test_it_comes_in_parts(self) -> None:
        rows = [{"name": str(number)} for number in range(1000)]
        assert len(list(csv_lines(COLUMNS, rows))) > 3

    @given(st.lists(st.text()))
    def test_every_row_can_be_read_back(self, names: list[str]) -> None:
        read = read_csv([{"name": name} for name in names])
        assert [row[0] for row in read[1:]] == [shown(name) for name in names]


class TestWorkbook:
    def test_it_holds_the_same_as_the_csv(self) -> None:
        rows: list[dict[str, Any]] = [
            {"name": "=cmd", "page": 3, "day": date(2026, 3, 1)},
            {"name": "b"},
        ]
        assert read_workbook(rows) == [
            ("name", "page", "day"),
            ("'=cmd", 3, datetime(2026, 3, 1)),
            ("b", None, None),
        ]

    def test_what_no_workbook_can_hold_is_left_out(self) -> None:
        assert read_workbook([{"name": "a\x0bb"}])[1][0] == "ab"
