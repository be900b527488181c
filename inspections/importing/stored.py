"""A parsed report as it is kept while a person checks it, and back again.

Nothing is lost on the way: page, printed words and confidence of every value stay.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from inspections.importing.parsed import ParsedReport, Read
from inspections.importing.records import plain


def to_stored(parsed: ParsedReport) -> dict[str, Any]:
    """Return a parsed report as plain values that JSON can hold."""
    stored: dict[str, Any] = plain(parsed)
    return stored


def from_stored(stored: dict[str, Any]) -> ParsedReport:
    """Return the parsed report that was stored.

    Keys that are no longer known are left out and new ones take their defaults, so that
    what an older version read can still be checked.
    """
    report = _build(ParsedReport, stored)
    assert isinstance(report, ParsedReport)
    return report


def least_confidence(parsed: ParsedReport) -> float:
    """Return the confidence of the least certain field: 0 where one is missing."""
    if parsed.authority_slug is None or not parsed.windows:
        return 0.0
    reads = (
        parsed.title,
        parsed.authority,
        parsed.published,
        parsed.outcome,
        parsed.theme,
        *parsed.windows,
        *parsed.lead_inspectors,
        *parsed.judgements,
        *parsed.recommendations,
        *parsed.priority_actions,
        *parsed.lscb_recommendations,
    )
    return min(read.confidence for read in reads if read is not None)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _build(next(a for a in get_args(kind) if a is not type(None)), value)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], part) for part in value)
    if origin is Read:
        (inner,) = get_args(kind)
        return Read(**{**value, "value": _build(inner, value["value"])})
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        known = {field.name for field in fields(kind)} & value.keys()
        return kind(**{name: _build(hints[name], value[name]) for name in known})
    return date.fromisoformat(value) if kind is date else value
