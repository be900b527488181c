"""Tests of what pages say of themselves to other sites, and of the map of the site."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate
from pyld import jsonld

from inspections.models import Inspection, PublicationStatus
from inspections.publishing import publish_import
from inspections.vocabulary import Area, Grade, Kind
from tests import factories as make

pytestmark = pytest.mark.django_db
HOME = "/inspections/ambleford-2022-02-ilacs/"
SCHEMA = "https://schema.org/"


@pytest.fixture
def inspection() -> Inspection:
    row = make.make_inspection(
        grades={Area.OVERALL: Grade.GOOD},
        recommendations=("Improve plans </script><b>now</b>.",),
        ofsted_file_id="50001111",
        source_url="https://example.org/report",
        published_on=date(2022, 3, 18),
        licence=Inspection.Licence.OGL,
    )
    make.make_finding(row)
    response = make.make_response(row)
    make.make_action(response, row.all_recommendations.get())
    make.make_inspection(row.authority, kind=Kind.SIF, ended=date(2017, 10, 12))
    return row


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def no_other_host(url: str, _options: Any = None) -> dict[str, Any]:
    """Give the words of schema.org without asking it for them."""
    assert url == SCHEMA.rstrip("/")
    context = {"@context": {"@vocab": SCHEMA}}
    return {"contextUrl": None, "documentUrl": url, "document": context}


def data_of(html: str) -> list[dict[str, Any]]:
    """Read a page's data as an independent reader of JSON-LD does."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    expanded: list[dict[str, Any]] = []
    for words in found:
        options = {"documentLoader": no_other_host}
        expanded += jsonld.expand(json.loads(words), options)
    return expanded


def of_kind(html: str, kind: str) -> dict[str, Any]:
    return next(d for d in data_of(html) if d["@type"] == [SCHEMA + kind])


def value(node: dict[str, Any], name: str) -> Any:
    return node[SCHEMA + name][0].get("@value")


class TestLinkedData:
    def test_an_inspection_is_the_inspectors_report(
        self, client: Client, inspection: Inspection
    ) -> None:
        report = of_kind(html_of(client, HOME), "Report")
        assert value(report, "reportNumber") == "50001111"
        assert value(report, "datePublished") == "2022-03-18"
        assert value(report["https://schema.org/author"][0], "name") == "Ofsted"
        (about,) = report[SCHEMA + "about"]
        assert about["@type"] == [SCHEMA + "GovernmentOrganization"]
        assert len(about[SCHEMA + "identifier"]) == 3

    def test_a_judgement_is_a_review_in_words(
        self, client: Client, inspection: Inspection
    ) -> None:
        review = of_kind(html_of(client, f"{HOME}judgements/overall/"), "Review")
        (rating,) = review[SCHEMA + "reviewRating"]
        assert value(rating, "ratingValue") == "Good"
        assert value(rating, "bestRating") == "Outstanding"
        assert value(rating, "worstRating") == "Inadequate"

    def test_a_recommendation_is_a_part_of_its_report(
        self, client: Client, inspection: Inspection
    ) -> None:
        html = html_of(client, f"{HOME}recommendations/1/")
        work = of_kind(html, "CreativeWork")
        (report,) = work[SCHEMA + "isPartOf"]
        assert report["@id"] == settings.SITE_URL + HOME
        assert value(work, "text") == "Improve plans </script><b>now</b>."
        assert "</script><b>" not in html

    @pytest.mark.parametrize("own", ["responses/1/", "actions/1/", "findings/1/"])
    def test_each_part_has_data(
        self, client: Client, inspection: Inspection, own: str
    ) -> None:
        work = of_kind(html_of(client, HOME + own), "CreativeWork")
        assert work["@id"] == f"{settings.SITE_URL}{HOME}{own}"

    @pytest.mark.parametrize(
        "address", [HOME, "/authorities/ambleford/", "/inspections/", "/glossary/"]
    )
    def test_every_page_says_the_way_back(
        self, client: Client, inspection: Inspection, address: str
    ) -> None:
        trail = of_kind(html_of(client, address), "BreadcrumbList")
        (items,) = (trail[SCHEMA + "itemListElement"],)
        assert value(items[0], "name") == "Home"
        assert value(items[0], "item") == f"{settings.SITE_URL}/"


