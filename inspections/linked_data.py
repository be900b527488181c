"""What each record is in the words of schema.org, for programs that read pages.

Frozen values in, plain data out (JSON-LD): no query, clock or request. Grades are the
inspectors' words, never numbers, and no rating is averaged. What this site infers is
not given as anybody's word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.accounts import ActionReported, Answer
from inspections.models import Authority, Inspection
from inspections.visits import JudgementMade, Passage, Raised, Visit
from inspections.vocabulary import Grade

Data = dict[str, Any]

CONTEXT = "https://schema.org"
_LICENCES = {
    Inspection.Licence.OGL: "https://www.nationalarchives.gov.uk/doc/"
    "open-government-licence/version/3/",
}
_OFSTED: Data = {
    "@type": "GovernmentOrganization",
    "name": "Ofsted",
    "url": "https://www.gov.uk/government/organisations/ofsted",
}


@dataclass(frozen=True)
class Place:
    """Where data stands: the site's origin, and the path of the page."""

    origin: str
    path: str

    @property
    def address(self) -> str:
        return self.origin + self.path

    def other(self, path: str) -> str:
        """Return the whole address of another page."""
        return self.origin + path


def council(authority: Authority, *, origin: str) -> Data:
    """Return an authority with the three codes by which others know it."""
    codes = (
        ("Ofsted URN", authority.urn),
        ("DfE local authority code", authority.dfe_code),
        ("GSS code", authority.ons_code),
    )
    return {
        "@type": "GovernmentOrganization",
        "name": authority.name,
        "url": origin + authority.get_absolute_url(),
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": str(value)}
            for name, value in codes
            if value
        ],
    }


def inspection_data(
    place: Place, inspection: Inspection, visit: Visit, *, title: str
) -> Data:
    """Return an inspection as the inspectors' report, with a review for each grade."""
    about = council(inspection.authority, origin=place.origin)
    return _kept(
        {
            "@context": CONTEXT,
            "@type": "Report",
            "@id": place.address,
            "url": place.address,
            "name": title,
            "reportNumber": inspection.ofsted_file_id,
            "author": _OFSTED,
            "publisher": _OFSTED,
            "about": about,
            "isBasedOn": inspection.source_url,
            "datePublished": _iso(inspection.published_on),
            "dateModified": _iso(inspection.updated_at.date()),
            "license": _LICENCES.get(Inspection.Licence(inspection.licence), ""),
            "inLanguage": "en-GB",
            "hasPart": [
                _review(judgement, visit, about=about)
                for judgement in visit.judgements_in_order
                if _is_given(judgement)
            ],
        }
    )


def judgement_data(
    place: Place, inspection: Inspection, visit: Visit, judgement: JudgementMade
) -> Data:
    """Return one judgement as a review; one that was not made is none."""
    about = council(inspection.authority, origin=place.origin)
    if not _is_given(judgement):
        return {"@context": CONTEXT, **_part(place, inspection, "WebPage")}
    return {
        "@context": CONTEXT,
        **_review(judgement, visit, about=about),
        **_part(place, inspection, "Review"),
    }


def recommendation_data(place: Place, inspection: Inspection, raised: Raised) -> Data:
    """Return a recommendation as a part of its report."""
    return _kept(
        {
            "@context": CONTEXT,
            **_part(place, inspection, "CreativeWork"),
            "name": f"{raised.kind.label} {raised.number}",
            "position": raised.number,
            **_worded(raised.passage),
        }
    )


def finding_data(
    place: Place, inspection: Inspection, passage: Passage, *, number: int
) -> Data:
    """Return a paragraph of a report as a part of it."""
    return _kept(
        {
            "@context": CONTEXT,
            **_part(place, inspection, "CreativeWork"),
            "name": f"Finding {number}",
            "position": number,
            **_worded(passage),
        }
    )


def answer_data(place: Place, inspection: Inspection, answer: Answer) -> Data:
    """Return what a council published as its own work about the report.

    That none was found is no work of anybody's: a page of ours.
    """
    kind = "CreativeWork" if answer.is_found else "WebPage"
    author = council(inspection.authority, origin=place.origin)
    return _kept(
        {
            "@context": CONTEXT,
            "@type": kind,
            "@id": place.address,
            "url": place.address,
            "name": answer.title,
            "author": author if answer.is_found else None,
            "about": _report(place, inspection),
            "isBasedOn": answer.url,
            "datePublished": _iso(answer.published_on),
            "abstract": answer.summary,
        }
    )


def action_data(
    place: Place, inspection: Inspection, answer: Answer, action: ActionReported
) -> Data:
    """Return an action as a part of what the council published."""
    return _kept(
        {
            "@context": CONTEXT,
            "@type": "CreativeWork",
            "@id": place.address,
            "url": place.address,
            "name": f"Action {action.number}",
            "abstract": action.text,
            "sourceOrganization": council(inspection.authority, origin=place.origin),
            "about": _report(place, inspection),
            "isBasedOn": answer.url,
        }
    )


def comparison_data(
    place: Place, authority: Authority, visits: Sequence[Visit], *, title: str
) -> Data:
    """Return a comparison as a page of ours about several reports."""
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": place.address,
        "url": place.address,
        "name": title,
        "about": council(authority, origin=place.origin),
        "mentions": [
            {"@type": "Report", "@id": place.other(f"/inspections/{visit.ref}/")}
            for visit in visits
        ],
    }


def trail_data(steps: Iterable[tuple[str, str]]) -> Data:
    """Return the way back to a page: (label, whole address), the front page first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": label, "item": address}
            for number, (label, address) in enumerate(steps, 1)
        ],
    }


def _report(place: Place, inspection: Inspection) -> Data:
    return {"@type": "Report", "@id": place.other(inspection.get_absolute_url())}


def _part(place: Place, inspection: Inspection, kind: str) -> Data:
    return {
        "@type": kind,
        "@id": place.address,
        "url": place.address,
        "isPartOf": _report(place, inspection),
        "about": council(inspection.authority, origin=place.origin),
    }


def _worded(passage: Passage) -> Data:
    """Return the report's words as its author's; a summary of ours as no author's."""
    if passage.is_summary:
        return {"abstract": passage.text}
    return {
        "text": passage.text,
        "author": _OFSTED,
        "pagination": str(passage.page) if passage.page else "",
    }


def _is_given(judgement: JudgementMade) -> bool:
    return judgement.grade is not None and judgement.grade is not Grade.NOT_JUDGED


def _review(judgement: JudgementMade, visit: Visit, *, about: Data) -> Data:
    return _kept(
        {
            "@type": "Review",
            "name": f"{judgement.area.label}, {visit.ended:%B %Y}",
            "itemReviewed": about,
            "reviewAspect": judgement.heading or str(judgement.area.label),
            "author": _OFSTED,
            "datePublished": _iso(visit.published_on),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": judgement.words,
                "bestRating": str(Grade.OUTSTANDING.label),
                "worstRating": str(Grade.INADEQUATE.label),
            },
        }
    )


def _kept(data: Data) -> Data:
    """Leave out what is not known."""
    return {name: value for name, value in data.items() if value not in ("", None, [])}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
