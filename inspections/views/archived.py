"""Gives an archived file whole or in part, so that a browser's viewer need not wait."""

import re
from http import HTTPStatus

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

# Strangers made these files, so nothing in them may run, load or send. Chromium (156)
# opens its PDF viewer, at #page=N too, under all of this; tests/browser tries it.
POLICY = (
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_RANGE = re.compile(r"bytes[ \t]*=[ \t]*(\d*)[ \t]*-[ \t]*(\d*)", re.ASCII | re.I)
MOST_DIGITS = 18  # more than any size has, and few enough to be read at once


class NoSuchRange(Exception):
    """The range asked for lies outside the file."""


def asked_range(header: str, *, size: int) -> range | None:
    """Return the bytes that a Range header asks for; None where the whole is due.

    In: the header, and the file's size in bytes. Several ranges, other units and what
    is no range are passed over, as RFC 9110 (14.2) allows. Raises NoSuchRange for one
    that begins behind the end.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or max(map(len, match.groups())) > MOST_DIGITS:
        return None
    first, last = match.groups()
    if not first and not last:
        return None
    if not first:
        wanted = range(max(0, size - int(last)), size)
    elif last and int(last) < int(first):
        return None
    else:
        wanted = range(int(first), min(int(last) + 1, size) if last else size)
    if not wanted:
        raise NoSuchRange
    return wanted


class Part:
    """A stretch of an open file that reads like a file of its own."""

    def __init__(self, file: FieldFile, wanted: range) -> None:
        self.file = file
        self.left = len(wanted)
        file.seek(wanted.start)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most so many, and none behind the stretch."""
        wanted = self.left if size < 0 else min(size, self.left)
        data: bytes = self.file.read(wanted)
        self.left -= len(data)
        return data

    def close(self) -> None:
        """Close the whole file."""
        self.file.close()


def archived_pdf(
    request: HttpRequest, file: FieldFile, *, name: str, etag: str
) -> HttpResponseBase:
    """Answer with a PDF: all of it, the part asked for, or that it has not changed.

    In: the stored file, the name to save it by, and its ETag in quotes. The file is
    read as it is sent, never held in memory.
    """
    standing = get_conditional_response(request, etag=etag)
    response = standing or _content(request, file, name=name, etag=etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    # Asked for again each time, so that a withdrawn report is gone from caches too.
    response["Cache-Control"] = "public, no-cache"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _content(
    request: HttpRequest, file: FieldFile, *, name: str, etag: str
) -> HttpResponseBase:
    size = file.size
    try:
        wanted = _wanted(request, size=size, etag=etag)
    except NoSuchRange:
        return HttpResponse(
            f"The file ends at byte {size}.\n",
            content_type="text/plain; charset=utf-8",
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            headers={"Content-Range": f"bytes */{size}"},
        )
    file.open()
    response = FileResponse(
        file if wanted is None else Part(file, wanted),
        filename=name,
        content_type="application/pdf",
    )
    if wanted is not None:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response["Content-Length"] = len(wanted)
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return response


def _wanted(request: HttpRequest, *, size: int, etag: str) -> range | None:
    """Return the part asked for, unless it is of a version that was replaced."""
    if request.method != "GET" or "Range" not in request.headers:
        return None
    if request.headers.get("If-Range", etag).strip() != etag:
        return None
    return asked_range(request.headers["Range"], size=size)
