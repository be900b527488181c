"""A record shown inside a page of another site, in a frame that may do nothing."""

from collections.abc import Callable
from datetime import date

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


class TestFrames:
    @pytest.mark.parametrize("width", [300, 600])
    def test_a_record_reads_in_full_in_a_sandboxed_frame(
        self, shown_elsewhere: Callable[[str], Page], base_url: str, width: int
    ) -> None:
        visit = read()
        path = f"/embed/inspections/{visit.ref}/recommendations/1/"
        page = shown_elsewhere(
            f"<iframe title='Record' sandbox='' width='{width}' height='560'"
            f" src='{base_url}{path}'></iframe>"
        )
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
