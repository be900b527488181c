"""What becomes of an address whose record moved or was withdrawn."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from inspections.models import FormerSlug
from inspections.withdrawals import Retirement, Withdrawal, withdrawal_of

View = Callable[..., HttpResponseBase]


class Gone(Exception):
    """What was published under an address was taken out of public view."""

    def __init__(self, gone: Withdrawal | Retirement) -> None:
        super().__init__(gone.reason)
        self.gone = gone

    def answer(self, request: HttpRequest, *, ref: str) -> HttpResponse:
        """Say what was taken out, when and why."""
        if isinstance(self.gone, Withdrawal):
            context: dict[str, Any] = {"withdrawal": self.gone}
            template = "inspections/withdrawn.html"
        else:
            context = {"retirement": self.gone, "ref": ref}
            template = "inspections/retired.html"
        return render(request, template, context, status=410)


def says_when_withdrawn(view: View) -> View:
    """Answer 410 with the reason where the inspection, or this of it, was withdrawn."""

    @wraps(view)
    def answer(
        request: HttpRequest, ref: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        try:
            return view(request, ref, *args, **kwargs)
        except Gone as error:
            return error.answer(request, ref=ref)
        except Http404:
            withdrawal = withdrawal_of(ref)
            if withdrawal is None:
                raise
        return Gone(withdrawal).answer(request, ref=ref)

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
