"""Downloads: the page that says what each file is, and the files of the whole site."""

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from inspections.downloads.files import BY_NAME, FILES, everybody
from inspections.downloads.meanings import MEANINGS
from inspections.downloads.package import CREDIT, data_package
from inspections.models import Authority
from inspections.views.taken_away import HANDED, refused, taken_away

NARROWS_BY = "authority"


def index(request: HttpRequest) -> HttpResponse:
    """Say what each file holds, what its columns mean and under which licence."""
    files = [
        (file, [(heading, MEANINGS[heading]) for heading, _ in file.columns])
        for file in FILES
    ]
    context = {"files": files, "credit": CREDIT, "today": timezone.localdate()}
    return render(request, "downloads/index.html", context)


@taken_away
def package(request: HttpRequest) -> HttpResponseBase:
    """Describe the files to programs: fields, types, licence, sources, as at."""
    content = data_package(
        site=settings.SITE_URL, name=settings.SITE_NAME, at=timezone.localtime()
    )
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})


@taken_away
def table(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """Give one file of the whole site, or of one authority alone."""
    file = BY_NAME.get(name)
    if file is None:
        raise Http404("There is no such file.")
    if set(request.GET) - {NARROWS_BY}:
        return refused("This file may be narrowed by “authority” and nothing else.")
    authorities = everybody()
    if slug := request.GET.get(NARROWS_BY):
        authority = get_object_or_404(Authority, slug=slug)
        authorities = authorities.filter(pk=authority.pk)
        name = f"{name}-{authority.slug}"
    rows = file.rows(authorities, timezone.localdate(), settings.SITE_URL)
    return HANDED[ending](file.columns, rows, name=name)
