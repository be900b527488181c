"""The tidy files that analysts load: one fact a row, columns held as data.

An authority's place names and public history go in, rows come out; see the data package
for what each column means. Every row names its authority as DfE's own statistics do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from inspections.accounts import ActionReported, Answer, PositionTaken
from inspections.cells import Column
from inspections.comparison import JudgementChange, judgement_change
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import JudgementMade, VerdictGiven, Visit
from inspections.vocabulary import Delivery, Reason, Verdict

COUNTRY = ("E92000001", "England")
REGION_CODES = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
}
"""The ONS codes of the nine English regions."""


@dataclass(frozen=True)
class Place:
    """An authority as statistics name it, and this site's address without a path."""

    urn: int | None
    name: str
    slug: str
    region: str
    dfe_code: str
    ons_code: str
    site: str

    def address(self, path: str) -> str:
        return f"{self.site}{path}"


@dataclass(frozen=True)
class JudgementRow:
    """A judgement, and the last visit before that graded the same area."""

    place: Place
    visit: Visit
    judgement: JudgementMade
    source_url: str
    change: JudgementChange | None
    before: Visit | None


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation with its three voices and the beginning of its thread."""

    place: Place
    tracked: Tracked
    thread_ref: str

    @property
    def visit(self) -> Visit:
        return self.tracked.visit

    @property
    def position(self) -> tuple[Answer, PositionTaken] | None:
        """The council's last position."""
        return self.tracked.positions[-1] if self.tracked.positions else None

    @property
    def action(self) -> ActionReported | None:
        """The action that the council says is furthest from done."""
        return min(self.tracked.actions, key=_how_far, default=None)

    @property
    def verified(self) -> str:
        """What inspectors last said; silence only where somebody recorded it."""
        if self.tracked.last_spoken:
            return self.tracked.last_spoken[1].verdict.value
        return Verdict.NOT_REVISITED.value if self.tracked.verdicts else ""


@dataclass(frozen=True)
class StatusRow:
    """One dated change of what one voice says of a recommendation."""

    place: Place
    visit: Visit
    recommendation_ref: str
    axis: str
    old: str
    new: str
    effective: date | None
    source_ref: str
    reason: str = ""
    recorded: datetime | None = None


@dataclass(frozen=True)
class LinkRow:
    """A link from one record to another, with the pages and the words that prove it."""

    place: Place
    visit: Visit
    from_ref: str
    to_ref: str
    kind: str
    from_page: int | None
    to_page: int | None
    quote: str


AnyRow = JudgementRow | RecommendationRow | StatusRow | LinkRow


class OfAVisit(Protocol):
    """Whatever a row tells, it is of a visit to an authority."""

    @property
    def place(self) -> Place: ...

    @property
    def visit(self) -> Visit: ...


_ORDER = (
    Delivery.NOT_STARTED,
    Delivery.UNKNOWN,
    Delivery.UNDER_WAY,
    Delivery.REPORTED_COMPLETE,
    Delivery.NO_LONGER_APPLICABLE,
)


def _how_far(action: ActionReported) -> int:
    return _ORDER.index(action.delivery)


def judgement_rows(
    place: Place, history: History, *, sources: dict[str, str]
) -> Iterator[JudgementRow]:
    """Give every judgement; `sources` holds the report's address by reference."""
    for number, visit in enumerate(history.visits):
        for judgement in visit.judgements_in_order:
            before = _graded_before(history.visits[:number], judgement)
            yield JudgementRow(
                place,
                visit,
                judgement,
                sources.get(visit.ref, ""),
                judgement_change(judgement.area, before, visit) if before else None,
                before,
            )


def _graded_before(visits: tuple[Visit, ...], judgement: JudgementMade) -> Visit | None:
    return next(
        (
            visit
            for visit in reversed(visits)
            if (made := visit.judgement_by_area.get(judgement.area)) and made.grade
        ),
        None,
    )


