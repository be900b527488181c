"""What every letter has: its date at the head, and the words before the signature."""

import re

from inspections.importing.dates import find_dates
from inspections.importing.front import front_rows
from inspections.importing.parsed import SURE, Read
from inspections.importing.reading import Reading

SIGNED = re.compile(r"^yours (?:sincerely|faithfully)", re.I)
LONGEST_DATE = 40  # characters of a line that holds a date and little else


def read_letter_date(reading: Reading, *, confidence: float = SURE) -> None:
    """Read when a letter was sent: the first day on a short line of its first page."""
    for row in front_rows(reading.report):
        days = find_dates(row.text)
        if len(days) == 1 and len(row.text) < LONGEST_DATE:
            reading.published = Read(days[0], row.page, row.text, confidence)
            return
    reading.warn(
        "no_publication_date",
        "The letter's date was not found at its head: enter it.",
        page=1,
        about="published",
    )
