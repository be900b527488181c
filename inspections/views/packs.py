"""The scrutiny pack of an authority: choose two days, read, print, take away."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from inspections.corrected import corrections_between
from inspections.freshness import stamp
from inspections.histories import history_of
from inspections.models import Authority
from inspections.pack_annex import COLUMNS, annex_lines
from inspections.packs import Pack, pack_of
from inspections.paper import NoPaperError, is_available, pdf_of
from inspections.threads import History
from inspections.views.addresses import follows_former_slugs
from inspections.views.taken_away import csv_file, refused

FIRST_DAY = date(2000, 1, 1)
KEPT_FOR = 600  # seconds for which a PDF is kept, while nothing in it changes
STYLESHEET = "css/pack-paper.css"


class Period(forms.Form):
    """The two days of a pack, both included."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any], *, today: date) -> None:
        super().__init__(data)
        self.today = today
        for name, label in (("from", "First day"), ("to", "Last day")):
            self.fields[name] = forms.DateField(
                label=label,
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                error_messages={
                    "required": f"Give the {label.lower()} of the pack.",
                    "invalid": f"Write the {label.lower()} as in 2026-03-31.",
                },
            )

    def clean(self) -> dict[str, Any]:
        """Refuse days that no pack can have."""
        days: dict[str, Any] = super().clean() or {}
        start, end = days.get("from"), days.get("to")
        if start and start < FIRST_DAY:
            self.add_error("from", "The first day cannot come before the year 2000.")
        if end and end > self.today:
            self.add_error("to", "The last day cannot lie in the future.")
        if start and end and end < start:
            self.add_error("to", "The last day cannot come before the first.")
        return days


def _period(request: HttpRequest, *, history: History) -> Period:
    """Return the days asked for; by themselves, from the last graded visit to today."""
    today = history.today
    last = history.standing[0].visit.ended if history.standing else None
    usual = {"from": (last or today.replace(month=1, day=1)).isoformat()}
    usual["to"] = today.isoformat()
    asked = {name: request.GET[name] for name in usual if name in request.GET}
    return Period(usual | asked, today=today)


def _read(slug: str) -> tuple[Authority, History]:
    authority = get_object_or_404(Authority, slug=slug)
    return authority, history_of(authority, today=timezone.localdate())


def _pack(authority: Authority, history: History, period: Period) -> Pack:
    start, end = period.cleaned_data["from"], period.cleaned_data["to"]
    corrections = corrections_between(authority, start=start, end=end)
    return pack_of(history, start=start, end=end, corrections=corrections)


def _query(pack: Pack) -> str:
    return urlencode({"from": pack.start.isoformat(), "to": pack.end.isoformat()})


@follows_former_slugs
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody choose two days, and show what changed between them."""
    authority, history = _read(slug)
    period = _period(request, history=history)
    context: dict[str, Any] = {
        "authority": authority,
        "history": history,
        "form": period,
        "has_paper": is_available(),
    }
    asked = {"from", "to"} & request.GET.keys()
    if not (asked and period.is_valid()):
        if not asked:
            period.errors.clear()
        return render(request, "packs/choose.html", context)
    pack = _pack(authority, history, period)
    context |= {"pack": pack, "query": _query(pack)}
    return render(request, "packs/pack.html", context)


@require_safe
@follows_former_slugs
def annex(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the rows of a pack as a CSV file, in the order of its pages."""
    authority, history = _read(slug)
    period = _period(request, history=history)
    if not period.is_valid():
        return _refused(period)
    pack = _pack(authority, history, period)
    lines = annex_lines(pack, site=settings.SITE_URL)
    return csv_file(COLUMNS, lines, name=_name(authority, pack))


@require_safe
@follows_former_slugs
def paper(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a pack as a tagged PDF; where none can be made, say so and what to do."""
    authority, history = _read(slug)
    period = _period(request, history=history)
    if not period.is_valid():
        return _refused(period)
    pack = _pack(authority, history, period)
    context = {"authority": authority, "pack": pack, "query": _query(pack)}
    context["made_on"] = history.today
    try:
        made = _made(context)
    except NoPaperError:
        return render(request, "packs/no_paper.html", context, status=404)
    response = HttpResponse(made, content_type="application/pdf")
    name = _name(authority, pack)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _made(context: dict[str, Any]) -> bytes:
    """Return a pack's PDF, made once for as long as nothing changes."""
    of = (context["authority"].slug, context["query"], context["made_on"].isoformat())
    asked = (*of, stamp().key)
    tag = hashlib.sha256("\n".join(asked).encode()).hexdigest()
    made: bytes | None = cache.get(f"pack-{tag}")
    if made is None:
        html = render_to_string("packs/paper.html", context | _site())
        made = pdf_of(html, stylesheet=STYLESHEET)
        cache.set(f"pack-{tag}", made, KEPT_FOR)
    return made


def _site() -> dict[str, str]:
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}


def _name(authority: Authority, pack: Pack) -> str:
    return f"{authority.slug}-pack-{pack.start}-{pack.end}"


def _refused(period: Period) -> HttpResponse:
    sentences = [str(words) for each in period.errors.values() for words in each]
    return refused(*sentences)
