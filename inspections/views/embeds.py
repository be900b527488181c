"""Small pages that other sites show inside their own: nothing else may be framed."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
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
from inspections.models import Authority, Inspection
from inspections.reading import (
    NotPublishedThen,
    NotShownAgain,
    Reading,
    reading_of,
    reading_of_authority,
)
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.views.addresses import follows_former_slugs
from inspections.views.days import NoSuchDay, day_asked
from inspections.withdrawals import withdrawal_of

View = Callable[..., HttpResponseBase]


def may_be_framed(view: View) -> View:
    """Let any site show a page in a frame, also where it has nothing to show.

    A reason is told inside the frame: the usual page of it could not be framed.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        gone, status = None, 404
        try:
            return view(request, *args, **kwargs)
        except NoSuchDay as error:
            sentence, status = str(error), 400
        except NotPublishedThen as error:
            sentence = f"This was not published here on {_long(error.day)}."
        except NotShownAgain as error:
            sentence = f"What it said on {_long(error.day)} is not shown again."
        except Http404:
            sentence = ""
            gone = withdrawal_of(str(kwargs.get("ref", "")))
            status = 410 if gone else 404
        context = {"withdrawal": gone, "sentence": sentence}
        return render(request, "embed/nothing.html", context, status=status)

    replaced = csp_replace({"frame-ancestors": ["*"]})
    framed: View = xframe_options_exempt(replaced(answer))
    return framed


@may_be_framed
@follows_former_slugs
def authority(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an authority in small: the grades that stand, and what is open."""
    council = get_object_or_404(Authority, slug=slug)
    reading = reading_of_authority(
        council, today=timezone.localdate(), day=day_asked(request)
    )
    embed = embed_of_authority(reading.history, name=council.name, slug=slug)
    return _shown(request, embed)


@may_be_framed
def inspection(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one visit in small: its grades, what it asked, what became of that."""
    reading = _read(request, ref)
    return _shown(request, embed_of_visit(reading.history, reading.visit))


@may_be_framed
def recommendation(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show one recommendation in small, with what each voice says of it."""
    history = _read(request, ref).history
    tracked = _tracked(history, ref, number=number)
    return _shown(request, embed_of_recommendation(history, tracked))


@may_be_framed
def thread(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Show in small how one concern went from visit to visit."""
    history = _read(request, ref).history
    tracked = _tracked(history, ref, number=number)
    return _shown(request, embed_of_thread(history, tracked))


def _read(request: HttpRequest, ref: str) -> Reading:
    """Return an inspection as it stands, or stood on the day that is asked for."""
    inspections = Inspection.objects.published().select_related("authority")
    return reading_of(
        get_object_or_404(inspections, ref=ref),
        today=timezone.localdate(),
        day=day_asked(request),
    )


def _tracked(history: History, ref: str, *, number: int) -> Tracked:
    tracked = history.tracked_by_ref.get(f"{ref} R{number}")
    if tracked is None:
        raise Http404("No such recommendation.")
    return tracked


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _shown(request: HttpRequest, embed: Embed) -> HttpResponse:
    """Draw a small page; its link leads to the state that it shows."""
    at = request.GET.get("at", "")
    page = f"{settings.SITE_URL}{reverse(embed.name, args=embed.args)}"
    context = {
        "embed": embed,
        "page": page,
        "address": f"{page}?at={embed.as_at:%Y-%m-%d}" if at else page,
        "is_frozen": bool(at),
    }
    return render(request, "embed/card.html", context)
