"""The notebook in which a kind's reader collects what it finds and what it doubts."""

from dataclasses import dataclass, field
from datetime import date

from inspections.importing.authorities import match_authority
from inspections.importing.layout import Report
from inspections.importing.parsed import (
    DOUBTFUL,
    FindingRead,
    FootnoteRead,
    JudgementRead,
    NumberedRead,
    ParsedReport,
    PreviousInspection,
    Read,
    ReadWarning,
    RecommendationRead,
    Window,
)

PRIORITY_ACTION = "area_for_priority_action"


@dataclass(slots=True)
class Reading:
    """What has been read of one report so far; `finish` turns it into a record."""

    report: Report
    kind: str
    reinspection: bool = False
    title: Read[str] | None = None
    authority: Read[str] | None = None
    windows: list[Read[Window]] = field(default_factory=list)
    published: Read[date] | None = None
    lead_inspectors: list[Read[str]] = field(default_factory=list)
    partners: list[Read[str]] = field(default_factory=list)
    partnership: Read[str] | None = None
    judgements: list[JudgementRead] = field(default_factory=list)
    outcome: Read[str] | None = None
    next_inspection: Read[str] | None = None
    theme: Read[str] | None = None
    statement_deadline: Read[date] | None = None
    licence: Read[str] | None = None
    previous_inspections: list[PreviousInspection] = field(default_factory=list)
    recommendations: list[RecommendationRead] = field(default_factory=list)
    priority_actions: list[RecommendationRead] = field(default_factory=list)
    lscb_recommendations: list[RecommendationRead] = field(default_factory=list)
    findings: list[FindingRead] = field(default_factory=list)
    numbered_other: list[NumberedRead] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)

    def warn(
        self, code: str, sentence: str, *, page: int | None = None, about: str = ""
    ) -> None:
        """Note something missing or doubtful, once."""
        warning = ReadWarning(code=code, sentence=sentence, page=page, field=about)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def list_for(self, kind: str) -> list[RecommendationRead]:
        """Return the list that holds what a report asks for under this kind's code."""
        is_urgent = kind == PRIORITY_ACTION
        return self.priority_actions if is_urgent else self.recommendations

    def finish(self) -> ParsedReport:
        """Return the record, the authority looked up by its name and the dates."""
        slug, urn = self._authority()
        return ParsedReport(
            kind=self.kind,
            page_count=self.report.page_count,
            reinspection=self.reinspection,
            title=self.title,
            authority=self.authority,
            authority_slug=slug,
            urn=urn,
            windows=tuple(self.windows),
            published=self.published,
            lead_inspectors=tuple(self.lead_inspectors),
            partners=tuple(self.partners),
            partnership=self.partnership,
            judgements=tuple(self.judgements),
            outcome=self.outcome,
            next_inspection=self.next_inspection,
            theme=self.theme,
            statement_deadline=self.statement_deadline,
            licence=self.licence,
            previous_inspections=tuple(self.previous_inspections),
            recommendations=tuple(self.recommendations),
            priority_actions=tuple(self.priority_actions),
            lscb_recommendations=tuple(self.lscb_recommendations),
            findings=tuple(self.findings),
            numbered_other=tuple(self.numbered_other),
            footnotes=tuple(
                FootnoteRead(mark=n.mark, text=n.text, page=n.page)
                for n in self.report.footnotes
            ),
            warnings=tuple(self.warnings),
        )

    def _authority(self) -> tuple[str | None, Read[int] | None]:
        printed = self.authority
        if printed is None:
            self.warn(
                "no_authority",
                "The authority's name could not be found: choose the authority.",
                about="authority",
            )
            return None, None
        day = max((w.value.end for w in self.windows), default=None)
        matching = match_authority(printed.value, on=day)
        match = matching.only
        if match is None:
            several = ", ".join(a.name for a in matching.found)
            self.warn(
                "authority_unclear" if several else "authority_unknown",
                f"The name “{printed.value}” may mean {several}: choose one."
                if several
                else f"No authority is known as “{printed.value}”: choose one.",
                page=printed.page,
                about="authority",
            )
            return None, None
        confidence = printed.confidence
        if day is not None and not match.existed(day):
            confidence = DOUBTFUL
            self.warn(
                "authority_not_then",
                f"{match.name} did not exist on {day:%-d %B %Y}: check the authority.",
                page=printed.page,
                about="authority",
            )
        if match.urn is None:
            self.warn(
                "authority_without_urn",
                f"No URN is known for {match.name}.",
                page=printed.page,
                about="authority",
            )
            return match.slug, None
        return match.slug, Read(match.urn, printed.page, printed.quote, confidence)
