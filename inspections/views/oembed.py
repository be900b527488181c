"""oEmbed 1.0: what another site's editor needs to show one of our pages in its own.

See https://oembed.com, sections 2.2 (request), 2.3 (answer) and 2.4 (how to find it).
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html

from inspections.embeds import (
    Embed,
    embed_of_authority,
    embed_of_recommendation,
    embed_of_visit,
)
from inspections.models import Authority, Inspection
from inspections.reading import (
    NotPublishedThen,
    NotShownAgain,
    reading_of,
    reading_of_authority,
)
from inspections.views.days import NoSuchDay, day_named

WIDTH, HEIGHT = 600, 480  # CSS pixels, where nobody asks for less
NARROWEST, LOWEST = 200, 120
CACHE_AGE = 3600  # seconds
LONGEST_NUMBER = 5  # digits of a width that anybody means

EMBEDDED = {
    "authority-detail": "embed-authority",
    "inspection-detail": "embed-inspection",
    "inspection-recommendation": "embed-recommendation",
}
"""Each page that has a small page for other sites, by the names of their addresses."""


class NotAsked(ValueError):
    """A question that cannot be answered: a sentence, and the status that says so."""

    def __init__(self, sentence: str, *, status: int = 404) -> None:
        super().__init__(sentence)
        self.code = status


@dataclass(frozen=True)
class Page:
    """A page of ours that can be shown elsewhere, from the address that was given."""

    name: str
    slug: str = ""
    ref: str = ""
    number: int = 0
    at: str = ""


def offer(request: HttpRequest) -> HttpResponse:
    """Say how to show the page at an address of ours; or why that cannot be."""
    try:
        if request.GET.get("format", "json") != "json":
            raise NotAsked("Only format=json is given here.", status=501)
        width = _most(request, "maxwidth", usual=WIDTH, least=NARROWEST)
        height = _most(request, "maxheight", usual=HEIGHT, least=LOWEST)
        page = _page(request.GET.get("url", ""))
        embed = _embed(page)
    except NotAsked as wrong:
        return JsonResponse({"error": str(wrong)}, status=wrong.code)
    except Http404:
        return JsonResponse({"error": "There is no such page here."}, status=404)
    return JsonResponse(_answer(page, embed, width=width, height=height))


def _most(request: HttpRequest, name: str, *, usual: int, least: int) -> int:
    """Return a size of at most what was asked for; NotAsked where that is too small."""
    given = request.GET.get(name, "")
    if not given:
        return usual
    if not (given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER):
        raise NotAsked(f"{name} must be a whole number of pixels.", status=400)
    if int(given) < least:
        raise NotAsked(f"Nothing here can be read in less than {least} pixels.")
    return min(int(given), usual)


def _page(address: str) -> Page:
    """Find the page of ours at an address; NotAsked where there is none."""
    if not address:
        raise NotAsked("Say of which page: url=…", status=400)
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NotAsked("That is no address.") from None
    own = urlsplit(settings.SITE_URL)
    if parts.scheme not in ("http", "https") or parts.netloc != own.netloc:
        raise NotAsked(f"Only pages of {settings.SITE_URL} are offered here.")
    try:
        found = resolve(parts.path)
    except Resolver404:
        raise NotAsked("There is no such page here.") from None
    if found.url_name not in EMBEDDED:
        raise NotAsked("That page has no small form for other sites.")
    at = parse_qs(parts.query).get("at", [""])[-1]
    return Page(found.url_name, at=at, **found.kwargs)


def _embed(page: Page) -> Embed:
    """Return what the small form of a page says; Http404 where there is no record."""
    try:
        return _read(page, today=timezone.localdate(), day=day_named(page.at))
    except NoSuchDay as error:
        raise NotAsked(str(error), status=400) from None
    except (NotPublishedThen, NotShownAgain) as error:
        raise NotAsked(str(error)) from None


def _read(page: Page, *, today: date, day: date | None) -> Embed:
    if page.slug:
        council = get_object_or_404(Authority, slug=page.slug)
        history = reading_of_authority(council, today=today, day=day).history
        return embed_of_authority(history, name=council.name, slug=page.slug)
    inspections = Inspection.objects.published().select_related("authority")
    reading = reading_of(
        get_object_or_404(inspections, ref=page.ref), today=today, day=day
    )
    if not page.number:
        return embed_of_visit(reading.history, reading.visit)
    tracked = reading.history.tracked_by_ref.get(f"{page.ref} R{page.number}")
    if tracked is None:
        raise NotAsked("There is no such recommendation here.")
    return embed_of_recommendation(reading.history, tracked)


def _answer(
    page: Page, embed: Embed, *, width: int, height: int
) -> dict[str, str | int]:
    """Return the answer: a plain sentence with its link, and the frame after it."""
    query = f"?{urlencode({'at': page.at})}" if page.at else ""
    whole = f"{settings.SITE_URL}{reverse(embed.name, args=embed.args)}{query}"
    small = reverse(EMBEDDED[embed.name], args=embed.args)
    title = f"{embed.over}: {embed.title}"
    html = format_html(
        '<blockquote cite="{whole}"><p>{sentence}</p><p><a href="{whole}">{site}</a>'
        '</p></blockquote><iframe src="{small}" width="{width}" height="{height}" '
        'title="{title}" loading="lazy" sandbox="allow-popups '
        'allow-popups-to-escape-sandbox"></iframe>',
        whole=whole,
        sentence=embed.sentence,
        site=settings.SITE_NAME,
        small=f"{settings.SITE_URL}{small}{query}",
        width=width,
        height=height,
        title=title,
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": settings.SITE_NAME,
        "author_url": f"{settings.SITE_URL}/",
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": CACHE_AGE,
        "html": html,
        "width": width,
        "height": height,
    }
