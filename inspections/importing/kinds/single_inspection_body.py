"""Walks through the text of a single inspection report, part by part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from inspections.importing.blocks import Block, Kind
from inspections.importing.dates import find_windows
from inspections.importing.grades import GRADE, area_of, normalise, split_grade
from inspections.importing.items import (
    CASE_STUDY,
    is_topic,
    make_finding,
    make_numbered,
    make_recommendation,
    warn_of_words_in_list,
)
from inspections.importing.parsed import JudgementRead, PreviousInspection
from inspections.importing.reading import Reading
from inspections.vocabulary import Area

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
    r"|children living in|child protection in|children looked after in"
    r"|previous (?:ofsted )?inspections?|other (?:ofsted )?inspections|local leadership"
    r"|other information"
    r"|the casework model|contents$|about this inspection)",
    re.I,
)
_ONLY_GRADE = re.compile(GRADE, re.I)
_SUB_HEADING = re.compile(
    r"^(?:summary|inspection findings|findings|key judg(?:e)?ments?)\b.{0,20}$", re.I
)
_BOX_HEAD = re.compile(r"(?:^|: )key judg", re.I)
# What has happened since the last inspection is not about that inspection.
_PREVIOUS = re.compile(r"^(?!since\b).*?\b(?:previous|last)\b.{0,40}\binspection", re.I)
_NONE = re.compile(
    r"^(?:there (?:are|were) no|the inspection did not (?:find|identify) any)\b", re.I
)


def board_grade(words: str, *, page: int) -> JudgementRead | None:
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
class Body:
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
        stated = board_grade(block.text, page=block.page)
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
            if self.mode == "list":
                warn_of_words_in_list(self.reading, block)
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
