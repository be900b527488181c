"""Turns a report as read into what linking and counting take."""

import csv
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
from inspections.linking.scope import ranked_and_summary
from inspections.management.loading.files import DATA
from inspections.theming import suggest

RECOMMENDATION, PRIORITY_ACTION = "recommendation", "priority_action"


def paragraphs_of(report: ParsedReport) -> Iterator[tuple[int, FindingRead]]:
    """Yield a report's paragraphs on the council's services, with their places."""
    ranked, _ = ranked_and_summary(report.findings)
    places = _places(report)
    for finding in ranked:
        yield places[id(finding)], finding


def _places(report: ParsedReport) -> dict[int, int]:
    """Return each paragraph's place; two may say the same, so by which object it is."""
    return {id(finding): place for place, finding in enumerate(report.findings)}


def later_report(report: ParsedReport) -> LaterReport:
    """Return what linking needs of a later report; a paragraph's key is its place."""
    places = _places(report)
    ranked, summary = (
        tuple(_paragraph(finding, place=places[id(finding)]) for finding in rows)
        for rows in ranked_and_summary(report.findings)
    )
    return LaterReport(
        paragraphs=ranked,
        recommendations=tuple(
            LaterRecommendation(item.position, item.text, themes_of(item.text), kind)
            for kind, items in _lists(report)
            for item in items
        ),
        summary=summary,
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
