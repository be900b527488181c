"""Reads letters after focused visits and monitoring visits.

Built from descriptions of such letters, without a real one at hand, so everything it
reads carries the warning that the reader is unproven.
"""

import re
from collections.abc import Sequence

from inspections.importing.blocks import Block, Kind, make_blocks
from inspections.importing.dates import find_dates, find_windows
from inspections.importing.front import (
    add_leads,
    add_windows,
    check_published,
    front_rows,
    read_licence,
)
from inspections.importing.items import (
    PRIORITY_HEADING,
    is_topic,
    make_finding,
    make_recommendation,
)
from inspections.importing.layout import Report
from inspections.importing.letters import SIGNED, read_letter_date
from inspections.importing.parsed import LIKELY, ParsedReport, Read, Window
from inspections.importing.reading import PRIORITY_ACTION, Reading

_VISIT = re.compile(
    r"\b(?P<kind>focused|monitoring|(?:COVID-19 )?assurance) visit (?:to|of|at) "
    r"(?:the )?(?P<name>[A-Z].{2,70}?)(?:[’']s?)? (?:local authority )?"
    r"children[’']?s[’']? (?:social care )?services"
)
_OPENING = re.compile(r"\b(?:focused|monitoring|assurance) visit\b", re.I)
_IMPROVE = re.compile(
    r"^(?:what needs to improve|areas? (?:for|of) (?:improvement|development))", re.I
)
_SECTION = re.compile(
    r"^(?:headline|main|key) findings|^findings|^overview|^areas covered|^strengths"
    r"|^summary|^background|^evaluation|^next steps",
    re.I,
)
_INSPECTORS = re.compile(
    r"(?:(?:his|her) majesty[’']s inspectors?|HMIs?|inspectors?)\s+(?:for|on|at|"
    r"undertaking|who carried out) (?:this|the) visit (?:were|was)\s+(?P<after>[^.]+)\."
    r"|visit was carried out by (?:(?:his|her) majesty[’']s inspectors?,?\s+)?"
    r"(?P<by>[^.]+)\.",
    re.I,
)
_FOCUS = re.compile(
    r"(?:inspectors (?:looked at|evaluated|reviewed)|(?:the )?(?:focus|scope) of "
    r"(?:this|the) visit was|areas? covered by (?:this|the) visit (?:was|were))\s+"
    r"(?:the (?:local authority|council)[’']s (?:arrangements|progress)(?: made)? "
    r"(?:for|in) )?(.{5,200}?)[.:]",
    re.I,
)


def recognises(report: Report) -> bool:
    """Tell whether a report is a visit letter: addressed to somebody, about a visit."""
    rows = front_rows(report)
    addressed = any(re.match(r"^dear\b", row.text, re.I) for row in rows)
    return addressed and bool(_VISIT.search(" ".join(row.text for row in rows)))


def parse(report: Report) -> ParsedReport:
    """Return what a visit letter says; every doubt is a warning in it."""
    front = front_rows(report)
    words = " ".join(row.text for row in front)
    match = _VISIT.search(words)
    monitoring = match is not None and match["kind"].lower() == "monitoring"
    reading = Reading(report, "monitoring_visit" if monitoring else "focused_visit")
    reading.warn(
        "unproven_reader",
        "Letters about visits are read by an unproven reader: check every field.",
    )
    if match:
        reading.title = Read(match[0], 1, match[0], LIKELY)
        reading.authority = Read(match["name"], 1, match[0], LIKELY)
    blocks = make_blocks(report)
    read_letter_date(reading, confidence=LIKELY)
    _read_opening(reading, blocks)
    read_licence(reading)
    _read_body(reading, blocks)
    return reading.finish()


def _read_opening(reading: Reading, blocks: Sequence[Block]) -> None:
    """Read days, inspectors and topic from the opening paragraphs."""
    year = reading.published.value.year if reading.published else None
    opening = [b for b in blocks if b.page <= 2]
    for block in opening:
        if reading.windows or not _OPENING.search(block.text):
            continue
        windows = find_windows(block.text, year=year)
        days = find_dates(block.text, year=year)
        if windows or days:
            kept = windows[:1] or [Window(days[0], days[0])]
            add_windows(reading, kept, words=block.text, page=block.page)
            check_published(reading)
    if not reading.windows:
        reading.warn(
            "no_inspection_dates",
            "The days of the visit were not found in the opening: enter them.",
            page=1,
            about="inspection_start",
        )
    for block in opening:
        named = _INSPECTORS.search(block.text)
        if named:
            add_leads(reading, named["after"] or named["by"], page=block.page)
            break
    for block in opening:
        focus = _FOCUS.search(block.text)
        if focus:
            reading.theme = Read(focus[1].strip(), block.page, focus[0], LIKELY)
            break
    if not reading.lead_inspectors:
        reading.warn(
            "no_lead_inspector",
            "No inspector's name was found in the opening: enter it.",
            page=1,
            about="lead_inspector",
        )
    if reading.theme is None:
        reading.warn(
            "no_theme",
            "The topic of the visit was not found in the opening: enter it.",
            page=1,
            about="theme",
        )


def _read_body(reading: Reading, blocks: Sequence[Block]) -> None:
    section, mode, topic, kind = "Introduction", "before", "", ""
    for block in blocks:
        if SIGNED.match(block.text):
            break
        if block.kind is Kind.HEADING:
            if _IMPROVE.match(block.text) or PRIORITY_HEADING.match(block.text):
                priority = bool(PRIORITY_HEADING.match(block.text))
                kind = PRIORITY_ACTION if priority else "area_for_improvement"
                mode, topic, section = "list", "", block.text
            elif mode == "list" and not _SECTION.match(block.text):
                topic = block.text
            else:
                mode, section = "finding", block.text
        elif mode == "before":
            if _OPENING.search(block.text):
                mode = "finding"
                reading.findings.append(make_finding(block, section=section))
        elif mode == "list" and block.kind in (Kind.BULLET, Kind.NUMBERED):
            target = reading.list_for(kind)
            target.append(
                make_recommendation(
                    block, position=len(target) + 1, kind=kind, topic=topic
                )
            )
        elif mode == "list" and is_topic(block):
            topic = block.text
        else:
            reading.findings.append(make_finding(block, section=section))
    if not reading.recommendations and not reading.priority_actions:
        reading.warn(
            "no_recommendations_section",
            "No list of things to improve was found: check whether the letter has one.",
            about="recommendations",
        )
