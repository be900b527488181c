"""Which network address a request came from, behind proxies or not."""

from django.conf import settings
from django.http import HttpRequest


def visitor_address(request: HttpRequest) -> str | None:
    """Give the address that the outermost of our own proxies saw.

    Each proxy adds to X-Forwarded-For the address that spoke to it, so with two of
    them the visitor is second from the right; what stands further left was sent by
    the visitor and may be made up.
    """
    direct: str | None = request.META.get("REMOTE_ADDR")
    proxies = settings.PROXY_COUNT
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not proxies or len(forwarded) < proxies:
        return direct
    return forwarded[-proxies].strip() or direct
