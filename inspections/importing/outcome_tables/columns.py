"""The columns of a table of outcomes, and its rows by what they hold."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from inspections.importing.outcome_tables import cells
from inspections.vocabulary import Area, Grade, Reason

T = TypeVar("T")

AREA_HEADINGS: dict[Area, tuple[str, ...]] = {
    Area.OVERALL: ("overall_effectiveness_grade", "overall"),
    Area.LEADERS: ("impact_of_leaders_grade", "leaders"),
    Area.HELP_AND_PROTECTION: ("help_and_protection_grade", "help_and_protection"),
    Area.IN_CARE: ("in_care_grade", "in_care"),
    Area.CARE_LEAVERS: ("care_leavers_grade", "care_leavers"),
}
HEADINGS: dict[str, tuple[str, ...]] = {
    "urn": ("urn",),
    "la_code": ("la_code",),
    "kind": ("inspection_framework", "kind"),
    "started": ("inspection_start_date", "inspection_start"),
    "ended": ("inspection_end_date", "inspection_end"),
    "precision": ("date_precision",),
    "second_started": ("second_start",),
    "second_ended": ("second_end",),
    "published": ("publication_date", "published"),
    "lead_inspector": ("inspector_name", "lead_inspector"),
    "link": ("inspection_link",),
    "file_id": ("ofsted_file_id",),
    "doubt": ("doubt",),
    **{area.value: headings for area, headings in AREA_HEADINGS.items()},
}
"""What a column holds → the headings that it has in one table or the other."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NEEDED = ("started", "ended", *AREA_HEADINGS)


class TableUnreadable(ValueError):
    """A file is no table of outcomes; the message says what to do."""


class RowRefused(ValueError):
    """A row cannot go in; the message is the reason, a sentence."""


class Row:
    """One line's cells by what they hold; refuses the line where one is wrong."""

    def __init__(self, line: int, written: list[str], headings: list[str]) -> None:
        self.line = line
        self.written = written
        self.headings = headings
        self.cells = dict(zip(headings, written, strict=False))

    def __getitem__(self, name: str) -> str:
        return self.cells.get(self.heading(name), "")

    def heading(self, name: str) -> str:
        """Return the heading under which this table has a column."""
        options = HEADINGS[name]
        return next((o for o in options if o in self.headings), options[0])

    def check_shape(self) -> None:
        """Refuse a line with cells too many or too few, or with what is no text."""
        if len(self.written) != len(self.headings):
            raise RowRefused(
                f"The row has {len(self.written)} cells, but the table has"
                f" {len(self.headings)} columns."
            )
        if _NO_TEXT.search("".join(self.written)):
            raise RowRefused("The row has a control character, which is no text.")

    def day(self, name: str) -> date | None:
        """Return a day, None where it is missing."""
        return self._read(name, cells.day)

    def known_day(self, name: str) -> date:
        """Return a day that may not be missing."""
        found = self.day(name)
        if found is None:
            raise RowRefused(
                f"{self.heading(name)} is missing: an inspection needs its first and"
                " its last day on site."
            )
        return found

    def number(self, name: str) -> int | None:
        """Return a whole number, None where it is missing."""
        return self._read(name, cells.number)

    def grade(self, area: Area) -> Grade | Reason:
        """Return a grade, or the reason why there is none."""
        return self._read(area, cells.grade)

    def text(self, name: str) -> str:
        """Return words, empty where they are missing."""
        return cells.known(self[name])

    def _read(self, name: str, reader: Callable[[str], T]) -> T:
        try:
            return reader(self[name])
        except cells.NotUnderstood as error:
            raise RowRefused(f"{self.heading(name)}: {error}.") from error


def rows_of(path: Path, *, encoding: str) -> Iterator[Row]:
    """Yield the lines of a CSV file that are not blank.

    Raises TableUnreadable, with a sentence that says what to do.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(file)
            headings = ["_".join(cell.lower().split()) for cell in next(reader, [])]
            _check_headings(headings, file=path.name)
            begins = reader.line_num + 1
            for written in reader:
                if any(cell.strip() for cell in written):
                    yield Row(begins, written, headings)
                begins = reader.line_num + 1
    except OSError as error:
        raise TableUnreadable(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeError as error:
        raise TableUnreadable(
            f"{path.name} is not text in the encoding {encoding}: name the right one,"
            " for instance cp1252 for a file that Excel saved as plain CSV."
        ) from error
    except LookupError as error:
        raise TableUnreadable(f"“{encoding}” is not an encoding.") from error
    except csv.Error as error:
        raise TableUnreadable(
            f"{path.name} is not a CSV file ({error}): save the table as CSV."
        ) from error


def _check_headings(headings: list[str], *, file: str) -> None:
    wanted = [("urn", "la_code"), *(HEADINGS[name] for name in NEEDED)]
    missing = [options for options in wanted if not {*options} & {*headings}]
    if missing:
        listed = ", ".join(" or ".join(options) for options in missing)
        raise TableUnreadable(f"{file} has no column {listed}.")
    twice = sorted({name for name in headings if name and headings.count(name) > 1})
    if twice:
        raise TableUnreadable(f"{file} has two columns {', '.join(twice)}.")
