"""The site map for search engines: the public pages to find, and when each changed.

A record's page shows what later visits and the council say of it, so it changes with
any record of its authority. Findings and judgements stand on the page of their visit
and are left out here.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Inspection,
    PublishedRecord,
    Recommendation,
    Release,
    Theme,
)

if TYPE_CHECKING:
    AnySitemap = Sitemap[Any]
else:
    AnySitemap = Sitemap

OPEN_PAGES = (
    "home",
    "authority-list",
    "inspection-list",
    "recommendation-list",
    "theme-list",
    "region-list",
    "how-it-works",
    "glossary",
    "download-list",
    "accessibility",
)


class _Map(AnySitemap):
    """A part of the map, at the site's own address whoever asks."""

    protocol = settings.SITE_URL.split("://")[0]
    limit = 5_000

    def get_domain(self, site: Any = None) -> str:
        """Return the host under which the site stands."""
        return settings.SITE_URL.split("://")[1]


class _OfAuthorities(_Map):
    """Pages that change with the records of their authority."""

    def __init__(self) -> None:
        self._changed: Mapping[int, datetime] | None = None

    def authority_of(self, item: Any) -> int:
        """Return the key of the authority that a page is about."""
        raise NotImplementedError

    def lastmod(self, item: Any) -> datetime | None:
        """Return when any record of the authority was last published or corrected."""
        if self._changed is None:
            self._changed = last_changes()
        return self._changed.get(self.authority_of(item))


class Pages(_Map):
    def items(self) -> list[str]:
        """Return the names of the pages that stand alone."""
        return list(OPEN_PAGES)

    def location(self, item: str) -> str:
        """Return the path of a page."""
        return reverse(item)


class Authorities(_OfAuthorities):
    def items(self) -> Iterable[Authority]:
        """Return every authority, abolished ones too."""
        return Authority.objects.order_by("slug")

    def authority_of(self, item: Authority) -> int:
        """Return its own key."""
        return item.pk


class Comparisons(_OfAuthorities):
    def items(self) -> Iterable[Authority]:
        """Return authorities with visits to compare."""
        own = Inspection.objects.published().values("authority")
        return Authority.objects.filter(pk__in=own).order_by("slug")

    def location(self, item: Authority) -> str:
        """Return the path at which all its visits are compared."""
        return reverse("comparison-successive", args=[item.slug])

    def authority_of(self, item: Authority) -> int:
        """Return its own key."""
        return item.pk


class Inspections(_OfAuthorities):
    def items(self) -> Iterable[Inspection]:
        """Return every published inspection."""
        return Inspection.objects.published().order_by("ref")

    def authority_of(self, item: Inspection) -> int:
        """Return the key of the authority that was inspected."""
        return item.authority_id


class Recommendations(_OfAuthorities):
    def items(self) -> Iterable[Recommendation]:
        """Return every recommendation of a published inspection."""
        rows = Recommendation.objects.published().select_related("inspection")
        return rows.order_by("inspection__ref", "position")

    def authority_of(self, item: Recommendation) -> int:
        """Return the key of the authority that was inspected."""
        return item.inspection.authority_id


class Responses(_OfAuthorities):
    def items(self) -> Iterable[CouncilResponse]:
        """Return every published response."""
        rows = CouncilResponse.objects.published().select_related("inspection")
        return rows.order_by("inspection__ref", "number")

    def location(self, item: CouncilResponse) -> str:
        """Return the path of a response."""
        return reverse("inspection-response", args=[item.inspection.ref, item.number])

    def authority_of(self, item: CouncilResponse) -> int:
        """Return the key of the authority that was inspected."""
        return item.inspection.authority_id


class Actions(_OfAuthorities):
    def items(self) -> Iterable[CouncilAction]:
        """Return every published action."""
        rows = CouncilAction.objects.published().select_related("inspection")
        return rows.order_by("inspection__ref", "number")

    def location(self, item: CouncilAction) -> str:
        """Return the path of an action."""
        return reverse("inspection-action", args=[item.inspection.ref, item.number])

    def authority_of(self, item: CouncilAction) -> int:
        """Return the key of the authority that was inspected."""
        return item.inspection.authority_id


class Themes(_Map):
    def items(self) -> Iterable[Theme]:
        """Return every theme."""
        return Theme.objects.order_by("slug")

    def location(self, item: Theme) -> str:
        """Return the path of a theme."""
        return reverse("theme-detail", args=[item.slug])


SECTIONS: dict[str, type[AnySitemap]] = {
    "pages": Pages,
    "authorities": Authorities,
    "comparisons": Comparisons,
    "inspections": Inspections,
    "recommendations": Recommendations,
    "responses": Responses,
    "actions": Actions,
    "themes": Themes,
}


def last_changes() -> dict[int, datetime]:
    """Return when public records of authorities last changed, by the authority's key.

    Costs two queries for each kind of record.
    """
    changed: dict[int, datetime] = {}
    of: dict[type[PublishedRecord], str] = {
        Inspection: "authority",
        CouncilResponse: "inspection__authority",
        CouncilAction: "inspection__authority",
    }
    for kind, path in of.items():
        rows = kind.objects.published().order_by().values_list("pk", path)
        releases = (
            Release.objects.filter(record_type=ContentType.objects.get_for_model(kind))
            .order_by()
            .values_list("record_id")
            .annotate(last=Max("at"))
        )
        last = dict(releases)
        for key, authority in rows:
            if at := last.get(key):
                changed[authority] = max(at, changed.get(authority, at))
    return changed
