"""Citations as files for reference managers: a record’s path with .bib or .ris."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from inspections.citations import STYLES
from inspections.views.addresses import says_when_withdrawn
from inspections.views.days import reads_any_day
from inspections.views.opened import (
    Context,
    open_action,
    open_finding,
    open_inspection,
    open_judgement,
    open_recommendation,
    open_response,
)

_OPENING: dict[str, Callable[..., Context]] = {
    "inspection": open_inspection,
    "recommendation": open_recommendation,
    "finding": open_finding,
    "judgement": open_judgement,
    "response": open_response,
    "action": open_action,
}
_BY_ENDING = {style.extension: style for style in STYLES.values() if style.extension}


@require_safe
@says_when_withdrawn
@reads_any_day
def cited(
    request: HttpRequest, ref: str, *, kind: str, ending: str, **which: Any
) -> HttpResponseBase:
    """Give the citation of one record as a file."""
    return citation_file(_OPENING[kind](request, ref, **which), ending=ending)


def citation_file(context: Context, *, ending: str) -> HttpResponse:
    """Return what cites the record of a page, in the style of an ending."""
    style, own = _BY_ENDING[ending], context["record_page"].cited
    response = HttpResponse(
        style.write(own), content_type=f"{style.content_type}; charset=utf-8"
    )
    name = own.ref.replace(" ", "-").lower()
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
