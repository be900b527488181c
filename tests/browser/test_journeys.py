"""Three readers each come with a question, and find the answer and its proof."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader
from pytest_django import Settings

from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.history import FOLDER, HistoryLoader
from inspections.management.loading.themes import load_themes
from inspections.models import Inspection, PublicationStatus, ReportFile
from inspections.publishing import approve, publish_import, revise, submit
from inspections.vocabulary import Kind
from tests.factories import make_inspection, make_user, make_verdict
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf

COUNCIL = "/authorities/blackburn-with-darwen/"
SIF = "blackburn-with-darwen-2017-10-sif"
NEGLECT_IN_2017 = "Do better and faster work with families before going to court"
MOST_STOPS = 200


@pytest.fixture
def blackburn(transactional_db: None) -> None:
    """The demonstration's one full history, as all may read it."""
    load_authorities(update=False)
    load_themes(update=False)
    HistoryLoader(
        FOLDER,
        officer=make_user("officer"),
        approver=make_user("approver"),
        at=timezone.now(),
        note="Loaded for a test.",
    ).load()


@pytest.fixture
def plain_page(browser: Browser, base_url: str) -> Iterator[Page]:
    """Give a page on which no script runs."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """Go on with the Tab key until what is wanted has the focus."""
    expect(wanted).to_have_count(1)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The Tab key does not lead to {wanted}.")


def follow(page: Page, wanted: Locator, address: str) -> None:
    """Go to a link with the Tab key, open it, and see where it leads."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))


def link(page: Page, words: str | re.Pattern[str]) -> Locator:
    return page.locator("main").get_by_role("link", name=words).first


class TestManager:
    def test_finds_what_is_overdue_and_what_was_asked_again_by_keyboard(
        self, page: Page, blackburn: None
    ) -> None:
        page.goto("/")
        tab_to(page, page.get_by_role("searchbox"))
        page.keyboard.type("Blackburn with Darwen")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/search/\?q=Blackburn"))
        follow(page, page.locator(f'main a[href="{COUNCIL}"]').first, COUNCIL)

        follow(page, link(page, re.compile(r"^Actions \(")), f"{COUNCIL}actions/")
        overdue = page.locator("section", has_text="Past the date that the council")
        expect(overdue.first).to_contain_text("Audit cases of neglect")
        expect(overdue.first).to_contain_text("Date set: 31 March 2019")

        parts = link(page, re.compile(r"^Recommendations \("))
        follow(page, parts, f"{COUNCIL}threads/")
        again = page.locator("section", has_text="Raised again and again").first
        expect(again).to_contain_text("still raised April 2024: 6 years 6 months")

        council = "authority=blackburn-with-darwen"
        page.goto(f"/recommendations/?{council}")
        tab_to(page, page.get_by_role("checkbox", name=re.compile("^Superseded")))
        page.keyboard.press("Space")
        tab_to(page, page.get_by_role("button", name="Apply filters"))
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("headline=closed_not_addressed"))
        expect(page.locator("main .tracked")).to_have_count(10)
        follow(
            page,
            link(page, re.compile(f"^{NEGLECT_IN_2017}")),
            f"/inspections/{SIF}/recommendations/4/",
        )
        thread = page.locator("#thread")
        expect(thread).to_contain_text("Raised October 2017, unchanged May 2023")

        printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        words = " ".join(" ".join(p.extract_text() for p in printed.pages).split())
        assert NEGLECT_IN_2017 in words
        assert "Raised October 2017, unchanged May 2023: 5 years 7 months" in words
        assert "31 March 2019" in words
        assert "Cite and share" not in words