class TestShareTags:
    def test_a_record_is_an_article_with_its_date(
        self, client: Client, inspection: Inspection
    ) -> None:
        html = html_of(client, HOME)
        for tag in (
            '<meta property="og:type" content="article">',
            'og:title" content="Ambleford: Standard inspection (ILACS), February 2022"',
            "Overall effectiveness: good (February 2022). 1 recommendation: 1 open.",
            f'<link rel="canonical" href="{settings.SITE_URL}{HOME}">',
            '<meta name="citation_author" content="Ofsted">',
            '<meta name="citation_publication_date" content="2022/03/18">',
            '<meta name="citation_technical_report_number" content="50001111">',
        ):
            assert tag in html

    def test_other_pages_are_pages_of_the_site(
        self, client: Client, inspection: Inspection
    ) -> None:
        html = html_of(client, "/glossary/?x=1")
        assert '<meta property="og:type" content="website">' in html
        assert f'canonical" href="{settings.SITE_URL}/glossary/">' in html
        assert "citation_" not in html

    def test_what_is_not_there_has_none(self, client: Client) -> None:
        html = client.get("/inspections/nowhere/").content.decode()
        assert "canonical" not in html
        assert 'content="noindex"' in html


class TestCiting:
    def test_the_source_stands_first_with_its_own_date(
        self, client: Client, inspection: Inspection
    ) -> None:
        html = html_of(client, f"{HOME}recommendations/1/?at={localdate()}")
        words = (
            "Ofsted (2022) Inspection of Ambleford local authority children’s "
            "services, inspected 4 February 2022, published 18 March 2022, p. 2."
        )
        assert words in html
        assert f"recommendations/1/?at={localdate()}" in html

    def test_a_summary_of_ours_is_not_offered_as_a_quotation(
        self, client: Client, inspection: Inspection
    ) -> None:
        assert 'id="cite-quotation"' in html_of(client, f"{HOME}recommendations/1/")
        asked = inspection.all_recommendations.get()
        asked.wording = "summary"
        asked.save()
        assert 'id="cite-quotation"' not in html_of(client, f"{HOME}recommendations/1/")

    def test_a_comparison_cites_both_reports(
        self, client: Client, inspection: Inspection
    ) -> None:
        other = "ambleford-2017-10-sif"
        address = f"/comparisons/ambleford/{other}/{inspection.ref}"
        html = html_of(client, f"{address}/")
        assert "Ofsted (no date) Inspection of services for children in need" in html
        bib = client.get(f"{address}.bib").content.decode()
        assert bib.count("@techreport") == 2
        back = f"/comparisons/ambleford/{inspection.ref}/{other}"
        moved = client.get(f"{back}.bib?at={localdate()}")
        assert moved["Location"] == f"{address}.bib?at={localdate()}"
        assert client.get("/comparisons/ambleford.ris").status_code == 200


class TestSiteMap:
    def test_it_lists_what_is_published_and_when_it_changed(
        self, client: Client
    ) -> None:
        draft = make.make_inspection(
            status=PublicationStatus.DRAFT, kind=Kind.FOCUSED_VISIT
        )
        hidden = make.make_inspection(draft.authority, status=PublicationStatus.DRAFT)
        publish_import(draft, by=make.make_user("amir"), at=make.NOON)
        body = client.get("/sitemap-inspections.xml").content.decode()
        there = f"{settings.SITE_URL}{draft.get_absolute_url()}"
        assert f"<loc>{there}</loc><lastmod>2026-11-01</lastmod>" in body
        assert hidden.ref not in body

    def test_each_part_of_it_is_listed_and_opens(
        self, client: Client, inspection: Inspection
    ) -> None:
        index = client.get("/sitemap.xml").content.decode()
        parts = re.findall(r"<loc>([^<]+)</loc>", index)
        assert len(parts) == 8
        for part in parts:
            path = "/" + part.split("/", 3)[3]
            pages = re.findall(r"<loc>([^<]+)</loc>", client.get(path).content.decode())
            assert all(page.startswith(settings.SITE_URL) for page in pages)
            for page in pages[:2]:
                assert (
                    client.get(page.removeprefix(settings.SITE_URL)).status_code == 200
                )

    def test_robots_are_told_of_it(self, client: Client) -> None:
        body = client.get("/robots.txt").content.decode()
        assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in body
        assert "Disallow: /admin/" in body
