"""A manager makes a scrutiny pack, prints it, and takes its rows away."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from inspections.vocabulary import Area, Grade
from tests.factories import (
    make_action,
    make_authority,
    make_inspection,
    make_recommendation,
    make_response,
    make_verdict,
)

LATE = date(2021, 3, 31)


def make_story() -> None:
    ambleford = make_authority()
    grades = {Area.OVERALL: Grade.GOOD}
    first = make_inspection(ambleford, ended=date(2017, 10, 19), grades=grades)
    second = make_inspection(ambleford, grades=grades)
    late, better = (make_recommendation(first, text=f"Mend {n}.") for n in (1, 2))
    make_verdict(better, second)
    plan = make_response(first, published_on=date(2018, 2, 1))
    make_action(plan, late, first_target=LATE, current_target=LATE)


class TestPack:
    def test_a_manager_chooses_reads_prints_and_takes_away(
        self,
        sized_page: Page,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        page = sized_page
        make_story()
        page.goto("/authorities/ambleford/")
        page.get_by_role("link", name="Make a scrutiny pack").click()
        page.get_by_label("First day").fill("2017-01-01")
        page.get_by_label("Last day").fill("2022-12-31")
        page.get_by_role("button", name="Make the pack").click()
        expect(page.get_by_role("heading", name="Overdue (1)")).to_be_visible()
        assert_fits(page)
        assert_accessible(page)
        refs = page.locator("[data-reference]").all_inner_texts()
        assert refs == [f"ambleford-2017-10-ilacs R{number}" for number in (1, 2)]

        printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        words = " ".join(" ".join(p.extract_text() for p in printed.pages).split())
        assert "Delivery: the council says" in words
        assert "Change the days" not in words
        assert words.index(refs[0]) < words.index(refs[1])

        with page.expect_download() as taken:
            page.get_by_role("link", name="CSV of its rows").click()
        path = Path(taken.value.path())
        with path.open(encoding="utf-8", newline="") as file:
            assert [row["reference"] for row in csv.DictReader(file)] == refs
        assert taken.value.suggested_filename.startswith("ambleford-pack-2017-01-01")

    def test_the_pdf_is_offered(self, page: Page) -> None:
        make_story()
        page.goto("/authorities/ambleford/pack/?from=2017-01-01&to=2022-12-31")
        address = page.get_by_role("link", name="PDF to print").get_attribute("href")
        answer = page.request.get(str(address))
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF")
