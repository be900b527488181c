"""A page of HTML as a tagged PDF, where the library for it is installed.

The library is optional, for it needs Pango besides. It is given a page and its own
stylesheet as texts, and fetches nothing whatever: no file, no address.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders

VARIANT = "pdf/ua-1"
"""Tagged, titled and in a known language, for who reads with a screen reader."""


class NoPaperError(Exception):
    """The library that makes PDFs, or what it needs, is not installed here."""


def pdf_of(html: str, *, stylesheet: str) -> bytes:
    """Return a whole HTML document as a PDF.

    `stylesheet` is the name of a static file. Links become absolute. Raises
    NoPaperError where no PDF can be made here, and ValueError for a document that wants
    something fetched.
    """
    library = _library()
    fetcher = _refusing(library)
    style = library.CSS(string=_static(stylesheet), url_fetcher=fetcher)
    page = library.HTML(string=html, base_url=settings.SITE_URL, url_fetcher=fetcher)
    try:
        made: bytes = page.write_pdf(stylesheets=[style], pdf_variant=VARIANT)
    except library.urls.FatalURLFetchingError as error:
        raise ValueError(str(error)) from error
    return made


def is_available() -> bool:
    """Say whether PDFs can be made here."""
    try:
        _library()
    except NoPaperError:
        return False
    return True


@cache
def _library() -> Any:
    """Return the library, loaded when it is first wanted: it is large."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError) as error:
        raise NoPaperError("No PDF can be made here.") from error


@cache
def _static(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")


def _refusing(library: Any) -> Any:
    """Return a fetcher that refuses every address and stops the whole page there."""

    class Refusing(library.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise library.urls.FatalURLFetchingError(f"Nothing is fetched: {url}")

    return Refusing()
