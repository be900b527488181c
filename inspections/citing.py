"""What is cited of each kind of record: its primary source first, then our page.

Frozen values in, a `Cited` out: no query, clock or request. A source bears its own
date, and where a day's state is read, our address bears that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspections.accounts import ActionReported, Answer
from inspections.citations import Cited, Source
from inspections.models import Inspection
from inspections.visits import JudgementMade, Passage, Raised, Visit
from inspections.vocabulary import Area, Kind


@dataclass(frozen=True)
class Site:
    """This site as it is named in a citation: its name, and where it stands."""

    name: str
    address: str


@dataclass(frozen=True)
class Reader:
    """Who cites: from which site, the day whose state they read, and the day of now."""

    site: Site
    shown_on: date
    today: date

    def cited(
        self,
        *,
        title: str,
        ref: str,
        path: str,
        sources: Sequence[Source],
        quotation: str = "",
    ) -> Cited:
        """Return a page of ours as it is cited: at an address that keeps to the day."""
        mark = "&" if "?" in path else "?"
        return Cited(
            title=title,
            ref=ref,
            address=f"{self.site.address}{path}{mark}at={self.shown_on.isoformat()}",
            site=self.site.name,
            as_at=self.shown_on,
            accessed=self.today,
            sources=tuple(sources),
            quotation=quotation,
        )


_OFSTED = ("Ofsted",)
_CQC = "Care Quality Commission"
_AUTHORS: dict[Kind, tuple[str, ...]] = {
    Kind.JTAI: ("Ofsted", _CQC, "HMICFRS"),
    Kind.AREA_SEND: ("Ofsted", _CQC),
}
"""Who reports, where a report has several inspectorates and none are entered."""

_TITLES: dict[Kind, str] = {
    Kind.SIF: "Inspection of services for children in need of help and protection, "
    "children looked after and care leavers: {name}",
    Kind.SIF_REINSPECTION: "Re-inspection of services for children in need of help and "
    "protection, children looked after and care leavers: {name}",
    Kind.ILACS_STANDARD: "Inspection of {name} local authority children’s services",
    Kind.ILACS_SHORT: "Inspection of {name} local authority children’s services",
    Kind.FOCUSED_VISIT: "Focused visit to {name} local authority children’s services",
    Kind.MONITORING_VISIT: "Monitoring visit to {name} local authority children’s "
    "services",
    Kind.JTAI: "Joint targeted area inspection of {name}",
    Kind.AREA_SEND: "Area SEND inspection of {name} Local Area Partnership",
    Kind.SLAC: "Inspection of safeguarding and looked after children services: {name}",
    Kind.LOOKED_AFTER: "Inspection of services for looked after children: {name}",
    Kind.LSCB_REVIEW: "Review of the effectiveness of the Local Safeguarding Children "
    "Board: {name}",
    Kind.OTHER: "Inspection of children’s services: {name}",
}
"""What each kind of report is called on its cover."""


def report_source(
    inspection: Inspection, visit: Visit, *, page: int | None = None
) -> Source:
    """Return a visit's report as a source, with its own date and its own address."""
    partners = tuple(str(name) for name in inspection.partners)
    authors = (*_OFSTED, *partners) if partners else _AUTHORS.get(visit.kind, _OFSTED)
    return Source(
        authors=tuple(dict.fromkeys(authors)),
        title=_TITLES[visit.kind].format(name=visit.authority),
        published=inspection.published_on,
        happened=f"inspected {when(visit)}",
        page=page,
        address=inspection.source_url,
        number=inspection.ofsted_file_id,
    )


def answer_source(answer: Answer, *, authority: str) -> Source:
    """Return what a council published as a source: its own document, its own date."""
    return Source(
        authors=(f"{authority} council",),
        title=answer.title,
        published=answer.published_on,
        address=answer.url,
    )


def name_of(visit: Visit) -> str:
    """Return a visit's name as the title of its page has it."""
    return f"{visit.authority}: {visit.kind_label}, {visit.ended:%B %Y}"


