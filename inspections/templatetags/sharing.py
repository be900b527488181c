"""Template tags for what a page says of itself: citations, files, tags, data."""

import json
from collections.abc import Iterable
from html import unescape
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

FILES = (
    ("Table of this page (CSV)", "csv"),
    ("Data for programs (JSON)", "json"),
)
_NOTED = "noted words of the page"
# As json_script does: nothing in data can end the element that it stands in.
_ESCAPED = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


@register.simple_tag
def own_files(page: Any) -> list[tuple[str, str]]:
    """List the files of a record's page that the site has: (label, address)."""
    return [(label, url) for label, what in FILES if (url := _own(page, what))]


@register.simple_tag
def dated_file(page: Any, ending: str) -> str:
    """Return the address of a citation as a file, on the day whose state is shown."""
    path = page.file_path(ending)
    mark = "&" if "?" in path else "?"
    return f"{path}{mark}at={page.cited.as_at.isoformat()}"


@register.simple_tag
def embed_code(page: Any) -> str:
    """Return what shows a record inside another page: words, a link and a frame."""
    url = _own(page, "embed")
    if not url:
        return ""
    return format_html(
        '<blockquote><p><a href="{page}">{title}</a></p></blockquote>'
        '<iframe src="{frame}" title="{title}" width="600" height="420" '
        'loading="lazy"></iframe>',
        page=settings.SITE_URL + page.path,
        frame=settings.SITE_URL + url,
        title=page.title,
    )


def _own(page: Any, what: str) -> str:
    """Return the address of what belongs to a page, if the site has such a thing."""
    if what not in page.names:
        return ""
    name, args = page.names[what]
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_block_tag(takes_context=True)
def noted(context: Any, content: str, what: str, *, quietly: bool = False) -> str:
    """Keep words of the head of a page for its other tags; write them unless quietly.

    They are kept as plain words, for where they go next escapes them again.
    """
    words = " ".join(unescape(content).split())
    context.render_context.setdefault(_NOTED, {})[what] = words
    return "" if quietly else content


@register.inclusion_tag("_shared/metadata.html", takes_context=True)
def metadata(context: Any) -> dict[str, object]:
    """Draw what other sites and search engines read of a page."""
    request, page = context.get("request"), context.get("record_page")
    words = context.render_context.get(_NOTED, {})
    path = page.path if page else _path_of(request)
    return {
        "title": page.title if page else words.get("title", ""),
        "description": page.description if page else words.get("description", ""),
        "address": settings.SITE_URL + path,
        "is_article": bool(page and page.is_article),
        "is_dated": bool(request and "at" in request.GET),
        "page": page,
        "image": settings.SITE_URL + image
        if page and (image := _own(page, "card"))
        else "",
        "site_name": context.get("site_name", ""),
    }


def _path_of(request: Any) -> str:
    """Return the path of a page: a later page of a list is a page of its own."""
    if request is None:
        return "/"
    number = request.GET.get("page", "")
    is_later = number.isascii() and number.isdigit() and number != "1"
    return f"{request.path}?page={number}" if is_later else request.path


@register.simple_tag
def judgement_address(visit: Any, judgement: Any) -> str:
    """Return the address of the page of one judgement."""
    area = judgement.area.value.replace("_", "-")
    return reverse("inspection-judgement", args=[visit.ref, area])


@register.simple_tag
def linked_data(data: dict[str, Any]) -> SafeString:
    """Write data for search engines so that it cannot be taken for markup."""
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPED)
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(written)
    )


@register.simple_tag
def citation_tags(tags: Iterable[tuple[str, str]]) -> SafeString:
    """Write the tags that reference managers read."""
    return format_html_join("\n    ", '<meta name="{}" content="{}">', tags)
