"""The panel in a real browser: its links reach the fields, its questions are read."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from inspections import publishing
from inspections.models import Inspection, PublicationStatus
from inspections.vocabulary import Area, Grade
from tests.admin.conftest import make_staff
from tests.admin.pages import address
from tests.browser.test_staff_day import sign_in
from tests.factories import NOON, make_inspection, make_recommendation

NAMED = "Rumi, aged 9, was moved."


@pytest.fixture
def faulty() -> Inspection:
    """A draft with two things to mend and two that may identify somebody."""
    draft = make_inspection(
        status=PublicationStatus.DRAFT,
        source_note="",
        summary=NAMED,
        grades={Area.ADOPTION: Grade.GOOD},
    )
    make_recommendation(draft, text="See Child B more often.")
    return draft


class TestLinks:
    FIELDS = (
        "id_source_url",
        "id_all_judgements-0-area",
        "id_summary",
        "id_all_recommendations-0-text",
    )

    def test_the_keyboard_goes_from_each_sentence_to_its_field(
        self, sized_page: Page, faulty: Inspection
    ) -> None:
        page = sized_page
        sign_in(page, "QA officer")
        for field in self.FIELDS:
            page.goto(address(faulty))
            link = page.locator(f'.panel a[href="#{field}"]')
            link.focus()
            page.keyboard.press("Enter")
            expect(page.locator(f'[id="{field}"]')).to_be_focused()
            expect(page.locator(f'[id="{field}"]')).to_be_in_viewport()

    def test_it_needs_no_script(
        self, browser: Browser, page: Page, base_url: str, faulty: Inspection
    ) -> None:
        sign_in(page, "QA officer")
        context = browser.new_context(
            base_url=base_url, java_script_enabled=False, locale="en-GB"
        )
        context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
        plain = context.new_page()
        plain.goto(address(faulty))
        plain.locator('.panel a[href="#id_source_url"]').click()
        expect(plain.locator("#id_source_url")).to_be_in_viewport()
        context.close()


class TestQuestions:
    def test_an_approver_answers_and_publishes(
        self,
        page: Page,
        faulty: Inspection,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        faulty.source_note = "Made for a test."
        faulty.kind = "focused_visit"
        faulty.save()
        faulty.all_judgements.all().delete()
        publishing.submit(faulty, by=make_staff("QA officer"), at=NOON)
        sign_in(page, "Approver")
        page.goto(address(faulty))
        assert_accessible(page, advice=False)
        page.get_by_role("button", name="Approve and publish").click()
        expect(page.get_by_text("looks like a name with an age")).to_be_visible()
        for question in page.locator("textarea[name^=answer]").all():
            question.fill("The report made this name up.")
        page.get_by_role("button", name="Approve and publish").click()
        expect(page.get_by_text("Approved: it is public now.")).to_be_visible()
        assert_fits(page)


class TestChanges:
    def test_the_public_reads_what_was_corrected(
        self,
        sized_page: Page,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        officer, approver = make_staff("QA officer"), make_staff("Approver")
        draft = make_inspection(
            kind="focused_visit",
            status=PublicationStatus.DRAFT,
            summary="Plans are late.",
        )
        inspection = publishing.publish_import(draft, by=approver, at=NOON)
        copy = publishing.revise(inspection, by=officer, at=NOON)
        copy.summary = "Plans are in time."
        copy.save()
        publishing.submit(copy, by=officer, at=NOON, note="Misread.")
        publishing.approve(copy, by=approver, at=NOON)
        sized_page.goto(inspection.get_absolute_url())
        sized_page.get_by_role("link", name="see what changed").click()
        expect(sized_page.get_by_text("Misread.")).to_be_visible()
        expect(sized_page.locator("dd del")).to_contain_text("late")
        expect(sized_page.locator("dd ins")).to_contain_text("in time")
        assert_accessible(sized_page)
        assert_fits(sized_page)
