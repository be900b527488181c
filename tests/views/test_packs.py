"""Tests of the scrutiny pack: its page, its PDF and its annex, and that they agree."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from inspections.models import Authority, FormerSlug, PublicationStatus
from inspections.paper import NoPaperError
from inspections.views import packs
from inspections.vocabulary import Area, Delivery, Grade, Verdict
from tests.factories import (
    make_action,
    make_authority,
    make_evidence,
    make_inspection,
    make_position,
    make_recommendation,
    make_response,
    make_restatement,
    make_update,
    make_verdict,
)

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT
GOOD = {Area.OVERALL: Grade.GOOD}
PACK = "/authorities/ambleford/pack"
DAYS = "?from=2017-01-01&to=2022-12-31"
SECRET = "zorbl"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Let no PDF of another test be handed out."""
    cache.clear()
    yield
    cache.clear()


def make_story() -> Authority:
    """Twelve were asked for in 2017; one is late, one slipped, one was addressed."""
    ambleford = make_authority()
    first = make_inspection(ambleford, ended=date(2017, 10, 19), grades=GOOD)
    second = make_inspection(ambleford, grades=GOOD)
    asked = [make_recommendation(first, text=f"Mend {n}.") for n in range(1, 13)]
    again = make_recommendation(second, text="Mend 4 at last.")
    make_restatement(asked[3], again)
    make_verdict(asked[2], second, verdict=Verdict.ADDRESSED)
    plan = make_response(first, published_on=date(2018, 2, 1))
    make_position(plan, asked[0])
    late = date(2021, 3, 31)
    make_action(plan, asked[1], first_target=late, current_target=late)
    slipped = make_action(plan, asked[9], first_target=date(2020, 3, 31))
    make_update(
        slipped, dated=date(2020, 2, 1), target=date(2023, 3, 31), reason="A gap."
    )
    make_evidence(slipped)
    make_action(plan, text="Hire a lead.", delivery=Delivery.NOT_STARTED)
    return ambleford


def html_of(response: Any) -> str:
    return str(response.content.decode())


def refs_in_html(html: str) -> list[str]:
    return re.findall(r'data-reference="([^"]+)"', html)


def rows_of(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


def text_of_pdf(response: Any) -> str:
    """Return the words of a PDF as another library reads them, in one line."""
    reader = PdfReader(BytesIO(response.getvalue()))
    return " ".join("\n".join(p.extract_text() for p in reader.pages).split())


class TestPage:
    def test_it_puts_what_is_late_and_what_slipped_first(self, client: Client) -> None:
        make_story()
        html = html_of(client.get(f"{PACK}/{DAYS}"))
        headings = re.findall(r"<h2>([^<]+)</h2>", html)
        assert headings[:6] == [
            "In short",
            "Visits in this period",
            "Overdue (1)",
            "Target date moved (1)",
            "Asked for again (1)",
            "Changed in this period (10)",
        ]
        assert refs_in_html(html)[:2] == [
            "ambleford-2017-10-ilacs R2",
            "ambleford-2017-10-ilacs R10",
        ]

    def test_it_keeps_the_voices_apart(self, client: Client) -> None:
        make_story()
        html = html_of(client.get(f"{PACK}/{DAYS}"))
        entries, inferred = html.split('id="inferred"')
        assert "Delivery: the council says" in entries
        assert "Impact: inspectors say" in entries
        assert "The last visit that spoke of it found it addressed." not in entries
        assert "The last visit that spoke of it found it addressed." in inferred

    def test_it_names_the_page_and_the_moved_date(self, client: Client) -> None:
        make_story()
        html = html_of(client.get(f"{PACK}/{DAYS}"))
        assert "target date moved to 31 March 2023. Its reason: A gap." in html
        assert "page 4" in html.split('id="evidence"')[1]
        assert "Audit of plans" in html

    def test_without_days_it_offers_those_since_the_last_graded_visit(
        self, client: Client
    ) -> None:
        make_story()
        response = client.get(f"{PACK}/")
        assert 'value="2022-02-04"' in html_of(response)
        assert "There is a problem" not in html_of(response)
        assert "pack" not in response.context

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("from=2022-02-04&to=2021-01-01", "cannot come before the first"),
            ("from=2022-02-04&to=2999-01-01", "cannot lie in the future"),
            ("from=1899-01-01", "cannot come before the year 2000"),
            ("from=soon", "Write the first day as in 2026-03-31."),
            ("from=&to=", "Give the first day of the pack."),
        ],
    )
    def test_days_that_cannot_be_get_a_sentence(
        self, client: Client, query: str, sentence: str
    ) -> None:
        make_story()
        response = client.get(f"{PACK}/?{query}")
        assert response.status_code == 200
        assert sentence in html_of(response)
        for ending in ("csv", "pdf"):
            refused = client.get(f"{PACK}.{ending}?{query}")
            assert refused.status_code == 400
            assert sentence in refused.content.decode()

    def test_it_reads_well_with_nothing_published(self, client: Client) -> None:
        make_authority()
        assert "nothing to put into a pack" in html_of(client.get(f"{PACK}/"))
        assert "Nothing published here was open" in html_of(
            client.get(PACK + "/" + DAYS)
        )

    def test_it_hides_drafts(self, client: Client) -> None:
        ambleford = make_story()
        shown = make_inspection(ambleford, ended=date(2020, 5, 1))
        hidden = make_inspection(ambleford, ended=date(2021, 5, 1), status=DRAFT)
        make_recommendation(hidden, text=SECRET)
        make_response(shown, title=SECRET, published_on=shown.ended, status=DRAFT)
        plan = make_response(shown, published_on=shown.ended)
        make_action(plan, text=SECRET, status=DRAFT)
        assert SECRET not in html_of(client.get(f"{PACK}/{DAYS}"))
        assert SECRET not in client.get(f"{PACK}.csv{DAYS}").getvalue().decode()
        assert SECRET not in text_of_pdf(client.get(f"{PACK}.pdf{DAYS}"))

    def test_a_former_name_leads_to_it(self, client: Client) -> None:
        ambleford = make_story()
        FormerSlug.objects.create(slug="old-ambleford", authority=ambleford)
        response = client.get(f"/authorities/old-ambleford/pack.csv{DAYS}")
        assert response.headers["Location"] == f"{PACK}.csv{DAYS}"

    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        ambleford = make_story()
        client.get(f"{PACK}/{DAYS}")
        with django_assert_max_num_queries(30) as few:
            client.get(f"{PACK}/{DAYS}")
        for year in (2018, 2019, 2021):
            visit = make_inspection(ambleford, ended=date(year, 5, 1), grades=GOOD)
            plan = make_response(visit, published_on=visit.ended)
            make_action(plan, make_recommendation(visit))
        with django_assert_max_num_queries(30) as many:
            client.get(f"{PACK}/{DAYS}")
        assert len(many) == len(few)


