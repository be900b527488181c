"""What the first pages of every report print: dates, inspectors, licence."""

import re
from collections.abc import Sequence
from datetime import date

from inspections.importing.dates import MONTH_WORDS, find_dates, find_windows
from inspections.importing.layout import Report, Row
from inspections.importing.parsed import DOUBTFUL, LIKELY, SURE, Read, Window
from inspections.importing.reading import Reading

EARLIEST, LATEST_DAYS = date(2005, 1, 1), 400
LONGEST_STAY = 70  # days on site in one stretch beyond which dates are doubted
LONGEST_VISIT = 200  # days from first to last where there are two stretches

INSPECTION_DATES = re.compile(
    r"^(?:Date\(?s?\)? of (?:the )?inspection|Inspection(?:\s+visit)?\s+dates?|"
    r"Inspection dates?)\s*[:;]?\s*(.*)$",
    re.I,
)
_GOES_ON = re.compile(
    rf"^(?:(?:and|to|&|[-–—])\s*)?(?:\d{{1,2}}\b|{MONTH_WORDS})", re.I
)
PUBLISHED = re.compile(
    r"^(?:(?:Report )?(?:published|publication date)|Date (?:of publication|published))"
    r"\s*[:;]?\s*(.*)$",
    re.I,
)
LEAD = re.compile(
    r"^(?:Lead|Reporting)\s+inspectors?\s*(?:[:;]|\s)\s*(.*)$",
    re.I,
)
_ROLE = re.compile(
    r"[,(–-]?\s*\b(?:senior\s+)?(?:(?:her|his) majesty[’']?s?[’']? inspectors?"
    r"|HMIs?\b|ofsted inspectors?|ofsted\b|social care (?:regulatory|compliance) "
    r"inspector|regulatory inspection manager|senior inspector|inspector"
    r"|seconded inspector|lead inspector|SHMI|OBE|CBE).*$",
    re.I,
)
_HONORIFIC = re.compile(r"^(?:Mrs?|Ms|Miss|Dr|Sir|Dame)\.?\s+", re.I)
_NAME = re.compile(
    r"^[A-Z][\w’'.-]*(?:\s+(?:de|van|von|der|la|le|du|[A-Z][\w’'.-]*|\([A-Z]\w+\))){1,4}$"
)


def labelled(
    rows: Sequence[Row], label: re.Pattern[str], *, lines: int = 2
) -> tuple[str, Row, list[Row]] | None:
    """Return what stands after a label, its row, and the rows that follow it."""
    for index, row in enumerate(rows):
        match = label.match(row.text)
        if match:
            return match[1].strip(), row, list(rows[index + 1 : index + 1 + lines])
    return None


def front_rows(report: Report, *, pages: int = 1) -> list[Row]:
    """Return the rows of the first pages."""
    return [row for row in report.rows if row.page <= pages]


def read_dates(reading: Reading, rows: Sequence[Row]) -> None:
    """Read the on-site dates that follow the label "Inspection dates"."""
    found = labelled(rows, INSPECTION_DATES)
    if found is None:
        reading.warn(
            "no_inspection_dates",
            "No inspection dates are printed on the first page: enter them.",
            about="inspection_start",
        )
        return
    text, row, following = found
    for after in following:
        if text and not _GOES_ON.match(after.text):
            break
        text = f"{text} {after.text}".strip()
    windows = find_windows(text)
    add_windows(reading, windows, words=text, page=row.page)


def add_windows(
    reading: Reading, windows: Sequence[Window], *, words: str, page: int
) -> None:
    """Keep the windows read, or one day where only one is printed, with doubts."""
    confidence = SURE
    if not windows:
        days = find_dates(words)
        if len(days) == 1:
            windows, confidence = [Window(days[0], days[0])], LIKELY
            reading.warn(
                "one_inspection_date",
                f"Only one inspection date is printed (“{words}”): check it.",
                page=page,
                about="inspection_start",
            )
    if not windows:
        reading.warn(
            "inspection_dates_unread",
            f"The inspection dates “{words}” could not be understood: enter them.",
            page=page,
            about="inspection_start",
        )
        return
    first = min(w.start for w in windows)
    last = max(w.end for w in windows)
    longest = max((w.end - w.start).days for w in windows)
    too_long = longest > LONGEST_STAY or (last - first).days > LONGEST_VISIT
    if first < EARLIEST or too_long:
        confidence = DOUBTFUL
        reading.warn(
            "implausible_dates",
            f"The inspection dates “{words}” are implausible: check them.",
            page=page,
            about="inspection_start",
        )
    reading.windows = [Read(window, page, words, confidence) for window in windows]


def read_published(reading: Reading, rows: Sequence[Row], *, required: bool) -> None:
    """Read the publication date after its label."""
    found = labelled(rows, PUBLISHED, lines=1)
    if found is None:
        if required:
            reading.warn(
                "no_publication_date",
                "No publication date is printed: enter it from the listing.",
                about="published",
            )
        return
    text, row, following = found
    if not text and following:
        text = following[0].text
    days = find_dates(text)
    if len(days) != 1:
        reading.warn(
            "publication_date_unread",
            f"The publication date “{text}” could not be understood: enter it.",
            page=row.page,
            about="published",
        )
        return
    reading.published = Read(days[0], row.page, text)
    check_published(reading)


