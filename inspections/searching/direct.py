"""Words that name a page: a reference, Ofsted's number, or a name or its beginning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from inspections.models import Authority, Inspection, Theme
from inspections.searching.words import LONGEST, words_of

_REFERENCE = re.compile(
    r"([a-z0-9-]+-\d{4}-\d{2}-[a-z-]+?)(?:[\s/#]+([rfa])(\d{1,3}))?"
)
_NUMBER = re.compile(r"\d{5,8}")
MOST_PLACES = 6
FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Place:
    """A page that the words name; `is_certain` where they can mean nothing else."""

    name: str
    url: str
    is_certain: bool


def place_of(text: str) -> Place | None:
    """Return the page that somebody named: by reference, number or exact name.

    Two queries at most.
    """
    words = " ".join(text.replace("\0", " ")[:LONGEST].lower().split())
    reference = _REFERENCE.fullmatch(words)
    if reference:
        return _by_reference(*reference.groups())
    if _NUMBER.fullmatch(words):
        return _by_number(words)
    return _by_name(words) if words else None


def places_of(text: str) -> list[Place]:
    """Return the page that somebody named, or else those whose names begin so.

    Names come first of which it is the beginning, then those with a later word that
    begins so. Four queries at most.
    """
    place = place_of(text)
    if place:
        return [place]
    words = words_of(text[:LONGEST])
    if len("".join(words)) < FEWEST_LETTERS:
        return []
    found = sorted(
        (start, order, name, url)
        for order, (name, names, url) in enumerate(_named())
        for start in [_start_of(words, names)]
        if start is not None
    )
    return [Place(name, url, is_certain=False) for *_, name, url in found[:MOST_PLACES]]


def _named() -> Iterator[tuple[str, list[str], str]]:
    """Yield what has a page and a name: how to speak of it, its names, its address."""
    for name, slug, others in Authority.objects.order_by("name").values_list(
        "name", "slug", "other_names"
    ):
        yield name, [name, *others], reverse("authority-detail", args=[slug])
    for name in Authority.Region.values:
        url = reverse("region-detail", args=[slugify(name)])
        yield f"the region {name}", [name], url
    for name, slug in Theme.objects.order_by("name").values_list("name", "slug"):
        yield f"the theme {name}", [name], reverse("theme-detail", args=[slug])


def _start_of(words: list[str], names: list[str]) -> int | None:
    """Return after how many words of a name these begin; none where they do not."""
    *whole, last = words
    starts = [
        place
        for name in names
        for parts in [words_of(name)]
        for place in range(len(parts) - len(whole))
        if parts[place : place + len(whole)] == whole
        and parts[place + len(whole)].startswith(last)
    ]
    return min(starts, default=None)


def _by_reference(ref: str, letter: str | None, number: str | None) -> Place | None:
    inspection = Inspection.objects.published().filter(ref=ref).first()
    if inspection is None:
        return None
    if letter != "r" or number is None:
        return Place(ref, inspection.get_absolute_url(), is_certain=True)
    url = reverse("inspection-recommendation", args=[ref, int(number)])
    return Place(f"{ref} R{number}", url, is_certain=True)


def _by_number(number: str) -> Place | None:
    """Find an authority by Ofsted's URN, or a visit by the number of its report."""
    inspection = Inspection.objects.published().filter(ofsted_file_id=number).first()
    if inspection:
        return Place(number, inspection.get_absolute_url(), is_certain=True)
    authority = Authority.objects.filter(urn=int(number)).first()
    if authority:
        return Place(authority.name, authority.get_absolute_url(), is_certain=True)
    return None


def _by_name(words: str) -> Place | None:
    plain = words_of(words)
    if not plain:
        return None
    slug = "-".join(plain)
    named = Q(name__iexact=words) | Q(slug=slug) | Q(former_slugs__slug=slug)
    for authority in Authority.objects.filter(
        named | Q(other_names__icontains=words)
    ).prefetch_related("former_slugs"):
        names = [authority.name, authority.slug, *authority.other_names]
        names += [former.slug for former in authority.former_slugs.all()]
        if plain in [words_of(name) for name in names]:
            url = authority.get_absolute_url()
            return Place(authority.name, url, is_certain=False)
    return None
