"""A reader asks for a correction, staff answer it, and the public log shows it."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from inspections.views import corrections
from tests.browser.test_staff_day import sign_in
from tests.factories import make_inspection


@pytest.fixture(autouse=True)
def nobody_asked_yet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a browser be quicker than any reader."""
    monkeypatch.setattr(corrections, "QUICKEST", 0)
    cache.clear()
    yield
    cache.clear()


class TestCorrection:
    def test_from_a_page_to_the_log(
        self,
        page: Page,
        browser: Browser,
        base_url: str,
        assert_accessible: Callable[..., None],
    ) -> None:
        inspection = make_inspection()
        page.goto(inspection.get_absolute_url())
        page.get_by_role("link", name="Ask for a correction").first.click()
        assert_accessible(page)
        page.get_by_role("button", name="Send the request").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        assert_accessible(page)
        page.get_by_label("A date, grade or other fact").check()
        page.get_by_label("What should it say?").fill("The visit ended on the fifth.")
        page.get_by_role("button", name="Send the request").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("has arrived")

        staff = browser.new_context(base_url=base_url).new_page()
        sign_in(staff, "QA officer")
        staff.get_by_role("link", name="Requests for corrections").first.click()
        staff.locator("#result_list tbody th a").first.click()
        expect(staff.get_by_text("The visit ended on the fifth.")).to_be_visible()
        staff.get_by_label("Corrected: the page says so now").check()
        staff.get_by_label("Our answer, in our own words").fill("We put it right.")
        staff.get_by_role("button", name="Save", exact=True).click()
        expect(staff.get_by_text("was changed successfully")).to_be_visible()
        staff.context.close()

        page.goto("/corrections/")
        expect(page.get_by_text("We put it right.")).to_be_visible()
        expect(page.get_by_role("link", name=inspection.ref)).to_be_visible()
        expect(page.get_by_text("The visit ended on the fifth.")).to_have_count(0)
        assert_accessible(page)
