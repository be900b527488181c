"""Reads reports of inspections of local authority children's services (ILACS)."""

import re
from collections.abc import Sequence
from datetime import date

from inspections.importing.blocks import Block, Kind, make_blocks
from inspections.importing.front import (
    front_rows,
    plain_title,
    read_dates,
    read_lead,
    read_licence,
)
from inspections.importing.grades import area_of, normalise, split_grade
from inspections.importing.items import (
    CASE_STUDY,
    PRIORITY_HEADING,
    check_numbering,
    is_topic,
    make_finding,
    make_recommendation,
    warn_of_empty_priority,
    warn_of_words_in_list,
    without_imprint,
)
from inspections.importing.layout import Report
from inspections.importing.parsed import ParsedReport, Read
from inspections.importing.reading import PRIORITY_ACTION, Reading
from inspections.importing.tables import read_grade_table
from inspections.vocabulary import Area

CARE_LEAVERS_APART = date(2023, 1, 16)
NO_OVERALL_GRADE = date(2026, 4, 1)

_TITLE = re.compile(
    r"inspection of (?P<name>.{3,80}?)(?:[’']s?)? (?:local authority )?"
    r"children[’']?s[’']? (?:social care )?services",
    re.I,
)
_SERVICES = re.compile(
    r"inspection of (?:local authority )?children[’']?s[’']? (?:social care )?services",
    re.I,
)
_LABEL = re.compile(
    r"^(?:the )?(?:impact of leaders|experiences and progress|overall effectiveness)",
    re.I,
)
_LAST_LABEL = re.compile(r"^(?:the )?overall effectiveness", re.I)
_IMPROVE = re.compile(r"^what needs to improve\b|^areas? for improvement\b", re.I)
_ENDS = re.compile(
    r"^(?:the )?(?:impact of leaders|experiences and progress|overall effectiveness)"
    r"|^main findings",
    re.I,
)


def recognises(report: Report) -> bool:
    """Tell whether a report is an ILACS report, by its title and table."""
    words = " ".join(row.text for row in front_rows(report, pages=2))
    return bool(
        re.search(r"impact of leaders on (?:[\w’-]+ ){0,3}practice", words, re.I)
    )


def parse(report: Report) -> ParsedReport:
    """Return what an ILACS report says; every doubt is a warning in it."""
    reading = Reading(report, "ilacs")
    front = front_rows(report, pages=2)
    _read_title(reading)
    read_dates(reading, front)
    read_lead(reading, front)
    reading.judgements = read_grade_table(
        reading, front, label=_LABEL, last_label=_LAST_LABEL
    )
    _check_areas(reading)
    read_licence(reading)
    blocks = _body(make_blocks(report))
    check_numbering(reading, blocks)
    _read_body(reading, blocks)
    return reading.finish()


def _read_title(reading: Reading) -> None:
    front = front_rows(reading.report)
    title = plain_title(front)
    if title is None:
        return
    words, row = title
    reading.title = Read(words, row.page, words)
    match = _TITLE.search(words)
    if match:
        name = match["name"]
    elif _SERVICES.search(words):
        name = _SERVICES.sub("", words)
    else:
        name = words
        following = " ".join(r.text for r in front[:8])
        service = _SERVICES.search(following)
        if service:
            # The passage is the one that tells the kind; the name stands before it.
            reading.title = Read(f"{words}: {service[0]}", row.page, service[0])
    name = re.sub(r"[’']s?$", "", name.strip(" :,–-"))
    if name:
        reading.authority = Read(name, row.page, words)


def _check_areas(reading: Reading) -> None:
    if not reading.windows:
        return
    first = min(w.value.start for w in reading.windows)
    expected = {Area.LEADERS, Area.HELP_AND_PROTECTION}
    if first < NO_OVERALL_GRADE:
        expected.add(Area.OVERALL)
    if first < CARE_LEAVERS_APART:
        expected.add(Area.IN_CARE_AND_CARE_LEAVERS)
    else:
        expected |= {Area.IN_CARE, Area.CARE_LEAVERS}
    found = {judgement.area for judgement in reading.judgements}
    missing = sorted(Area(a).label for a in expected if a not in found)
    if missing:
        reading.warn(
            "judgements_missing",
            f"No grade could be read for: {', '.join(missing)}. Enter it.",
            page=1,
            about="judgements",
        )
    extra = sorted(Area(a).label for a in found if a not in expected)
    if extra or len(reading.judgements) != len(found):
        reading.warn(
            "judgements_unexpected",
            "The table of judgements holds areas that inspections of that day did not "
            "grade, or one area twice: check it.",
            page=1,
            about="judgements",
        )


