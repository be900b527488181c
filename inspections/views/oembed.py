"""oEmbed 1.0: what another site's editor needs to show one of our pages in its own.

See https://oembed.com, sections 2.2 (request), 2.3 (answer) and 2.4 (how to find it).
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from inspections.embeds import (
    Embed,
    embed_of_authority,
    embed_of_recommendation,
    embed_of_visit,
)
from inspections.histories import history_of
from inspections.models import Authority, Inspection
from inspections.threads import History

WIDTH, HEIGHT = 600, 460
NARROWEST, LOWEST = 220, 160
CACHE_AGE = 3600  # seconds


@require_safe
def offer(request: HttpRequest) -> HttpResponse:
    """Say how to show the page at an address of ours; wrong questions are told why."""
    if request.GET.get("format", "json") != "json":
        return _refused("This site answers in JSON alone: ask for format=json.", 501)
    return _refused("Nothing yet.", 404)


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
