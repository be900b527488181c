"""One inspection with its authority's history, as the public reads it: now or then.

Pages that show a record ask here, so that the same page is made for today and for any
day since the record was first published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inspections.findings import Found, Section, findings_of, found_of, sections_of
from inspections.histories import history_of
from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    Theme,
)
from inspections.past import Past, past_of
from inspections.released import Version
from inspections.threads import History
from inspections.visits import ThemeName, Visit


class NotPublishedThen(Exception):
    """The record was published here only after the day asked for."""

    def __init__(self, *, day: date, first: datetime | None) -> None:
        super().__init__(f"It was not published on {day}.")
        self.day, self.first = day, first


class NotShownAgain(Exception):
    """What the record said then could identify somebody."""

    def __init__(self, *, day: date) -> None:
        super().__init__(f"What it said on {day} is not shown again.")
        self.day = day


@dataclass(frozen=True)
class Read:
    """A paragraph of a report under its heading, and what it is about."""

    found: Found
    heading: str
    themes: tuple[ThemeName, ...]


@dataclass(frozen=True)
class Reading:
    """One inspection and all that is public of its authority, now or on a past day.

    `day` is the day whose state it is, `version` that of the inspection then; both are
    none where it is the state of now.
    """

    inspection: Inspection
    history: History
    day: date | None = None
    past: Past | None = None

    @property
    def ref(self) -> str:
        return self.inspection.ref

    @property
    def visit(self) -> Visit:
        return self.history.visit_by_ref[self.ref]

    @property
    def shown_on(self) -> date:
        """The day whose state is shown."""
        return self.history.today

    @property
    def version(self) -> Version | None:
        return self.past.kept[self.ref].version if self.past else None

    def sections(self, *, theme: str = "") -> tuple[Section, ...]:
        """Return what the report found, by heading; of now it costs a query."""
        if self.past is None:
            return findings_of(self.inspection, theme=theme)
        return sections_of(self.past.kept[self.ref].findings_on(theme))

    def finding(self, number: int) -> Read | None:
        """Return one paragraph by its number; of now it costs two queries."""
        if self.past is not None:
            kept = self.past.kept[self.ref]
            own = [row for row in kept.findings if row.position == number]
            return _read(own[0], kept.themes_of(own[0])) if own else None
        rows = Finding.objects.published().filter(inspection=self.inspection)
        row = rows.prefetch_related("themes").filter(position=number).first()
        return _read(row, tuple(row.themes.all())) if row else None


def _read(finding: Finding, themes: tuple[Theme, ...]) -> Read:
    names = tuple(ThemeName(theme.name, theme.slug) for theme in themes)
    return Read(found_of(finding), finding.section, names)


def reading_of(
    inspection: Inspection, *, today: date, day: date | None = None
) -> Reading:
    """Return a public inspection as it stands, or as it stood at the end of a day.

    Raises `NotPublishedThen` or `NotShownAgain`. Today is no past day.
    """
    authority = inspection.authority
    if day is None or day >= today:
        return Reading(inspection, history_of(authority, today=today), day=day)
    past = past_of(authority, day=day)
    kept = past.kept.get(inspection.ref)
    if kept is None:
        raise NotPublishedThen(day=day, first=inspection.first_published_at)
    if kept.version.is_hidden:
        raise NotShownAgain(day=day)
    return Reading(kept.inspection, past.history, day=day, past=past)


def must_be_public_then(
    record: CouncilResponse | CouncilAction, reading: Reading
) -> None:
    """Raise where a record of the council was not public here on a past day."""
    if reading.past is None or reading.day is None:
        return
    is_action = isinstance(record, CouncilAction)
    versions = reading.past.actions if is_action else reading.past.responses
    version = versions.get((reading.ref, record.number))
    if version is None:
        raise NotPublishedThen(day=reading.day, first=record.first_published_at)
    if version.is_hidden:
        raise NotShownAgain(day=reading.day)


@dataclass(frozen=True)
class AuthorityReading:
    """All that is public of an authority, now or as it stood on a past day."""

    authority: Authority
    history: History
    day: date | None = None
    past: Past | None = None

    # Only the reading of one inspection has a version: an authority has many.
    version: Version | None = None

    @property
    def shown_on(self) -> date:
        """The day whose state is shown."""
        return self.history.today

    def with_records(self, visits: Sequence[Visit]) -> list[tuple[Inspection, Visit]]:
        """Return visits with their records; of now it costs a query."""
        if self.past is not None:
            return [(self.past.kept[visit.ref].inspection, visit) for visit in visits]
        refs = [visit.ref for visit in visits]
        rows = Inspection.objects.published().filter(ref__in=refs)
        by_ref = {row.ref: row for row in rows}
        return [(by_ref[visit.ref], visit) for visit in visits]


def reading_of_authority(
    authority: Authority, *, today: date, day: date | None = None
) -> AuthorityReading:
    """Return what is public of an authority, or was at the end of a day.

    Raises `NotPublishedThen` where nothing of it was published here then.
    """
    if day is None or day >= today:
        return AuthorityReading(authority, history_of(authority, today=today), day=day)
    past = past_of(authority, day=day)
    if not past.history.visits:
        raise NotPublishedThen(day=day, first=None)
    return AuthorityReading(authority, past.history, day=day, past=past)
