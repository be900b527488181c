"""Print what later reports seem to say of an earlier report's recommendations."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.importing import ParsedReport, ReportUnreadable, read_report
from inspections.linking import Suggestion, suggest_links
from inspections.management.report_parts import (
    RECOMMENDATION,
    earlier_recommendations,
    later_report,
)
from inspections.vocabulary import Verdict
from inspections.word_counts import load

SHOWN_AS_TEXT = 3
# What the hand-made labels call a recommendation of which the later report is silent.
SILENT = "not_mentioned"


@dataclass(frozen=True, slots=True)
class Link:
    """A suggestion for one recommendation of one earlier and one later report."""

    earlier: ParsedReport
    later: ParsedReport
    kind: str
    position: int
    suggestion: Suggestion


class Command(BaseCommand):
    help = (
        "Suggest what later reports say of each recommendation of an earlier report of"
        " the same authority. Stores nothing."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("earlier", metavar="EARLIER")
        parser.add_argument("later", nargs="+", metavar="LATER")
        parser.add_argument("--format", choices=("jsonl", "text"), default="jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        show = as_line if options["format"] == "jsonl" else as_text
        earlier = read(options["earlier"])
        for file in options["later"]:
            later = read(file)
            check_order(earlier, later=later)
            for link in links_between(earlier, later=later):
                self.stdout.write(show(link))


def read(file: str) -> ParsedReport:
    """Read a report, or stop with a sentence that names the file and the reason."""
    try:
        return read_report(file)
    except ReportUnreadable as error:
        raise CommandError(f"{file}: {error}") from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise CommandError(f"{file} cannot be opened: {reason}.") from error


def check_order(earlier: ParsedReport, *, later: ParsedReport) -> None:
    """Stop where the report given as the later one is not."""
    before, after = earlier.inspection_end, later.inspection_end
    if before and after and after <= before:
        raise CommandError(
            f"{later.file} is of an inspection that ended on {after}, and so is not"
            f" later than {earlier.file}, which ended on {before}. Give the earlier"
            " report first."
        )


def links_between(earlier: ParsedReport, *, later: ParsedReport) -> Iterator[Link]:
    """Yield a link for each recommendation of the earlier report."""
    asked = earlier_recommendations(earlier)
    suggestions = suggest_links(
        [recommendation for _, _, recommendation in asked],
        later=later_report(later),
        background=load(),
    )
    for (kind, position, _), suggestion in zip(asked, suggestions, strict=True):
        yield Link(earlier, later, kind, position, suggestion)


def as_line(link: Link) -> str:
    """Return a link as one line of JSON, as the hand-made labels are scored."""
    suggestion, verdict = link.suggestion, link.suggestion.verdict
    is_plain = link.kind == RECOMMENDATION
    record = {
        "earlier": link.earlier.file,
        "later": link.later.file,
        "recommendation_index": link.position if is_plain else None,
        "priority_action_index": None if is_plain else link.position,
        "recommendation": suggestion.recommendation.text,
        "paragraphs": [
            found.paragraph.number
            for found in suggestion.paragraphs
            if found.paragraph.number is not None
        ],
        "later_recommendations": _restated(link, plain=True),
        "later_priority_actions": _restated(link, plain=False),
        "verdict": _printed(verdict.verdict),
        "confidence": verdict.confidence,
        "rests_on": [
            {
                "paragraph": quoted.paragraph.number,
                "page": _page(link, quoted.paragraph.key),
                "sentence": quoted.sentence,
                "words": list(quoted.words),
            }
            for quoted in verdict.rests_on
        ],
        "refers_back": [back.sentence for back in suggestion.back_references],
        "evidence": [
            {
                "paragraph": found.paragraph.number,
                "page": _page(link, found.paragraph.key),
                "score": round(found.score, 3),
                "matched": [term.lstrip("=") for term in found.matched],
                "themes": list(found.themes),
            }
            for found in suggestion.paragraphs
        ],
    }
    return json.dumps(record, ensure_ascii=False)


def as_text(link: Link) -> str:
    """Return a link for reading by eye."""
    suggestion, verdict = link.suggestion, link.suggestion.verdict
    lines = [
        f"{link.kind} {link.position}: {suggestion.recommendation.text}",
        f"  {verdict.verdict.label} ({verdict.confidence:.0%} sure)",
    ]
    for found in suggestion.paragraphs[:SHOWN_AS_TEXT]:
        number = found.paragraph.number or "-"
        page = _page(link, found.paragraph.key)
        lines.append(f"  [{number}, p. {page}] {found.paragraph.text}")
    for quoted in verdict.rests_on:
        lines.append(f"  rests on “{'”, “'.join(quoted.words)}”: {quoted.sentence}")
    for back in suggestion.back_references:
        lines.append(f"  looks back: {back.sentence}")
    for again in suggestion.restated_by:
        lines.append(f"  asked again: {again.recommendation.text}")
    return "\n".join(lines) + "\n"


def _restated(link: Link, *, plain: bool) -> list[int]:
    return [
        again.recommendation.position
        for again in link.suggestion.restated_by
        if (again.recommendation.kind == RECOMMENDATION) == plain
    ]


def _printed(verdict: Verdict) -> str:
    return SILENT if verdict == Verdict.NOT_REVISITED else verdict.value


def _page(link: Link, place: int | None) -> int | None:
    return None if place is None else link.later.findings[place].page
