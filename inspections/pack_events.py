"""What happened to an authority's recommendations, day by day, and what shows it.

Pure: an authority's history goes in, dated events and pieces of evidence come out, each
in one voice and with the reference and page of what proves it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspections.accounts import ActionReported, Answer, UpdateReported
from inspections.slips import TargetDate
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import Visit
from inspections.vocabulary import Verdict


@dataclass(frozen=True)
class Event:
    """One dated thing that happened, and the record that shows it.

    `ref` is the reference of a visit, recommendation or action; `page` of its report.
    `voice` is "council" or "inspectors".
    """

    day: date
    voice: str
    words: str
    ref: str
    page: int | None = None
    is_month_only: bool = False

    @property
    def day_words(self) -> str:
        return TargetDate(self.day, self.is_month_only).words


@dataclass(frozen=True)
class Evidence:
    """Where something stands: the reference of its document, and the page or address.

    What the council points to (`voice` "council") was checked by nobody here.
    """

    voice: str
    shows: str
    ref: str
    page: int | None = None
    address: str = ""

    @property
    def place(self) -> str:
        """The reference with its page, or else with its address, in one line."""
        page = f"page {self.page}" if self.page else ""
        return ", ".join(part for part in (self.ref, page, self.address) if part)


def inside(events: Iterator[Event], *, start: date, end: date) -> tuple[Event, ...]:
    """Return the events of a period, both days included, each once, oldest first."""
    kept = {event: None for event in events if start <= event.day <= end}
    return tuple(sorted(kept, key=lambda e: (e.day, _in_order(e.ref))))


def _in_order(ref: str) -> tuple[str, str, int]:
    """Return what puts a part's number in order: R2 comes before R10."""
    whole, _, part = ref.partition(" ")
    return whole, part[:1], int(part[1:] or 0)


def events_of_history(history: History) -> Iterator[Event]:
    """Give everything dated of an authority; what two records tell comes twice."""
    for visit in history.visits:
        yield from _events_of_visit(visit)
    for answer in history.answers:
        if answer.is_found and answer.published_on:
            words = f"{answer.kind_label} published"
            yield Event(answer.published_on, "council", words, answer.ref)
        for action in answer.actions:
            yield from events_of_action(action)
    for tracked in history.tracked:
        yield from events_of(tracked)


def _events_of_visit(visit: Visit) -> Iterator[Event]:
    words = f"{visit.kind_label} ended"
    if visit.headline_grade:
        words += f": overall {visit.headline_grade.label.lower()}"
    month = visit.is_month_only
    yield Event(visit.ended, "inspectors", words, visit.ref, is_month_only=month)
    if visit.published_on:
        yield Event(visit.published_on, "inspectors", "Report published", visit.ref)


def events_of(tracked: Tracked) -> Iterator[Event]:
    """Give everything dated of one recommendation, with its actions'."""
    raised, visit = tracked.raised, tracked.visit
    words = "Asked for again" if tracked.restates else "Asked for"
    page, month = raised.passage.page, visit.is_month_only
    yield Event(visit.ended, "inspectors", words, raised.ref, page, month)
    for later, given in tracked.verdicts:
        if given.verdict is not Verdict.NOT_REVISITED:
            page = given.passage.page if given.passage else None
            found = f"{given.verdict.label}, in {later.ref}"
            month = later.is_month_only
            yield Event(later.ended, "inspectors", found, raised.ref, page, month)
    for answer, position in tracked.positions:
        if answer.published_on:
            words = f"Position: {position.position.label.lower()}"
            yield Event(answer.published_on, "council", words, raised.ref)
    for action in tracked.actions:
        yield from events_of_action(action)


def events_of_action(action: ActionReported) -> Iterator[Event]:
    """Give every dated word of the council on an action."""
    target = action.first
    for update in action.updates:
        words = update.delivery.label
        if _moves(target, update):
            moved = "moved" if target else "set"
            target = update.new_target
            words += f"; target date {moved} to {target.words if target else ''}"
        if update.reason:
            words += f". Its reason: {update.reason}"
        month = update.is_month_only
        yield Event(update.dated, "council", words, action.ref, is_month_only=month)


def _moves(target: TargetDate | None, update: UpdateReported) -> bool:
    new = update.new_target
    return new is not None and (target is None or new.last_day != target.last_day)


def evidence_of(tracked: Tracked) -> Iterator[Evidence]:
    """Give all that a recommendation and what is said of it rest on."""
    raised = tracked.raised
    page = raised.passage.page
    yield Evidence("inspectors", "Asked for", raised.inspection_ref, page)
    for visit, given in tracked.verdicts:
        if given.passage:
            shows = given.verdict.label
            yield Evidence("inspectors", shows, visit.ref, given.passage.page)
    for again in tracked.restated_by:
        page = again.passage.page
        yield Evidence("inspectors", f"Asked for again as {again.ref}", again.ref, page)
    for answer, position in tracked.positions:
        yield _position(answer, position.position.label, position.page)
    for action in tracked.actions:
        yield from evidence_of_action(action)


def _position(answer: Answer, label: str, page: int | None) -> Evidence:
    shows = f"{label}, in “{answer.title}”"
    return Evidence("council", shows, answer.ref, page, answer.url)


def evidence_of_action(action: ActionReported) -> Iterator[Evidence]:
    """Give what the council points to for an action: its papers and its links."""
    source = action.source_note or "the council’s published papers"
    yield Evidence("council", f"Action, in {source}", action.ref)
    for update in action.updates:
        said = TargetDate(update.dated, update.is_month_only).words
        shows = f"{update.delivery.label}, {said}"
        if update.source_note:
            shows += f", in {update.source_note}"
        yield Evidence("council", shows, action.ref, address=update.source_url)
    for link in action.evidence:
        yield Evidence("council", link.label, action.ref, address=link.url)
