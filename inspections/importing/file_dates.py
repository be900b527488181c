"""The publication date, which ILACS and area SEND reports do not print.

A listing names the file by it, as in 2022-03-18-report.pdf.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from inspections.importing.parsed import LIKELY, ParsedReport, Read, ReadWarning

LONGEST_WAIT = timedelta(days=400)  # from the last day on site to publication


def with_publication_date(parsed: ParsedReport, *, name: str) -> ParsedReport:
    """Return the report with the date that its file's name gives, and a warning.

    A report that prints its date is returned as it is. A name without a date, or with
    one that cannot be right, leaves the date to a person: the warning says so.
    """
    end = parsed.inspection_end
    if parsed.published or end is None:
        return parsed
    day = _day_of(name)
    if day is None or not end <= day <= end + LONGEST_WAIT:
        return _warned(
            parsed,
            code="published_not_printed",
            sentence="The report does not print when it was published: enter the day.",
        )
    dated = replace(parsed, published=Read(day, 1, name, LIKELY))
    return _warned(
        dated,
        code="published_from_file_name",
        sentence=f"The publication date {day:%-d %B %Y} is taken from the file's name.",
    )


def _day_of(name: str) -> date | None:
    match = re.match(r"(\d{4}-\d\d-\d\d)\b", name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _warned(parsed: ParsedReport, *, code: str, sentence: str) -> ParsedReport:
    if any(warning.field == "published" for warning in parsed.warnings):
        return parsed
    warning = ReadWarning(code=code, sentence=sentence, field="published")
    return replace(parsed, warnings=(*parsed.warnings, warning))
