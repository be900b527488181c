"""Reads single inspection framework reports (SIF, 2013 to 2018) and re-inspections.

Also the stand-alone reviews of a Local Safeguarding Children Board of those years,
which have the same build.
"""

import re
from collections.abc import Sequence

from inspections.importing.blocks import make_blocks
from inspections.importing.front import (
    front_rows,
    plain_title,
    read_dates,
    read_lead,
    read_licence,
    read_published,
)
from inspections.importing.grades import GRADE, normalise
from inspections.importing.items import (
    check_numbering,
    without_imprint,
)
from inspections.importing.kinds.single_inspection_body import Body, board_grade
from inspections.importing.layout import Report, Row
from inspections.importing.parsed import (
    JudgementRead,
    ParsedReport,
    Read,
)
from inspections.importing.reading import Reading
from inspections.importing.tables import read_grade_table
from inspections.vocabulary import Area

_SERVICES = re.compile(
    r"^(?:re-?)?inspection of services for children in need of help\b", re.I
)
_BOARD_TITLE = re.compile(
    r"^(?:inspection|review) of the effectiveness of the (?:[\w’' ]+ )?"
    r"local safeguarding children",
    re.I,
)
_HEADINGS = (
    r"(?:the )?(?:experiences|children who need help|children looked after"
    r"|adoption performance|leadership, management)"
)
_LABEL = re.compile(rf"^[123](?:\.[12])?[.)]?\s*{_HEADINGS}", re.I)
_LAST_LABEL = re.compile(r"^3[.)]?\s*leadership, management", re.I)
_BARE_LABEL = re.compile(rf"^{_HEADINGS}", re.I)
_LAST_BARE_LABEL = re.compile(r"^leadership, management", re.I)
_OVERALL = re.compile(
    rf"(?:overall judgement\b.{{0,80}}?|children[’']s services\b.{{0,120}}?)"
    rf"\b(?:is|are|that)?\s*({GRADE})",
    re.I,
)


def recognises(report: Report) -> bool:
    """Tell whether a report is one of a single inspection or of a board alone."""
    return any(
        _SERVICES.match(row.text) or _BOARD_TITLE.match(row.text)
        for row in front_rows(report, pages=2)
    )


def parse(report: Report) -> ParsedReport:
    """Return what a single inspection report says; every doubt is a warning in it."""
    reading = Reading(report, "sif")
    front = front_rows(report)
    board_alone = not any(_SERVICES.match(row.text) for row in front)
    if board_alone:
        reading.kind = "lscb_review"
    _read_title(reading, front)
    read_dates(reading, front)
    read_published(reading, front, required=True)
    read_lead(reading, [row for row in report.rows if row.page > 1])
    read_licence(reading)
    if not board_alone:
        _read_grades(reading, front)
    _read_board_grade(reading, front)
    blocks = without_imprint(make_blocks(report, first_numbered_page=2))
    check_numbering(reading, blocks)
    Body(reading, in_board=board_alone).read(blocks)
    _check(reading, board_alone=board_alone)
    return reading.finish()


def _read_title(reading: Reading, front: Sequence[Row]) -> None:
    title = plain_title(front)
    if title is None:
        return
    name, row = title
    reading.authority = Read(re.sub(r"[’']s?$", "", name), row.page, name)
    words = [name]
    for index, line in enumerate(front):
        if _SERVICES.match(line.text) or _BOARD_TITLE.match(line.text):
            words += [r.text for r in front[index : index + 2]]
            break
    reading.title = Read(" ".join(words), row.page, " ".join(words))
    reading.reinspection = any(
        re.match(r"^re-?inspection", line.text, re.I) for line in front
    )
    board = re.match(
        r"^(.*?)\s+(?:local )?safeguarding children[’']?s? board", name, re.I
    )
    if board:
        reading.authority = Read(board[1], row.page, name)


def _read_grades(reading: Reading, front: Sequence[Row]) -> None:
    reading.judgements = read_grade_table(
        reading, front, label=_LABEL, last_label=_LAST_LABEL
    ) or read_grade_table(
        reading, front, label=_BARE_LABEL, last_label=_LAST_BARE_LABEL
    )
    overall = _overall(front)
    if overall is None:
        reading.warn(
            "no_overall_judgement",
            "The sentence with the overall judgement was not found: enter the grade.",
            page=1,
            about="judgements",
        )
    else:
        reading.judgements.insert(0, overall)


def _read_board_grade(reading: Reading, front: Sequence[Row]) -> None:
    """Read the board's grade where the cover states it."""
    for index, row in enumerate(front):
        words = " ".join(r.text for r in front[index : index + 3])
        board = board_grade(words, page=row.page)
        if board:
            reading.judgements.append(board)
            return


def _overall(front: Sequence[Row]) -> JudgementRead | None:
    """Return the grade in the sentence that stands over the table."""
    for index, row in enumerate(front):
        if not re.search(r"overall judgement|children[’']s services", row.text, re.I):
            continue
        if re.search(r"contribute to|are:$", row.text):
            continue
        words = " ".join(r.text for r in front[index : index + 3])
        match = _OVERALL.search(words)
        code = normalise(match[1]) if match else None
        if match and code:
            return JudgementRead(
                area=str(Area.OVERALL),
                grade=code,
                page=row.page,
                heading=words[: match.start(1)].strip(),
                grade_as_printed=match[1],
            )
    return None


def _check(reading: Reading, *, board_alone: bool) -> None:
    """Warn of judgements and lists that such a report has and this reading lacks."""
    found = {judgement.area for judgement in reading.judgements}
    expected = (
        []
        if board_alone
        else [
            Area.HELP_AND_PROTECTION,
            Area.IN_CARE,
            Area.ADOPTION,
            Area.CARE_LEAVERS,
            Area.LEADERS,
        ]
    )
    missing = [area.label for area in expected if area not in found]
    if missing:
        reading.warn(
            "judgements_missing",
            f"No grade could be read for: {', '.join(missing)}. Enter it.",
            page=1,
            about="judgements",
        )
    if not board_alone and not reading.recommendations:
        reading.warn(
            "no_recommendations_section",
            "No recommendations were found: check whether the report has any.",
            about="recommendations",
        )
    has_board = board_alone or any(
        re.match(r"^(?:and )?review of the effectiveness", row.text, re.I)
        for row in front_rows(reading.report)
    )
    if has_board and Area.LSCB not in found:
        reading.warn(
            "no_board_judgement",
            "The grade of the Local Safeguarding Children Board was not found: enter "
            "it.",
            about="judgements",
        )
    if has_board and not reading.lscb_recommendations:
        reading.warn(
            "no_board_recommendations",
            "No recommendations to the Local Safeguarding Children Board were found: "
            "check whether the report has any.",
            about="lscb_recommendations",
        )
