"""An inspection entered by hand in a real browser, with the keyboard alone."""

from collections.abc import Callable, Sequence
from datetime import date

from playwright.sync_api import Page, expect

from inspections.models import Inspection, PublicationStatus
from inspections.vocabulary import Area, Grade, Kind
from tests.browser.test_staff_day import sign_in
from tests.factories import (
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_theme,
)

ADD = "/admin/inspections/inspection/add/"
KEYS_A_SECOND = 2
MINUTES = 10
RECOMMENDATIONS = """What the council should do:
• The frequency and quality of supervision of social
  workers. (p. 2)
• Timeliness of visits to children in care.
• The take-up of return home interviews after children go missing.
• Sufficiency of homes for children who need an early place.
• Life-story work for children whose plan is adoption.
• Support for care leavers who are not in education or work.
• The voice of children in their assess-
ments and plans."""
FINDINGS = """1. Leaders know their services well.
2. Visits to children in care are too often late.
3. Supervision is not always regular, and managers do
not always record why.
4. Care leavers live in suitable homes.
5. Most assessments are thorough."""


class Keys:
    """A keyboard that counts: a paste is one press, as two keys held are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def paste(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.pressed += 1

    def tab_to(self, wanted: str) -> None:
        """Go on with Tab to where the focus is on what a selector names."""
        for _ in range(150):
            self.press("Tab")
            if self.page.evaluate(
                "(wanted) => !!document.activeElement.matches(wanted)", wanted
            ):
                return
        raise AssertionError(f"Tab never comes to {wanted}.")


def fill_in_the_visit(keys: Keys, *, days: Sequence[str]) -> None:
    keys.tab_to("#id_authority + .select2 .select2-selection")
    keys.press("Enter")
    keys.type("amb")
    keys.press("Enter")
    keys.tab_to("#id_kind")
    keys.type("st")
    for name, day in zip(("started", "ended"), days, strict=True):
        keys.tab_to(f"#id_{name}")
        keys.type(day)


class TestByKeyboard:
    def test_a_whole_inspection_takes_less_than_ten_minutes(self, page: Page) -> None:
        make_authority()
        make_theme("Supervision", phrases=["supervision"])
        make_theme("Visits", phrases=["visits"])
        sign_in(page, "QA officer")
        page.goto(ADD)
        keys = Keys(page)
        fill_in_the_visit(keys, days=("15/1/24", "26/1/24"))
        expect(page.locator("#id_all_judgements-4-area")).to_be_visible()
        grades = ("good", "good", "req", "out", "good")
        for place, grade in enumerate(grades):
            keys.tab_to(f"#id_all_judgements-{place}-grade")
            keys.type(grade)
        keys.tab_to("#paste-all_recommendations")
        keys.paste(RECOMMENDATIONS)
        keys.tab_to("[name=_split]")
        keys.press("Enter")
        expect(page.locator("#id_all_recommendations-7-text")).to_be_visible()
        expect(page.locator("#id_all_recommendations-0-text")).to_be_focused()
        keys.tab_to("#paste-all_findings")
        keys.paste(FINDINGS)
        keys.tab_to("[name=_split]")
        keys.press("Enter")
        expect(page.locator("#id_all_findings-0-text")).to_be_focused()
        for place, polarity in enumerate(("str", "con", "con", "str", "str")):
            keys.tab_to(f"#id_all_findings-{place}-polarity")
            keys.type(polarity)
        keys.tab_to("#id_source_note")
        keys.paste("The report as printed.")
        keys.press("Control+Enter")
        expect(page.get_by_text("is a draft now.")).to_be_visible()

        seconds = keys.pressed / KEYS_A_SECOND
        print(f"\n{keys.pressed} keys: {seconds / 60:.1f} minutes at two a second")
        assert seconds < MINUTES * 60
        saved = Inspection.objects.get()
        assert saved.started == date(2024, 1, 15)
        assert dict(saved.all_judgements.values_list("area", "grade")) == {
            Area.LEADERS: Grade.GOOD,
            Area.HELP_AND_PROTECTION: Grade.GOOD,
            Area.IN_CARE: Grade.REQUIRES_IMPROVEMENT,
            Area.CARE_LEAVERS: Grade.OUTSTANDING,
            Area.OVERALL: Grade.GOOD,
        }
        asked = list(saved.all_recommendations.values_list("position", "text", "page"))
        assert len(asked) == 8
        assert asked[1][1:] == (
            "The frequency and quality of supervision of social workers.",
            2,
        )
        assert asked[7][1].endswith("in their assessments and plans.")
        assert saved.all_findings.filter(polarity="concern").count() == 2
        assert saved.all_findings.filter(themes__name="Supervision").count() == 1
        assert saved.all_recommendations.filter(themes__name="Visits").count() == 1

    def test_rows_move_and_a_new_one_has_the_focus(self, page: Page) -> None:
        inspection = make_inspection(
            status=PublicationStatus.DRAFT, recommendations=("One.", "Two.")
        )
        inspection.first_published_at = None
        inspection.save()
        sign_in(page, "QA officer")
        page.goto(f"/admin/inspections/inspection/{inspection.pk}/change/")
        second = page.locator("#all_recommendations-1")
        second.get_by_role("button", name="Move up").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#id_all_recommendations-1-position")).to_have_value("1")
        expect(second.get_by_role("button", name="Move up")).to_be_focused()
        page.locator("#all_recommendations-group .add-row a").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#id_all_recommendations-2-text")).to_be_focused()
        page.keyboard.type("Three.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("was changed successfully")).to_be_visible()
        rows = inspection.all_recommendations.order_by("position")
        assert [row.text for row in rows] == ["Two.", "One.", "Three."]

    def test_the_first_error_has_the_focus_and_leads_to_its_field(
        self, page: Page
    ) -> None:
        make_authority()
        sign_in(page, "QA officer")
        page.goto(ADD)
        page.get_by_role("button", name="Save", exact=True).click()
        first = page.locator("[data-error-summary] a").first
        expect(first).to_be_focused()
        expect(first).to_contain_text("Authority")
        page.keyboard.press("Enter")
        expect(
            page.locator("#id_authority + .select2 .select2-selection")
        ).to_be_focused()


class TestWithoutScripts:
    def test_judgements_and_pasted_rows_are_shown_by_buttons(
        self, page: Page, base_url: str
    ) -> None:
        make_authority()
        make_theme("Supervision", phrases=["supervision"])
        sign_in(page, "QA officer")
        browser = page.context.browser
        assert browser is not None
        context = browser.new_context(
            java_script_enabled=False,
            base_url=base_url,
            storage_state=page.context.storage_state(),
        )
        plain = context.new_page()
        plain.goto(ADD)
        plain.get_by_label("Authority").select_option("Ambleford")
        plain.get_by_label("Kind:").select_option(Kind.ILACS_STANDARD)
        plain.get_by_label("First day on site").fill("15/01/2024")
        plain.get_by_role("button", name="Show the judgements").click()
        plain.get_by_label("Last day on site").fill("26/01/2024")
        plain.locator("#id_all_judgements-4-grade").select_option("good")
        plain.get_by_label("Paste many recommendations").fill(RECOMMENDATIONS)
        plain.locator("[name=_split]").first.click()
        expect(plain.locator("#id_all_judgements-4-grade")).to_have_value("good")
        expect(plain.get_by_text("Suggested by the words: Supervision")).to_be_visible()
        plain.get_by_role("button", name="Save", exact=True).click()
        expect(plain.get_by_text("is a draft now.")).to_be_visible()
        context.close()
        assert Inspection.objects.get().all_recommendations.count() == 8


class TestScreens:
    def test_each_can_be_used_by_all(
        self,
        sized_page: Page,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        page = sized_page
        inspection = make_inspection(
            status=PublicationStatus.DRAFT, grades={Area.OVERALL: Grade.GOOD}
        )
        make_theme("Supervision", phrases=["supervision"])
        for number in range(3):
            make_recommendation(inspection, text=f"Supervision of team {number}.")
            make_finding(inspection)
        sign_in(page, "QA officer")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(ADD)
            assert_accessible(page, advice=False)
            assert_fits(page)
            page.get_by_label("Kind:").select_option(Kind.ILACS_STANDARD)
            page.get_by_label("First day on site").fill("15/01/2024")
            page.keyboard.press("Tab")
            expect(page.locator("#id_all_judgements-4-area")).to_be_visible()
            page.get_by_label("Paste many recommendations").fill(RECOMMENDATIONS)
            page.locator("[name=_split]").first.click()
            expect(page.locator("#id_all_recommendations-7-text")).to_be_visible()
            assert_accessible(page, advice=False)
            assert_fits(page)
            page.get_by_role("button", name="Save", exact=True).click()
            expect(page.locator("[data-error-summary]")).to_be_visible()
            assert_accessible(page, advice=False)
            assert_fits(page)
            page.goto(f"/admin/inspections/inspection/{inspection.pk}/change/")
            page.get_by_role("heading", name="Findings").click()
            assert_accessible(page, advice=False)
            assert_fits(page)
