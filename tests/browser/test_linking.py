"""Confirming what a report says of earlier recommendations, in a real browser."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from inspections.models import (
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    Restatement,
)
from inspections.vocabulary import Kind, Verdict
from tests.browser.test_staff_day import sign_in
from tests.factories import (
    make_finding,
    make_inspection,
    make_recommendation,
    make_verdict,
)

EDUCATION = "Ensure that personal education plans are specific and of good quality."
HOUSING = "Offer care leavers suitable housing near to those who know them."
AUDITS = "Make sure that managers learn from audits of social work practice."
SPOKEN = (
    "Personal education plans are specific and of good quality, and children do well.",
    "Personal education plans of a few children lack specific targets.",
    "The quality of personal education plans is checked by the virtual school.",
    "Some personal education plans are late.",
    "Housing for care leavers remains too far from those who know them.",
    "Care leavers are now offered suitable housing, but choice is limited.",
)


@pytest.fixture
def draft(transactional_db: None) -> Inspection:
    """A report on three earlier recommendations, one of which it asks for again."""
    earlier = make_inspection(
        ended=date(2017, 10, 12),
        kind=Kind.SIF,
        recommendations=(EDUCATION, HOUSING, AUDITS),
    )
    inspection = make_inspection(earlier.authority, status=PublicationStatus.DRAFT)
    for text in SPOKEN:
        make_finding(inspection, text=text)
    make_recommendation(
        inspection, text="Suitable housing for care leavers, near those they know."
    )
    return inspection


def verdict_on(text: str) -> ProgressVerdict:
    return ProgressVerdict.objects.get(recommendation__text=text)


def links(inspection: Inspection) -> str:
    return f"/admin/inspections/inspection/{inspection.pk}/links/"


def key_of(text: str) -> str:
    return f"rec-{Recommendation.objects.get(text=text).pk}"


class TestKeyboard:
    def test_two_threads_are_confirmed_and_a_third_was_not_revisited(
        self, page: Page, draft: Inspection
    ) -> None:
        first, second, third = (key_of(t) for t in (EDUCATION, HOUSING, AUDITS))
        sign_in(page, "QA officer")
        page.goto(links(draft))
        expect(page.get_by_text("0 of 3 done")).to_be_visible()
        page.get_by_role("link", name="Go to the first").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#{first}")).to_be_focused()
        page.keyboard.press("c")
        expect(page.get_by_text("1 of 3 done")).to_be_visible()
        expect(page.locator(f"#{second}")).to_be_focused()
        page.keyboard.press("2")
        page.keyboard.press("u")
        page.keyboard.press("c")
        expect(page.get_by_text("2 of 3 done")).to_be_visible()
        expect(page.locator(f"#{third}")).to_be_focused()
        page.keyboard.press("n")
        expect(page.get_by_text("3 of 3 done")).to_be_visible()
        expect(page.get_by_text("All done.")).to_be_visible()

        kept = verdict_on(EDUCATION)
        assert kept.suggestion_rank == 1
        assert kept.finding is not None
        assert "education" in kept.finding.text
        assert kept.recorded_by is not None
        kept = verdict_on(HOUSING)
        assert (kept.verdict, kept.suggestion_rank) == (Verdict.UNCHANGED, 2)
        assert verdict_on(AUDITS).verdict == Verdict.NOT_REVISITED

    def test_a_key_that_is_typed_into_a_field_is_a_letter(
        self, page: Page, draft: Inspection
    ) -> None:
        sign_in(page, "QA officer")
        page.goto(links(draft))
        page.get_by_text("Add a note").first.click()
        note = page.get_by_label("Why we read it so (optional)").first
        note.press_sequentially("cn")
        expect(note).to_have_value("cn")
        page.keyboard.press("Escape")
        page.locator("body").press("n")
        assert not ProgressVerdict.objects.exists()

    def test_a_refused_decision_is_said_and_can_be_mended(
        self, page: Page, draft: Inspection
    ) -> None:
        sign_in(page, "QA officer")
        page.goto(links(draft))
        audits = page.locator(f"#{key_of(AUDITS)}")
        audits.focus()
        page.keyboard.press("a")
        page.keyboard.press("c")
        expect(page.get_by_role("alert")).to_contain_text("Choose the passage")
        page.get_by_role("alert").get_by_role("link").click()
        expect(audits).to_be_focused()
        audits.get_by_role("link", name="Choose from all 6 paragraphs").click()
        audits.get_by_label("Some personal education plans are late.").check()
        audits.get_by_label("Unchanged").check()
        audits.get_by_role("button", name="Confirm").click()
        expect(page.get_by_text("1 of 3 done")).to_be_visible()
        assert verdict_on(AUDITS).suggestion_rank is None


class TestWithoutScript:
    def test_buttons_do_the_same(self, page: Page, draft: Inspection) -> None:
        page.route("**/linking.js", lambda route: route.abort())
        sign_in(page, "QA officer")
        page.goto(links(draft))
        expect(page.get_by_text("Keys, inside a recommendation")).to_be_hidden()
        housing = page.locator(f"#{key_of(HOUSING)}")
        housing.get_by_label("Improved, more to do").check()
        again = housing.get_by_label("Suitable housing for care leavers")
        again.check()
        housing.get_by_role("button", name="Confirm").click()
        expect(page.get_by_text("1 of 3 done")).to_be_visible()
        assert verdict_on(HOUSING).verdict == Verdict.IMPROVED
        assert Restatement.objects.get().earlier.text == HOUSING


class TestScreens:
    def test_each_can_be_used_by_all(
        self,
        sized_page: Page,
        draft: Inspection,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        first, second = (
            Recommendation.objects.get(text=text) for text in (EDUCATION, HOUSING)
        )
        make_verdict(first, draft, quote="Much better.")
        published = make_inspection(draft.authority, ended=date(2024, 5, 1))
        sign_in(sized_page, "QA officer")
        for path in (
            links(draft),
            f"{links(draft)}?of={first.pk}",
            f"{links(draft)}?all={second.pk}&words=late",
            links(published),
        ):
            sized_page.goto(path)
            assert_accessible(sized_page, advice=False)
            assert_fits(sized_page)
