"""A record shown inside a page of another site, in a frame that may do nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page

from inspections.models import Inspection
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def read() -> Inspection:
    """Make two visits: the later finds improved what the earlier asked for."""
    council = make.make_authority()
    first = make.make_inspection(
        council,
        ended=date(2017, 10, 12),
        recommendations=("See neglect sooner.",),
    )
    make.make_verdict(first.all_recommendations.get(), make.make_inspection(council))
    return first


@pytest.fixture
def shown_elsewhere(page: Page, base_url: str) -> Iterator[Callable[[str, int], Page]]:
    """Show a page of ours in a sandboxed frame of a page of another origin."""
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

    def show(path: str, width: int) -> Page:
        html = (
            "<!DOCTYPE html><html lang='en'><title>A story</title><h1>A story</h1>"
            f"<iframe title='Record' sandbox='' width='{width}' height='560' "
            f"src='{base_url}{path}'></iframe></html>"
        )
        story.append(html.encode())
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        return page

    yield show
    server.shutdown()
    server.server_close()


class TestFrames:
    @pytest.mark.parametrize("width", [300, 600])
    def test_a_record_reads_in_full_in_a_sandboxed_frame(
        self, shown_elsewhere: Callable[[str, int], Page], width: int
    ) -> None:
        visit = read()
        path = f"/embed/inspections/{visit.ref}/recommendations/1/"
        page = shown_elsewhere(path, width)
        body = page.frame_locator("iframe").locator("body")
        words = body.inner_text()
        for said in (
            "See neglect sooner.",
            "Inspectors say",
            "The council says",
            "This site infers",
            "as at",
            f"/inspections/{visit.ref}/recommendations/1/",
        ):
            assert said in words
        # Its own sheet is in force, and nothing runs past its edge.
        assert body.evaluate("e => getComputedStyle(e).marginTop") == "0px"
        assert body.evaluate("e => e.scrollWidth <= e.clientWidth")
