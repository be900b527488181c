"""Reads reports of area SEND inspections, which judge a local area partnership."""

import re
from collections.abc import Iterator, Sequence

from inspections.importing.blocks import (
    HANG,
    Block,
    Kind,
    make_blocks,
)
from inspections.importing.dates import find_windows
from inspections.importing.front import (
    add_leads,
    front_rows,
    plain_title,
    read_dates,
    read_inspectorates,
    read_licence,
)
from inspections.importing.items import make_finding, warn_of_empty_priority
from inspections.importing.kinds.area_send_tables import read_tables
from inspections.importing.layout import Report, Row
from inspections.importing.parsed import (
    DOUBTFUL,
    SURE,
    ParsedReport,
    PreviousInspection,
    Read,
)
from inspections.importing.reading import Reading

_TITLE = re.compile(
    r"^area SEND (?P<monitoring>monitoring )?inspection (?:of|report:?) (?P<name>.*?)"
    r"(?: local)?(?: area)?(?: partnership)?$",
    re.I,
)
_OUTCOMES = (
    (
        "systemic_failings",
        re.compile(r"widespread and/?\s?(?:or )?systemic failings", re.I),
    ),
    ("inconsistent", re.compile(r"inconsistent experiences", re.I)),
    (
        "typically_positive",
        re.compile(
            r"typically (?:\w+ )?(?:lead|led|leads) to positive experiences", re.I
        ),
    ),
)
_NEXT = re.compile(
    r"[^.]*\b(?:next full|full reinspection|full re-inspection|monitoring inspection"
    r"|reinspection will)\b[^.]*\.",
    re.I,
)
_PREVIOUS = re.compile(
    r"^dates? ?(?:\(s\))? of previous inspections?\s*:\s*(.*)$", re.I
)
_BACK = re.compile(
    r"^(?:local area partnership details|information about this inspection"
    r"|inspection team)",
    re.I,
)
_NAME = r"[A-Z][\w’'.-]+(?: (?:de |van |von )?[A-Z][\w’'.-]+){1,3}"
_LEAD = re.compile(
    rf"({_NAME}?)(?:,? (?:S?HMI|(?:Senior )?His Majesty[’']s Inspector))?,? "
    r"(?:(?:from |for )?Ofsted,?:?(?: S?HMI)?,? (?i:lead\b)|(?i:lead )(?:S?HMI|Ofsted)"
    r"|(?<=HMI, )(?i:lead\b)|(?<=HMI )(?i:lead\b))",
)
_DETAILS = re.compile(r"^local area partnership details", re.I)
_BOARD_COLUMN = re.compile(r"^integrated care (?:board|system|partnership)s?$", re.I)
_BOARD_LABEL = re.compile(
    r"^names? of (?:the )?(?:ICBs?|integrated care boards?):\s*", re.I
)
_BOARD_WHOLE = re.compile(
    r"(?:\bICBs?|\bintegrated care (?:board|system|partnership)s?)(?: \(.*\))?$", re.I
)
_BOARD = re.compile(r"\bNHS\b|\bICBs?\b|\bintegrated care\b", re.I)
_OFFICE = re.compile(
    r"\b(?:chief|director|officer|executive|CEO|lead|manager|head of|interim|acting)\b",
    re.I,
)
_ADDRESS = re.compile(r"\bwww|https?:|\.nhs\b|\.uk\b|^\d", re.I)
ROW_GAP = 1.6  # of the size of its type: a wider gap parts two rows of a table


def recognises(report: Report) -> bool:
    """Tell whether a report is an area SEND report, by its title."""
    return any(
        re.match(r"^area SEND\b.*\binspection", row.text, re.I)
        for row in front_rows(report)
    )


def parse(report: Report) -> ParsedReport:
    """Return what an area SEND report says; every doubt is a warning in it."""
    reading = Reading(report, "area_send")
    front = front_rows(report)
    _read_title(reading, front)
    read_dates(reading, front)
    _read_previous(reading, front)
    read_licence(reading)
    read_inspectorates(reading, report.rows)
    blocks = make_blocks(report)
    _read_outcome(reading, blocks)
    _read_team(reading)
    _read_partnership(reading)
    tables = set(read_tables(reading))
    _read_findings(reading, [b for b in blocks if b.rows[0] not in tables])
    failings = reading.outcome and reading.outcome.value == "systemic_failings"
    if failings and not reading.priority_actions:
        warn_of_empty_priority(reading)
    if not reading.recommendations:
        reading.warn(
            "no_recommendations_section",
            "No areas for improvement were found: check whether the report has any.",
            about="recommendations",
        )
    return reading.finish()


def _read_title(reading: Reading, front: Sequence[Row]) -> None:
    title = plain_title(front)
    if title is None:
        return
    words, row = title
    reading.title = Read(words, row.page, words)
    match = _TITLE.match(words)
    if match:
        name = re.sub(r"[’']s?$", "", match["name"].strip())
        reading.authority = Read(name, row.page, words)
        if match["monitoring"]:
            reading.warn(
                "monitoring_inspection",
                "This is a monitoring inspection: the reader for it is unproven, so "
                "check everything.",
                page=row.page,
            )


