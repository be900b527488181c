"""Pairs of real reports, labelled by hand, and how well suggestions agree with them.

The labels lie beside the collection of reports; neither is part of the project.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from inspections.importing import ParsedReport, read_report
from inspections.linking import (
    EarlierRecommendation,
    LaterReport,
    Suggestion,
    suggest_links,
)
from inspections.management.report_parts import (
    RECOMMENDATION,
    earlier_recommendations,
    later_report,
)
from inspections.vocabulary import Verdict
from inspections.word_counts import load

COLLECTION = Path(os.environ.get("REPORTS_DIR", "../shared"))
LABELS = COLLECTION / "labels" / "lineage.json"
MISSING = f"The labelled pairs of reports are not in {LABELS}."


@dataclass(frozen=True)
class Link:
    """What a reader found a later report to say of one earlier recommendation."""

    recommendation: EarlierRecommendation
    paragraphs: frozenset[int]
    restated_by: frozenset[int]
    verdict: str


@dataclass(frozen=True)
class Pair:
    """Two reports of one authority and the links between them, without the doubtful."""

    name: str
    earlier: Path
    later: LaterReport
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1: of links with evidence, of restatements, of all links."""

    first: float
    in_three: float
    precision: float
    recall: float
    verdicts: float
    commonest: float

    def __str__(self) -> str:
        return (
            f"first {self.first:.1%}  in three {self.in_three:.1%}  restated:"
            f" right {self.precision:.1%} found {self.recall:.1%}  verdicts"
            f" {self.verdicts:.1%} (always the commonest {self.commonest:.1%})"
        )


@lru_cache(maxsize=1)
def pairs() -> tuple[Pair, ...]:
    """Read the labelled pairs, each report once."""
    labels = json.loads(LABELS.read_text(encoding="utf-8"))["pairs"]
    return tuple(_pair(label) for label in labels)


@lru_cache(maxsize=64)
def report(path: Path) -> ParsedReport:
    """Read a report of the collection."""
    return read_report(path)


def score(found: Iterable[tuple[Link, Suggestion]]) -> Score:
    """Compare suggestions with what a reader found."""
    found = list(found)
    shown = [
        ([ranked.paragraph.number for ranked in suggestion.paragraphs], link.paragraphs)
        for link, suggestion in found
        if link.paragraphs
    ]
    proposed = [
        ({again.recommendation.position for again in suggestion.restated_by}, link)
        for link, suggestion in found
    ]
    right = sum(len(positions & link.restated_by) for positions, link in proposed)
    said = [link.verdict for link, _ in found]
    return Score(
        first=sum(bool(wanted & set(n[:1])) for n, wanted in shown) / len(shown),
        in_three=sum(bool(wanted & set(n[:3])) for n, wanted in shown) / len(shown),
        precision=right / max(sum(len(positions) for positions, _ in proposed), 1),
        recall=right / max(sum(len(link.restated_by) for link, _ in found), 1),
        verdicts=sum(
            link.verdict == suggestion.verdict.verdict for link, suggestion in found
        )
        / len(found),
        commonest=max(said.count(verdict) for verdict in set(said)) / len(said),
    )


def suggested(chosen: Iterable[Pair]) -> Iterator[tuple[Link, Suggestion]]:
    """Yield each link of some pairs with what is suggested for it."""
    for pair in chosen:
        suggestions = suggest_links(
            [link.recommendation for link in pair.links],
            later=pair.later,
            background=load(),
        )
        yield from zip(pair.links, suggestions, strict=True)


def _pair(label: dict[str, Any]) -> Pair:
    earlier, later = COLLECTION / label["earlier"], COLLECTION / label["later"]
    asked = {
        position: recommendation
        for kind, position, recommendation in earlier_recommendations(report(earlier))
        if kind == RECOMMENDATION
    }
    return Pair(
        name=f"{earlier.parent.name} {earlier.name[:4]}-{later.name[:4]}",
        earlier=earlier,
        later=later_report(report(later)),
        links=tuple(
            Link(
                recommendation=asked[link["recommendation_index"]],
                paragraphs=frozenset(link["later_paragraphs"]),
                restated_by=frozenset(link["later_recommendations"]),
                verdict=_verdict(link["verdict"]),
            )
            for link in label["links"]
            if link["confidence"] != "low"
        ),
    )


def _verdict(printed: str) -> str:
    return Verdict.NOT_REVISITED if printed == "not_mentioned" else printed
