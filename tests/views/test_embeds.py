"""The small pages for other sites, and the oEmbed answers that lead to them."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from inspections.models import Inspection, PublicationStatus
from inspections.publishing import withdraw
from tests import factories as make
from tests.test_news import people, visits

__all__ = ["people"]
pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def pages(visit: Inspection) -> list[str]:
    return [
        "authorities/ambleford/",
        f"inspections/{visit.ref}/",
        f"inspections/{visit.ref}/recommendations/1/",
        f"inspections/{visit.ref}/recommendations/1/thread/",
    ]


class TestEmbeds:
    def test_only_these_may_be_framed(self, client: Client, people: Any) -> None:
        first, _ = visits(people)
        for page in pages(first):
            response = client.get(f"/embed/{page}")
            assert response.status_code == 200
            assert "X-Frame-Options" not in response.headers
            policy = response.headers["Content-Security-Policy"]
            assert "frame-ancestors *;" in f"{policy};"
        whole = client.get(first.get_absolute_url())
        assert whole.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in whole.headers["Content-Security-Policy"]

    def test_each_needs_no_script_and_one_sheet(
        self, client: Client, people: Any
    ) -> None:
        first, _ = visits(people)
        for page in pages(first):
            html = client.get(f"/embed/{page}").content.decode()
            assert "<script" not in html
            assert html.count("stylesheet") == 1
            assert len(html) < 6000

    def test_it_says_who_says_what_as_at_when(
        self, client: Client, people: Any
    ) -> None:
        first, _ = visits(people)
        html = client.get(f"/embed/{pages(first)[2]}").content.decode()
        for words in (
            "See neglect sooner.",
            "Ambleford",
            "October 2017",
            "Inspectors say",
            "Improved, more to do, February 2022",
            "(reported, not checked)",
            "This site infers",
            "Live: as at",
            f"{SITE}{first.get_absolute_url()}",
        ):
            assert words in html

    def test_a_day_freezes_it(self, client: Client, people: Any) -> None:
        first, _ = visits(people)
        html = client.get(f"/embed/{pages(first)[2]}?at=2026-11-01").content.decode()
        assert "Frozen: as at" in html
        assert "Improved" not in html
        assert (
            f"{first.all_recommendations.get().get_absolute_url()}?at=2026-11-01"
            in html
        )

    @pytest.mark.parametrize(
        ("at", "status"), [("soon", 400), ("2999-01-01", 400), ("2026-10-01", 404)]
    )
    def test_a_day_that_will_not_do_is_told_in_the_frame(
        self, client: Client, people: Any, at: str, status: int
    ) -> None:
        first, _ = visits(people)
        response = client.get(f"/embed/{pages(first)[1]}?at={at}")
        assert response.status_code == status
        assert "X-Frame-Options" not in response.headers
        assert "Nothing to show here" in response.content.decode()

    def test_what_was_withdrawn_says_why_in_the_frame(
        self, client: Client, people: Any
    ) -> None:
        _, second = visits(people)
        withdraw(second, by=people[1], at=make.NOON, note="It was a mistake.")
        response = client.get(f"/embed/inspections/{second.ref}/")
        assert response.status_code == 410
        assert "X-Frame-Options" not in response.headers
        assert "It was a mistake." in response.content.decode()

    def test_it_hides_a_draft(self, client: Client) -> None:
        draft = make.make_inspection(status=PublicationStatus.DRAFT)
        assert client.get(f"/embed/inspections/{draft.ref}/").status_code == 404

    def test_one_with_nothing_recorded_reads_well(self, client: Client) -> None:
        make.make_authority()
        assert client.get("/embed/authorities/ambleford/").status_code == 200


REQUIRED: dict[str, type] = {
    "version": str,
    "type": str,
    "html": str,
    "width": int,
    "height": int,
}
"""What the specification asks of an answer of the type “rich” (section 2.3.4.4)."""


class TestOembed:
    def ask(self, client: Client, page: str, **more: int) -> Any:
        asked: dict[str, str | int] = {"url": f"{SITE}{page}", **more}
        return client.get("/oembed/", asked)

    def test_the_link_in_a_page_leads_to_its_answer(
        self, client: Client, people: Any
    ) -> None:
        first, _ = visits(people)
        asked = first.all_recommendations.get()
        for page in (
            "/authorities/ambleford/",
            first.get_absolute_url(),
            asked.get_absolute_url(),
        ):
            html = client.get(page).content.decode()
            link = re.search(r'application/json\+oembed"[^>]*href="([^"]+)"', html)
            assert link
            response = client.get(link[1].replace("&amp;", "&"))
            answer = response.json()
            assert response.headers["Content-Type"] == "application/json"
            assert {name: type(answer[name]) for name in REQUIRED} == REQUIRED
            assert (answer["version"], answer["type"]) == ("1.0", "rich")
            assert f'src="{SITE}/embed{page}"' in answer["html"]
            assert f'<a href="{SITE}{page}">' in answer["html"]
            assert answer["html"].startswith("<blockquote")
            assert "<script" not in answer["html"]

    def test_it_is_no_larger_than_asked(self, client: Client, people: Any) -> None:
        first, _ = visits(people)
        page = first.get_absolute_url()
        small = self.ask(client, page, maxwidth=320, maxheight=200).json()
        assert (small["width"], small["height"]) == (320, 200)
        large = self.ask(client, page, maxwidth=5000, maxheight=5000).json()
        assert (large["width"], large["height"]) == (600, 480)
        assert 'width="320" height="200"' in small["html"]

    def test_a_frozen_page_is_shown_frozen(self, client: Client, people: Any) -> None:
        first, _ = visits(people)
        page = f"{first.get_absolute_url()}?at=2026-11-01"
        answer = self.ask(client, page).json()
        assert f"/embed{page}" in answer["html"]
        assert "As at 1 November 2026." in answer["html"]

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("", 400),
            ("?url=https://example.org/inspections/a/", 404),
            (f"?url={SITE}/inspections/none/", 404),
            (f"?url={SITE}/glossary/", 404),
            (f"?url={SITE}/nothing/", 404),
            ("?url=http://[", 404),
            (f"?url={SITE}/authorities/ambleford/&format=xml", 501),
            (f"?url={SITE}/authorities/ambleford/&maxwidth=wide", 400),
            (f"?url={SITE}/authorities/ambleford/&maxwidth=20", 404),
            (f"?url={SITE}/authorities/ambleford/%3Fat=soon", 400),
        ],
    )
    def test_what_it_cannot_answer_it_says(
        self, client: Client, query: str, status: int
    ) -> None:
        make.make_authority()
        response = client.get(f"/oembed/{query}")
        assert response.status_code == status
        assert response.json()["error"]

    def test_what_is_quoted_is_no_markup(self, client: Client) -> None:
        text = 'A <b>"bold"</b> plan'
        visit = make.make_inspection(recommendations=(text,))
        page = visit.all_recommendations.get().get_absolute_url()
        html = self.ask(client, page).json()["html"]
        assert text not in html
        assert escape(text) in html

    def test_any_site_s_program_may_ask(self, client: Client) -> None:
        make.make_authority()
        response = self.ask(client, "/authorities/ambleford/")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
