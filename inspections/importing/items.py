"""Recommendations and findings made from blocks, and the checks on their numbering."""

import re
from collections.abc import Sequence

from inspections.importing.blocks import Block, Kind
from inspections.importing.parsed import (
    FindingRead,
    NumberedRead,
    RecommendationRead,
)
from inspections.importing.reading import Reading

_TAG = re.compile(r"\(\s*((?:outcomes?|enablers?)\s[^()]{1,40})\)\s*\.?$", re.I)
_NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")
_BACK_REFERENCE = re.compile(r"\(\s*recommendations?\b[^)]*\)", re.I)
_EARLIER = re.compile(
    r"\b(?:recommendations?|areas? for (?:improvement|development|priority action))\b"
    r".{0,60}\b(?:last|previous|earlier|20\d\d|focused visit|inspection)\b"
    r"|\b(?:last|previous|earlier|20\d\d|focused visit|inspection)\b.{0,60}"
    r"\b(?:recommendations?|areas? for (?:development|priority action))\b"
    r"|\brepeat(?:ed)? recommendations?",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
PRIORITY_HEADING = re.compile(r"^areas? for priority action", re.I)
CASE_STUDY = re.compile(r"^(?:case|practice) (?:study|studies|example)\b", re.I)


def framework_tag(text: str) -> str:
    """Return the framework cross-reference that ends a text, as "Outcome 3"."""
    match = _TAG.search(text)
    if not match:
        return ""
    tag = match[1].strip()
    for number, word in enumerate(_NUMBER_WORDS):
        tag = re.sub(rf"\b{word}\b", str(number), tag, flags=re.I)
    return tag[0].upper() + tag[1:]


def repeated_words(text: str) -> str:
    """Return the words by which a text refers to an earlier recommendation."""
    if "recommend" not in text and "area for" not in text and "areas for" not in text:
        return ""
    sentences = _SENTENCE.split(text)
    return next((words for words in sentences if _EARLIER.search(words)), "")


def make_recommendation(
    block: Block,
    *,
    position: int,
    kind: str,
    body: str = "",
    topic: str = "",
) -> RecommendationRead:
    """Return a block of a list of things to improve as a recommendation."""
    return RecommendationRead(
        position=position,
        text=block.text,
        page=block.page,
        paragraph=block.number,
        kind=kind,
        body=body,
        tag=framework_tag(block.text),
        topic=topic,
        repeats=repeated_words(block.text),
    )


def make_finding(
    block: Block, *, section: str, is_case_study: bool = False
) -> FindingRead:
    """Return a block of the report's text as a finding."""
    return FindingRead(
        section=section,
        text=block.text,
        page=block.page,
        paragraph=block.number,
        supports_recommendation=bool(_BACK_REFERENCE.search(block.text)),
        is_case_study=is_case_study,
        repeats=repeated_words(block.text),
    )


def make_numbered(block: Block) -> NumberedRead:
    """Return a numbered paragraph that is neither finding nor recommendation."""
    return NumberedRead(paragraph=block.number or 0, text=block.text, page=block.page)


def warn_of_empty_priority(reading: Reading) -> None:
    """Warn of areas for priority action that are announced but were not found."""
    reading.warn(
        "no_priority_actions",
        "The report speaks of areas for priority action but none could be read: enter "
        "them.",
        about="priority_actions",
    )


def warn_of_words_in_list(reading: Reading, block: Block) -> None:
    """Warn of words among a list's items that are neither item nor introduction."""
    if block.text.endswith(":") or len(block.text) < 40:
        return
    reading.warn(
        "words_in_list",
        f"On page {block.page}, words stand in the list of things to improve without "
        f"a bullet or number: “{block.text[:60]}…”. Check whether they are an item.",
        page=block.page,
        about="recommendations",
    )


_IMPRINT = re.compile(
    r"office for standards in education, children[’']s services and skills \(ofsted\)"
    r" regulates|if you would like a copy of this document in a different format"
    r"|if you are not happy with the inspection|^any complaints about",
    re.I,
)


def without_imprint(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks up to the back page about Ofsted and its licence."""
    for index, block in enumerate(blocks):
        near_end = block.page >= blocks[-1].page - 2
        if near_end and _IMPRINT.search(block.text):
            return list(blocks[:index])
    return list(blocks)


def is_topic(block: Block) -> bool:
    """Tell whether a paragraph is a short sub-heading without its own type face."""
    return (
        block.kind is Kind.TEXT
        and len(block.rows) == 1
        and len(block.text) < 90
        and not re.search(r"[.;:,]$", block.text)
        and block.text[0].isupper()
    )


def check_numbering(reading: Reading, blocks: Sequence[Block]) -> None:
    """Warn where the printed paragraph numbers leave a gap or begin again."""
    numbered = [b for b in blocks if b.kind is Kind.NUMBERED and b.number is not None]
    if not numbered:
        reading.warn(
            "no_numbering",
            "The paragraphs carry no numbers: check that none was lost.",
            about="findings",
        )
    expected = 1
    for block in numbered:
        number = block.number or 0
        if number == 1 and expected != 1:
            reading.warn(
                "numbering_restarts",
                f"Paragraph numbers begin again at 1 on page {block.page}.",
                page=block.page,
                about="findings",
            )
        elif number != expected:
            lost = (
                f"{expected}"
                if number == expected + 1
                else f"{expected} to {number - 1}"
            )
            reading.warn(
                "numbering_gap",
                f"Paragraph {lost} could not be found before page {block.page}: "
                "check the text around it.",
                page=block.page,
                about="findings",
            )
        expected = number + 1