def _body(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks after the table of judgements and before the back page."""
    front = blocks[:40]
    ends = [i for i, b in enumerate(front) if _LAST_LABEL.match(b.text)]
    if not ends:  # no overall grade: the last of the other headings ends the table
        labels = [i for i, block in enumerate(front) if _is_label(block)]
        ends = [i for i in labels if blocks[i].page == blocks[labels[0]].page]
    heads = [i for i, b in enumerate(front) if b.text.startswith("Judgement")]
    start = max((*ends, *heads), default=-1) + 1
    while start < len(blocks) and is_left_over(blocks[start].text):
        start += 1
    return without_imprint(blocks[start:])


def _is_label(block: Block) -> bool:
    """Tell whether a block is a heading in the table, not a sentence that begins so."""
    short = len(block.text) < 140 and not block.text.endswith(".")
    return short and bool(_LABEL.match(block.text))


def is_left_over(text: str) -> bool:
    """Tell whether a block is nothing but a grade left over from the table."""
    words = text.lower().strip(" .")
    return bool(
        re.fullmatch(
            r"(?:(?:requires?|improvement|to be good|good|outstanding|inadequate)\s*)+",
            words,
        )
    )


def _read_body(reading: Reading, blocks: Sequence[Block]) -> None:
    section, mode, topic, kind = "Summary", "finding", "", "recommendation"
    seen_list = seen_priority = case_study = False
    improve_heading = 0.0
    for block in blocks:
        if block.kind is Kind.HEADING:
            case_study = bool(CASE_STUDY.match(block.text))
            if _IMPROVE.match(block.text) or PRIORITY_HEADING.match(block.text):
                mode, topic, seen_list = "list", "", True
                improve_heading = block.size
                kind = (
                    PRIORITY_ACTION
                    if PRIORITY_HEADING.match(block.text)
                    else "recommendation"
                )
                seen_priority = seen_priority or kind != "recommendation"
                section = block.text
            elif mode == "list" and not _ends_list(block, improve_heading):
                topic = block.text
            elif not case_study:
                mode = "finding"
                section = _section(reading, block)
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
            if mode == "list" and reading.recommendations:
                warn_of_words_in_list(reading, block)
            reading.findings.append(
                make_finding(block, section=section, is_case_study=case_study)
            )
    if seen_priority and not reading.priority_actions:
        warn_of_empty_priority(reading)
    _check_list(reading, seen_list)


def _ends_list(block: Block, size: float) -> bool:
    return bool(_ENDS.match(block.text)) or block.size > size - 0.5


def _section(reading: Reading, block: Block) -> str:
    """Return a section's name without its grade, which must agree with the table."""
    parts = split_grade(block.text)
    area = area_of(block.text)
    if parts is None or area is None:
        return block.text
    heading, printed = parts
    grade = normalise(printed)
    for judgement in reading.judgements:
        if judgement.area == area and judgement.grade != grade:
            reading.warn(
                "grades_disagree",
                f"The first page prints “{judgement.grade_as_printed}” but the heading "
                f"on page {block.page} prints “{printed}”: check the grade.",
                page=block.page,
                about="judgements",
            )
    return heading


def _check_list(reading: Reading, seen_list: bool) -> None:
    if reading.recommendations:
        return
    if seen_list:
        reading.warn(
            "no_recommendations_listed",
            "There is a heading “What needs to improve” but no list under it: check "
            "whether the text there holds recommendations.",
            about="recommendations",
        )
    else:
        reading.warn(
            "no_recommendations_section",
            "No section “What needs to improve” was found. Some reports have none: "
            "check that this is so.",
            about="recommendations",
        )
