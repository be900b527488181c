"""The page for who gave wrong passwords too often."""

from typing import Any

from axes.helpers import get_client_username
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_page(
    request: HttpRequest, original: HttpResponse | None, credentials: Any
) -> HttpResponse:
    """Say what happened, how long it lasts and what one can do about it."""
    return render(
        request,
        "admin/signing_in/locked.html",
        {
            **admin.site.each_context(request),
            "title": "Locked for a while",
            "username": get_client_username(request, credentials) or "",
            "failure_limit": settings.AXES_FAILURE_LIMIT,
            "minutes": settings.AXES_COOLOFF_TIME.total_seconds() / 60,
        },
        status=429,
    )
