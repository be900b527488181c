"""Lets programs of any other site read what is for programs: interface and files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

FOR_PROGRAMS = ("/api/", "/downloads/", "/feeds/", "/oembed/")
FILES = (".csv", ".json", ".xlsx")
MAY_READ = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Content-Disposition",
}


class OpenReadingMiddleware:
    """Say that any site may read, on every answer, “not modified” and errors too.

    Nothing there depends on who asks: no cookie is looked at and no header sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(FOR_PROGRAMS) or request.path.endswith(FILES):
            for header, value in MAY_READ.items():
                response.headers[header] = value
        return response
