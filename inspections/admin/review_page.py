"""What the review page shows: each field beside its passage and how sure it is."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.forms import BaseForm, BaseFormSet, BoundField

from inspections.admin.review_forms import items_of
from inspections.importing import ParsedReport, ReportUnreadable
from inspections.importing.page_images import Box, Located, find_passages
from inspections.importing.parsed import Read, ReadWarning
from inspections.models import ReportFile

SURE_FROM, CHECK_FROM = 0.95, 0.6
A_DAY = 86_400

LEVELS = {
    "sure": "Sure",
    "check": "Check this",
    "doubtful": "Doubtful",
    "missing": "Missing",
    "none": "Not printed",
}

# The name under which a warning speaks of a field, and where that stands on the page.
WARNED: dict[str, str] = {
    "authority_urn": "authority",
    "inspection_start": "started",
    "inspection_end": "ended",
    "inspection_dates": "started",
    "published": "published_on",
    "lead_inspector": "lead_inspectors",
    "theme": "focus",
    "statement_deadline": "statement_due",
    "previous_inspections": "previous_as_printed",
    "title": "kind",
    "priority_actions": "items",
    "recommendations": "items",
    "lscb_recommendations": "items",
}


@dataclass(frozen=True)
class Fact:
    """One field: its control, how sure it is, the printed words and where they are."""

    name: str
    control: BoundField
    level: str
    quote: str = ""
    page: int | None = None
    mark: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return LEVELS[self.level]


@dataclass(frozen=True)
class Row:
    """A judgement, a recommendation or a finding: its form and what was read there."""

    form: BaseForm
    number: int
    level: str = ""
    page: int | None = None
    mark: str = ""
    is_new: bool = False
    is_offered: bool = False
    is_first_offered: bool = False
    themes: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return LEVELS[self.level] if self.level else ""

    @property
    def is_opened(self) -> bool:
        """Say whether a field that is folded away has a mistake or an answer in it."""
        folded = {"heading", "page", "subject", "section", "paragraph", "__all__"}
        if "missing_reason" in self.form.fields and not self.is_offered:
            folded |= {"grade", "missing_reason"}
            if self.form["missing_reason"].value():
                return True
        return bool(folded & self.form.errors.keys())


@dataclass(frozen=True)
class Section:
    """Findings that stand under one heading."""

    title: str
    rows: list[Row]
    has_errors: bool


@dataclass(frozen=True)
class Mark:
    """A passage on a page, as boxes in the drawing's own units."""

    name: str
    boxes: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class PageShown:
    number: int
    width: int
    height: int
    marks: list[Mark]


@dataclass(frozen=True)
class WarningShown:
    sentence: str
    page: int | None
    anchor: str


def level_of(confidence: float) -> str:
    """Put a confidence from 0 to 1 into a word's code."""
    if confidence >= SURE_FROM:
        return "sure"
    return "check" if confidence >= CHECK_FROM else "doubtful"


def warnings_shown(
    parsed: ParsedReport, *, judgements: Sequence[Row]
) -> list[WarningShown]:
    """Return each warning with the place on the page where it can be mended."""
    shown = [WarningShown(w.sentence, w.page, anchor_of(w)) for w in parsed.warnings]
    offered = [row for row in judgements if row.is_offered]
    if offered and not any(warning.anchor == "judgements" for warning in shown):
        sentence = f"{len(offered)} grades could not be read: choose each as printed."
        shown.append(WarningShown(sentence, offered[0].page, "judgements"))
    return shown


def anchor_of(warning: ReadWarning) -> str:
    """Return the id of the field, or the part, that a warning speaks of."""
    name = WARNED.get(warning.field, warning.field)
    if name in ("judgements", "items", "findings"):
        return name
    return f"fact-{name}" if name else "facts"


def facts_shown(parsed: ParsedReport, form: BaseForm) -> list[Fact]:
    """Return every fact in the order of the form."""
    sources = _sources(parsed)
    shown = []
    for control in form:
        name = control.name
        read = sources.get(name)
        warned = [
            w.sentence for w in parsed.warnings if WARNED.get(w.field, w.field) == name
        ]
        if read is None:
            level = "missing" if warned or control.field.required else "none"
        else:
            level = level_of(read.confidence)
            level = "check" if warned and level == "sure" else level
        shown.append(
            Fact(
                name,
                control,
                level,
                quote=read.quote if read else "",
                page=read.page if read else None,
                mark=f"mark-{name}" if read and read.quote else "",
                warnings=warned,
            )
        )
    return shown


def _sources(parsed: ParsedReport) -> dict[str, Read[Any] | None]:
    windows = [*parsed.windows, None, None]
    previous = next(iter(parsed.previous_inspections), None)
    return {
        "authority": parsed.authority,
        "kind": parsed.title,
        "started": windows[0],
        "ended": windows[0],
        "second_started": windows[1],
        "second_ended": windows[1],
        "published_on": parsed.published,
        "lead_inspectors": next(iter(parsed.lead_inspectors), None),
        "partners": next(iter(parsed.partners), None),
        "focus": parsed.theme,
        "outcome": parsed.outcome,
        "next_inspection": parsed.next_inspection,
        "statement_due": parsed.statement_deadline,
        "previous_as_printed": Read(previous.words, previous.page, previous.words)
        if previous
        else None,
        "licence": parsed.licence,
    }


