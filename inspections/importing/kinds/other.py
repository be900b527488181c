"""Keeps what can be kept of any other report, for a person to complete."""

from inspections.importing.authorities import name_within
from inspections.importing.blocks import Kind, make_blocks
from inspections.importing.front import (
    INSPECTION_DATES,
    front_rows,
    labelled,
    plain_title,
    read_dates,
    read_licence,
    read_published,
)
from inspections.importing.items import make_finding, without_imprint
from inspections.importing.layout import Report
from inspections.importing.parsed import LIKELY, ParsedReport, Read
from inspections.importing.reading import Reading


def recognises(report: Report) -> bool:
    """Take every report: this reader is asked last."""
    return True


def parse(report: Report) -> ParsedReport:
    """Return title, dates and text of a report of no known kind, with a warning."""
    reading = Reading(report, "other")
    reading.warn(
        "unknown_kind",
        "This is no kind of report that can be read: only its title, dates and text "
        "were kept, so choose the kind and complete the rest by hand.",
    )
    front = front_rows(report)
    title = plain_title(front)
    if title is not None:
        words, row = title
        reading.title = Read(words, row.page, words, LIKELY)
        for text in (words, " ".join(r.text for r in front)):
            name = name_within(text)
            if name:
                reading.authority = Read(name, row.page, text, LIKELY)
                break
    if labelled(front, INSPECTION_DATES):
        read_dates(reading, front)
    else:
        reading.warn(
            "no_inspection_dates",
            "No inspection dates are printed on the first page: enter them.",
            about="inspection_start",
        )
    read_published(reading, front, required=True)
    read_licence(reading)
    section = ""
    for block in without_imprint(make_blocks(report)):
        if block.kind is Kind.HEADING:
            section = block.text
        else:
            reading.findings.append(make_finding(block, section=section))
    return reading.finish()
