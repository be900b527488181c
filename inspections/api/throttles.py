"""How often one address may ask: enough for any person, and for a patient program."""

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle

from tracker.visitor_addresses import visitor_address


class Politeness(AnonRateThrottle):
    """Refuse with 429 and `Retry-After` whoever asks more often than API_RATE."""

    def get_rate(self) -> str | None:
        """Return so many a minute, hour or day; none where the site sets none."""
        return settings.API_RATE or None

    def get_ident(self, request: Request) -> str:
        """Return the address that asks, as the outermost of our own proxies saw it."""
        return visitor_address(request._request) or ""