class TestParent:
    VISITS = (
        ("October 2017", "most of all where neglect is long-standing"),
        ("November 2018", "Answer neglect together with partners"),
        ("February 2020", "Decisions were too slow where children were neglected"),
        ("February 2022", "Neglect was met sooner and with better understanding"),
    )
    """What each visit said of neglect, in the order of the visits."""

    @pytest.fixture
    def archived(self, blackburn: None) -> None:
        """Keep a report for the first visit, with as many pages as it points to."""
        report = ReportFile(sha256="c" * 64, original_name="r.pdf", size=1, pages=8)
        report.file.save("r.pdf", ContentFile(make_pdf(*ilacs() * 8)))
        Inspection.objects.filter(ref=SIF).update(report_file=report)

    def test_learns_what_became_of_neglect_without_script(
        self, plain_page: Page, archived: None
    ) -> None:
        page = plain_page
        page.goto("/")
        page.get_by_role("searchbox").fill("neglect")
        page.get_by_role("button", name="Search", exact=True).click()
        link(page, re.compile("Neglect$")).click()
        expect(page).to_have_url(re.compile("/themes/neglect/$"))
        link(page, re.compile(f"^{NEGLECT_IN_2017}")).click()

        stops = page.locator("#thread .stop")
        for number, (day, words) in enumerate(self.VISITS):
            expect(stops.nth(number).locator(".stop__when")).to_contain_text(day)
            expect(stops.nth(number)).to_contain_text(words)
        # Where the report is known only from papers that quote it, no page is claimed.
        pages = [stops.nth(n).locator(".page-link").all_inner_texts() for n in range(4)]
        assert pages[0] == ["page 7 of the report"]
        assert pages[1:3] == [[], []]
        assert set(pages[3]) == {"page 2 of the report", "page 9 of the report"}

        stops.first.get_by_role("link", name="page 7 of the report").click()
        expect(page).to_have_url(re.compile(rf"/inspections/{SIF}/report.pdf#page=7$"))
        report = page.request.get(page.url.partition("#")[0])
        assert len(PdfReader(BytesIO(report.body())).pages) >= 7


class TestJournalist:
    SAID = "See every child alone, and write down what the child says."
    CORRECTED = "See every child alone."

    @pytest.fixture
    def published(
        self, transactional_db: None, settings: Settings, base_url: str
    ) -> Inspection:
        """A visit as a report asked for it, read again by the next."""
        settings.SITE_URL = base_url
        first = make_inspection(
            ended=date(2018, 10, 12),
            started=date(2018, 10, 11),
            published_on=date(2018, 11, 20),
            kind=Kind.FOCUSED_VISIT,
            focus="Neglect",
            recommendations=(self.SAID,),
            status=PublicationStatus.DRAFT,
        )
        at = timezone.now() - timedelta(days=3)
        publish_import(first, by=make_user("importer"), at=at)
        make_verdict(first.all_recommendations.get(), make_inspection(first.authority))
        return first

    def correct(self, inspection: Inspection) -> None:
        """Correct, now, what the visit asked for."""
        at = timezone.now()
        officer, approver = make_user("petra"), make_user("amir")
        copy = revise(inspection, by=officer, at=at)
        asked = copy.all_recommendations.get()
        asked.text = self.CORRECTED
        asked.save()
        submit(copy, by=officer, at=at, note="More was copied than asked for.")
        approve(copy, by=approver, at=at)

    def test_quotes_cites_and_shows_a_record(
        self,
        page: Page,
        published: Inspection,
        base_url: str,
        shown_elsewhere: Callable[[str], Page],
    ) -> None:
        path = f"/inspections/{published.ref}/recommendations/1/"
        page.goto("/")
        page.get_by_role("searchbox").fill("see every child alone")
        page.get_by_role("button", name="Search", exact=True).click()
        link(page, re.compile("^Recommendation 1 ")).click()
        expect(page).to_have_url(f"{base_url}{path}")
        page.get_by_text("Cite and share").click()

        address = page.get_by_label("Link to this page as it stands").input_value()
        assert re.fullmatch(
            rf"{re.escape(base_url + path)}\?at=\d{{4}}-\d\d-\d\d", address
        )
        cited = page.get_by_label("Citation, Harvard").input_value()
        assert cited.startswith("Ofsted (2018) ")
        assert "inspected 11 to 12 October 2018, published 20 November 2018" in cited
        assert ", p. 2. " in cited
        assert address in cited
        quoted = page.get_by_label("Quotation, with its page").input_value()
        assert quoted.startswith(f"“{self.SAID}” (Ofsted, ")
        assert f", p. 2; {address})" in quoted
        code = page.get_by_label("Show it on another page").input_value()

        banner = page.get_by_role("region", name="As at an earlier day")
        passage = page.locator(".large-passage")
        page.goto(address)
        expect(banner).to_contain_text("This is what stands here now")
        expect(passage).to_contain_text(self.SAID)
        # The same link copied the day before a correction keeps what was quoted.
        self.correct(published)
        yesterday = timezone.localdate() - timedelta(days=1)
        page.goto(f"{address.partition('=')[0]}={yesterday.isoformat()}")
        expect(banner).to_contain_text("what stood here at the end of that day")
        expect(banner).to_contain_text("version 1 of this inspection")
        expect(passage).to_contain_text(self.SAID)

        page = shown_elsewhere(code.replace("<iframe ", "<iframe sandbox='' "))
        words = page.frame_locator("iframe").locator("body").inner_text()
        for said in (self.CORRECTED, "Improved, more to do", "The council says", path):
            assert said in words
