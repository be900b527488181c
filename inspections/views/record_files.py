"""A record's page as a CSV file: the same address, ending in .csv."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from inspections.downloads.reading import Book, books
from inspections.facts import (
    FACTS,
    Fact,
    facts_of_comparisons,
    facts_of_history,
    facts_of_recommendation,
    facts_of_visit,
)
from inspections.models import Authority, Inspection
from inspections.views.addresses import follows_former_slugs, says_when_withdrawn
from inspections.views.taken_away import csv_file, taken_away


@taken_away
@says_when_withdrawn
def inspection(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Give a visit: its grades, what it asked, and what became of each."""
    book = _book_of_visit(ref)
    visit = book.history.visit_by_ref[ref]
    facts = facts_of_visit(book.place, book.history, visit, sources=book.sources)
    return _file(facts, name=ref)


@taken_away
@says_when_withdrawn
def recommendation(request: HttpRequest, ref: str, number: int) -> HttpResponseBase:
    """Give a recommendation with what each of the three voices says of it."""
    book = _book_of_visit(ref)
    tracked = book.history.tracked_by_ref.get(f"{ref} R{number}")
    if tracked is None:
        raise Http404("No such recommendation.")
    facts = facts_of_recommendation(book.place, tracked, sources=book.sources)
    return _file(facts, name=f"{ref}-r{number}")


@taken_away
@follows_former_slugs
def authority(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give everything public of an authority, visit by visit."""
    book = _book(slug)
    facts = facts_of_history(book.place, book.history, sources=book.sources)
    return _file(facts, name=slug)


@taken_away
@follows_former_slugs
def comparisons(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give what changed from each visit of an authority to the next."""
    facts = facts_of_comparisons(_book(slug).history.comparisons)
    return _file(facts, name=f"{slug}-comparisons")


@taken_away
@follows_former_slugs
def comparison(
    request: HttpRequest, slug: str, one: str, other: str
) -> HttpResponseBase:
    """Give what changed between any two visits, the earlier first."""
    history = _book(slug).history
    if not history.knows([one, other]) or one == other:
        raise Http404("No such two visits of this authority.")
    compared = history.pair(one, other)
    if compared.earlier.ref != one:
        return redirect("comparison-pair-csv", slug, other, one, permanent=True)
    return _file(facts_of_comparisons([compared]), name=f"{one}-{other}")


def _file(facts: Iterable[Fact], *, name: str) -> HttpResponseBase:
    return csv_file(FACTS, facts, name=name)


def _book(slug: str) -> Book:
    return _read(get_object_or_404(Authority, slug=slug))


def _book_of_visit(ref: str) -> Book:
    inspections = Inspection.objects.published().select_related("authority")
    return _read(get_object_or_404(inspections, ref=ref).authority)


def _read(authority: Authority) -> Book:
    today, site = timezone.localdate(), settings.SITE_URL
    return next(books([authority], today=today, site=site))
