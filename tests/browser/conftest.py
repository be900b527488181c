"""A real browser for the tests in this folder, on a wide and on a narrow screen.

Chromium is the system's own: at CHROMIUM, or where Debian puts it. Where it is missing
these tests are skipped in so many words, unless REQUIRE_BROWSER=1. They run by
themselves (`make test-browser`), since Django must be less strict beside Playwright.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import ConsoleMessage, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from tests.browser.screenshots import LAUNCH_OPTIONS, chromium_path

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 375, "height": 812}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MISSING = "no Chromium: install it, or say where it is in CHROMIUM"

# Playwright keeps an event loop in the thread in which a test speaks to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A file, so that each thread of the server has a connection of its own: one in memory
# would be shared, and closed by a browser's last idle connection after the test's end.
FOLDER = tempfile.TemporaryDirectory(prefix="tracker-browser-")
if connection.vendor == "sqlite":
    connection.settings_dict["TEST"]["NAME"] = str(Path(FOLDER.name) / "test.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip this folder's tests where there is no browser, if that is allowed."""
    if chromium_path() or os.environ.get("REQUIRE_BROWSER") == "1":
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Launch the system's Chromium, with nothing of its own on the network."""
    if not chromium_path():
        pytest.fail(MISSING)
    return {"executable_path": chromium_path(), **LAUNCH_OPTIONS}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Let `page.goto("/search/")` mean the site under test."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, Any], base_url: str
) -> dict[str, Any]:
    """Open every page as a British reader at a desk does."""
    return {
        **browser_context_args,
        "base_url": base_url,
        "viewport": WIDE,
        "locale": "en-GB",
        # A colour that is still fading into another has the contrast of neither.
        "reduced_motion": "reduce",
    }


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Give a page at 1280 pixels; a breach of the CSP or a script's error fails."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def narrow_page(page: Page) -> Page:
    """Give the same page as a telephone shows it."""
    page.set_viewport_size(NARROW)
    return page


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "375"])
def sized_page(page: Page, request: pytest.FixtureRequest) -> Page:
    """Run the test twice, with a wide page and with a narrow one."""
    page.set_viewport_size(request.param)
    return page


@pytest.fixture
def shown_elsewhere(page: Page) -> Iterator[Callable[[str], Page]]:
    """Give a way to show HTML inside a page of another origin."""
    story: list[bytes] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(story[-1])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()

    def show(html: str) -> Page:
        head = "<!DOCTYPE html><html lang='en'><title>A story</title><h1>A story</h1>"
        story.append(f"{head}{html}</html>".encode())
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        return page

    yield show
    server.shutdown()
    server.server_close()


@pytest.fixture
def assert_accessible() -> Callable[..., None]:
    """Give a check that axe finds nothing wrong with what a page shows.

    Django's own admin pages keep WCAG but not all of axe's advice beyond it. Of a page
    that was checked in the light, the dark changes only its colours.
    """

    def check(page: Page, *, advice: bool = True, only_colours: bool = False) -> None:
        tags = [*WCAG, "best-practice"] if advice else WCAG
        # Axe would copy imported styles into the page, which its CSP forbids.
        run = {"type": "tag", "values": tags}
        if only_colours:
            run = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
        options = {"runOnly": run, "preload": False}
        results = Axe().run(page, options=options)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def assert_fits() -> Callable[[Page], None]:
    """Give a check that nobody has to scroll sideways."""

    def check(page: Page) -> None:
        across = page.evaluate("document.documentElement.scrollWidth")
        assert across <= page.evaluate("window.innerWidth"), f"{across} pixels across"

    return check