def _read_previous(reading: Reading, front: Sequence[Row]) -> None:
    for row in front:
        match = _PREVIOUS.match(row.text)
        if match:
            windows = tuple(find_windows(match[1]))
            reading.previous_inspections.append(
                PreviousInspection(words=match[1], page=row.page, windows=windows)
            )


def _read_outcome(reading: Reading, blocks: Sequence[Block]) -> None:
    """Read the outcome from the words under "Inspection outcome"."""
    words, page = [], None
    for block in blocks:
        if block.kind is Kind.HEADING:
            if page is not None:
                break
            if re.match(r"^inspection outcome", block.text, re.I):
                page = block.page
        elif page is not None:
            words.append(block.text)
    text = " ".join(words)
    found = [(code, match) for code, p in _OUTCOMES if (match := p.search(text))]
    if len(found) == 1 and page is not None:
        reading.outcome = Read(found[0][0], page, words[0])
    else:
        reading.warn(
            "no_outcome",
            "The inspection's outcome could not be read: choose one of the three.",
            page=page,
            about="outcome",
        )
    following = _NEXT.findall(text)
    if following and page is not None:
        sentence = " ".join(part.strip() for part in following)
        reading.next_inspection = Read(sentence, page, sentence)


def _read_team(reading: Reading) -> None:
    """Read Ofsted's lead inspector from the two columns of the inspection team."""
    heading = re.compile(r"^inspection team", re.I)
    rows = [row for _, _, row in _cells_after(reading.report, heading)]
    columns: dict[int, list[str]] = {}
    for x, text, _ in _cells_after(reading.report, heading):
        columns.setdefault(round(x / 40), []).append(text)
    lines = [row.text for row in rows]
    for words in (*lines, *(" ".join(column) for column in columns.values())):
        match = _LEAD.search(words)
        if match:
            page = next((r.page for r in rows if match[1].split()[-1] in r.text), 1)
            add_leads(reading, match[1], page=page)
            break
    if reading.lead_inspectors:
        return
    reading.warn(
        "no_lead_inspector",
        "No lead inspector's name could be found: enter it.",
        about="lead_inspector",
    )


def _read_partnership(reading: Reading) -> None:
    """Read the health bodies of the partnership from its table of details."""
    lines = _board_column(reading.report)
    words: list[str] = []
    for at, (text, row) in enumerate(lines):
        following = lines[at + 1][0] if at + 1 < len(lines) else ""
        if _ADDRESS.search(text) or (words and _begins_officer(text, following)):
            break
        if words and lines[at - 1][1].y - row.y > ROW_GAP * row.size:
            break
        whole = _BOARD_WHOLE.search(" ".join(words))
        if whole and not re.match(r"(?:and\b|[(;,&]|NHS\b)", text):
            break
        words.append(text)
    name = _BOARD_LABEL.sub("", " ".join(words))
    is_board = _BOARD.search(name) and not _OFFICE.search(name)
    if name:
        known = SURE if is_board else DOUBTFUL
        reading.partnership = Read(name, lines[0][1].page, name, known)
    if not is_board:
        reading.warn(
            "partnership_unsure" if name else "no_partnership",
            f"Check that “{name}” is the health body of the partnership."
            if name
            else "The health body of the partnership could not be read: enter it.",
            page=lines[0][1].page if lines else None,
            about="partnership",
        )


def _board_column(report: Report) -> list[tuple[str, Row]]:
    """Return the lines under the health body's heading: the words and their row."""
    column: float | None = None
    lines = []
    for x, text, row in _cells_after(report, _DETAILS):
        if column is None and _BOARD_COLUMN.match(text):
            column = x
        elif column is not None and abs(x - column) < HANG:
            lines.append((text, row))
    return lines


def _begins_officer(text: str, following: str) -> bool:
    """Tell whether a line names an officer; the office may begin the next line."""
    named = _OFFICE.match(following) and not _BOARD.search(text)
    return bool(named or _OFFICE.search(text))


def _cells_after(
    report: Report, heading: re.Pattern[str]
) -> Iterator[tuple[float, str, Row]]:
    """Yield the cells that follow a heading: x, words and row."""
    inside = False
    for row in report.rows:
        if heading.match(row.text):
            inside = True
        elif inside:
            for x, text in row.cells:
                yield x, text, row


def _read_findings(reading: Reading, blocks: Sequence[Block]) -> None:
    """Keep the report's sections as findings, without its tables and back pages."""
    section = ""
    for block in blocks:
        if block.kind is Kind.HEADING:
            if _BACK.match(block.text):
                return
            named = block.page > 1 or not re.match(r"^area SEND\b", block.text, re.I)
            section = block.text if named else ""
        elif section and not re.match(r"^inspection outcome", section, re.I):
            reading.findings.append(make_finding(block, section=section))
