"""The public pages in a browser: accessible in light and dark, and none too wide."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect

from inspections.alerts import confirm_token, manage_token
from inspections.directory import hexagons
from inspections.models import Authority, Theme
from inspections.vocabulary import Area, Grade, Kind, News, Polarity, Verdict
from tests.factories import (
    make_action,
    make_alert,
    make_article,
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_response,
    make_restatement,
    make_theme,
    make_verdict,
)
from tests.test_visibility import public_routes

SIF, ILACS = "ambleford-2017-10-sif", "ambleford-2022-02-ilacs"
LATE = date(2018, 3, 31)
PAGES = [
    "/",
    "/how-it-works/",
    "/glossary/",
    "/accessibility/",
    "/regions/",
    "/regions/north-west/",
    "/regions/london/",
    "/themes/",
    "/themes/theme-3/",
    "/themes/theme-0/",
    "/authorities/",
    "/authorities/?region=Narnia",
    "/authorities/ambleford/",
    "/authorities/ambleford/threads/",
    "/authorities/ambleford/actions/",
    "/authorities/ambleford/responses/",
    "/authorities/ambleford/press/",
    "/authorities/ambleford/downloads/",
    "/authorities/brackmere/",
    "/authorities/brackmere/actions/",
    "/authorities/ambleford/pack/",
    "/authorities/ambleford/pack/?from=2017-01-01&to=2022-12-31",
    "/corrections/",
    "/corrections/new/?about=/authorities/ambleford/",
    "/corrections/sent/",
    "/inspections/",
    f"/inspections/{SIF}/",
    "/inspections/ambleford-2024-04-focused-visit/",
    f"/inspections/{SIF}/recommendations/1/",
    f"/inspections/{SIF}/findings/1/",
    f"/inspections/{SIF}/judgements/overall-effectiveness/",
    f"/inspections/{SIF}/responses/1/",
    f"/inspections/{SIF}/actions/1/",
    "/recommendations/",
    "/comparisons/ambleford/",
    f"/comparisons/ambleford/?visit={SIF}",
    "/comparisons/ambleford/?visit=nowhere",
    f"/comparisons/ambleford/{SIF}/{ILACS}/",
    f"/inspections/{SIF}/?theme=theme-3",
    f"/inspections/{SIF}/changes/",
    "/downloads/",
    "/alerts/",
    "/alerts/sent/",
    "/search/",
    "/search/?q=plan",
    "/api/v1/",
    "/embed/authorities/ambleford/",
    f"/embed/inspections/{SIF}/",
    f"/embed/inspections/{SIF}/recommendations/1/",
    f"/embed/inspections/{SIF}/recommendations/1/thread/",
    "/no-such-page/",
]
NOT_PAGES = {
    "alert-confirm": "opens by the token of an e-mail: see TestPagesOfAnAlert",
    "alert-manage": "opens by the token of an e-mail: see TestPagesOfAnAlert",
    "alert-stop": "opens by the token of an e-mail: see TestPagesOfAnAlert",
    "oembed": "JSON",
    "ofsted-file": "leads on to an inspection",
}
"""What need not be looked at as a page, and why: and besides it, files and feeds."""
FILES = re.compile(r"\.\w+$|^feeds/|^api/v1/.")
SMALLEST: ViewportSize = {"width": 320, "height": 640}
ENLARGED: ViewportSize = {"width": 640, "height": 450}
"""A wide page at 200%."""


@pytest.fixture
def ambleford(transactional_db: None) -> Authority:
    """Ambleford's history, with something in every part of every page."""
    authority = make_authority()
    make_authority("Brackmere")
    sif = make_inspection(
        authority,
        ended=date(2017, 10, 19),
        kind=Kind.SIF,
        grades={Area.OVERALL: Grade.GOOD, Area.CARE_LEAVERS: Grade.OUTSTANDING},
        recommendations=("Plan well.", "Hear children."),
        summary="Much was well.",
    )
    ilacs = make_inspection(
        authority,
        grades={
            Area.OVERALL: Grade.REQUIRES_IMPROVEMENT,
            Area.IN_CARE_AND_CARE_LEAVERS: Grade.INADEQUATE,
        },
    )
    make_inspection(
        authority,
        ended=date(2024, 4, 24),
        kind=Kind.FOCUSED_VISIT,
        focus="Care leavers",
        is_confirmed=False,
    )
    plan, hear = sif.all_recommendations.all()
    make_restatement(plan, make_recommendation(ilacs, text="Plan better."))
    make_verdict(plan, ilacs, verdict=Verdict.DECLINED)
    make_verdict(hear, ilacs, verdict=Verdict.ADDRESSED)
    make_finding(sif, section="Help and protection", polarity=Polarity.STRENGTH)
    # A cell of every shade in the grid of themes, with and without strengths.
    for concerns in range(8):
        theme = make_theme(f"Theme {concerns}")
        for visit, count in ((sif, concerns), (ilacs, 1)):
            readings = [Polarity.CONCERN] * count + [Polarity.STRENGTH, Polarity.MIXED]
            for polarity in readings:
                make_finding(visit, polarity=polarity).themes.add(theme)
        plan.themes.add(theme)
    # The same asked of as many councils as a map is drawn for, and one on the map.
    for number in range(9):
        elsewhere = make_authority(f"Council {number}")
        visit = make_inspection(elsewhere, recommendations=("Plan.",))
        visit.all_recommendations.get().themes.add(Theme.objects.get(slug="theme-3"))
    Authority.objects.filter(name="Council 3").update(ons_code=next(iter(hexagons())))
    response = make_response(sif, summary="It agrees.")
    make_action(response, plan, first_target=LATE, current_target=LATE)
    make_article(authority, sif, title="Told to improve")
    return authority


