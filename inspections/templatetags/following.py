"""Template tags for following a page: its feed, its e-mail alerts, its small form.

Which pages have which stands here once, by the names of their addresses.
"""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import ResolverMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

FEEDS = {
    "authority": ("feed-authority", "Changes at this council"),
    "region": ("feed-region", "Changes in this region"),
    "theme": ("feed-theme", "Changes on this theme"),
}
"""The feed of each kind of page, by the first word of the names of its addresses."""
SHOWN_ELSEWHERE = ("authority-detail", "inspection-detail", "inspection-recommendation")
"""The pages that oEmbed offers."""


@register.simple_tag(takes_context=True)
def alternates(context: Any) -> SafeString:
    """Write the links in a page's head by which programs find feeds and small forms.

    A page that is not there, or is gone, has none of its own.
    """
    feeds = [("Every change", reverse("feed-site"))]
    found = _page(context)
    if found and (feed := _feed(found)):
        feeds.append(feed)
    links = format_html_join(
        "\n    ",
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">',
        feeds,
    )
    if not found or found.url_name not in SHOWN_ELSEWHERE:
        return links
    page = f"{settings.SITE_URL}{context['request'].path}"
    asked = urlencode({"url": page, "format": "json"})
    return format_html(
        '{}\n    <link rel="alternate" type="application/json+oembed" href="{}">',
        links,
        f"{settings.SITE_URL}{reverse('oembed')}?{asked}",
    )


@register.inclusion_tag("_shared/follow.html")
def follow(kind: str, slug: str) -> dict[str, object]:
    """Offer the feed and the e-mail alerts of a council, a region or a theme."""
    alerts = "" if kind == "region" else f"?{urlencode({kind: slug})}"
    return {
        "feed": reverse(FEEDS[kind][0], args=[slug]),
        "alerts": f"{reverse('alert-ask')}{alerts}",
        "kind": kind,
    }


def _page(context: Any) -> ResolverMatch | None:
    """Return which page is shown, if it is one: an error's page is not."""
    request = context.get("request")
    if request is None or "exception" in context:
        return None
    if context.get("withdrawal") or context.get("retirement"):
        return None
    found: ResolverMatch | None = request.resolver_match
    return found


def _feed(found: ResolverMatch) -> tuple[str, str] | None:
    kind, _, _ = str(found.url_name).partition("-")
    slug = found.kwargs.get("slug")
    if kind not in FEEDS or not slug:
        return None
    name, title = FEEDS[kind]
    return title, reverse(name, args=[slug])
