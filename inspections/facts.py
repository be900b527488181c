"""What one page says, as a table: a fact a row, each with the voice that says it.

Values in, rows out: no database, clock or request. The columns of three voices are one
here, for a row has one voice alone: `inspectors_say`, `council_says` or `site_infers`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inspections.accounts import ActionReported, Answer, PositionTaken
from inspections.cells import Column
from inspections.comparison import Comparison, JudgementChange, RecommendationProgress
from inspections.threads import History
from inspections.tidy_files import Place
from inspections.tracking import Tracked
from inspections.visits import JudgementMade, Passage, Raised, VerdictGiven, Visit

INSPECTORS, COUNCIL, SITE = "inspectors_say", "council_says", "site_infers"


@dataclass(frozen=True)
class Fact:
    """One thing that one voice says of one record.

    `dated` is the day of what says it: of a visit its last, of a paper its own.
    """

    ref: str
    voice: str
    what: str
    value: str | int | None = None
    text: str = ""
    page: int | None = None
    dated: date | None = None
    source_ref: str = ""
    source_url: str = ""


FACTS: tuple[Column[Fact], ...] = (
    ("ref", lambda f: f.ref),
    ("voice", lambda f: f.voice),
    ("fact", lambda f: f.what),
    ("value", lambda f: f.value),
    ("text", lambda f: f.text),
    ("page", lambda f: f.page),
    ("date", lambda f: f.dated),
    ("source_ref", lambda f: f.source_ref),
    ("source_url", lambda f: f.source_url),
)


def facts_of_history(
    place: Place, history: History, *, sources: dict[str, str]
) -> Iterator[Fact]:
    """Give everything public of an authority, visit by visit."""
    for visit in history.visits:
        yield from facts_of_visit(place, history, visit, sources=sources)


def facts_of_visit(
    place: Place, history: History, visit: Visit, *, sources: dict[str, str]
) -> Iterator[Fact]:
    """Give a visit's grades, what it asked and what became of each, and the answers."""
    url = sources.get(visit.ref, "")
    yield from (_judged(j, visit, url) for j in visit.judgements_in_order)
    for tracked in history.raised_at(visit.ref):
        yield from facts_of_recommendation(place, tracked, sources=sources)
    for answer in history.answers_to(visit.ref):
        yield _answered(answer)


def _judged(judgement: JudgementMade, visit: Visit, url: str) -> Fact:
    return Fact(
        ref=visit.ref,
        voice=INSPECTORS,
        what=f"judgement_{judgement.area.value}",
        value=(judgement.grade or judgement.reason or "") or None,
        text=judgement.words,
        page=judgement.page,
        dated=visit.ended,
        source_ref=visit.ref,
        source_url=url,
    )


def _answered(answer: Answer) -> Fact:
    return Fact(
        ref=answer.inspection_ref,
        voice=COUNCIL,
        what="response",
        value=answer.kind,
        text=answer.title,
        dated=answer.published_on or answer.last_looked_on,
        source_url=answer.url,
    )


def facts_of_recommendation(
    place: Place, tracked: Tracked, *, sources: dict[str, str]
) -> Iterator[Fact]:
    """Give a recommendation with what each voice says of it, in that order."""
    ref = tracked.raised.ref
    yield _raised(tracked.raised, tracked.visit, sources)
    for visit, given in tracked.verdicts:
        yield _verdict(ref, visit, given, sources)
    for again in tracked.restated_by:
        yield Fact(
            ref=ref,
            voice=INSPECTORS,
            what="restated_by",
            value=again.ref,
            text=_quoted(again.passage),
            page=again.passage.page,
            source_ref=again.inspection_ref,
            source_url=sources.get(again.inspection_ref, ""),
        )
    for answer, taken in tracked.positions:
        yield _position(ref, answer, taken)
    for action in tracked.actions:
        yield from _delivered(ref, action)
    yield Fact(
        ref=ref,
        voice=SITE,
        what="headline",
        value=tracked.headline.value,
        text=tracked.reason,
        source_url=place.address(
            f"/inspections/{tracked.visit.ref}/recommendations/{tracked.raised.number}/"
        ),
    )


def _raised(raised: Raised, visit: Visit, sources: dict[str, str]) -> Fact:
    return Fact(
        ref=raised.ref,
        voice=INSPECTORS,
        what=raised.kind.value,
        text=raised.passage.text,
        page=raised.passage.page,
        dated=visit.ended,
        source_ref=visit.ref,
        source_url=sources.get(visit.ref, ""),
    )


def _verdict(
    ref: str, visit: Visit, given: VerdictGiven, sources: dict[str, str]
) -> Fact:
    return Fact(
        ref=ref,
        voice=INSPECTORS,
        what="verdict",
        value=given.verdict.value,
        text=given.passage.text if given.passage else "",
        page=given.passage.page if given.passage else None,
        dated=visit.ended,
        source_ref=visit.ref,
        source_url=sources.get(visit.ref, ""),
    )


def _position(ref: str, answer: Answer, taken: PositionTaken) -> Fact:
    return Fact(
        ref=ref,
        voice=COUNCIL,
        what="position",
        value=taken.position.value,
        text=taken.words,
        page=taken.page,
        dated=answer.published_on or answer.last_looked_on,
        source_ref=answer.inspection_ref,
        source_url=answer.url,
    )


def _delivered(ref: str, action: ActionReported) -> Iterator[Fact]:
    yield Fact(
        ref=ref,
        voice=COUNCIL,
        what="action",
        value=action.delivery.value,
        text=action.text,
        dated=action.as_of,
        source_ref=action.ref,
    )
    if action.current_target:
        yield Fact(
            ref=ref,
            voice=COUNCIL,
            what="target_date",
            value=action.current_target.isoformat(),
            dated=action.as_of,
            source_ref=action.ref,
        )


def facts_of_comparisons(comparisons: Iterable[Comparison]) -> Iterator[Fact]:
    """Give what changed between the two visits of each comparison.

    A change of grade is 1, 0 or -1; where two may not be compared it is empty, and the
    text says why. What the later visit says of an item is the inspectors' voice.
    """
    for comparison in comparisons:
        for change in comparison.judgements:
            yield _changed(comparison, change)
        for progress in comparison.progress:
            yield _progressed(comparison.later, progress)
        for new in comparison.new:
            yield Fact(
                ref=new.ref,
                voice=INSPECTORS,
                what="new_recommendation",
                text=new.passage.text,
                page=new.passage.page,
                dated=comparison.later.ended,
                source_ref=comparison.later.ref,
            )


def _changed(comparison: Comparison, change: JudgementChange) -> Fact:
    return Fact(
        ref=comparison.earlier.ref,
        voice=SITE,
        what=f"change_{change.area.value}",
        value=change.change,
        text=change.words if change.change is not None else change.reason,
        dated=comparison.later.ended,
        source_ref=comparison.later.ref,
    )


def _progressed(later: Visit, progress: RecommendationProgress) -> Fact:
    """Return what became of an earlier recommendation; nothing said is no value."""
    given = progress.verdict
    again = ", ".join(raised.ref for raised in progress.restated_by)
    passage = given.passage if given else None
    return Fact(
        ref=progress.recommendation.ref,
        voice=INSPECTORS,
        what="restated_by" if again else "verdict",
        value=again or (given.verdict.value if given else None),
        text=passage.text if passage else "",
        page=passage.page if passage else None,
        dated=later.ended,
        source_ref=later.ref,
    )


def _quoted(passage: Passage) -> str:
    return "" if passage.is_summary else passage.text
