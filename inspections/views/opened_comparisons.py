"""Opening a comparison by its address: what its page and its citations both take."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from inspections import citing, descriptions, linked_data
from inspections.comparison import Comparison
from inspections.linked_data import Place
from inspections.models import Authority
from inspections.page_metadata import RecordPage
from inspections.reading import AuthorityReading, reading_of_authority
from inspections.views.days import day_asked
from inspections.views.opened import reader_of
from inspections.visits import Visit


def read_authority(request: HttpRequest, slug: str) -> AuthorityReading:
    """Return what is public of an authority on the day that is asked for."""
    authority = get_object_or_404(Authority, slug=slug)
    today, day = timezone.localdate(), day_asked(request)
    return reading_of_authority(authority, today=today, day=day)


def pair_page(reading: AuthorityReading, comparison: Comparison) -> RecordPage:
    """Return what the page of two visits side by side says of itself."""
    visits = (comparison.earlier, comparison.later)
    refs = tuple(visit.ref for visit in visits)
    months = " and ".join(f"{visit.ended:%B %Y}" for visit in visits)
    args = (reading.authority.slug, *refs)
    return _page(
        reading,
        visits,
        path=reverse("comparison-pair", args=args),
        title=f"{reading.authority.name}: {months} compared",
        ref=" ".join(refs),
        description=descriptions.of_comparison(comparison),
        names={
            "csv": ("comparison-pair-csv", args),
            "json": ("comparison-pair-json", args),
            "card": ("card-comparison", args),
        },
    )


def successive_page(
    reading: AuthorityReading, visits: Sequence[Visit], *, is_subset: bool
) -> RecordPage:
    """Return what the page of several visits side by side says of itself."""
    slug = reading.authority.slug
    path = reverse("comparison-successive", args=[slug])
    names: dict[str, tuple[str, tuple[object, ...]]] = {}
    if is_subset:
        path += "?" + urlencode([("visit", visit.ref) for visit in visits])
    else:
        names = {
            "csv": ("comparison-successive-csv", (slug,)),
            "json": ("comparison-successive-json", (slug,)),
        }
    some = f"{len(visits)} visits" if is_subset else "Visits"
    return _page(
        reading,
        visits,
        path=path,
        title=f"{some} to {reading.authority.name} compared",
        ref=" ".join(visit.ref for visit in visits) if is_subset else slug,
        description=descriptions.of_visits(visits),
        names=names,
    )


def _page(
    reading: AuthorityReading,
    visits: Sequence[Visit],
    *,
    path: str,
    title: str,
    ref: str,
    description: str,
    names: dict[str, Any],
) -> RecordPage:
    return RecordPage(
        path=path,
        cited=citing.cite_comparison(
            reader_of(reading),
            reading.with_records(visits),
            title=title,
            ref=ref,
            path=path,
        ),
        description=description,
        data=linked_data.comparison_data(
            Place(settings.SITE_URL, path), reading.authority, visits, title=title
        ),
        names=names,
    )
