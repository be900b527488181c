"""One row of a table of outcomes as a plain value, checked against the framework."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspections.frameworks import Framework, absence, framework_for
from inspections.importing.outcome_tables import cells
from inspections.importing.outcome_tables.columns import AREA_HEADINGS, Row, RowRefused
from inspections.vocabulary import Area, Grade, Kind, Reason

KINDS = {
    "short": Kind.ILACS_SHORT,
    "standard": Kind.ILACS_STANDARD,
    Kind.ILACS_SHORT.value: Kind.ILACS_SHORT,
    Kind.ILACS_STANDARD.value: Kind.ILACS_STANDARD,
}
WEEK = 7
"""A short inspection is on site for less than this many days, a standard one longer."""
LONGEST = 60
"""More days on site than this are a slip of the pen rather than an inspection."""
FILES = "https://files.ofsted.gov.uk/v1/file/"
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_FILE_IN_ADDRESS = re.compile(r"/file/([0-9]{1,12})(?:[/?#]|$)")
_NEVER_GRADED = (Reason.JUDGEMENT_NOT_IN_FRAMEWORK, Reason.NOT_GRADED_IN_FRAMEWORK)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a row: its line in the file, and a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class GradeRead:
    """One judgement area's grade, or the reason why there is none; never both."""

    area: Area
    grade: Grade | None = None
    missing_reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: an ILACS inspection with its days and grades, and nothing else.

    `grades` has exactly the areas that the framework in force grades, in its order;
    `precision` is "day" or "month"; `doubts` are sentences for the person who checks.
    """

    line: int
    urn: int | None
    la_code: str
    kind: Kind
    started: date
    ended: date
    grades: tuple[GradeRead, ...]
    precision: str = "day"
    second_started: date | None = None
    second_ended: date | None = None
    published: date | None = None
    lead_inspector: str = ""
    file_id: str = ""
    address: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def last_day(self) -> date:
        """Last day on site, of the second window where there is one."""
        return self.second_ended or self.ended


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """A whole table: the rows that can go in and those that cannot."""

    file: str
    outcomes: tuple[Outcome, ...]
    refusals: tuple[Remark, ...]


def outcome_of(row: Row, *, today: date | None) -> Outcome:
    """Return what a row says, or raise RowRefused with the reason."""
    row.check_shape()
    urn, la_code = row.number("urn"), row.number("la_code")
    if urn is None and la_code is None:
        raise RowRefused("urn and la_code are both missing.")
    days = _days(row, today=today)
    started, ended, second_started, second_ended, published = days
    precision = row.text("precision") or "day"
    if precision not in ("day", "month"):
        raise RowRefused("date_precision is “day” or “month”.")
    length = (ended - started).days + 1 if precision == "day" else None
    kind = _kind(row, length=length)
    address, file_id = _source(row)
    return Outcome(
        line=row.line,
        urn=urn,
        la_code="" if la_code is None else f"{la_code:03}",
        kind=kind,
        started=started,
        ended=ended,
        grades=tuple(_grades(row, _framework(kind, started))),
        precision=precision,
        second_started=second_started,
        second_ended=second_ended,
        published=published,
        lead_inspector=cells.name(row["lead_inspector"]),
        file_id=file_id,
        address=address,
        doubts=tuple(_doubts(row, kind=kind, length=length)),
    )


def _days(
    row: Row, *, today: date | None
) -> tuple[date, date, date | None, date | None, date | None]:
    """Return the days on site, those of a second window, and that of publication."""
    started, ended = row.known_day("started"), row.known_day("ended")
    second = row.day("second_started"), row.day("second_ended")
    published = row.day("published")
    if (second[0] is None) != (second[1] is None):
        raise RowRefused("The second window needs both its first and its last day.")
    steps = [
        (started, "the first day on site"),
        (ended, "the last day on site"),
        (second[0], "the first day of the second window"),
        (second[1], "the last day of the second window"),
        (published, "publication"),
        (today, "today"),
    ]
    known = [(day, what) for day, what in steps if day is not None]
    for (day, what), (later, next_what) in zip(known, known[1:], strict=False):
        if day > later:
            raise RowRefused(
                f"The dates are not in order: {what} ({day:%d/%m/%Y}) comes after"
                f" {next_what} ({later:%d/%m/%Y})."
            )
    if (ended - started).days >= LONGEST:
        raise RowRefused(
            f"From {started:%d/%m/%Y} to {ended:%d/%m/%Y} is longer than any"
            " inspection: check both days."
        )
    return started, ended, *second, published


def _kind(row: Row, *, length: int | None) -> Kind:
    """Return the kind as written, else by how many days the inspectors were there."""
    written = row.text("kind").lower()
    if written in KINDS:
        return KINDS[written]
    if written:
        raise RowRefused(
            f"{row.heading('kind')}: “{cells.quoted(written)}” is neither a short nor"
            " a standard ILACS inspection, and this table holds no other."
        )
    if length is None:
        raise RowRefused(f"{row.heading('kind')} is missing.")
    return Kind.ILACS_SHORT if length < WEEK else Kind.ILACS_STANDARD


def _framework(kind: Kind, started: date) -> Framework:
    framework = framework_for(kind, started)
    if started < framework.starts:
        raise RowRefused(
            f"ILACS began on {framework.starts:%d/%m/%Y}, so an inspection begun on"
            f" {started:%d/%m/%Y} was of another kind: import its report."
        )
    return framework


def _grades(row: Row, framework: Framework) -> Iterator[GradeRead]:
    """Yield what the table says of each area that the framework grades."""
    read = {area: row.grade(area) for area in AREA_HEADINGS}
    if Area.IN_CARE_AND_CARE_LEAVERS in framework.areas:
        # The tables keep the one grade for both under `in_care`; some repeat it.
        read[Area.IN_CARE_AND_CARE_LEAVERS] = combined = read.pop(Area.IN_CARE)
        if read[Area.CARE_LEAVERS] == combined:
            del read[Area.CARE_LEAVERS]
    for area, value in read.items():
        if isinstance(value, Grade) and area not in framework.areas:
            raise RowRefused(
                f"{row.heading(area)} is “{value.label}”, but: "
                f"{absence(framework, area)[1]} Check the dates."
            )
    for area in framework.areas:
        value = read[area]
        if isinstance(value, Reason):
            if value in _NEVER_GRADED:
                raise RowRefused(
                    f"The table says that ‘{area.label}’ was not graded, but"
                    f" {framework.name} graded it: check the dates."
                )
            yield GradeRead(area, missing_reason=value)
        elif value not in framework.grades:
            raise RowRefused(
                f"{area.label}: “{value.label}” is not a grade of {framework.name}."
            )
        else:
            yield GradeRead(area, grade=value)


def _source(row: Row) -> tuple[str, str]:
    """Return the report's address and Ofsted's number for the file, as far as known."""
    address, number = row.text("link"), row.number("file_id")
    if address and not (_ADDRESS.fullmatch(address) and len(address) <= 500):
        raise RowRefused(
            f"{row.heading('link')}: “{cells.quoted(address)}” is not a web address."
        )
    in_address = _FILE_IN_ADDRESS.search(address)
    file_id = str(number) if number else in_address[1] if in_address else ""
    if len(file_id) > 12:
        raise RowRefused(f"{row.heading('file_id')}: {file_id} is too long.")
    return address or (FILES + file_id if file_id else ""), file_id


def _doubts(row: Row, *, kind: Kind, length: int | None) -> Iterator[str]:
    if row.text("doubt"):
        yield row.text("doubt")
    is_short = kind is Kind.ILACS_SHORT
    if length is not None and row.text("kind") and is_short != (length < WEEK):
        yield (
            f"The table calls this a {'short' if is_short else 'standard'} inspection,"
            f" yet it lasted {length} day{'s' if length > 1 else ''}."
        )
