"""The public pages in a browser: accessible in light and dark, and none too wide."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from inspections.models import Authority
from inspections.vocabulary import Area, Grade, Kind, Polarity, Verdict
from tests.factories import (
    make_action,
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

SIF, ILACS = "ambleford-2017-10-sif", "ambleford-2022-02-ilacs"
LATE = date(2018, 3, 31)
PAGES = [
    "/",
    "/how-it-works/",
    "/authorities/",
    "/authorities/?region=Narnia",
    "/authorities/ambleford/",
    "/authorities/brackmere/",
    "/inspections/",
    f"/inspections/{SIF}/",
    "/inspections/ambleford-2024-04-focused-visit/",
    f"/inspections/{SIF}/recommendations/1/",
    "/recommendations/",
    "/comparisons/ambleford/",
    f"/comparisons/ambleford/?visit={SIF}",
    "/comparisons/ambleford/?visit=nowhere",
    f"/comparisons/ambleford/{SIF}/{ILACS}/",
    f"/inspections/{SIF}/?theme=theme-3",
    "/no-such-page/",
]
SMALLEST: ViewportSize = {"width": 320, "height": 640}


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
        page.set_viewport_size(SMALLEST)
        assert_accessible(page)
        assert_fits(page)


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


class TestSearch:
    def test_a_name_leads_to_the_council(
        self, page: Page, ambleford: Authority
    ) -> None:
        page.goto("/")
        page.get_by_role("searchbox").fill("amble")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Ambleford")
