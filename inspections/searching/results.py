"""What a page of search results shows: each entry with the record it leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from inspections.headline_queries import with_headline
from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    PublicModel,
    Recommendation,
    RecommendationPosition,
    SearchEntry,
    SearchIndex,
)
from inspections.searching import MODELS, Run, passages
from inspections.searching.words import Sought
from inspections.vocabulary import Headline

Kind = SearchEntry.Kind
WORDS_WITHOUT_A_HIT = 40


@dataclass(frozen=True)
class Result:
    """One line of the results: whose voice it is, where it leads, and the passage."""

    kind: str
    kind_label: str
    title: str
    url: str
    authority: str
    runs: tuple[Run, ...]
    voice: str = ""
    inspection: Inspection | None = None
    page: int | None = None
    headline: Headline | None = None

    @property
    def has_words(self) -> bool:
        """Whether there is a passage to show: a reply may be a title alone."""
        return any(run.text.strip() for run in self.runs)


def results_of(
    rows: Sequence[SearchIndex], asked: Sought, *, today: date
) -> list[Result]:
    """Return the lines for entries in their order: a query a kind, and the passages.

    A passage is of the index, so it is shown only where the record says the same still.
    """
    marked = passages([row.pk for row in rows], asked) if asked else {}
    records = _records([row.entry for row in rows], today=today)
    results = []
    for row in rows:
        record = records.get((row.entry.kind, row.entry.record_id))
        if record is not None:
            words = WORDS[row.entry.kind](record)
            is_same = row.entry.body == words
            runs = marked.get(row.pk, ()) if is_same else ()
            runs = runs or (Run(Truncator(words).words(WORDS_WITHOUT_A_HIT), False),)
            results.append(MAKERS[row.entry.kind](record, runs))
    return results


def _records(
    entries: Iterable[SearchEntry], *, today: date
) -> dict[tuple[str, int], Any]:
    """Fetch what entries lead to, of what anybody may see."""
    wanted: dict[str, list[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.kind, []).append(entry.record_id)
    found: dict[tuple[str, int], Any] = {}
    for kind, keys in wanted.items():
        if kind == Kind.AUTHORITY:
            rows: QuerySet[Any] = Authority.objects.all()
        else:
            model: type[PublicModel] = MODELS[kind]
            rows = model.objects.published().select_related(*REACH[kind])
        if kind == Kind.RECOMMENDATION:
            rows = with_headline(rows, today=today)
        found |= {(kind, row.pk): row for row in rows.filter(pk__in=keys)}
    return found


REACH: dict[str, tuple[str, ...]] = {
    Kind.INSPECTION: ("authority",),
    Kind.RECOMMENDATION: ("inspection__authority",),
    Kind.FINDING: ("inspection__authority",),
    Kind.RESPONSE: ("inspection__authority",),
    Kind.POSITION: ("response__inspection__authority", "recommendation__inspection"),
    Kind.ACTION: ("inspection__authority",),
}
WORDS: dict[str, Any] = {
    Kind.AUTHORITY: lambda row: "",
    Kind.INSPECTION: lambda row: f"{row.focus} {row.summary}",
    Kind.RECOMMENDATION: lambda row: row.text,
    Kind.FINDING: lambda row: row.text,
    Kind.RESPONSE: lambda row: row.summary,
    Kind.POSITION: lambda row: row.words,
    Kind.ACTION: lambda row: row.text,
}
"""What the index holds as a record's own words; see `search_upkeep.SOURCES`."""


def _authority(row: Authority, runs: tuple[Run, ...]) -> Result:
    return Result(
        kind=Kind.AUTHORITY,
        kind_label="Authority",
        title=row.name,
        url=row.get_absolute_url(),
        authority=row.region,
        runs=(),
    )


def _inspection(row: Inspection, runs: tuple[Run, ...]) -> Result:
    return Result(
        kind=Kind.INSPECTION,
        kind_label="Inspection",
        title=f"{row.authority.name}: {row.get_kind_display()}",
        url=row.get_absolute_url(),
        authority=row.authority.name,
        runs=runs,
        voice="In this site’s words",
        inspection=row,
    )


def _recommendation(row: Any, runs: tuple[Run, ...]) -> Result:
    record: Recommendation = row
    name = record.inspection.authority.name
    return Result(
        kind=Kind.RECOMMENDATION,
        kind_label="Recommendation",
        title=f"Recommendation {record.position} to {name}",
        url=record.get_absolute_url(),
        authority=name,
        runs=runs,
        voice="Inspectors asked",
        inspection=record.inspection,
        page=record.page,
        headline=Headline(row.headline),
    )


def _finding(row: Finding, runs: tuple[Run, ...]) -> Result:
    name = row.inspection.authority.name
    return Result(
        kind=Kind.FINDING,
        kind_label="Finding",
        title=f"{name}: {row.section or 'what inspectors found'}",
        url=f"{row.inspection.get_absolute_url()}#findings",
        authority=name,
        runs=runs,
        voice="Inspectors found",
        inspection=row.inspection,
        page=row.page,
    )


def _of_council(
    kind: str, title: str, inspection: Inspection, runs: tuple[Run, ...]
) -> Result:
    return Result(
        kind=kind,
        kind_label=str(Kind(kind).label),
        title=title,
        url=inspection.get_absolute_url(),
        authority=inspection.authority.name,
        runs=runs,
        voice="The council says, not checked",
        inspection=inspection,
    )


def _response(row: CouncilResponse, runs: tuple[Run, ...]) -> Result:
    title = f"{row.inspection.authority.name}: {row.title}"
    result = _of_council(Kind.RESPONSE, title, row.inspection, runs)
    if row.kind == CouncilResponse.Kind.NONE_FOUND:
        return replace(result, voice="In this site’s words")
    return result


def _position(row: RecommendationPosition, runs: tuple[Run, ...]) -> Result:
    inspection = row.response.inspection
    name = inspection.authority.name
    title = f"{name} on recommendation {row.recommendation.position}"
    return _of_council(Kind.POSITION, title, inspection, runs)


def _action(row: CouncilAction, runs: tuple[Run, ...]) -> Result:
    title = f"Action {row.number} of {row.inspection.authority.name}"
    url = reverse("authority-actions", args=[row.inspection.authority.slug])
    return replace(_of_council(Kind.ACTION, title, row.inspection, runs), url=url)


MAKERS: dict[str, Any] = {
    Kind.AUTHORITY: _authority,
    Kind.INSPECTION: _inspection,
    Kind.RECOMMENDATION: _recommendation,
    Kind.FINDING: _finding,
    Kind.RESPONSE: _response,
    Kind.POSITION: _position,
    Kind.ACTION: _action,
}
