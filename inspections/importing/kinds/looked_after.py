"""Reads reports of the inspections of services for looked after children of 2013."""

import re
from collections.abc import Sequence

from inspections.importing.blocks import Block, Kind, make_blocks
from inspections.importing.front import (
    front_rows,
    plain_title,
    read_dates,
    read_lead,
    read_licence,
    read_published,
)
from inspections.importing.grades import normalise
from inspections.importing.items import (
    check_numbering,
    make_finding,
    make_numbered,
    make_recommendation,
)
from inspections.importing.layout import Report
from inspections.importing.parsed import JudgementRead, ParsedReport, Read
from inspections.importing.reading import Reading
from inspections.vocabulary import Area

_TITLE = re.compile(
    r"^inspection of (?:services for )?looked[- ]after children(?: services)?", re.I
)
_GRADE = re.compile(r"^grade:?\s+\d\s*\((\w[\w ]*)\)$", re.I)
_AREAS = (
    (re.compile(r"^overall effectiveness", re.I), Area.OVERALL),
    (re.compile(r"^capacity (?:to|for) improve", re.I), Area.CAPACITY),
    (re.compile(r"^outcomes for looked after", re.I), Area.IN_CARE),
    (re.compile(r"^leadership and management", re.I), Area.LEADERS),
)
_LIST = re.compile(r"^areas? for improvement", re.I)
_ABOUT = re.compile(
    r"^(?:about this inspection|the inspection judgements|service information"
    r"|record of main findings|contents)",
    re.I,
)


def recognises(report: Report) -> bool:
    """Tell whether a report is of this kind, by its title."""
    return any(_TITLE.match(row.text) for row in front_rows(report))


def parse(report: Report) -> ParsedReport:
    """Return what such a report says; every doubt is a warning in it."""
    reading = Reading(report, "looked_after")
    front = front_rows(report)
    title = plain_title(front)
    if title is not None:
        words, row = title
        reading.title = Read(words, row.page, words)
        below = next(
            (r for r in front if r.y < row.y and r.size < 0.95 * row.size), None
        )
        if below is not None:
            reading.authority = Read(below.text, below.page, below.text)
    read_dates(reading, front)
    read_published(reading, front, required=True)
    read_lead(reading, front)
    read_licence(reading)
    blocks = make_blocks(report, first_numbered_page=2)
    check_numbering(reading, blocks)
    _read_body(reading, [block for block in blocks if block.page > 1])
    _check(reading)
    return reading.finish()


def _read_body(reading: Reading, blocks: Sequence[Block]) -> None:
    section, mode, topic = "", "about", ""
    for block in blocks:
        if block.kind is Kind.HEADING:
            grade = _GRADE.match(block.text)
            if grade:
                _add_judgement(reading, section, grade[1], block)
            elif _ABOUT.match(block.text):
                mode, section = "about", block.text
            elif _LIST.match(block.text):
                mode, section, topic = "list", block.text, ""
            elif mode == "list" and block.text.endswith(":"):
                topic = block.text.rstrip(":")
            else:
                mode, section = "finding", block.text
        elif mode == "list" and block.kind is Kind.BULLET:
            reading.recommendations.append(
                make_recommendation(
                    block,
                    position=len(reading.recommendations) + 1,
                    kind="area_for_improvement",
                    topic=topic,
                )
            )
        elif mode == "finding":
            reading.findings.append(make_finding(block, section=section))
        elif block.kind is Kind.NUMBERED:
            reading.numbered_other.append(make_numbered(block))


def _add_judgement(reading: Reading, section: str, printed: str, block: Block) -> None:
    area = next((code for pattern, code in _AREAS if pattern.match(section)), None)
    grade = normalise(printed)
    if area is None or grade is None:
        reading.warn(
            "grade_not_kept",
            f"The report grades “{section}” as “{printed}”, which has no place among "
            "the judgement areas: note it by hand if it matters.",
            page=block.page,
            about="judgements",
        )
        return
    reading.judgements.append(
        JudgementRead(
            area=str(area),
            grade=grade,
            page=block.page,
            heading=section,
            grade_as_printed=printed,
        )
    )


def _check(reading: Reading) -> None:
    if not any(j.area == Area.OVERALL for j in reading.judgements):
        reading.warn(
            "judgements_missing",
            "The grade for overall effectiveness was not found: enter it.",
            about="judgements",
        )
    if not reading.recommendations:
        reading.warn(
            "no_recommendations_section",
            "No areas for improvement were found: check whether the report has any.",
            about="recommendations",
        )
