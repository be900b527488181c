"""Reads single inspection framework reports (SIF, 2013 to 2018) and re-inspections.

Also the stand-alone reviews of a Local Safeguarding Children Board of those years,
which have the same build.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from inspections.frameworks import Area
from inspections.importing.blocks import Block, Kind, make_blocks
from inspections.importing.dates import find_windows
from inspections.importing.front import (
    front_rows,
    plain_title,
    read_dates,
    read_lead,
    read_licence,
    read_published,
)
from inspections.importing.grades import GRADE, area_of, normalise, split_grade
from inspections.importing.items import (
    CASE_STUDY,
    check_numbering,
    is_topic,
    make_finding,
    make_numbered,
    make_recommendation,
    without_imprint,
)
from inspections.importing.layout import Report, Row
from inspections.importing.parsed import (
    JudgementRead,
    ParsedReport,
    PreviousInspection,
    Read,
)
from inspections.importing.reading import Reading
from inspections.importing.tables import read_grade_table

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
_LABEL = re.compile(rf"^[123](?:\.[12])?\.?\s*{_HEADINGS}", re.I)
_LAST_LABEL = re.compile(r"^3\.?\s*leadership, management", re.I)
_BARE_LABEL = re.compile(rf"^{_HEADINGS}", re.I)
_LAST_BARE_LABEL = re.compile(r"^leadership, management", re.I)
_OVERALL = re.compile(
    rf"(?:overall judgement\b.{{0,80}}?|children[’']s services\b.{{0,120}}?)"
    rf"\b(?:is|are|that)?\s*({GRADE})",
    re.I,
)
_BOARD = r"(?:[\w’',&-]+ )*?(?:local safeguarding children[’']?s? board|LSCB|board)"
_BOARD_GRADE = re.compile(
    rf"^(?:the )?(?:(?:overall )?judg(?:e)?ment (?:of|for|on|about) )?(?:the )?"
    rf"(?:overall )?(?:effectiveness of (?:the )?)?{_BOARD}(?:\s*\(\w+\))?"
    rf"(?: (?:in|for|of) [\w’' ]{{3,40}}?)?\s*[:–-]?\s*"
    rf"(?:is|are)?\s*(?:that it )?(?:is\s+)?(?:judged to be )?:?\s*({GRADE})\b",
    re.I,
)
_LIST = re.compile(
    r"^(?:recommendations?$|what does .{3,60} need to improve|what needs to improve"
    r"|priority and immediate actions?|areas? for (?:improvement|priority action)"
    r"|immediate (?:and priority )?actions?)",
    re.I,
)
_PRIORITY = re.compile(r"^(?:priority|immediate|areas? for priority)", re.I)
_AREAS = re.compile(r"^(?:areas? for improvement|what )", re.I)
_NEW_PART = re.compile(
    r"strengths|^progress |summary|^information|inspection (?:findings|judg)"
    r"|^key judg|experiences and progress|^children who need|^children looked after and"
    r"|following|leadership, management and governance|graded judg|because|casework",
    re.I,
)
_BACK = re.compile(
    r"^(?:information about (?:this|the)|the inspection team|what the inspection judg"
    r"|children living in|child protection in|children looked after in|previous (?:ofsted"
    r" )?inspections?|other (?:ofsted )?inspections|local leadership|other information"
    r"|the casework model|contents$|about this inspection)",
    re.I,
)
_ONLY_GRADE = re.compile(GRADE, re.I)
_SUB_HEADING = re.compile(
    r"^(?:summary|inspection findings|findings|key judg(?:e)?ments?)\b.{0,20}$", re.I
)
_BOX_HEAD = re.compile(r"(?:^|: )key judg", re.I)
_PREVIOUS = re.compile(r"\b(?:previous|last)\b.{0,40}\binspection", re.I)
_NONE = re.compile(
    r"^there (?:are|were) no (?:priority|areas|immediate|recommend)", re.I
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
    _Body(reading, in_board=board_alone).read(blocks)
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
        rf"^(.*?)\s+(?:local )?safeguarding children[’']?s? board", name, re.I
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
        board = _board_grade(words, page=row.page)
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


def _board_grade(words: str, *, page: int) -> JudgementRead | None:
    """Return the grade of the board in a sentence that states it."""
    match = _BOARD_GRADE.match(words)
    code = normalise(match[1]) if match else None
    if match is None or code is None:
        return None
    return JudgementRead(
        area=str(Area.LSCB),
        grade=code,
        page=page,
        heading=words[: match.start(1)].strip(),
        grade_as_printed=match[1],
        subject="lscb",
    )


@dataclass(slots=True)
class _Body:
    """Walks through a report's blocks, knowing which part it is in."""

    reading: Reading
    in_board: bool = False
    section: str = ""
    part: str = ""
    area: str = ""
    mode: str = "finding"
    kind: str = "recommendation"
    topic: str = ""
    list_size: float = 0.0
    case_study: bool = False
    lists_seen: set[str] = field(default_factory=set)
    contents_page: int = 0

    def read(self, blocks: Sequence[Block]) -> None:
        """Read every block after the cover."""
        for block in blocks:
            if block.page == 1:
                continue
            if block.page == self.contents_page and re.search(r"\d$", block.text):
                continue
            if block.kind is Kind.HEADING:
                self._heading(block)
            else:
                self._words(block)

    def _heading(self, block: Block) -> None:
        text = block.text
        if re.match(r"^contents\b", text, re.I):
            self.contents_page, self.mode = block.page, "back"
            return
        self._board_sentence(block)
        self._enter_board(block)
        self.case_study = bool(CASE_STUDY.match(text))
        if self.case_study:
            return
        if _LIST.match(text):
            self._open_list(block)
        elif self.mode == "list" and not self._leaves_list(block):
            self.topic = text
        elif _BACK.match(text):
            self.mode, self.section = "back", text
        elif _ONLY_GRADE.fullmatch(text):
            if self.area:
                self._compare(self.area, text, block.page)
        elif _SUB_HEADING.match(text):
            self.mode = "finding"
            self.section = f"{self.part}: {text}" if self.part else text
        else:
            self.mode = "finding"
            self.section = self._section(block)

    def _open_list(self, block: Block) -> None:
        if _PRIORITY.match(block.text):
            self.kind = "priority_and_immediate_action"
        elif _AREAS.match(block.text):
            self.kind = "area_for_improvement"
        else:
            self.kind = "recommendation"
        in_list = self.mode == "list"
        self.list_size = max(self.list_size if in_list else 0.0, block.size)
        self.mode, self.topic, self.section = "list", "", block.text
        self.lists_seen.add("board" if self.in_board else "council")

    def _leaves_list(self, block: Block) -> bool:
        body = self.reading.report.body_size
        if _BACK.match(block.text) or _NEW_PART.search(block.text):
            return True
        return block.size > self.list_size - 0.5 and block.size > 1.08 * body

    def _enter_board(self, block: Block) -> None:
        words = block.text
        names_board = re.search(
            r"safeguarding children[’']?s? board|\bLSCB\b", words, re.I
        )
        if not names_board or re.search(r"judg(?:e)?ments mean", words, re.I):
            return
        if self.mode == "list" and block.size < self.list_size - 0.5:
            return
        if not self.in_board:
            self.in_board = True
            if self.mode == "list":
                self.mode = "finding"

    def _section(self, block: Block) -> str:
        """Return a section's name; the grade after it must agree with the cover."""
        parts = split_grade(block.text)
        area = area_of(block.text)
        name = parts[0] if parts and area and area != Area.LSCB else block.text
        if area:
            self.part, self.area = name, area
        if parts and area and area != Area.LSCB:
            self._compare(area, parts[1], block.page)
        return name

    def _compare(self, area: str, printed: str, page: int) -> None:
        grade = normalise(printed)
        for judgement in self.reading.judgements:
            if judgement.area == area and judgement.grade != grade:
                self.reading.warn(
                    "grades_disagree",
                    f"The cover prints “{judgement.grade_as_printed}” but the heading "
                    f"on page {page} prints “{printed}”: check the grade.",
                    page=page,
                    about="judgements",
                )

    def _board_sentence(self, block: Block) -> None:
        """Keep the board's grade where a heading states it."""
        stated = _board_grade(block.text, page=block.page)
        if stated is None:
            return
        if any(j.area == Area.LSCB for j in self.reading.judgements):
            self._compare(str(Area.LSCB), stated.grade_as_printed, block.page)
        else:
            self.reading.judgements.append(stated)

    def _words(self, block: Block) -> None:
        if self.mode == "back":
            self._back(block)
        elif self.mode == "list" and block.kind in (Kind.NUMBERED, Kind.BULLET):
            self._item(block)
        elif self.mode == "list" and is_topic(block):
            self.topic = block.text
        elif self.mode == "list" and _NONE.match(block.text):
            return
        elif _BOX_HEAD.search(self.section) and area_of(block.text):
            self.section = self._section(block)
        elif _ONLY_GRADE.fullmatch(block.text):
            return
        else:
            self.reading.findings.append(
                make_finding(block, section=self.section, is_case_study=self.case_study)
            )

    def _item(self, block: Block) -> None:
        reading = self.reading
        if self.in_board:
            target, kind = reading.lscb_recommendations, "lscb_recommendation"
        elif self.kind == "priority_and_immediate_action":
            target, kind = reading.priority_actions, self.kind
        else:
            target, kind = reading.recommendations, self.kind
        target.append(
            make_recommendation(
                block, position=len(target) + 1, kind=kind, topic=self.topic
            )
        )

    def _back(self, block: Block) -> None:
        if block.kind is Kind.NUMBERED:
            self.reading.numbered_other.append(make_numbered(block))
        elif _PREVIOUS.search(block.text) and not self.in_board:
            self.reading.previous_inspections.append(
                PreviousInspection(
                    words=block.text,
                    page=block.page,
                    windows=tuple(find_windows(block.text)),
                )
            )


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
