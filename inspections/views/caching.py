"""How long anybody may keep a public page, and whether what they kept still holds.

Every public address passes here, so that no view says it for itself. A page is tagged
by the records, the day and the code that it is made from; whoever brings the tag back
is told so before the page is made. What the staff see, and what answers one visitor
alone, is never kept.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import (
    add_never_cache_headers,
    has_vary_header,
    patch_vary_headers,
)
from django.utils.http import http_date, parse_etags

from inspections import freshness

TO_KEEP = "public, max-age=0, must-revalidate, s-maxage=180"
"""A browser asks each time, and so shows at once what was published or withdrawn; a
shared cache before the site asks every three minutes."""
PAGES = (200, 206, 304)
INSTEAD_OF_PAGES = (301, 302, 404, 410)
WORDS = ("text/", "application/json", "application/atom+xml", "image/svg+xml")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class CachingMiddleware:
    """Tag public pages, answer “not modified”, compress words, say who may keep what.

    It stands outside the session's middleware, to see whether a page asked for one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.gzip = GZipMiddleware(lambda _request: HttpResponse())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return response
        if _is_staff_only(request) or _is_for_one(response):
            if not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
            return response
        response = _to_keep(request, response)
        if isinstance(response, HttpResponse) and _is_words(response):
            response = self.gzip.process_response(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Answer before the page is made where the visitor has it as it stands.

        The tag is made first, so that a change during the making of a page is not
        taken for a part of it. Only our own tag will do: it was given for this address,
        these records and this day, when there was a page. A date alone would also suit
        a page that is gone by now.
        """
        if request.method not in ("GET", "HEAD") or _is_staff_only(request):
            return None
        tag = freshness.etag(request)
        brought = parse_etags(request.headers.get("If-None-Match", ""))
        has_it = tag in [each.removeprefix("W/") for each in brought]
        return HttpResponseNotModified() if has_it else None


def _is_staff_only(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))


def _is_for_one(response: HttpResponseBase) -> bool:
    """Say whether an answer is for one visitor: by its view, or by a cookie in it."""
    said = response.get("Cache-Control", "")
    is_said = "no-store" in said or "private" in said
    return is_said or bool(response.cookies) or has_vary_header(response, "Cookie")


def _is_words(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith(WORDS)


def _to_keep(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Say how long an answer may be kept, and tag it if it is a page."""
    kept = response.status_code in (*PAGES, *INSTEAD_OF_PAGES)
    response.setdefault("Cache-Control", TO_KEEP if kept else "no-store")
    if response.status_code not in PAGES or response.has_header("ETag"):
        return response
    # Weak, as the same page may be sent compressed or plain.
    response["ETag"] = f"W/{freshness.etag(request)}"
    changed = freshness.last_modified(request)
    response["Last-Modified"] = http_date(changed.timestamp())
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
