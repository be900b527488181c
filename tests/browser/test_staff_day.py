"""A day of staff in a real browser: bring a report in, check it, publish it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from inspections import publishing
from inspections.models import Inspection, PublicationStatus
from tests.admin.conftest import make_staff
from tests.factories import NOON, make_authority, make_inspection
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf

PASSWORD = "a long enough password"
CONFIRM = "Confirm and make a draft"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small report as a file to upload."""
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf(*ilacs()))
    return path


def give_password(page: Page, role: str) -> None:
    user = make_staff(role)
    if not user.has_usable_password() or not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save()
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def sign_in(page: Page, role: str) -> None:
    give_password(page, role)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def bring_in(page: Page, report: Path) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Bring a report in").click()
    page.get_by_label("Reports").set_input_files(report)
    page.get_by_role("button", name="Read the reports").click()
    expect(page.get_by_role("heading", name="Check what was read")).to_be_visible()


class TestDay:
    def test_from_a_file_to_a_public_page(
        self, page: Page, browser: Browser, base_url: str, report: Path
    ) -> None:
        make_authority("Barnsley", slug="barnsley", urn=80426)
        sign_in(page, "QA officer")
        bring_in(page, report)
        page.get_by_label("Published by Ofsted").fill("2023-10-27")
        page.get_by_role("button", name=CONFIRM).click()
        expect(page.get_by_text("is a draft now.")).to_be_visible()
        page.get_by_role("link", name="Preview the public page").click()
        expect(page.get_by_text("Nobody outside sees this page yet.")).to_be_visible()
        page.get_by_role("link", name="Back to editing").click()
        page.get_by_role("button", name="Submit for approval").click()
        expect(page.get_by_text("somebody else must approve it")).to_be_visible()
        address = page.url

        other = browser.new_context(base_url=base_url).new_page()
        sign_in(other, "Approver")
        other.goto(address)
        other.get_by_role("button", name="Approve and publish").click()
        expect(other.get_by_text("Approved: it is public now.")).to_be_visible()
        other.context.close()
        published = Inspection.objects.get()
        assert published.status == PublicationStatus.PUBLISHED
        page.goto(published.get_absolute_url())
        expect(page.get_by_role("heading", level=1)).to_contain_text("September 2023")

    def test_a_passage_is_shown_without_moving_the_form(
        self, page: Page, report: Path
    ) -> None:
        make_authority("Barnsley", slug="barnsley", urn=80426)
        sign_in(page, "QA officer")
        bring_in(page, report)
        link = page.get_by_role("link", name=re.compile("Recommendation 2$"))
        link.click()
        mark = page.locator("#mark-item-2")
        expect(mark).to_be_in_viewport()
        at_first = page.evaluate("scrollY")
        page.get_by_role("link", name=re.compile("Recommendation 1$")).click()
        expect(page.locator("#mark-item-1")).to_be_in_viewport()
        expect(link).to_be_in_viewport()
        assert abs(page.evaluate("scrollY") - at_first) < 60

    def test_it_can_be_done_with_the_keyboard_alone(
        self, page: Page, report: Path
    ) -> None:
        make_authority("Barnsley", slug="barnsley", urn=80426)
        sign_in(page, "QA officer")
        bring_in(page, report)
        page.locator("#id_fact-authority").focus()
        for _ in range(400):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.textContent.trim()")
            if focused == CONFIRM:
                break
        page.keyboard.press("Enter")
        expect(page.get_by_text("is a draft now.")).to_be_visible()


class TestScreens:
    def test_each_can_be_used_by_all(
        self,
        sized_page: Page,
        report: Path,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        make_authority("Barnsley", slug="barnsley", urn=80426)
        published = make_inspection(recommendations=("Keep visiting.",))
        draft = make_inspection(published.authority, status=PublicationStatus.DRAFT)
        waiting = make_inspection(
            published.authority, kind="jtai", status=PublicationStatus.DRAFT
        )
        publishing.submit(waiting, by=make_staff("Approver"), at=NOON)
        sign_in(sized_page, "QA officer")
        bring_in(sized_page, report)
        review = sized_page.url
        change = "/admin/inspections/inspection/{}/change/"
        for path in (
            review,
            "/admin/",
            "/admin/inspections/inspection/",
            "/admin/inspections/inspection/add/",
            "/admin/inspections/reportimport/",
            "/admin/inspections/reportimport/add/",
            change.format(published.pk),
            change.format(waiting.pk),
            change.format(draft.pk),
        ):
            sized_page.goto(path)
            assert_accessible(sized_page, advice=False)
            assert_fits(sized_page)