def recommendation_rows(place: Place, history: History) -> Iterator[RecommendationRow]:
    """Give every recommendation."""
    for tracked in history.tracked:
        yield recommendation_row(place, history, tracked)


def recommendation_row(
    place: Place, history: History, tracked: Tracked
) -> RecommendationRow:
    """Return the row of one recommendation of a history."""
    first = history.thread(tracked.raised.ref).members[0].raised.ref
    return RecommendationRow(place, tracked, first)


def status_rows(place: Place, history: History) -> Iterator[StatusRow]:
    """Give every dated change of position, delivery and verdict, in order of time."""
    for tracked in history.tracked:
        rows = [
            *_positions(place, tracked),
            *_deliveries(place, tracked),
            *_verdicts(place, tracked),
        ]
        yield from sorted(rows, key=lambda row: row.effective or date.min)


def _positions(place: Place, tracked: Tracked) -> Iterator[StatusRow]:
    old = ""
    for answer, taken in tracked.positions:
        yield StatusRow(
            place,
            tracked.visit,
            tracked.raised.ref,
            "position",
            old,
            taken.position.value,
            answer.published_on or answer.last_looked_on,
            answer.inspection_ref,
            taken.words,
        )
        old = taken.position.value


def _deliveries(place: Place, tracked: Tracked) -> Iterator[StatusRow]:
    for action in tracked.actions:
        old = ""
        for update in action.updates:
            yield StatusRow(
                place,
                tracked.visit,
                tracked.raised.ref,
                "delivery",
                old,
                update.delivery.value,
                update.dated,
                action.ref,
                update.reason,
                update.recorded_at,
            )
            old = update.delivery.value


def _verdicts(place: Place, tracked: Tracked) -> Iterator[StatusRow]:
    old = ""
    for visit, given in tracked.verdicts:
        yield StatusRow(
            place,
            tracked.visit,
            tracked.raised.ref,
            "verified",
            old,
            given.verdict.value,
            visit.ended,
            visit.ref,
            given.note,
            given.recorded_at,
        )
        old = given.verdict.value


def link_rows(place: Place, history: History) -> Iterator[LinkRow]:
    """Give every link: what speaks to, restates or answers a recommendation."""
    for tracked in history.tracked:
        raised = tracked.raised
        for visit, given in tracked.verdicts:
            yield LinkRow(
                place,
                visit,
                visit.ref,
                raised.ref,
                f"verdict_{given.verdict.value}",
                given.passage.page if given.passage else None,
                raised.passage.page,
                _quoted(given),
            )
        for again in tracked.restated_by:
            yield LinkRow(
                place,
                history.visit_by_ref[again.inspection_ref],
                again.ref,
                raised.ref,
                "restates",
                again.passage.page,
                raised.passage.page,
                "" if again.passage.is_summary else again.passage.text,
            )
        for action in tracked.actions:
            yield LinkRow(
                place,
                tracked.visit,
                action.ref,
                raised.ref,
                "action_for",
                None,
                raised.passage.page,
                "",
            )


def _quoted(given: VerdictGiven) -> str:
    return given.passage.text if given.passage and not given.passage.is_summary else ""


GEOGRAPHY: tuple[Column[OfAVisit], ...] = (
    ("time_period", lambda r: r.visit.ended.year),
    ("time_identifier", lambda r: f"{r.visit.ended:%B}"),
    ("geographic_level", lambda r: "Local authority"),
    ("country_code", lambda r: COUNTRY[0]),
    ("country_name", lambda r: COUNTRY[1]),
    ("region_code", lambda r: REGION_CODES.get(r.place.region)),
    ("region_name", lambda r: r.place.region),
    ("old_la_code", lambda r: r.place.dfe_code),
    ("new_la_code", lambda r: r.place.ons_code),
    ("la_name", lambda r: r.place.name),
)
"""DfE's names for a place and a time; a visit's time is the month in which it ended."""

