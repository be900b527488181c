"""The Atom feeds, read back by a reader of feeds that is not ours."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client

from inspections.publishing import withdraw
from tests import factories as make
from tests.test_news import people, visits

__all__ = ["people"]
pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/feeds/",
    "/feeds/authorities/ambleford/",
    "/feeds/regions/north-west/",
    "/feeds/themes/neglect/",
]


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


class TestFeeds:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_each_is_sound_atom(
        self, client: Client, people: Any, address: str
    ) -> None:
        visits(people)
        feed = read(client, address)
        assert feed.feed.id.startswith("tag:testserver,2026:")
        assert feed.feed.links[-1].href == f"http://testserver{address}"
        assert feed.entries
        for entry in feed.entries:
            assert entry.id.startswith("tag:testserver,2026:")
            assert entry.updated_parsed
            assert entry.link.startswith("http://testserver/inspections/")

    def test_the_category_says_which_kind_of_news(
        self, client: Client, people: Any
    ) -> None:
        visits(people)
        entries = read(client, "/feeds/").entries
        assert {e.tags[0].term for e in entries} == {
            "Report published",
            "Status changed",
        }

    def test_a_theme_s_feed_has_only_that_theme(
        self, client: Client, people: Any
    ) -> None:
        visits(people)
        for entry in read(client, "/feeds/themes/neglect/").entries:
            assert "Neglect" in {tag.term for tag in entry.tags}

    def test_an_id_outlives_other_changes(self, client: Client, people: Any) -> None:
        first, second = visits(people)
        before = {e.id for e in read(client, "/feeds/").entries}
        withdraw(
            second, by=people[1], at=make.NOON + timedelta(days=2), note="A mistake."
        )
        after = {e.id for e in read(client, "/feeds/").entries}
        assert after < before
        assert len(after) == 1

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_an_empty_one_is_sound_too(self, client: Client, address: str) -> None:
        make.make_authority()
        make.make_theme()
        assert read(client, address).entries == []

    @pytest.mark.parametrize(
        "address",
        ["/feeds/authorities/none/", "/feeds/regions/none/", "/feeds/themes/none/"],
    )
    def test_what_is_unknown_has_none(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404

    def test_it_is_asked_for_only_once(self, client: Client, people: Any) -> None:
        visits(people)
        tag = client.get("/feeds/").headers["ETag"]
        again = client.get("/feeds/", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")

    def test_what_is_quoted_is_no_markup(self, client: Client, people: Any) -> None:
        first, _ = visits(people)
        first.all_recommendations.update(text="A <b>bold</b> plan")
        entries = read(client, "/feeds/").entries
        assert any("&lt;b&gt;" in entry.summary for entry in entries)


class TestDiscovery:
    def test_pages_lead_programs_to_their_feed(
        self, client: Client, people: Any
    ) -> None:
        visits(people)
        for page, feed in [
            ("/", "/feeds/"),
            ("/authorities/ambleford/", "/feeds/authorities/ambleford/"),
            ("/regions/north-west/", "/feeds/regions/north-west/"),
            ("/themes/neglect/", "/feeds/themes/neglect/"),
        ]:
            html = client.get(page).content.decode()
            assert 'type="application/atom+xml"' in html
            assert f'href="{feed}"' in html

    def test_pages_offer_to_follow(self, client: Client, people: Any) -> None:
        visits(people)
        for page, ask in [
            ("/authorities/ambleford/downloads/", "/alerts/?authority=ambleford"),
            ("/regions/north-west/", "/alerts/"),
            ("/themes/neglect/", "/alerts/?theme=neglect"),
        ]:
            assert f'href="{ask}"' in client.get(page).content.decode()

    def test_a_page_that_is_gone_leads_nowhere(self, client: Client) -> None:
        html = client.get("/inspections/none/").content.decode()
        assert "oembed" not in html