def check_published(reading: Reading) -> None:
    """Warn where the publication date is not soon after the last day on site."""
    if reading.published is None or not reading.windows:
        return
    last = max(w.value.end for w in reading.windows)
    lag = (reading.published.value - last).days
    if 0 <= lag <= LATEST_DAYS:
        return
    reading.warn(
        "implausible_published",
        f"The report is dated {reading.published.value:%-d %B %Y} but the inspection "
        f"ended on {last:%-d %B %Y}: check both dates.",
        page=reading.published.page,
        about="published",
    )


def clean_name(words: str) -> str:
    """Return an inspector's name without title, post and employer."""
    words = _ROLE.sub("", words)
    words = re.sub(r"\s*[,(–].*$", "", words)
    return _HONORIFIC.sub("", words).strip(" ,.;:-–")


def names_in(words: str) -> list[str]:
    """Return the inspectors' names in a printed list of names and posts."""
    words = re.sub(
        r",?\s*(?:her|his) majesty[’']?s?[’']? inspectors?", ", HMI", words, flags=re.I
    )
    pieces = re.split(
        r"\s+(?:and|&)\s+|;\s*|\bHMIs?\b[,\s]*(?:and\s+)?(?=[A-Z])", words
    )
    names = (clean_name(piece) for piece in pieces)
    return [name for name in names if name]


def add_leads(reading: Reading, words: str, *, page: int) -> None:
    """Keep the lead inspectors named in printed words; doubt what is no name."""
    for name in names_in(words):
        is_name = bool(_NAME.match(name))
        if not is_name:
            reading.warn(
                "lead_inspector_doubtful",
                f"“{name}” was read as the lead inspector's name: check it.",
                page=page,
                about="lead_inspector",
            )
        reading.lead_inspectors.append(
            Read(name, page, words, SURE if is_name else DOUBTFUL)
        )


def read_lead(reading: Reading, rows: Sequence[Row]) -> None:
    """Read the lead inspectors after their label."""
    found = labelled(rows, LEAD, lines=1)
    words, page = "", None
    if found is not None:
        words, row, following = found
        page = row.page
        if not words and following:
            words = following[0].text
        add_leads(reading, words, page=page)
    if not reading.lead_inspectors:
        reading.warn(
            "no_lead_inspector",
            "No lead inspector's name could be found: enter it.",
            page=page,
            about="lead_inspector",
        )


_INSPECTORATES = (
    ("Care Quality Commission", re.compile(r"Care Quality Commission|\bCQC\b")),
    (
        "HM Inspectorate of Constabulary and Fire & Rescue Services",
        re.compile(r"HMICFRS|Constabulary and Fire (?:&|and) Rescue"),
    ),
    (
        "HM Inspectorate of Constabulary",
        re.compile(r"HMI Constabulary|HMIC\b|Inspectorate of Constabulary"),
    ),
    (
        "HM Inspectorate of Probation",
        re.compile(r"HMI Probation|HMIP\b|Inspectorate of Probation"),
    ),
)


def read_inspectorates(reading: Reading, rows: Sequence[Row]) -> None:
    """Read which inspectorates took part besides Ofsted."""
    found: list[str] = []
    for name, pattern in _INSPECTORATES:
        row = next((row for row in rows if pattern.search(row.text)), None)
        renamed = any(other.startswith(name) for other in found)
        if row is not None and not renamed:
            found.append(name)
            reading.partners.append(Read(name, row.page, row.text))


_OGL = re.compile(r"open government licen[cs]e", re.I)
_NON_COMMERCIAL = re.compile(
    r"non-?\s?commercial (?:educational )?purposes|reproduced? in any form", re.I
)


def read_licence(reading: Reading) -> None:
    """Read the words that say how the report may be used again."""
    rows = reading.report.rows
    for index, row in enumerate(rows):
        if row.page < reading.report.page_count - 3 and row.page > 2:
            continue
        nearby = " ".join(r.text for r in rows[index : index + 3])
        for pattern, code in ((_OGL, "ogl"), (_NON_COMMERCIAL, "non_commercial")):
            if pattern.search(nearby):
                words = " ".join(r.text for r in rows[max(0, index - 1) : index + 3])
                reading.licence = Read(code, row.page, words)
                return
    reading.licence = Read("none", reading.report.page_count, "", LIKELY)


def plain_title(rows: Sequence[Row]) -> tuple[str, Row] | None:
    """Return the words set largest on the first page, as far as they stand together."""
    if not rows:
        return None
    largest = max(row.size for row in rows)
    words: list[Row] = []
    for row in rows:
        if row.size > 0.95 * largest:
            if words and not 0 < words[-1].y - row.y < 1.8 * row.size:
                break
            words.append(row)
        elif words:
            break
    return " ".join(row.text for row in words), words[0]
