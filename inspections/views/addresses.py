"""What becomes of an address whose record moved or was withdrawn."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from inspections.models import FormerSlug
from inspections.withdrawals import withdrawal_of

View = Callable[..., HttpResponseBase]


def says_when_withdrawn(view: View) -> View:
    """Answer 410 with the reason where the inspection was withdrawn."""

    @wraps(view)
    def answer(
        request: HttpRequest, ref: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        try:
            return view(request, ref, *args, **kwargs)
        except Http404:
            withdrawal = withdrawal_of(ref)
            if withdrawal is None:
                raise
        context = {"withdrawal": withdrawal}
        return render(request, "inspections/withdrawn.html", context, status=410)

    return answer


def follows_former_slugs(view: View) -> View:
    """Redirect for good where the authority's pages have another address now."""

    @wraps(view)
    def answer(
        request: HttpRequest, slug: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        try:
            return view(request, slug, *args, **kwargs)
        except Http404:
            former = (
                FormerSlug.objects.select_related("authority").filter(slug=slug).first()
            )
            if former is None:
                raise
        address = request.get_full_path()
        now = re.sub(rf"/{slug}(?=[/.])", f"/{former.authority.slug}", address, count=1)
        return redirect(now, permanent=True)

    return answer
