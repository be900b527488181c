"""Cells of a table of outcomes: days, numbers and grades in the styles that are met.

The styles are those of the tables that councils' analysts pass on: days as 2024-06-10,
10/06/2024, 10/06/24 or in words, and `nan` or a code word where a value is missing.
"""

import re
from datetime import date

from inspections.importing.dates import MONTH_WORDS, month_number
from inspections.importing.grades import GRADE, normalise
from inspections.vocabulary import Grade, Reason

_MISSING = ("nan", "nat", "<na>", "none", "null", "n/a", "na", "#n/a", "-", "–", "—")
_REASONS = {
    "": Reason.NOT_ENTERED,
    **dict.fromkeys(_MISSING, Reason.NOT_ENTERED),
    "data unreadable": Reason.UNREADABLE,
    "inspection pre dates judgement": Reason.JUDGEMENT_NOT_IN_FRAMEWORK,
    "not reported post reform": Reason.NOT_GRADED_IN_FRAMEWORK,
    **{reason.value.replace("_", " "): reason for reason in Reason},
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.A)
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.A)
_WORDS = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+({MONTH_WORDS})[\s,-]+(\d{{4}}|\d{{2}})",
    re.I | re.A,
)
_NUMBER = re.compile(r"(\d+)(?:\.0+)?", re.A)
_GRADE = re.compile(GRADE, re.I)


class NotUnderstood(ValueError):
    """A cell holds what no reader of tables could take for a value of its kind."""


def known(cell: str) -> str:
    """Return what a cell says, empty where it only says that a value is missing."""
    return "" if _plain(cell) in _REASONS else cell.strip()


def day(cell: str) -> date | None:
    """Return the day in a cell, day before month; None where it is missing."""
    written = known(cell)
    if not written:
        return None
    try:
        if match := _ISO.fullmatch(written):
            return date(*(int(part) for part in match.groups()))
        if match := _FIGURES.fullmatch(written):
            return date(_year(match[3]), int(match[2]), int(match[1]))
        if match := _WORDS.fullmatch(written):
            return date(_year(match[3]), month_number(match[2]), int(match[1]))
    except ValueError:
        pass
    raise NotUnderstood(
        f"“{quoted(written)}” is not a day: write it like 2024-03-31, 31/03/2024 or"
        " 31 March 2024"
    )


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def number(cell: str) -> int | None:
    """Return the whole number in a cell, also as 80486.0; None where it is missing."""
    written = known(cell)
    if not written:
        return None
    match = _NUMBER.fullmatch(written)
    if not match:
        raise NotUnderstood(f"“{quoted(written)}” is not a whole number")
    return int(match[1])


def grade(cell: str) -> Grade | Reason:
    """Return the grade in a cell, or the reason why there is none."""
    words = _plain(cell)
    if words in _REASONS:
        return _REASONS[words]
    code = normalise(words) if _GRADE.fullmatch(words) else None
    if code is None:
        raise NotUnderstood(
            f"“{quoted(cell)}” is neither a grade nor a reason why there is none"
        )
    return Grade(code)


def name(cell: str) -> str:
    """Return a person's name; one that is all small letters gets its capitals."""
    written = " ".join(known(cell).split())
    return written.title() if written.islower() else written


def quoted(cell: str) -> str:
    """Return what a cell holds on one short line, to be quoted in a sentence."""
    words = " ".join(cell.split())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _plain(cell: str) -> str:
    return " ".join(cell.replace("_", " ").lower().split())