def cite_inspection(
    reader: Reader, inspection: Inspection, visit: Visit, *, path: str
) -> Cited:
    """Return one inspection as it is cited."""
    return reader.cited(
        title=name_of(visit),
        ref=visit.ref,
        path=path,
        sources=[report_source(inspection, visit)],
    )


def cite_recommendation(
    reader: Reader, inspection: Inspection, visit: Visit, raised: Raised, *, path: str
) -> Cited:
    """Return one recommendation as it is cited, at its page of the report."""
    return reader.cited(
        title=f"Recommendation {raised.number}, {_in_title(visit)}",
        ref=raised.ref,
        path=path,
        sources=[report_source(inspection, visit, page=raised.passage.page)],
        quotation=_words(raised.passage),
    )


def cite_finding(
    reader: Reader,
    inspection: Inspection,
    visit: Visit,
    passage: Passage,
    *,
    number: int,
    path: str,
) -> Cited:
    """Return one paragraph of a report as it is cited, at its page."""
    return reader.cited(
        title=f"Finding {number}, {_in_title(visit)}",
        ref=f"{visit.ref} F{number}",
        path=path,
        sources=[report_source(inspection, visit, page=passage.page)],
        quotation=_words(passage),
    )


def cite_judgement(
    reader: Reader,
    inspection: Inspection,
    visit: Visit,
    judgement: JudgementMade,
    *,
    path: str,
) -> Cited:
    """Return one judgement as it is cited: never without its date."""
    return reader.cited(
        title=f"{judgement.area.label}: {judgement.words}, {_in_title(visit)}",
        ref=f"{visit.ref} {code_of(judgement.area)}",
        path=path,
        sources=[report_source(inspection, visit, page=judgement.page)],
    )


def cite_response(
    reader: Reader, inspection: Inspection, visit: Visit, answer: Answer, *, path: str
) -> Cited:
    """Return what a council published as it is cited, before the report it answers.

    That none was found is this site's own word, so the report alone is its source.
    """
    report = report_source(inspection, visit)
    own = [answer_source(answer, authority=visit.authority)] if answer.is_found else []
    return reader.cited(
        title=f"{answer.title}: in answer to {_in_title(visit)}",
        ref=answer.ref,
        path=path,
        sources=[*own, report],
    )


def cite_action(
    reader: Reader,
    inspection: Inspection,
    visit: Visit,
    answer: Answer,
    action: ActionReported,
    *,
    path: str,
) -> Cited:
    """Return one of a council's actions as it is cited, from the council's document."""
    return reader.cited(
        title=f"Action {action.number} of the council after {_in_title(visit)}",
        ref=action.ref,
        path=path,
        sources=[
            answer_source(answer, authority=visit.authority),
            report_source(inspection, visit),
        ],
    )


def cite_comparison(
    reader: Reader,
    visits: Sequence[tuple[Inspection, Visit]],
    *,
    title: str,
    ref: str,
    path: str,
) -> Cited:
    """Return a comparison as it is cited: the report of each visit, oldest first."""
    sources = [report_source(inspection, visit) for inspection, visit in visits]
    return reader.cited(title=title, ref=ref, path=path, sources=sources)


def code_of(area: Area) -> str:
    """Return an area as it stands in addresses and references."""
    return area.value.replace("_", "-")


def when(visit: Visit) -> str:
    """Say when a visit was: to the day, or the month where that is all one knows."""
    if visit.is_month_only:
        return f"{visit.ended:%B %Y}"
    first, last = visit.started, visit.ended
    if first == last:
        return _day(last)
    if first.year != last.year:
        return f"{_day(first)} to {_day(last)}"
    start = str(first.day) if first.month == last.month else f"{first.day} {first:%B}"
    return f"{start} to {_day(last)}"


def _in_title(visit: Visit) -> str:
    return f"{visit.authority}, {visit.kind_label}, {visit.ended:%B %Y}"


def _words(passage: Passage) -> str:
    """Return the report's own words: a summary of ours is nobody's quotation."""
    return "" if passage.is_summary else passage.text


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
