"""The annex of a scrutiny pack: one row for each entry of it, in the same order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from operator import attrgetter

from inspections.accounts import ActionReported
from inspections.cells import Column
from inspections.pack_events import Event, Evidence
from inspections.packs import Pack, Row, Untied


@dataclass(frozen=True)
class Line:
    """One row of the annex; each voice has columns of its own, named for who speaks.

    What nobody said is None, and an empty cell.
    """

    reference: str
    place_in_pack: str
    text: str
    page: int | None = None
    asked_by: str | None = None
    asked_on: date | None = None
    council_says_position: str | None = None
    council_says_action: str | None = None
    council_says_delivery: str | None = None
    council_says_as_of: date | None = None
    first_target_date: date | None = None
    current_target_date: date | None = None
    target_date_moves: int | None = None
    inspectors_say_impact: str | None = None
    inspectors_said_in: str | None = None
    inspectors_said_on: date | None = None
    inspectors_said_page: int | None = None
    site_infers: str | None = None
    site_infers_because: str | None = None
    changes_in_period: str = ""
    evidence: str = ""
    record_url: str = ""


COLUMNS: tuple[Column[Line], ...] = tuple(
    (field.name, attrgetter(field.name)) for field in fields(Line)
)


def annex_lines(pack: Pack, *, site: str) -> Iterator[Line]:
    """Give the rows of a pack's annex; `site` is the origin of its addresses."""
    for row in pack.rows:
        yield _with_council(_line(row, site=site), row.said)
    for untied in pack.untied:
        yield _with_council(_line_of_untied(untied, site=site), untied.action)


def _line(row: Row, *, site: str) -> Line:
    tracked, raised = row.tracked, row.tracked.raised
    visit, given = row.impact or (None, None)
    positions = (position.position.label for _, position in tracked.positions)
    visit_url = f"{site}/inspections/{raised.inspection_ref}/"
    return Line(
        reference=row.ref,
        place_in_pack=row.urgency.label,
        text=raised.passage.text,
        page=raised.passage.page,
        asked_by=raised.inspection_ref,
        asked_on=tracked.visit.ended,
        council_says_position="; ".join(map(str, positions)),
        inspectors_say_impact=str(given.verdict.label) if given else None,
        inspectors_said_in=visit.ref if visit else None,
        inspectors_said_on=visit.ended if visit else None,
        inspectors_said_page=given.passage.page if given and given.passage else None,
        site_infers=str(tracked.headline.label),
        site_infers_because=tracked.reason,
        changes_in_period=_events(row.events),
        evidence=_evidence(row.evidence),
        record_url=f"{visit_url}recommendations/{raised.number}/",
    )


def _line_of_untied(untied: Untied, *, site: str) -> Line:
    return Line(
        reference=untied.ref,
        place_in_pack=untied.urgency.label,
        text=untied.action.text,
        changes_in_period=_events(untied.events),
        evidence=_evidence(untied.evidence),
        record_url=(
            f"{site}/inspections/{untied.action.inspection_ref}"
            f"/actions/{untied.action.number}/"
        ),
    )


def _with_council(line: Line, action: ActionReported | None) -> Line:
    """Return a line with what the council reports of one action."""
    if action is None:
        return line
    return replace(
        line,
        council_says_action=action.text,
        council_says_delivery=str(action.delivery.label),
        council_says_as_of=action.as_of,
        first_target_date=action.first_target,
        current_target_date=action.current_target,
        target_date_moves=action.moves,
    )


def _events(events: Iterable[Event]) -> str:
    return "; ".join(f"{e.day.isoformat()} {e.ref}: {e.words}" for e in events)


def _evidence(evidence: Iterable[Evidence]) -> str:
    return "; ".join(f"{piece.shows}: {piece.place}" for piece in evidence)
