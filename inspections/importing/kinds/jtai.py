"""Reads letters of joint targeted area inspections (JTAI), 2016 to 2020 and since 2021.

Letters have no grades, no lead inspector and no paragraph numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspections.importing.authorities import match_authority
from inspections.importing.blocks import Block, Kind, is_heading, make_blocks
from inspections.importing.dates import find_dates, find_windows
from inspections.importing.front import (
    add_windows,
    check_published,
    front_rows,
    read_inspectorates,
    read_licence,
)
from inspections.importing.items import (
    CASE_STUDY,
    PRIORITY_HEADING,
    is_topic,
    make_finding,
    make_recommendation,
    warn_of_empty_priority,
    warn_of_words_in_list,
)
from inspections.importing.layout import Report
from inspections.importing.letters import SIGNED, read_letter_date
from inspections.importing.parsed import LIKELY, ParsedReport, Read
from inspections.importing.reading import PRIORITY_ACTION, Reading

_TITLE = re.compile(r"^joint targeted area inspection", re.I)
_IMPROVE = re.compile(
    r"^(?:key )?(?:what needs to improve|areas? for improvement)", re.I
)
_SECTION = re.compile(
    r"^(?:key )?strengths|^(?:main|headline|key|our) findings|^next steps|^summary"
    r"|^findings|^context|^conclusion",
    re.I,
)
_NEXT_STEPS = re.compile(r"^next steps", re.I)
_DEADLINE = re.compile(
    r"\bby\s+(?:\w+day,?\s+)?(\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4})"
)
_THEME = re.compile(r"multi-?\s?agency responses? to (?:the )?([^.]{5,160})")
_IN_PLACE = re.compile(
    r",? in (?:the )?[A-Z][\w’-]*(?: (?:and|upon|of|with|[A-Z][\w’-]*))*(?=$| who| \()"
)
_DEEP_DIVE = re.compile(
    r"[‘'“]?deep[- ]dive[’'”]?.{0,30}?(?:focus(?:ed|ing)? on|into|on) (?:the )?"
    r"(?:(?:multi-agency )?responses? to )?(.{5,160}?)\.",
    re.I,
)
_HONORIFICS = re.compile(r"\b(?:metropolitan )?(?:borough|area|county|city)$", re.I)
BOX_INDENT = 10.0  # points by which the text of a boxed case study stands in


def recognises(report: Report) -> bool:
    """Tell whether a report is a JTAI letter, by its title on a line of its own.

    A line of any report may begin with these words, but not in the title's type.
    """
    return any(
        _TITLE.match(row.text) and is_heading(row, body_size=report.body_size)
        for row in front_rows(report, pages=2)
    )


def parse(report: Report) -> ParsedReport:
    """Return what a JTAI letter says; every doubt is a warning in it."""
    reading = Reading(report, "jtai")
    blocks = make_blocks(report)
    start = next(
        i
        for i, block in enumerate(blocks)
        if block.kind is Kind.HEADING
        and any(_TITLE.match(row.text) for row in block.rows)
    )
    title = blocks[start]
    reading.title = Read(title.text, title.page, title.text)
    read_letter_date(reading)
    _read_authority(reading, title, blocks[:start])
    body = blocks[start + 1 :]
    _read_dates(reading, body)
    _read_theme(reading, title, body)
    read_licence(reading)
    read_inspectorates(reading, front_rows(report, pages=2))
    _Letter(reading).read(body)
    _read_deadline(reading, blocks)
    return reading.finish()


def _read_authority(reading: Reading, title: Block, head: Sequence[Block]) -> None:
    """Find the area in the title, or else in the words before it."""
    names = [m[1] for m in re.finditer(r"\b(?:in|of|for) (?=([A-Z].*$))", title.text)]
    for block in head:
        for row in block.rows:
            dear = re.match(
                r"^dear (.*?)(?: local)?(?: area)?(?: safeguarding)?(?: children)?"
                r"(?:[’']s)? partnership",
                row.text,
                re.I,
            )
            if dear:
                names.append(dear[1])
            names += re.findall(
                r"children[’']?s? services,? (?:for |at |in )?([A-Z].*)$", row.text
            )
    for name in names:
        for form in (name.strip(" .,"), _HONORIFICS.sub("", name.strip(" .,")).strip()):
            if match_authority(form, on=None).found:
                reading.authority = Read(form, title.page, title.text)
                return
    if names:
        reading.authority = Read(names[0], title.page, title.text, LIKELY)


def _read_dates(reading: Reading, body: Sequence[Block]) -> None:
    """Read the days on site from the sentence that says when the inspection was."""
    published = reading.published.value if reading.published else None
    year = published.year if published else None
    for block in body[:12]:
        if block.kind is Kind.HEADING and _SECTION.match(block.text):
            break
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", block.text):
            if not re.search(r"inspect|took place|carried out|undertook", sentence):
                continue
            windows = find_windows(sentence, year=year)
            windows = [w for w in windows if not published or w.end <= published]
            if windows:
                add_windows(reading, windows, words=sentence, page=block.page)
                check_published(reading)
                return
    reading.warn(
        "no_inspection_dates",
        "The sentence with the inspection's dates was not found: enter them.",
        page=1,
        about="inspection_start",
    )


def _read_theme(reading: Reading, title: Block, body: Sequence[Block]) -> None:
    places = [(title.text, title.page)] + [(b.text, b.page) for b in body[:6]]
    for pattern in (_THEME, _DEEP_DIVE):
        for text, page in places:
            match = pattern.search(text)
            theme = _IN_PLACE.sub("", match[1]).strip(" ,;:") if match else ""
            if match and theme and not re.match(r"abuse and neglect", theme):
                reading.theme = Read(theme, page, match[0])
                return
    reading.warn(
        "no_theme",
        "The inspection's theme was not found in the letter's opening: enter it.",
        page=1,
        about="theme",
    )


def _read_deadline(reading: Reading, blocks: Sequence[Block]) -> None:
    """Read by when the written statement of proposed action is due."""
    for block in blocks:
        if "statement" not in block.text:
            continue
        match = _DEADLINE.search(block.text)
        days = find_dates(match[1]) if match else []
        if match and days:
            reading.statement_deadline = Read(days[0], block.page, block.text)
            return
    reading.warn(
        "no_statement_deadline",
        "No date was found by which the written statement of action is due.",
        about="statement_deadline",
    )


@dataclass(slots=True)
class _Letter:
    """Walks through a letter's blocks, knowing which section it is in."""

    reading: Reading
    section: str = "Introduction"
    mode: str = "finding"
    priority: bool = False
    topic: str = ""
    list_size: float = 0.0
    box: float | None = None
    box_begins: bool = False
    seen_list: bool = False
    seen_priority: bool = False
    bulleted: bool = True

    def read(self, blocks: Sequence[Block]) -> None:
        """Read the blocks from the letter's title to its signatures."""
        signed = next(
            (i for i, b in enumerate(blocks) if SIGNED.match(b.text)), len(blocks)
        )
        self.bulleted = _has_bullets(blocks[:signed])
        for index, block in enumerate(blocks[:signed]):
            if block.kind is Kind.HEADING:
                self._heading(block, following=blocks[index + 1 : index + 2])
            else:
                self._words(block)
        if self.seen_list and not self.bulleted:
            self.reading.warn(
                "recommendations_are_paragraphs",
                "The areas for improvement are printed as paragraphs, not as a list: "
                "check where each begins and ends.",
                about="recommendations",
            )
        if self.seen_priority and not self.reading.priority_actions:
            warn_of_empty_priority(self.reading)
        if not self.reading.recommendations:
            self.reading.warn(
                "no_recommendations_section",
                "No areas for improvement were found: check whether the letter has any."
                if not self.seen_list
                else "The areas for improvement are not a list: check the text there.",
                about="recommendations",
            )

    def _heading(self, block: Block, *, following: Sequence[Block]) -> None:
        if CASE_STUDY.match(block.text):
            self.box, self.box_begins = block.rows[0].x0, True
            return
        self.box = None
        if _IMPROVE.match(block.text) or PRIORITY_HEADING.match(block.text):
            self.mode, self.topic, self.seen_list = "list", "", True
            self.priority = bool(PRIORITY_HEADING.match(block.text))
            self.seen_priority = self.seen_priority or self.priority
            self.list_size = block.size
            self.section = block.text
        elif self.mode == "list" and not self._leaves(block, following):
            self.topic = block.text
        else:
            self.mode, self.section = "finding", block.text

    def _leaves(self, block: Block, following: Sequence[Block]) -> bool:
        """Tell whether a heading ends a list, or only names a topic within it."""
        larger = block.size > self.list_size - 0.5
        distinct = self.list_size > 1.08 * self.reading.report.body_size
        prose = self.bulleted and any(
            after.kind is Kind.TEXT and len(after.rows) > 1 for after in following
        )
        return bool(_SECTION.match(block.text)) or prose or (larger and distinct)

    def _words(self, block: Block) -> None:
        left = block.rows[0].x0
        if self.box is not None and self.box_begins:
            self.box, self.box_begins = max(self.box, left), False
        if self.box is not None and left < self.box - BOX_INDENT:
            self.box = None
        if self.box is not None:
            self.reading.findings.append(
                make_finding(block, section=self.section, is_case_study=True)
            )
        elif self.mode == "list" and block.kind in (Kind.BULLET, Kind.NUMBERED):
            self._item(block)
        elif self.mode == "list" and is_topic(block):
            self.topic = block.text
        elif self.mode == "list" and not self.bulleted:
            self._item(block)
        else:
            if self.mode == "list":
                warn_of_words_in_list(self.reading, block)
            self.reading.findings.append(make_finding(block, section=self.section))

    def _item(self, block: Block) -> None:
        kind = PRIORITY_ACTION if self.priority else "area_for_improvement"
        target = self.reading.list_for(kind)
        target.append(
            make_recommendation(
                block, position=len(target) + 1, kind=kind, topic=self.topic
            )
        )


def _has_bullets(blocks: Sequence[Block]) -> bool:
    """Tell whether a letter prints its areas for improvement as a list."""
    inside = False
    for block in blocks:
        if block.kind is Kind.HEADING:
            listed = _IMPROVE.match(block.text) or PRIORITY_HEADING.match(block.text)
            inside = bool(listed) or (inside and not _SECTION.match(block.text))
        elif inside and block.kind in (Kind.BULLET, Kind.NUMBERED):
            return True
    return False
