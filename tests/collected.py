"""Real reports as visits without a database, each linked to the next by suggestions."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

from inspections.comparison import Comparison
from inspections.frameworks import framework_for
from inspections.importing import ParsedReport, ReportUnreadable, read_report
from inspections.importing.drafts import kind_of
from inspections.linking import suggest_links
from inspections.management.report_parts import (
    PRIORITY_ACTION,
    RECOMMENDATION,
    earlier_recommendations,
    later_report,
)
from inspections.threads import History
from inspections.visits import Passage, Raised, VerdictGiven, Visit
from inspections.vocabulary import RecommendationKind
from inspections.word_counts import load

REPORTS = Path(os.environ.get("REPORTS_DIR", "../shared")) / "reports"
TODAY = date(2026, 11, 22)


def histories(*, every: int = 1) -> Iterator[tuple[str, History]]:
    """Read the reports of one authority in so many, each a history of its own."""
    for folder in sorted(path for path in REPORTS.iterdir() if path.is_dir())[::every]:
        history = history_of_folder(folder)
        if len(history.visits) > 1:
            yield folder.name, history


def history_of_folder(folder: Path) -> History:
    read = sorted(_readable(folder), key=lambda pair: (pair[1].ended, pair[1].ref))
    visits = [visit for _, visit in read]
    for place in range(1, len(read)):
        visits[place] = _linked(read[place - 1], read[place])
    return History(visits=tuple(visits), answers=(), today=TODAY)


def pairs(history: History) -> Iterator[Comparison]:
    """Compare every two visits, not only those that follow each other."""
    for earlier, later in combinations(history.visits, 2):
        yield history.pair(earlier.ref, later.ref)


def parts_of(comparison: Comparison) -> tuple[list[str], list[str]]:
    """Return the references that the four lists hold, of the earlier and later visit.

    A later item that restates an earlier one is held by that one, once.
    """
    groups = (comparison.carried_over, comparison.restated, comparison.not_revisited)
    earlier = [item.recommendation.ref for group in groups for item in group]
    again = {raised.ref for item in comparison.restated for raised in item.restated_by}
    return earlier, [*again, *(raised.ref for raised in comparison.new)]


def refs_of(visit: Visit) -> list[str]:
    return [raised.ref for raised in visit.recommendations]


def _readable(folder: Path) -> Iterator[tuple[ParsedReport, Visit]]:
    for number, file in enumerate(sorted(folder.glob("*.pdf"))):
        try:
            report = read_report(file)
        except ReportUnreadable:
            continue
        if report.windows:
            yield report, _visit(report, ref=f"{folder.name}-{number}")


def _visit(report: ParsedReport, *, ref: str) -> Visit:
    start, end = report.inspection_start, report.inspection_end
    assert start and end
    kind = kind_of(report)
    asked = (
        *report.priority_actions,
        *report.recommendations,
        *report.lscb_recommendations,
    )
    return Visit(
        ref=ref,
        authority=ref,
        kind=kind,
        framework=framework_for(kind, start),
        started=start,
        ended=end,
        recommendations=tuple(
            Raised(ref, number, RecommendationKind(item.kind), Passage(item.text))
            for number, item in enumerate(asked, start=1)
        ),
    )


def _linked(
    earlier: tuple[ParsedReport, Visit], later: tuple[ParsedReport, Visit]
) -> Visit:
    """Give a visit what the suggestions say of the one before it."""
    before, asking = earlier
    after, answering = later
    asked = earlier_recommendations(before)
    suggestions = suggest_links(
        [recommendation for _, _, recommendation in asked],
        later=later_report(after),
        background=load(),
    )
    verdicts: list[VerdictGiven] = []
    restates: list[tuple[str, str]] = []
    for (kind, position, _), suggestion in zip(asked, suggestions, strict=True):
        ref = _ref(asking, before, kind=kind, position=position)
        verdicts.append(VerdictGiven(ref, suggestion.verdict.verdict))
        for again in suggestion.restated_by:
            found = again.recommendation
            new = _ref(answering, after, kind=found.kind, position=found.position)
            restates.append((ref, new))
    return replace(answering, verdicts=tuple(verdicts), restates=tuple(restates))


def _ref(visit: Visit, report: ParsedReport, *, kind: str, position: int) -> str:
    """Return the reference of an item by its list and its position in that list."""
    lists: dict[str, Sequence[object]] = {
        PRIORITY_ACTION: report.priority_actions,
        RECOMMENDATION: report.recommendations,
    }
    before = len(report.priority_actions) if kind == RECOMMENDATION else 0
    places = [getattr(item, "position", 0) for item in lists[kind]]
    return f"{visit.ref} R{before + places.index(position) + 1}"