def judgement_rows(parsed: ParsedReport, forms: "BaseFormSet[Any]") -> list[Row]:
    """Return a row for each judgement read or to be filled in, and the empty one."""
    read = [(j.page, level_of(j.confidence)) for j in parsed.judgements]
    return [
        replace(
            row,
            is_offered=True,
            is_first_offered=row.number == len(read) + 1,
            level="missing",
            page=_number(row.form["page"].value()),
        )
        if row.number > len(read) and not row.is_new
        else row
        for row in _rows(forms, "judgement", read)
    ]


def _number(value: Any) -> int | None:
    return int(value) if str(value).isdecimal() else None


def item_rows(parsed: ParsedReport, forms: "BaseFormSet[Any]") -> list[Row]:
    """Return a row for each thing that the report asks for, and the empty one."""
    return _rows(
        forms, "item", [(i.page, level_of(i.confidence)) for i in items_of(parsed)]
    )


def finding_sections(parsed: ParsedReport, forms: "BaseFormSet[Any]") -> list[Section]:
    """Return the findings under the headings that they stand under."""
    rows = _rows(forms, "finding", [(f.page, "") for f in parsed.findings])
    titles = [finding.section for finding in parsed.findings]
    pairs = zip(rows, [*titles, *["Add a finding"] * len(rows)], strict=False)
    sections = []
    for title, group in groupby(pairs, key=lambda pair: pair[1]):
        under = [row for row, _ in group]
        wrong = any(row.form.errors for row in under)
        sections.append(Section(title or "No heading", under, wrong))
    return sections


def _rows(
    forms: "BaseFormSet[Any]", name: str, read: Sequence[tuple[int, str]]
) -> list[Row]:
    rows = []
    for place, form in enumerate(forms):
        page, level = read[place] if place < len(read) else (None, "")
        rows.append(
            Row(
                form,
                place + 1,
                level=level,
                page=page,
                mark=f"mark-{name}-{place + 1}" if page else "",
                is_new=form.empty_permitted,
                themes=_ticked(form),
            )
        )
    return rows


def _ticked(form: BaseForm) -> list[str]:
    if "themes" not in form.fields:
        return []
    names: dict[Any, Any] = dict(form.fields["themes"].choices)  # type: ignore[attr-defined]
    ticked = form["themes"].value() or []
    return [names[slug] for slug in ticked if slug in names]


def passages_of(parsed: ParsedReport) -> list[tuple[str, int, str]]:
    """Return what can be marked on the pages: mark's name, page and printed words."""
    facts = [
        (f"mark-{name}", read.page, read.quote)
        for name, read in _sources(parsed).items()
        if read and read.quote
    ]
    return [
        *facts,
        *_named("judgement", [(j.page, j.heading) for j in parsed.judgements]),
        *_named("item", [(i.page, i.text) for i in items_of(parsed)]),
        *_named("finding", [(f.page, f.text) for f in parsed.findings]),
    ]


def _named(
    name: str, passages: Sequence[tuple[int, str]]
) -> list[tuple[str, int, str]]:
    return [
        (f"mark-{name}-{number}", page, words)
        for number, (page, words) in enumerate(passages, 1)
    ]


def pages_shown(parsed: ParsedReport, report_file: ReportFile) -> list[PageShown]:
    """Return each page with its marks; asks the PDF once a day for each reading."""
    passages = passages_of(parsed)
    digest = hashlib.sha256(json.dumps(passages).encode()).hexdigest()
    key = f"passages-{report_file.sha256}-{digest}"
    located: Located | None = cache.get(key)
    if located is None:
        with report_file.file.open("rb") as file:
            data = file.read()
        try:
            located = find_passages(
                data, [(page, words) for _, page, words in passages]
            )
        except ReportUnreadable:
            located = Located((), tuple(() for _ in passages))
        cache.set(key, located, A_DAY)
    sizes = located.pages or ((595.0, 842.0),) * report_file.pages
    shown = [PageShown(n, round(w), round(h), []) for n, (w, h) in enumerate(sizes, 1)]
    for (name, number, _), boxes in zip(passages, located.boxes, strict=True):
        if boxes and number <= len(shown):
            page = shown[number - 1]
            page.marks.append(Mark(name, tuple(_scaled(box, page) for box in boxes)))
    return shown


def _scaled(box: Box, page: PageShown) -> tuple[float, float, float, float]:
    return (
        round(box.x * page.width - 2, 1),
        round(box.y * page.height - 1, 1),
        round(box.width * page.width + 4, 1),
        round(box.height * page.height + 2, 1),
    )