class TestTheThreeForms:
    def test_they_hold_the_same_references_in_the_same_order(
        self, client: Client
    ) -> None:
        make_story()
        refs = refs_in_html(html_of(client.get(f"{PACK}/{DAYS}")))
        assert len(refs) == 14
        annex = rows_of(client.get(f"{PACK}.csv{DAYS}"))
        assert [row["reference"] for row in annex] == refs
        words = text_of_pdf(client.get(f"{PACK}.pdf{DAYS}"))
        place = 0
        for row in annex:
            # Each entry is headed by its reference, followed at once by its words.
            found = words.find(f"{row['reference']} {row['text']}", place)
            assert found >= place, row["reference"]
            place = found + 1

    def test_the_annex_keeps_each_voice_in_its_own_columns(
        self, client: Client
    ) -> None:
        make_story()
        late, slipped, *rest = rows_of(client.get(f"{PACK}.csv{DAYS}"))
        assert late["place_in_pack"] == "Overdue"
        assert late["current_target_date"] == "2021-03-31"
        assert late["inspectors_say_impact"] == ""
        assert slipped["target_date_moves"] == "1"
        assert slipped["council_says_delivery"] == "Under way"
        (addressed,) = [r for r in rest if r["inspectors_say_impact"] == "Addressed"]
        assert addressed["inspectors_said_page"] == "4"
        assert addressed["council_says_delivery"] == ""
        assert addressed["site_infers"] == "Addressed"
        assert rest[-1]["reference"] == "ambleford-2017-10-ilacs A3"

    def test_they_are_named_for_the_council_and_the_days(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_authority()
        monkeypatch.setattr(packs, "pdf_of", lambda html, stylesheet: b"%PDF")
        name = "ambleford-pack-2017-01-01-2022-12-31"
        for ending in ("csv", "pdf"):
            response = client.get(f"{PACK}.{ending}{DAYS}")
            assert f'"{name}.{ending}"' in response.headers["Content-Disposition"]


class TestPaper:
    def test_it_is_tagged_titled_and_linked_to_the_site(self, client: Client) -> None:
        make_story()
        reader = PdfReader(BytesIO(client.get(f"{PACK}.pdf{DAYS}").getvalue()))
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value
        assert root["/Lang"] == "en-GB"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
        assert b"pdfuaid:part" in root["/Metadata"].get_data()
        assert reader.metadata
        assert str(reader.metadata.title).startswith("Ambleford: scrutiny pack")
        width, height = (float(side) for side in reader.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (595, 842)
        addresses = {
            note.get_object()["/A"]["/URI"]
            for page in reader.pages
            for note in page.get("/Annots", ())
            if "/URI" in note.get_object().get("/A", {})
        }
        assert "http://testserver/inspections/ambleford-2017-10-ilacs/" in addresses

    def test_it_is_made_once_while_nothing_changes(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ambleford = make_story()
        made: list[str] = []

        def make(html: str, *, stylesheet: str) -> bytes:
            made.append(html)
            return b"%PDF"

        monkeypatch.setattr(packs, "pdf_of", make)
        client.get(f"{PACK}.pdf{DAYS}")
        client.get(f"{PACK}.pdf{DAYS}")
        assert len(made) == 1
        make_inspection(ambleford, ended=date(2021, 1, 1))
        client.get(f"{PACK}.pdf{DAYS}")
        assert len(made) == 2

    def test_without_the_library_it_says_what_to_do(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing(html: str, *, stylesheet: str) -> bytes:
            raise NoPaperError

        make_story()
        monkeypatch.setattr(packs, "pdf_of", missing)
        response = client.get(f"{PACK}.pdf{DAYS}")
        assert response.status_code == 404
        assert "No PDF can be made on this server" in html_of(response)
        assert "/pack/?from=2017-01-01&amp;to=2022-12-31" in html_of(response)
