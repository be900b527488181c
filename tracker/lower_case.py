"""Leads from an address typed with capitals to the one that is meant."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.urls import is_valid_path
from django.utils.http import escape_leading_slashes

NOT_OURS = ("/admin/", "/api/", f"/{settings.STATIC_URL.lstrip('/')}")


class LowerCaseMiddleware:
    """Redirect an address that is not found to its lower case, if that has a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        lower = request.path_info.lower()
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if lower == request.path_info or lower.startswith(NOT_OURS):
            return response
        known = next((p for p in (lower, f"{lower}/") if is_valid_path(p)), None)
        if known is None:
            return response
        before = request.path.removesuffix(request.path_info)
        address = escape_leading_slashes(quote(f"{before}{known}"))
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
