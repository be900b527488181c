"""What the linking page shows: each open concern with passages, verdicts and ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inspections.admin.decisions import KEPT, DecisionForm
from inspections.admin.linking_report import Report
from inspections.concerns import Concern
from inspections.models import Finding, ProgressVerdict, Recommendation
from inspections.suggesting import Suggested
from inspections.vocabulary import Verdict

SHOWN_AT_ONCE = 3
# A likeness from which a proposed restatement is ticked, for staff to untick.
TICKED_FROM = 0.5

KEYS: dict[Verdict, str] = {
    Verdict.ADDRESSED: "A",
    Verdict.IMPROVED: "I",
    Verdict.UNCHANGED: "U",
    Verdict.DECLINED: "D",
    Verdict.NOT_REVISITED: "",
}
"""The key that chooses each verdict; "not revisited" has one that saves at once."""


@dataclass(frozen=True)
class Chosen:
    """What a form's controls stand at: suggested, recorded before, or just sent."""

    verdict: str = ""
    passage: str = ""
    restated_by: frozenset[int] = frozenset()
    is_explicit: bool = False
    note: str = ""


@dataclass(frozen=True)
class PassageShown:
    """A paragraph to choose; `parts` are its words, each with whether it is telling."""

    finding: Finding
    is_chosen: bool
    parts: tuple[tuple[str, bool], ...]
    key: str = ""


@dataclass(frozen=True)
class Controls:
    """What an open form shows."""

    suggested: Suggested
    chosen: Chosen
    passages: list[PassageShown]
    more: list[PassageShown]
    elsewhere: list[PassageShown]
    verdicts: list[tuple[str, str, str, bool]]
    again: list[tuple[Recommendation, bool]]
    others: list[tuple[Recommendation, bool]]
    keeps_words: bool
    errors: list[str]


@dataclass(frozen=True)
class Line:
    """One earlier recommendation: decided, or with its form."""

    number: int
    concern: Concern
    recorded: ProgressVerdict | None
    restated_by: list[Recommendation]
    controls: Controls | None = None

    @property
    def is_done(self) -> bool:
        return self.recorded is not None


@dataclass(frozen=True)
class Asked:
    """What the address asks the page to open: a decided line, or every paragraph."""

    of: int | None = None
    everywhere: int | None = None
    words: str = ""


def lines_of(report: Report, asked: Asked, *, can_decide: bool) -> list[Line]:
    """Return a line a concern, oldest first; the undecided ones with their forms."""
    opened = {asked.of, asked.everywhere, *report.sent}
    to_open = [
        concern
        for concern in report.concerns
        if can_decide
        and (
            concern.recommendation.pk in opened
            or concern.recommendation.pk not in report.recorded
        )
    ]
    suggested = dict(
        zip(
            (concern.recommendation.pk for concern in to_open),
            report.suggest(to_open),
            strict=True,
        )
    )
    lines = []
    for number, concern in enumerate(report.concerns, 1):
        key = concern.recommendation.pk
        lines.append(
            Line(
                number=number,
                concern=concern,
                recorded=report.recorded.get(key),
                restated_by=report.restated.get(key, []),
                controls=_controls(report, concern, suggested[key], asked)
                if key in suggested
                else None,
            )
        )
    return lines


def _controls(
    report: Report, concern: Concern, suggested: Suggested, asked: Asked
) -> Controls:
    key = concern.recommendation.pk
    form = report.sent.get(key)
    chosen = _chosen(report, key, suggested, form)
    sentences = {c.finding.pk: c.sentences for c in suggested.candidates}

    def shown(finding: Finding, number: int = 0) -> PassageShown:
        return PassageShown(
            finding=finding,
            is_chosen=chosen.passage == str(finding.pk),
            parts=marked(finding.text, sentences.get(finding.pk, ())),
            key=str(number) if 0 < number < 10 else "",
        )

    passages = [shown(c.finding, c.rank) for c in suggested.candidates]
    proposed = [row for row, _ in suggested.restated_by]
    ticked = [row for row in report.later if row.pk in chosen.restated_by]
    again = list(dict.fromkeys((*proposed, *ticked)))
    return Controls(
        suggested=suggested,
        chosen=chosen,
        passages=passages[:SHOWN_AT_ONCE],
        more=passages[SHOWN_AT_ONCE:],
        elsewhere=[
            shown(finding)
            for finding in report.findings
            if finding.pk not in sentences
            and _is_wanted(finding, chosen, asked, of=key)
        ],
        verdicts=[
            (
                verdict.value,
                str(verdict.label),
                KEYS[verdict],
                verdict == chosen.verdict,
            )
            for verdict in Verdict
        ],
        again=[(row, row.pk in chosen.restated_by) for row in again],
        others=[(row, False) for row in report.later if row not in again],
        keeps_words=bool(key in report.recorded and report.recorded[key].quote),
        errors=form.sentences() if form else [],
    )


def _is_wanted(finding: Finding, chosen: Chosen, asked: Asked, *, of: int) -> bool:
    """Say whether a paragraph that was not suggested is shown all the same."""
    if chosen.passage == str(finding.pk):
        return True
    text = f"{finding.section} {finding.text}".casefold()
    return asked.everywhere == of and all(
        word in text for word in asked.words.casefold().split()
    )


def _chosen(
    report: Report, key: int, suggested: Suggested, form: DecisionForm | None
) -> Chosen:
    if form is not None:
        return _as_sent(form)
    restated = frozenset(row.pk for row in report.restated.get(key, ()))
    recorded = report.recorded.get(key)
    if recorded is not None:
        return _as_recorded(recorded, restated)
    silent = suggested.verdict is Verdict.NOT_REVISITED
    first = next(iter(suggested.candidates), None)
    return Chosen(
        verdict=suggested.verdict.value,
        passage=str(first.finding.pk) if first and not silent else "",
        restated_by=restated
        or frozenset(
            row.pk for row, likeness in suggested.restated_by if likeness >= TICKED_FROM
        ),
        is_explicit=bool(suggested.looks_back) and not silent,
    )


def _as_sent(form: DecisionForm) -> Chosen:
    data: Any = form.data
    return Chosen(
        verdict=data.get("verdict", ""),
        passage=data.get("passage", ""),
        restated_by=frozenset(form.cleaned_data.get("restated_by", ())),
        is_explicit=bool(form.cleaned_data.get("is_explicit")),
        note=data.get("note", ""),
    )


def _as_recorded(recorded: ProgressVerdict, restated: frozenset[int]) -> Chosen:
    by_paragraph = str(recorded.finding_id) if recorded.finding_id else ""
    return Chosen(
        verdict=recorded.verdict,
        passage=KEPT if recorded.quote else by_paragraph,
        restated_by=restated,
        is_explicit=recorded.is_explicit,
        note=recorded.note,
    )


def marked(text: str, sentences: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Part a text into what stands in one of the sentences and what does not."""
    parts: list[tuple[str, bool]] = [(text, False)]
    for sentence in sentences:
        parts = [new for part in parts for new in _split(part, sentence)]
    return tuple(parts)


def _split(part: tuple[str, bool], sentence: str) -> list[tuple[str, bool]]:
    words, is_marked = part
    if is_marked or sentence not in words:
        return [part]
    before, _, after = words.partition(sentence)
    pieces = [(before, False), (sentence, True), (after, False)]
    return [(words, is_marked) for words, is_marked in pieces if words]