@pytest.mark.parametrize("path", PAGES)
class TestEveryPage:
    def test_it_can_be_used_by_all(
        self,
        page: Page,
        ambleford: Authority,
        path: str,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        page.emulate_media(color_scheme="light")
        page.goto(path)
        assert_accessible(page)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(ENLARGED)
        assert_fits(page)
        page.set_viewport_size(SMALLEST)
        assert_accessible(page)
        assert_fits(page)


class TestPagesOfAnAlert:
    def test_they_can_be_used_by_all(
        self,
        page: Page,
        transactional_db: None,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        alert = make_alert()
        page.set_viewport_size(SMALLEST)
        for name, token in (
            ("alert-confirm", confirm_token(alert, kinds=News)),
            ("alert-manage", manage_token(alert)),
            ("alert-stop", manage_token(alert)),
        ):
            page.emulate_media(color_scheme="light")
            page.goto(reverse(name, args=[token]))
            assert_accessible(page)
            assert_fits(page)
            page.emulate_media(color_scheme="dark")
            assert_accessible(page, only_colours=True)


class TestPages:
    def test_every_address_that_answers_with_a_page_is_among_them(self) -> None:
        looked_at = {
            resolve(path.partition("?")[0]).url_name
            for path in PAGES
            if path != "/no-such-page/"
        }
        routes = [r for r in public_routes() if not FILES.search(r.path)]
        pages = {route.name for route in routes}
        assert pages - looked_at == NOT_PAGES.keys()


class TestKeyboard:
    def test_the_first_tab_offers_to_skip_to_the_content(
        self, page: Page, ambleford: Authority
    ) -> None:
        page.goto("/authorities/ambleford/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()

    def test_an_error_leads_to_its_field(
        self, page: Page, ambleford: Authority
    ) -> None:
        page.goto("/authorities/?region=Narnia")
        page.get_by_role("link", name="Choose a region from the list.").click()
        expect(page.get_by_label("Region", exact=True)).to_be_focused()


# Goes through a page with the Tab key, and says of each stop whether it stands behind
# the one before in the page's order, can be seen, and shows that it has the focus.
STOP = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const before = window.stopBefore;
  const follows = Node.DOCUMENT_POSITION_FOLLOWING;
  const box = here.getBoundingClientRect();
  // In a drawing it is the words of a link that show it.
  const title = here.querySelector("svg.timeline__flag .timeline__title");
  const style = getComputedStyle(here);
  window.stopBefore = here;
  return {
    name: (here.textContent || here.name || here.tagName).trim().slice(0, 40),
    inOrder: !before || !!(before.compareDocumentPosition(here) & follows),
    seen: box.width > 0 && box.height > 0,
    shown: title
      ? getComputedStyle(title).strokeWidth === "10px"
      : style.boxShadow !== "none" || style.outlineStyle !== "none",
  };
}
"""
MOST_STOPS = 250


class TestFocus:
    @pytest.mark.parametrize(
        "path",
        ["/", "/authorities/ambleford/", "/themes/theme-3/", f"/inspections/{SIF}/"],
    )
    def test_it_goes_through_the_page_in_order_and_out_of_it(
        self, page: Page, ambleford: Authority, path: str
    ) -> None:
        page.goto(path)
        stops = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None:
                break
            stops.append(stop)
        assert stop is None, "The focus never leaves the page."
        assert len(stops) > 20
        wrong = [s for s in stops if not (s["inOrder"] and s["seen"] and s["shown"])]
        assert wrong == []


class TestTerms:
    PATH = f"/inspections/{SIF}/"

    def test_a_click_opens_one_and_escape_closes_it(
        self, page: Page, ambleford: Authority
    ) -> None:
        page.goto(self.PATH)
        meaning = page.locator("#term-sif")
        expect(meaning).to_be_hidden()
        page.get_by_role("button", name="Single inspection").click()
        expect(meaning).to_be_visible()
        expect(meaning).to_contain_text("from November 2013")
        page.keyboard.press("Escape")
        expect(meaning).to_be_hidden()

    def test_the_keyboard_opens_one_and_leads_on_to_the_glossary(
        self, page: Page, ambleford: Authority
    ) -> None:
        page.goto(self.PATH)
        page.get_by_role("button", name="Single inspection").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#term-sif")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/glossary/#sif$"))

    def test_pointing_opens_one(self, page: Page, ambleford: Authority) -> None:
        page.goto(self.PATH)
        page.get_by_role("button", name="Single inspection").hover()
        expect(page.locator("#term-sif")).to_be_visible()
        page.mouse.move(0, 0)
        expect(page.locator("#term-sif")).to_be_hidden()

    def test_a_finger_opens_one_without_script_and_within_the_screen(
        self, browser: Browser, base_url: str, ambleford: Authority
    ) -> None:
        context = browser.new_context(
            base_url=base_url,
            viewport=SMALLEST,
            has_touch=True,
            java_script_enabled=False,
        )
        page = context.new_page()
        page.goto(self.PATH)
        page.get_by_role("button", name="Single inspection").tap()
        meaning = page.locator("#term-sif")
        expect(meaning).to_be_visible()
        box = meaning.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= SMALLEST["width"]
        context.close()


class TestSearch:
    def test_a_name_leads_to_the_council(
        self, page: Page, ambleford: Authority
    ) -> None:
        page.goto("/")
        page.get_by_role("searchbox").fill("Ambleford")
        page.get_by_role("button", name="Search").click()
        page.locator('main a[href="/authorities/ambleford/"]').first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Ambleford")
