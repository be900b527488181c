"""A parsed report as plain values, as `parse_report` prints it."""

from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from inspections.importing.parsed import ParsedReport, Read


def as_record(parsed: ParsedReport) -> dict[str, Any]:
    """Return a parsed report as a JSON object: the settled keys first, extras after."""
    return {
        "file": parsed.file,
        "sha256": parsed.sha256,
        "kind": parsed.kind,
        "title": _value(parsed.title),
        "authority": _value(parsed.authority),
        "authority_urn": _value(parsed.urn),
        "inspection_start": plain(parsed.inspection_start),
        "inspection_end": plain(parsed.inspection_end),
        "published": _value(parsed.published),
        "lead_inspector": _value(next(iter(parsed.lead_inspectors), None)),
        "judgements": plain(parsed.judgements),
        "outcome": _value(parsed.outcome),
        "recommendations": plain(parsed.recommendations),
        "priority_actions": plain(parsed.priority_actions),
        "lscb_recommendations": plain(parsed.lscb_recommendations),
        "findings": plain(parsed.findings),
        "numbered_other": plain(parsed.numbered_other),
        "warnings": plain(parsed.warnings),
        "pages": parsed.page_count,
        "reinspection": parsed.reinspection,
        "authority_slug": parsed.authority_slug,
        "windows": [plain(window.value) for window in parsed.windows],
        "lead_inspectors": _values(parsed.lead_inspectors),
        "partners": _values(parsed.partners),
        "partnership": _value(parsed.partnership),
        "theme": _value(parsed.theme),
        "next_inspection": _value(parsed.next_inspection),
        "statement_deadline": _value(parsed.statement_deadline),
        "previous_inspections": plain(parsed.previous_inspections),
        "footnotes": plain(parsed.footnotes),
        "licence": _value(parsed.licence),
        "read_from": _sources(parsed),
    }


def _sources(parsed: ParsedReport) -> dict[str, Any]:
    """Return page, printed words and confidence of every value that has them."""
    named = {
        "title": parsed.title,
        "authority": parsed.authority,
        "authority_urn": parsed.urn,
        "inspection_dates": next(iter(parsed.windows), None),
        "published": parsed.published,
        "lead_inspector": next(iter(parsed.lead_inspectors), None),
        "outcome": parsed.outcome,
        "theme": parsed.theme,
        "next_inspection": parsed.next_inspection,
        "statement_deadline": parsed.statement_deadline,
        "licence": parsed.licence,
    }
    return {
        name: {"page": read.page, "quote": read.quote, "confidence": read.confidence}
        for name, read in named.items()
        if read is not None
    }


def _value(read: Read[Any] | None) -> Any:
    return None if read is None else plain(read.value)


def _values(reads: tuple[Read[Any], ...]) -> list[Any]:
    return [plain(read.value) for read in reads]


def plain(value: Any) -> Any:
    """Return a value with dates as ISO text and dataclasses as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
