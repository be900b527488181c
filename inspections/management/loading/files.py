"""Reads the files of `inspections/data`, and says plainly where one is wrong."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"


class BadData(ValueError):
    """A data file cannot be loaded; the message names the file and the line."""


@dataclass(frozen=True)
class Row:
    """One line of a table, which knows where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column].strip()

    def wrong(self, problem: str) -> BadData:
        """Return the error that says what is wrong with this line."""
        return BadData(f"{self.file}, line {self.line}: {problem}")

    def words(self, column: str) -> list[str]:
        """Return the parts of a cell that "|" separates."""
        return [part.strip() for part in self[column].split("|") if part.strip()]

    def day(self, column: str) -> date | None:
        """Return the day in a cell, None where it is empty."""
        try:
            return date.fromisoformat(self[column]) if self[column] else None
        except ValueError as error:
            raise self.wrong(
                f"“{self[column]}” in {column} is not a date like 2024-03-31."
            ) from error

    def known_day(self, column: str) -> date:
        """Return the day in a cell that may not be empty."""
        day = self.day(column)
        if day is None:
            raise self.wrong(f"{column} is empty.")
        return day

    def number(self, column: str) -> int | None:
        """Return the whole number in a cell, None where it is empty."""
        try:
            return int(self[column]) if self[column] else None
        except ValueError as error:
            raise self.wrong(
                f"“{self[column]}” in {column} is not a whole number."
            ) from error


def rows_of(path: Path, *, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the lines of a CSV file; raise BadData where a column is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="too many")
            missing = [c for c in columns if c not in (reader.fieldnames or ())]
            if missing:
                raise BadData(f"{path.name} has no column {', '.join(missing)}.")
            for cells in reader:
                row = Row(path.name, reader.line_num, cells)
                if "too many" in cells or None in cells.values():
                    raise row.wrong("the line has too many or too few cells.")
                yield row
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadData(f"{path.name} is not UTF-8 text.") from error


def json_of(path: Path) -> Any:
    """Return what a JSON file holds."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise BadData(f"{path.name} is not JSON: {error}.") from error


@dataclass(frozen=True)
class Tally:
    """How many records were made, changed and left as they were."""

    made: int = 0
    changed: int = 0
    kept: int = 0

    def __str__(self) -> str:
        return f"{self.made} made, {self.changed} changed, {self.kept} as they were"
