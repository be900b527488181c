"""How a table is handed over: as CSV while it is read, or as a workbook."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from inspections.cells import CSV_TYPE, XLSX_TYPE, Column, csv_lines, workbook

View = Callable[..., HttpResponseBase]


def taken_away(view: View) -> View:
    """Let a view of something to take away be read, and nothing else.

    That any site's programs may read it is said for the whole site in one place, in
    `tracker.open_reading`, and how long it may be kept in `views.caching`.
    """
    return require_safe(view)


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
