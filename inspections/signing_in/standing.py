"""How far somebody has come in signing in, and where they are led next."""

from enum import Enum

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from inspections.signing_in.devices import app_of, is_required_of


class Standing(Enum):
    OUT = "out"
    NEEDS_CODE = "needs code"
    NEEDS_SET_UP = "needs set-up"
    IN = "in"


LED_TO = {
    Standing.NEEDS_CODE: "admin:code",
    Standing.NEEDS_SET_UP: "admin:set_up",
}


def standing_of(request: HttpRequest) -> Standing:
    """Return how far the person who asks has come; found once for each request."""
    known = request.__dict__.get("_standing")
    if not isinstance(known, Standing):
        known = request.__dict__["_standing"] = _find(request)
    return known


def _find(request: HttpRequest) -> Standing:
    user = request.user
    if not (user.is_active and getattr(user, "is_staff", False)):
        return Standing.OUT
    if is_verified(request):
        return Standing.IN
    if app_of(user):
        return Standing.NEEDS_CODE
    return Standing.NEEDS_SET_UP if is_required_of(user) else Standing.IN


def is_verified(request: HttpRequest) -> bool:
    """Say whether this session gave a second factor."""
    check = getattr(request.user, "is_verified", None)
    return bool(check and check())


def next_address(request: HttpRequest) -> str:
    """Return where somebody wanted to go, if it is a page of this site."""
    wanted = request.POST.get(
        REDIRECT_FIELD_NAME, request.GET.get(REDIRECT_FIELD_NAME, "")
    )
    is_ours = url_has_allowed_host_and_scheme(
        wanted,
        allowed_hosts={request.get_host()},
        require_https=request.is_secure(),
    )
    return wanted if is_ours else reverse("admin:index")


def address_with_next(name: str, request: HttpRequest) -> str:
    """Return a page's address that remembers where somebody wanted to go."""
    query = urlencode({REDIRECT_FIELD_NAME: next_address(request)})
    return f"{reverse(name)}?{query}"