JUDGEMENTS: tuple[Column[JudgementRow], ...] = (
    *GEOGRAPHY,
    ("urn", lambda r: r.place.urn),
    ("inspection_ref", lambda r: r.visit.ref),
    ("framework", lambda r: r.visit.framework.family),
    ("framework_version", lambda r: r.visit.framework.code),
    ("visit_type", lambda r: r.visit.kind.value),
    ("judgement_code", lambda r: r.judgement.area.value),
    ("judgement_label", lambda r: r.judgement.heading or r.judgement.area.label),
    ("grade", lambda r: r.judgement.grade.value if r.judgement.grade else None),
    ("grade_status", lambda r: grade_status(r.judgement)),
    ("previous_grade", lambda r: _grade_before(r)),
    ("previous_inspection_ref", lambda r: r.before.ref if r.before else None),
    ("change", lambda r: r.change.change if r.change else None),
    ("comparable", lambda r: r.change.change is not None if r.change else None),
    ("page", lambda r: r.judgement.page),
    ("source_url", lambda r: r.source_url),
)

RECOMMENDATIONS: tuple[Column[RecommendationRow], ...] = (
    *GEOGRAPHY,
    ("recommendation_ref", lambda r: r.tracked.raised.ref),
    ("number", lambda r: r.tracked.raised.number),
    ("theme", lambda r: "|".join(t.slug for t in r.tracked.raised.themes)),
    ("text", lambda r: r.tracked.raised.passage.text),
    ("page", lambda r: r.tracked.raised.passage.page),
    ("position", lambda r: r.position[1].position.value if r.position else None),
    ("delivery", lambda r: r.action.delivery.value if r.action else None),
    ("verified", lambda r: r.verified),
    ("headline", lambda r: r.tracked.headline.value),
    ("first_target_date", lambda r: r.action.first_target if r.action else None),
    ("current_target_date", lambda r: r.action.current_target if r.action else None),
    ("date_changes", lambda r: r.action.moves if r.action else None),
    ("response_url", lambda r: r.position[0].url if r.position else None),
    (
        "verified_by_inspection_ref",
        lambda r: r.tracked.last_spoken[0].ref if r.tracked.last_spoken else None,
    ),
    ("verified_page", lambda r: _verified_page(r)),
    ("thread_ref", lambda r: r.thread_ref),
    ("last_checked", lambda r: r.position[0].last_looked_on if r.position else None),
    (
        "record_url",
        lambda r: r.place.address(
            f"/inspections/{r.visit.ref}/recommendations/{r.tracked.raised.number}/"
        ),
    ),
)

STATUS_HISTORY: tuple[Column[StatusRow], ...] = (
    *GEOGRAPHY,
    ("recommendation_ref", lambda r: r.recommendation_ref),
    ("axis", lambda r: r.axis),
    ("old", lambda r: r.old),
    ("new", lambda r: r.new),
    ("effective_date", lambda r: r.effective),
    ("recorded_at", lambda r: r.recorded),
    ("source_ref", lambda r: r.source_ref),
    ("reason", lambda r: r.reason),
)

LINKS: tuple[Column[LinkRow], ...] = (
    *GEOGRAPHY,
    ("from_ref", lambda r: r.from_ref),
    ("to_ref", lambda r: r.to_ref),
    ("type", lambda r: r.kind),
    ("from_page", lambda r: r.from_page),
    ("to_page", lambda r: r.to_page),
    ("quote", lambda r: r.quote),
)


def grade_status(judgement: JudgementMade) -> str:
    """Return "graded", or the code of the reason why there is no grade."""
    if judgement.grade:
        return "graded"
    return (judgement.reason or Reason.NOT_ENTERED).value


def _grade_before(row: JudgementRow) -> str | None:
    if row.before is None:
        return None
    made = row.before.judgement_by_area[row.judgement.area]
    return made.grade.value if made.grade else None


def _verified_page(row: RecommendationRow) -> int | None:
    spoken = row.tracked.last_spoken
    return spoken[1].passage.page if spoken and spoken[1].passage else None
