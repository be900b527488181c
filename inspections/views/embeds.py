"""Small pages that other sites show inside their own: nothing else may be framed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from inspections.embeds import (
    Embed,
    embed_of_authority,
    embed_of_recommendation,
    embed_of_thread,
    embed_of_visit,
)
from inspections.histories import history_of
from inspections.models import Authority, Inspection
from inspections.threads import History
from inspections.views.addresses import follows_former_slugs
from inspections.withdrawals import withdrawal_of

View = Callable[..., HttpResponse]


def may_be_framed(view: View) -> View:
    """Let any site show a page in a frame, also where it has nothing to show.

    A reason is told inside the frame: the usual page of it could not be framed.
    """

    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            gone = withdrawal_of(str(kwargs.get("ref", "")))
        context = {"withdrawal": gone}
        status = 410 if gone else 404
        return render(request, "embed/nothing.html", context, status=status)

    return answer


@may_be_framed
@follows_former_slugs
def authority(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an authority in small: the grades that stand, and what is open."""
    council = get_object_or_404(Authority, slug=slug)
    history = _history(request, council)
    return _shown(request, embed_of_authority(history, name=council.name, slug=slug))


@may_be_framed
def inspection(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one visit in small: its grades, what it asked, what became of that."""
    history = _history(request, _published(ref).authority)
    return _shown(request, embed_of_visit(history, history.visit_by_ref[ref]))


@may_be_framed
def recommendation(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show one recommendation in small, with what each voice says of it."""
    history = _history(request, _published(ref).authority)
    tracked = history.tracked_by_ref.get(f"{ref} R{number}")
    if tracked is None:
        raise Http404("No such recommendation.")
    return _shown(request, embed_of_recommendation(history, tracked))


@may_be_framed
def thread(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show in small how one concern went from visit to visit."""
    history = _history(request, _published(ref).authority)
    tracked = history.tracked_by_ref.get(f"{ref} R{number}")
    if tracked is None:
        raise Http404("No such recommendation.")
    return _shown(request, embed_of_thread(history, tracked))


def _published(ref: str) -> Inspection:
    inspections = Inspection.objects.published().select_related("authority")
    return get_object_or_404(inspections, ref=ref)


def _history(request: HttpRequest, council: Authority) -> History:
    return history_of(council, today=timezone.localdate())


def _shown(request: HttpRequest, embed: Embed) -> HttpResponse:
    address = f"{settings.SITE_URL}{reverse(embed.name, args=embed.args)}"
    context = {"embed": embed, "address": address, "is_frozen": False}
    return render(request, "embed/card.html", context)
