"""From the fields that a person checked back to a parsed report. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from inspections.importing.parsed import (
    FindingRead,
    JudgementRead,
    ParsedReport,
    PreviousInspection,
    Read,
    RecommendationRead,
    Window,
)
from inspections.vocabulary import Kind, RecommendationKind

CHECKED = 1.0
"""The confidence of what a person has looked at."""

PRIORITY = (
    RecommendationKind.PRIORITY_AND_IMMEDIATE,
    RecommendationKind.PRIORITY_ACTION,
)
PARSED_KINDS = {
    Kind.SIF_REINSPECTION: "sif",
    Kind.ILACS_STANDARD: "ilacs",
    Kind.ILACS_SHORT: "ilacs",
}
T = TypeVar("T")
Row = dict[str, Any]


def mend(
    parsed: ParsedReport,
    *,
    facts: Row,
    judgements: Sequence[Row],
    items: Sequence[Row],
    findings: Sequence[Row],
) -> ParsedReport:
    """Return the report as a person says it is.

    In: the report as read, and the cleaned rows of each form in the order shown: as
    many as were read, then those that were added. Out: a report of which everything was
    checked, so without warnings; page, printed words and what was not shown are kept.
    """
    asked = _items(parsed, items)
    kind = Kind(facts["kind"])
    authority = facts["authority"]
    return replace(
        parsed,
        kind=PARSED_KINDS.get(kind, kind.value),
        reinspection=kind == Kind.SIF_REINSPECTION,
        authority=_read(parsed.authority, authority.name),
        authority_slug=authority.slug,
        urn=_read(parsed.urn, authority.urn) if authority.urn else None,
        windows=_windows(parsed, facts),
        published=_read(parsed.published, facts["published_on"]),
        lead_inspectors=_reads(parsed.lead_inspectors, facts["lead_inspectors"]),
        partners=_reads(parsed.partners, facts["partners"]),
        theme=_read(parsed.theme, facts["focus"]),
        outcome=_read(parsed.outcome, facts["outcome"]),
        next_inspection=_read(parsed.next_inspection, facts["next_inspection"]),
        statement_deadline=_read(parsed.statement_deadline, facts["statement_due"]),
        previous_inspections=_previous(parsed, facts["previous_as_printed"]),
        judgements=_judgements(parsed, judgements),
        priority_actions=_numbered(i for i in asked if i.kind in PRIORITY),
        recommendations=_numbered(
            i for i in asked if i.kind not in (*PRIORITY, RecommendationKind.LSCB)
        ),
        lscb_recommendations=_numbered(
            i for i in asked if i.kind == RecommendationKind.LSCB
        ),
        findings=_findings(parsed, findings),
        warnings=(),
    )


def _read(read: Read[T] | None, value: T | None | str) -> Read[Any] | None:
    """Return a value that a person checked, where the report says it stood."""
    if value in (None, ""):
        return None
    if read is None:
        return Read(value, 1, "", CHECKED)
    return Read(value, read.page, read.quote, CHECKED)


def _reads(reads: Sequence[Read[str]], values: Sequence[str]) -> tuple[Read[str], ...]:
    by_value = {read.value: read for read in reads}
    first = reads[0] if reads else Read("", 1, "")
    return tuple(
        replace(by_value.get(value, first), value=value, confidence=CHECKED)
        for value in values
    )


def _windows(parsed: ParsedReport, facts: Row) -> tuple[Read[Window], ...]:
    days = [(facts["started"], facts["ended"])]
    if facts["second_started"]:
        days.append((facts["second_started"], facts["second_ended"]))
    read = parsed.windows[0] if parsed.windows else None
    made = []
    for place, (start, end) in enumerate(days):
        source = parsed.windows[place] if place < len(parsed.windows) else read
        made.append(
            Read(
                Window(start, end),
                source.page if source else 1,
                source.quote if source else "",
                CHECKED,
            )
        )
    return tuple(made)


def _previous(parsed: ParsedReport, words: str) -> tuple[PreviousInspection, ...]:
    standing = parsed.previous_inspections
    if words.split() == " ".join(p.words for p in standing).split():
        return standing
    page = standing[0].page if standing else 1
    return (PreviousInspection(words=words, page=page),) if words.strip() else ()


def _judgements(parsed: ParsedReport, rows: Sequence[Row]) -> tuple[JudgementRead, ...]:
    """Return the judgements; one without a grade is left to the caller's reason."""
    made = []
    for row, old in _beside(rows, parsed.judgements):
        if not row.get("grade"):
            continue
        printed = old.grade_as_printed if old and old.grade == row["grade"] else ""
        made.append(
            JudgementRead(
                area=row["area"],
                grade=row["grade"],
                page=row["page"] or 1,
                heading=row["heading"],
                grade_as_printed=printed,
                subject=row["subject"],
                confidence=CHECKED,
            )
        )
    return tuple(made)


def _items(parsed: ParsedReport, rows: Sequence[Row]) -> list[RecommendationRead]:
    read = (
        *parsed.priority_actions,
        *parsed.recommendations,
        *parsed.lscb_recommendations,
    )
    blank = RecommendationRead(position=0, text="", page=1)
    return [
        replace(
            old or blank,
            text=row["text"],
            kind=row["kind"],
            paragraph=row["paragraph"],
            page=row["page"] or 1,
            body=row["body"],
            confidence=CHECKED,
        )
        for row, old in _beside(rows, read)
    ]


def _numbered(
    items: Iterable[RecommendationRead],
) -> tuple[RecommendationRead, ...]:
    return tuple(replace(item, position=n) for n, item in enumerate(items, 1))


def _findings(parsed: ParsedReport, rows: Sequence[Row]) -> tuple[FindingRead, ...]:
    return tuple(
        replace(
            old or FindingRead(section="", text="", page=1),
            section=row["section"],
            text=row["text"],
            paragraph=row["paragraph"],
            page=row["page"] or 1,
        )
        for row, old in _beside(rows, parsed.findings)
    )


def _beside(rows: Sequence[Row], read: Sequence[T]) -> list[tuple[Row, T | None]]:
    """Pair each filled row that stays with what was read there, if anything was."""
    return [
        (row, read[place] if place < len(read) else None)
        for place, row in enumerate(rows)
        if row and not row.get("DELETE")
    ]
