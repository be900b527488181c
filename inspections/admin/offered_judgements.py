"""The judgements that a report must hold and that were not read: rows to fill in."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date

from inspections.frameworks import framework_for
from inspections.importing import ParsedReport
from inspections.importing.drafts import kind_of
from inspections.vocabulary import Area, Kind, Subject

PREFIX = "judgement"
_FIELD = re.compile(rf"{PREFIX}-(\d{{1,3}})-(\w+)\Z")
_FILLED_IN = ("area", "grade", "missing_reason", "heading", "page")
_ANSWERS = ("grade", "missing_reason", "DELETE")

Sent = dict[str, list[str]]


def areas_unread(
    parsed: ParsedReport, *, kind: str, started: date | None
) -> list[Area]:
    """Return the areas that a visit of this kind and day judges and that need a row.

    None where the table was read whole for that very framework, where kind or day are
    not known, or where no version of the kind held on that day. A SIF report has a
    board's judgement only where the board was reviewed.
    """
    if kind not in Kind.values or started is None:
        return []
    framework = framework_for(kind, started)
    if started < framework.starts:
        return []
    first = parsed.inspection_start
    as_read = first is not None and framework is framework_for(kind_of(parsed), first)
    if as_read and parsed.judgements and not _warnings(parsed):
        return []
    board = any(warning.code == "no_board_judgement" for warning in parsed.warnings)
    read = {judgement.area for judgement in parsed.judgements}
    return [
        area
        for area in framework.areas
        if area not in read
        and (area is not Area.LSCB or board or kind == Kind.LSCB_REVIEW)
    ]


def offered_rows(parsed: ParsedReport) -> list[dict[str, Any]]:
    """Return what the rows for unread judgements start from: all but the grade."""
    first = parsed.inspection_start
    areas = areas_unread(parsed, kind=kind_of(parsed), started=first)
    page = next((w.page for w in _warnings(parsed) if w.page), None)
    return [{"area": a, "subject": _subject(a), "page": page} for a in areas]


def with_offered(data: QueryDict, parsed: ParsedReport) -> QueryDict:
    """Return what was sent with rows for the judgements of its own kind and day.

    Rows that a person filled in stay, in their order. One that we offered and nobody
    touched goes where the mended kind or day no longer ask for it, or where the area
    stands in another row; what they ask for now is offered.
    """
    rows = _rows(data)
    first_offered = len(parsed.judgements)
    given = data.get(f"{PREFIX}-INITIAL_FORMS", "")
    first_typed = max(int(given) if given.isdigit() else 0, first_offered)
    read, typed = rows[:first_offered], rows[first_typed:]
    typed = [row for row in typed if _any(row, _FILLED_IN)]
    wanted = areas_unread(
        parsed,
        kind=data.get("fact-kind", ""),
        started=_day(data.get("fact-started", "")),
    )
    elsewhere = _areas([*read, *typed])
    offered = [
        row
        for row in rows[first_offered:first_typed]
        if _any(row, _ANSWERS) or _area(row) in set(wanted) - elsewhere
    ]
    taken = elsewhere | _areas(offered)
    added: list[Sent] = [
        {"area": [area], "subject": [_subject(area)]}
        for area in wanted
        if area not in taken
    ]
    if not added and len(read) + len(offered) == first_typed:
        return data
    return _rewritten(data, [*read, *offered, *added], typed)


def _rewritten(data: QueryDict, initial: list[Sent], typed: list[Sent]) -> QueryDict:
    rows = [*initial, *typed, {"subject": [Subject.COUNCIL.value]}]
    changed = data.copy()
    for name in data:
        if _FIELD.match(name):
            del changed[name]
    for place, row in enumerate(rows):
        for name, values in row.items():
            changed.setlist(f"{PREFIX}-{place}-{name}", values)
    changed[f"{PREFIX}-INITIAL_FORMS"] = str(len(initial))
    changed[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows))
    return changed


def _rows(data: QueryDict) -> list[Sent]:
    """Return the judgement rows that were sent, each a field's name and its values."""
    found: dict[int, Sent] = {}
    for name, values in data.lists():
        match = _FIELD.match(name)
        if match:
            sent = [str(value) for value in values]
            found.setdefault(int(match[1]), {})[match[2]] = sent
    return [found.get(place, {}) for place in range(max(found, default=-1) + 1)]


def _any(row: Sent, names: Iterable[str]) -> bool:
    return any("".join(row.get(name, ())).strip() for name in names)


def _area(row: Sent) -> str:
    return "".join(row.get("area", ()))


def _areas(rows: Iterable[Sent]) -> set[str]:
    return {_area(row) for row in rows}


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None  # a day that no month has: its own field says so


def _subject(area: str) -> str:
    return Subject.LSCB.value if area == Area.LSCB else Subject.COUNCIL.value


def _warnings(parsed: ParsedReport) -> list[Any]:
    return [warning for warning in parsed.warnings if warning.field == "judgements"]
