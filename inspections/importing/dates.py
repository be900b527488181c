"""Dates and stretches of days as reports print them, in words or in figures."""

import re
from collections.abc import Iterator
from datetime import date

from inspections.importing.parsed import Window

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTH_WORDS = "|".join(MONTHS) + "|" + "|".join(m[:3] for m in MONTHS) + "|sept"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DAY = (
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?"
    rf"(?:\s*({MONTH_WORDS})\b\.?,?(?:\s*(\d{{4}}))?)?"
)
_FIGURES = re.compile(
    r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|\.\d)"
)
CENTURY = 2000
_TO = r"\s*(?:to|and|until|&|[-‐‑‒–—―─−])\s*"
_RANGE = re.compile(rf"(?<![\d/.]){_DAY}{_TO}{_DAY}(?![\d/])", re.I)
_SINGLE = re.compile(rf"(?<![\d/.]){_DAY}(?![\d/])", re.I)


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or its first three letters."""
    return next(i for i, m in enumerate(MONTHS, 1) if m.startswith(word.lower()[:3]))


def words_for_figures(text: str) -> str:
    """Return text with dates in figures (day/month/year) written with month names.

    The day stands first, as British reports print it, and a year of two figures is one
    of this century ("2.3.16" is a number). Figures that are no such date stay as they
    are, so that the caller can tell that something was not understood.
    """

    def say(match: re.Match[str]) -> str:
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        is_number = match[2] == "." and len(match[4]) == 2 and len(match[3]) == 1
        if is_number or not (1 <= month <= 12 and 1 <= day <= 31):
            return match[0]
        century = CENTURY if len(match[4]) == 2 else 0
        return f"{day} {MONTHS[month - 1]} {century + year}"

    return _FIGURES.sub(say, text)


def find_windows(text: str, *, year: int | None = None) -> list[Window]:
    """Return the stretches of days printed in a text, in printed order.

    Months and years left out at the first day are those of the last; `year` serves
    where none is printed. Impossible dates and stretches that run backwards are left
    out, so the caller can tell that something was not understood.
    """
    windows = []
    for match in _RANGE.finditer(words_for_figures(text)):
        day1, month1, year1, day2, month2, year2 = match.groups()
        if not month2:
            continue
        last_year = int(year2) if year2 else (int(year1) if year1 else year)
        if last_year is None:
            last_year = _year_after(text, match.end())
        if last_year is None:
            continue
        end_month = month_number(month2)
        start_month = month_number(month1) if month1 else end_month
        start_year = last_year - (start_month > end_month)
        if year1:
            start_year = int(year1)
        try:
            start = date(start_year, start_month, int(day1))
            end = date(last_year, end_month, int(day2))
        except ValueError:
            continue
        if start <= end:
            windows.append(Window(start, end))
    return windows


def _year_after(text: str, at: int) -> int | None:
    match = re.search(r"\b(20\d\d)\b", text[at : at + 60])
    return int(match[1]) if match else None


def find_dates(text: str, *, year: int | None = None) -> list[date]:
    """Return single days printed with a month, in printed order."""
    return [day for day, _ in _days(words_for_figures(text), year=year)]


def _days(text: str, *, year: int | None) -> Iterator[tuple[date, int]]:
    for match in _SINGLE.finditer(text):
        day, month, printed_year = match.groups()
        if not month or not (printed_year or year):
            continue
        try:
            yield (
                date(int(printed_year or year or 0), month_number(month), int(day)),
                match.start(),
            )
        except ValueError:
            continue
