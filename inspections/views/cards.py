"""Share images: what a page says in short, as a picture for those who link to it."""

import hashlib

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from inspections.card_words import (
    card_of_authority,
    card_of_comparison,
    card_of_recommendation,
    card_of_visit,
)
from inspections.cards import Card, draw
from inspections.histories import history_of
from inspections.models import Authority, Inspection
from inspections.views.addresses import follows_former_slugs, says_when_withdrawn

LOOK = 1
"""Raise it when images are drawn differently while their words stay the same."""


@follows_former_slugs
def authority(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the image of an authority: the grade that stands, and what is open."""
    council = get_object_or_404(Authority, slug=slug)
    history = history_of(council, today=timezone.localdate())
    card = card_of_authority(
        history, name=council.name, region=council.region, site=settings.SITE_NAME
    )
    return _image(card)


@says_when_withdrawn
def inspection(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Give the image of one visit: its overall grade, and what it asked."""
    council = _published(ref).authority
    history = history_of(council, today=timezone.localdate())
    visit = history.visit_by_ref[ref]
    card = card_of_visit(history, visit, region=council.region, site=settings.SITE_NAME)
    return _image(card)


@says_when_withdrawn
def recommendation(request: HttpRequest, ref: str, number: int) -> HttpResponseBase:
    """Give the image of one recommendation: its words, and how it stands."""
    history = history_of(_published(ref).authority, today=timezone.localdate())
    tracked = history.tracked_by_ref.get(f"{ref} R{number}")
    if tracked is None:
        raise Http404("No such recommendation.")
    return _image(card_of_recommendation(history, tracked, site=settings.SITE_NAME))


@follows_former_slugs
def comparison(
    request: HttpRequest, slug: str, one: str, other: str
) -> HttpResponseBase:
    """Give the image of any two visits to an authority, the earlier first."""
    council = get_object_or_404(Authority, slug=slug)
    history = history_of(council, today=timezone.localdate())
    if not history.knows([one, other]) or one == other:
        raise Http404("No such two visits of this authority.")
    compared = history.pair(one, other)
    if compared.earlier.ref != one:
        return redirect("card-comparison", slug, other, one, permanent=True)
    return _image(card_of_comparison(history, compared, site=settings.SITE_NAME))


def _published(ref: str) -> Inspection:
    inspections = Inspection.objects.published().select_related("authority")
    return get_object_or_404(inspections, ref=ref)


def _image(card: Card) -> HttpResponse:
    """Return a card's image, drawn once and kept for as long as it says the same."""
    key = hashlib.sha256(f"{LOOK}\n{card!r}".encode()).hexdigest()
    kept = caches["images"]
    data = kept.get(key)
    if data is None:
        data = draw(card)
        kept.set(key, data)
    return HttpResponse(data, content_type="image/png")
