"""Reads reports of area SEND inspections, which judge a local area partnership."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from inspections.importing.blocks import (
    BULLET,
    HANG,
    SENTENCE_END,
    Block,
    Kind,
    find_leading,
    make_blocks,
)
from inspections.importing.dates import find_windows
from inspections.importing.front import (
    add_leads,
    front_rows,
    plain_title,
    read_dates,
    read_licence,
)
from inspections.importing.items import make_finding
from inspections.importing.layout import Report, Row
from inspections.importing.parsed import (
    ParsedReport,
    PreviousInspection,
    Read,
    RecommendationRead,
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
_PRIORITY = re.compile(r"^areas? for priority action", re.I)
_IMPROVE = re.compile(r"^areas? for improvement", re.I)
_TABLE_HEAD = re.compile(
    r"^(?:responsible bod(?:y|ies)\b|areas? for (?:improvement|priority action)$)", re.I
)
_TABLE_END = re.compile(
    r"^(?:local area partnership details|information about this)", re.I
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
_HEALTH = re.compile(r"\bNHS\b|integrated|care board|ICB|\bboard$|\band$", re.I)
NEW_ROW = 1.13  # of the usual distance between lines: where a table's next row begins


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
    blocks = make_blocks(report)
    _read_outcome(reading, blocks)
    _read_team(reading)
    _read_partners(reading)
    tables = set(_read_tables(reading))
    _read_findings(reading, [b for b in blocks if b.rows[0] not in tables])
    if not reading.recommendations and not reading.priority_actions:
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


def _read_partners(reading: Reading) -> None:
    """Read the bodies that make up the partnership from its table of details."""
    heading = re.compile(r"^local area partnership details", re.I)
    words: list[str] = []
    page = 0
    for x, text, row in _cells_after(reading.report, heading):
        if re.match(r"^(?:local authorit|integrated care board)", text, re.I):
            continue
        if re.search(r"chief|director|officer|www|http|\d", text, re.I):
            break
        if x > 250 and (words or _HEALTH.search(text)):
            if words and not _HEALTH.search(" ".join([words[-1], text])):
                break
            words.append(text)
            page = page or row.page
    if words:
        name = " ".join(words)
        reading.partners.append(Read(name, page, name))


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


def _read_tables(reading: Reading) -> Iterator[Row]:
    """Read both tables of things to improve; yield the rows they take up."""
    kind, rows, column = "", [], None
    for row in reading.report.rows:
        if _TABLE_END.match(row.text):
            break
        heading = row.bold or row.size > 1.1 * reading.report.body_size
        if heading and _PRIORITY.match(row.text):
            _read_rows(reading, kind, rows, column)
            kind, rows, column = "priority", [], None
            yield row
        elif heading and _IMPROVE.match(row.text):
            if kind != "improve":
                _read_rows(reading, kind, rows, column)
                kind, rows, column = "improve", [], None
            yield row
        elif heading and kind and _TABLE_HEAD.match(row.text):
            column = row.cells[1][0] if len(row.cells) > 1 else column
            yield row
        elif heading and kind:
            _read_rows(reading, kind, rows, column)
            kind, rows, column = "", [], None
        elif kind:
            rows.append(row)
            yield row
    _read_rows(reading, kind, rows, column)


@dataclass(slots=True)
class _Item:
    """One row of a table: the responsible body and the lines of what it must do."""

    body: list[str]
    lines: list[Row] = field(default_factory=list)


def _read_rows(
    reading: Reading, kind: str, rows: Sequence[Row], column: float | None
) -> None:
    """Turn the rows of a table into items, with the body at their left, if any."""
    priority = kind == "priority"
    target = reading.priority_actions if priority else reading.recommendations
    for item in _items(rows, column=column, rules=reading.report.rules):
        lines = [BULLET.sub("", line.text) for line in item.lines]
        target.append(
            RecommendationRead(
                position=len(target) + 1,
                text=reading.report.join(lines),
                page=item.lines[0].page,
                kind="area_for_priority_action" if priority else "area_for_improvement",
                body=" ".join(item.body),
            )
        )


def _items(
    rows: Sequence[Row], *, column: float | None, rules: dict[int, tuple[float, ...]]
) -> list[_Item]:
    """Group a table's lines into its rows, by the rules drawn between them, if any."""
    items: list[_Item] = []
    table = _Table(rows, rules)
    waiting: list[str] | None = None
    last_left: Row | None = None
    for row in rows:
        left, right = _columns(row, column)
        if left:
            if last_left is None or table.parts(last_left, row):
                waiting = [left]
            elif waiting is not None:
                waiting.append(left)
            elif items:
                items[-1].body.append(left)
            last_left = row
        if right is None:
            continue
        before = items[-1].lines[-1] if items else None
        if before is None or table.begins_item(
            items[-1], right, new_cell=bool(waiting)
        ):
            items.append(_Item(body=waiting or (list(items[-1].body) if items else [])))
        elif waiting:
            items[-1].body.extend(waiting)
        waiting = None
        items[-1].lines.append(right)
    return items


class _Table:
    """Tells where one row of a table ends and the next begins."""

    def __init__(
        self, rows: Sequence[Row], rules: dict[int, tuple[float, ...]]
    ) -> None:
        self.leading = find_leading(rows, body_size=rows[0].size) if rows else 0.0
        self.right_edge = max((row.x1 for row in rows), default=0.0)
        self.rules = rules
        self.is_ruled = any(
            self.rule_between(a, b) for a, b in zip(rows, rows[1:], strict=False)
        )

    def rule_between(self, before: Row, row: Row) -> bool:
        """Tell whether a line is drawn between two lines of one page."""
        heights = self.rules.get(row.page, ()) if row.page == before.page else ()
        return any(row.y < height < before.y for height in heights)

    def parts(self, before: Row, row: Row) -> bool:
        """Tell whether two lines of the left column belong to different rows."""
        if row.page != before.page or row.y > before.y:
            return True
        if self.is_ruled:
            return self.rule_between(before, row)
        return before.y - row.y > 1.08 * self.leading

    def begins_item(self, item: _Item, row: Row, *, new_cell: bool) -> bool:
        """Tell whether a line is the first of a table's next row.

        Where no lines are drawn, white space parts it from the line before, or that
        line stopped although the next word had room on it.
        """
        before = item.lines[-1]
        ended = bool(SENTENCE_END.search(before.text)) and not row.text[0].islower()
        if row.page != before.page:
            return ended and not BULLET.match(row.text)
        if self.is_ruled:
            return self.rule_between(before, row)
        if BULLET.match(row.text) or row.x0 > item.lines[0].x0 + HANG:
            return False
        word = row.text.split(" ", 1)[0]
        room = self.right_edge - before.x1 > (len(word) + 1) * 0.6 * row.size
        gap = before.y - row.y > NEW_ROW * self.leading
        return new_cell or (gap and row.text[0].isupper()) or (ended and room)


def _columns(row: Row, column: float | None) -> tuple[str, Row | None]:
    """Return the words in a table's left column and the row in its right one."""
    if column is None:
        return "", row
    edge = column - 15
    left = " ".join(text for x, text in row.cells if x < edge)
    right = [(x, text) for x, text in row.cells if x >= edge]
    if not right:
        return left, None
    words = " ".join(text for _, text in right)
    return left, replace(row, text=words, x0=right[0][0], cells=tuple(right))


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
