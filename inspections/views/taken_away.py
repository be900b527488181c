"""How a file is handed over: its headers, its freshness, and who may read it."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from inspections.cells import CSV_TYPE, XLSX_TYPE, Column, csv_lines, workbook
from inspections.freshness import etag, last_modified

View = Callable[..., HttpResponseBase]
FRESH_FOR = 300  # seconds in which nobody need ask again


def taken_away(view: View) -> View:
    """Let anybody's program read what a view gives, and ask whether it changed.

    What is gone or wrong has no tag, so that it is never taken for what was there.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response = _unless_known(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
        return response

    return answer


def _unless_known(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Answer “not modified” to whoever has what stands now already."""
    tag, changed = etag(request), last_modified(request)
    response["ETag"] = tag
    response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    return get_conditional_response(request, etag=tag, response=response) or response


def csv_file(
    columns: Sequence[Column[Any]], rows: Iterable[Any], *, name: str
) -> StreamingHttpResponse:
    """Return a table as a CSV file, written while it is read."""
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_file(
    columns: Sequence[Column[Any]], rows: Iterable[Any], *, name: str
) -> HttpResponse:
    """Return a table as a workbook."""
    content = workbook(columns, rows, title=name.replace("-", " "))
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


HANDED: dict[str, Callable[..., HttpResponseBase]] = {
    "csv": csv_file,
    "xlsx": xlsx_file,
}
"""How a table is handed over, by the ending of its address."""


def refused(*sentences: str) -> HttpResponse:
    """Say why an address asks for what cannot be, in plain text."""
    content_type = "text/plain; charset=utf-8"
    return HttpResponse("\n".join(sentences), status=400, content_type=content_type)
