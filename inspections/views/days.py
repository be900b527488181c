"""Reading a public page as it stood on an earlier day: `?at=2026-03-01`."""

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from inspections.reading import NotPublishedThen, NotShownAgain

View = Callable[..., HttpResponseBase]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NoSuchDay(Exception):
    """What stands after `?at=` is no day, or one to come."""


def day_asked(request: HttpRequest) -> date | None:
    """Return the day whose state is asked for, or None where it is that of now.

    Raises `NoSuchDay` with a sentence for the reader.
    """
    return day_named(request.GET.get("at", ""))


def day_named(words: str) -> date | None:
    """Return the day that words after “at=” name, or None for none; `NoSuchDay`."""
    words = words.strip()
    if not words:
        return None
    try:
        day = date.fromisoformat(words) if _DAY.fullmatch(words) else None
    except ValueError:
        day = None
    if day is None:
        raise NoSuchDay(
            "After “at=” write a day as year-month-day, for instance at=2026-03-01."
        )
    if day > timezone.localdate():
        raise NoSuchDay("That day is still to come: nobody knows what will stand here.")
    return day


def reads_any_day(view: View) -> View:
    """Let a page be read as at a day; say so clearly where it cannot be.

    What is of one day is not for search engines: they are led to the page of now.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except NoSuchDay as error:
            response = _said(
                request, status=400, heading="No such day", sentence=str(error)
            )
        except NotPublishedThen as error:
            response = _said(
                request,
                status=404,
                heading="Not published here then",
                sentence=_not_then(error),
            )
        except NotShownAgain:
            response = _said(
                request,
                status=410,
                heading="Not shown again",
                sentence="What stood here that day is not shown again, because it "
                "could identify somebody.",
            )
        if "at" in request.GET:
            response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def _said(
    request: HttpRequest, *, status: int, heading: str, sentence: str
) -> HttpResponse:
    context = {"heading": heading, "sentence": sentence, "address": request.path}
    return render(request, "pages/no_such_day.html", context, status=status)


def _not_then(error: NotPublishedThen) -> str:
    words = f"This was not published here on {_day(error.day)}."
    if error.first is None:
        return words
    return f"{words} It was first published on {_day(timezone.localdate(error.first))}."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
