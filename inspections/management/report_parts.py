"""Turns a report as read into what linking and counting take."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from inspections.importing import ParsedReport
from inspections.importing.parsed import FindingRead, RecommendationRead
from inspections.linking import (
    EarlierRecommendation,
    LaterRecommendation,
    LaterReport,
    Paragraph,
)
from inspections.management.loading.files import DATA
from inspections.theming import suggest

RECOMMENDATION, PRIORITY_ACTION = "recommendation", "priority_action"

# Paragraphs on the board speak of another body than the council; each council's board
# had its own letters before SCB.
_ON_THE_BOARD = re.compile(r"safeguarding children board|\b\w{0,3}SCB\b", re.IGNORECASE)


def paragraphs_of(report: ParsedReport) -> Iterator[tuple[int, FindingRead]]:
    """Yield a report's paragraphs on the council's services, with their places.

    Where paragraphs are numbered, those without a number are summary or heading.
    """
    numbered = any(finding.paragraph is not None for finding in report.findings)
    for place, finding in enumerate(report.findings):
        if _ON_THE_BOARD.search(finding.section):
            continue
        if finding.paragraph is not None or not numbered:
            yield place, finding


def later_report(report: ParsedReport) -> LaterReport:
    """Return what linking needs of a later report; a paragraph's key is its place."""
    paragraphs = tuple(
        _paragraph(finding, place=place) for place, finding in paragraphs_of(report)
    )
    taken = {paragraph.key for paragraph in paragraphs}
    return LaterReport(
        paragraphs=paragraphs,
        recommendations=tuple(
            LaterRecommendation(item.position, item.text, themes_of(item.text), kind)
            for kind, items in _lists(report)
            for item in items
        ),
        summary=tuple(
            _paragraph(finding, place=place)
            for place, finding in enumerate(report.findings)
            if place not in taken and not _ON_THE_BOARD.search(finding.section)
        ),
    )


def earlier_recommendations(
    report: ParsedReport,
) -> list[tuple[str, int, EarlierRecommendation]]:
    """Return what an earlier report asked of the council, with kind and position."""
    end = report.inspection_end
    year = end.year if end else None
    return [
        (
            kind,
            item.position,
            EarlierRecommendation(item.text, themes_of(item.text), year),
        )
        for kind, items in _lists(report)
        for item in items
    ]


@lru_cache(maxsize=4096)
def themes_of(text: str) -> tuple[str, ...]:
    """Return the themes that a text suggests, by the list that the project carries."""
    return tuple(found.theme for found in suggest(text, _phrases()))


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, Sequence[str]]:
    with (DATA / "themes.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["slug"]: row["phrases"].split("|")
            for row in csv.DictReader(file)
            if row["scope"] == "childrens_services"
        }


def _paragraph(finding: FindingRead, *, place: int) -> Paragraph:
    return Paragraph(
        text=finding.text,
        section=finding.section,
        number=finding.paragraph,
        themes=themes_of(finding.text),
        key=place,
    )


def _lists(
    report: ParsedReport,
) -> tuple[tuple[str, tuple[RecommendationRead, ...]], ...]:
    return (
        (RECOMMENDATION, report.recommendations),
        (PRIORITY_ACTION, report.priority_actions),
    )
