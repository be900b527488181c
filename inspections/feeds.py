"""Atom feeds: what changed in public, of the site, a council, a region or a theme."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html

from inspections.models import Authority, Theme
from inspections.news import EVERYWHERE, news
from inspections.news_items import Item, Scope
from inspections.region_figures import REGION_BY_SLUG

if TYPE_CHECKING:
    _Feed = Feed[Item, "Followed"]
else:
    _Feed = Feed

BEGUN = 2026
"""The year from which the tags of entries count (RFC 4151): it never changes."""


class Followed:
    """What a feed follows: its scope, its name, and the addresses of page and feed."""

    def __init__(self, scope: Scope, *, name: str, page: str, feed: str) -> None:
        self.scope, self.name, self.page, self.feed = scope, name, page, feed


class SiteFeed(_Feed):
    """Everything that changed on the site, the newest first."""

    feed_type = Atom1Feed
    author_name = settings.SITE_NAME
    feed_copyright = (
        "Contains public sector information licensed under the Open Government "
        "Licence v3.0."
    )

    def get_object(
        self, request: HttpRequest, slug: str = "", *args: Any, **kwargs: Any
    ) -> Followed:
        return Followed(
            EVERYWHERE,
            name="All councils",
            page=reverse("home"),
            feed=reverse("feed-site"),
        )

    def title(self, obj: Followed) -> str:
        return f"{obj.name} – {settings.SITE_NAME}"

    def subtitle(self, obj: Followed) -> str:
        return (
            "Reports published here, responses found, statuses changed, corrections: "
            "each entry’s category says which."
        )

    def link(self, obj: Followed) -> str:
        return f"{settings.SITE_URL}{obj.page}"

    def feed_url(self, obj: Followed) -> str:
        return f"{settings.SITE_URL}{obj.feed}"

    def feed_guid(self, obj: Followed) -> str:
        return _tag(obj.feed.strip("/"))

    def items(self, obj: Followed) -> list[Item]:
        return news(obj.scope)

    def item_title(self, item: Item) -> str:
        return item.title

    def item_description(self, item: Item) -> str:
        return as_html(item)

    def item_link(self, item: Item) -> str:
        return f"{settings.SITE_URL}{item.path}"

    def item_guid(self, item: Item) -> str:
        return _tag(item.key)

    def item_pubdate(self, item: Item) -> datetime:
        return item.at

    def item_updateddate(self, item: Item) -> datetime:
        return item.at

    def item_categories(self, item: Item) -> tuple[str, ...]:
        return (item.kind_label, *(theme.name for theme in item.themes))


class AuthorityFeed(SiteFeed):
    """What changed of one council."""

    def get_object(
        self, request: HttpRequest, slug: str = "", *args: Any, **kwargs: Any
    ) -> Followed:
        authority = get_object_or_404(Authority, slug=slug)
        return Followed(
            Scope(authority=authority.slug),
            name=authority.name,
            page=authority.get_absolute_url(),
            feed=reverse("feed-authority", args=[authority.slug]),
        )


class RegionFeed(SiteFeed):
    """What changed of the councils of one region."""

    def get_object(
        self, request: HttpRequest, slug: str = "", *args: Any, **kwargs: Any
    ) -> Followed:
        if slug not in REGION_BY_SLUG:
            raise Http404("No such region.")
        return Followed(
            Scope(region=REGION_BY_SLUG[slug]),
            name=REGION_BY_SLUG[slug],
            page=reverse("region-detail", args=[slug]),
            feed=reverse("feed-region", args=[slug]),
        )


class ThemeFeed(SiteFeed):
    """What changed of recommendations on one theme."""

    def get_object(
        self, request: HttpRequest, slug: str = "", *args: Any, **kwargs: Any
    ) -> Followed:
        theme = get_object_or_404(Theme, slug=slug)
        return Followed(
            Scope(theme=theme.slug),
            name=theme.name,
            page=reverse("theme-detail", args=[theme.slug]),
            feed=reverse("feed-theme", args=[theme.slug]),
        )


def as_html(item: Item) -> str:
    """Return the whole of a piece of news, what is quoted set apart."""
    parts = [format_html("<p>{}</p>", item.words)]
    if item.quote:
        parts.append(format_html("<blockquote><p>{}</p></blockquote>", item.quote))
    if item.source:
        parts.append(format_html("<p>{}</p>", item.source))
    return "".join(parts)


def _tag(what: str) -> str:
    """Return a name that is only ever this thing's, whatever becomes of its address."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{BEGUN}:{what}"
