"""What a reader's request is about: a public record by its reference, or a page.

Only what is published is found, so that asking about a draft tells nothing of it.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    Recommendation,
)
from inspections.references import LETTERS, Reference, address_of, read_reference

LONGEST = 200  # characters of a reference or a path, as the record keeps it
_PLACES = {"recommendation": "R", "finding": "F", "action": "A", "response": "C"}


@dataclass(frozen=True)
class Subject:
    """What is asked about: its reference or path, in words, and whose it is."""

    about: str
    label: str
    path: str
    authority: Authority | None = None
    inspection: Inspection | None = None


def subject_of(about: str) -> Subject | None:
    """Return the public record or page that a reference or path names, or None."""
    about = about.strip()
    if len(about) > LONGEST or about.startswith("//"):
        return None
    if not about:
        return Subject("/", "This site as a whole", "/")
    if not about.startswith("/"):
        reference = read_reference(about)
        return _of_reference(reference) if reference else None
    return _of_path(about)


def _of_reference(reference: Reference) -> Subject | None:
    inspection = (
        Inspection.objects.published()
        .select_related("authority")
        .filter(ref=reference.inspection)
        .first()
    )
    if inspection is None or not _has_part(inspection, reference):
        return None
    visit = f"{inspection.get_kind_display()}, {inspection.ended:%B %Y}"
    part = f"{LETTERS.get(reference.letter, '').capitalize()} {reference.number}, "
    named = part if reference.letter else ""
    return Subject(
        about=str(reference),
        label=f"{named}{inspection.authority.name}, {visit}",
        path=address_of(reference),
        authority=inspection.authority,
        inspection=inspection,
    )


def _has_part(inspection: Inspection, reference: Reference) -> bool:
    number = reference.number
    if not reference.letter:
        return True
    if reference.letter == "A":
        actions = CouncilAction.objects.published().filter(number=number)
        return actions.filter(response__inspection=inspection).exists()
    if reference.letter == "C":
        responses = CouncilResponse.objects.published().filter(number=number)
        return responses.filter(inspection=inspection).exists()
    model = Recommendation if reference.letter == "R" else Finding
    rows = model.objects.published().filter(position=number)
    return rows.filter(inspection=inspection).exists()


def _of_path(about: str) -> Subject | None:
    """Return the subject of a page; a record's own page is about the record."""
    path = urlsplit(about).path
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.app_names or not match.url_name:
        return None
    named = match.kwargs
    if ref := named.get("ref"):
        kind = match.url_name.removeprefix("inspection-")
        part = f" {_PLACES[kind]}{named.get('number')}" if kind in _PLACES else ""
        reference = read_reference(f"{ref}{part}")
        return _of_reference(reference) if reference else None
    if not named:
        return Subject(path, f"The page {path}", path)
    authority = Authority.objects.filter(slug=named.get("slug")).first()
    if authority is None:
        is_page = match.url_name in ("theme-detail", "region-detail")
        return Subject(path, f"The page {path}", path) if is_page else None
    label = f"{authority.name}, the page {path}"
    return Subject(path, label, path, authority=authority)
