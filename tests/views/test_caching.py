"""Every public address: who may keep what, and whether what was kept still holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from inspections import freshness
from inspections.publishing import approve, revise, submit, withdraw
from inspections.views import caching
from inspections.vocabulary import Kind
from tests import factories as make
from tests.kept_open import kept_for_a_module
from tests.test_visibility import Route, fillings, public_routes, whole_world

pytestmark = pytest.mark.django_db

MOST_QUERIES = 3
# Each holds a form with a mark of its visitor, so nobody else may have it.
FOR_ONE_VISITOR = {
    *("correction-new", "alert-ask", "alert-confirm", "alert-manage", "alert-stop"),
}
# Asked without its question, it says what to ask.
NO_QUESTION = {"oembed": 400}
# They have tags of their own: that of the file, or of what they draw.
OWN_TAGS = {"inspection-report"}


@dataclass(frozen=True)
class Asked:
    """A public address that gave a page, and what it gave to whoever had it already."""

    route: Route
    address: str
    status: int
    headers: dict[str, str]
    head_status: int
    head_headers: dict[str, str]
    again_status: int
    again_headers: dict[str, str]
    again_body: bytes
    queries: int


def addresses() -> Iterator[tuple[Route, str]]:
    """Give one address of each public path at which there is a page."""
    known = fillings(whole_world())
    for route in public_routes():
        values = {
            name: known.get(f"{route.name} {name}", known.get(name, [""]))[0]
            for name in route.parameters
        }
        if "other" in values:
            values["other"] = known["ref"][1]
        yield route, route.address(values)


def ask(client: Client, route: Route, address: str) -> Asked:
    first = client.get(address)
    first.getvalue()
    head = client.head(address)
    head.close()
    tag = first.headers.get("ETag", "")
    with CaptureQueriesContext(connection) as queries:
        again = client.get(address, headers={"if-none-match": tag})
        body = again.getvalue()
    return Asked(
        route=route,
        address=address,
        status=first.status_code,
        headers=dict(first.headers),
        head_status=head.status_code,
        head_headers=dict(head.headers),
        again_status=again.status_code,
        again_headers=dict(again.headers),
        again_body=body,
        queries=len(queries),
    )


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Asked]:
    """Ask every public address once, for all the tests that only read the answers."""
    with kept_for_a_module(django_db_blocker):
        return [ask(Client(), *each) for each in list(addresses())]


def pages(asked: list[Asked]) -> list[Asked]:
    return [a for a in asked if a.status == 200 and a.route.name not in FOR_ONE_VISITOR]


class TestEveryPublicAddress:
    def test_there_is_one_of_each(self, asked: list[Asked]) -> None:
        wrong = [
            (a.address, a.status)
            for a in asked
            if a.status not in (200, 301, 302)
            and a.status != NO_QUESTION.get(a.route.name)
        ]
        assert wrong == []
        assert len(pages(asked)) > 30

    def test_it_is_tagged_dated_and_may_be_kept(self, asked: list[Asked]) -> None:
        for page in pages(asked):
            tag = page.headers.get("ETag", "none")
            assert re.fullmatch(r'(W/)?"[^"]+"', tag), page.address
            assert page.headers["Cache-Control"].startswith("public, "), page.address
            if page.route.name not in OWN_TAGS:
                changed = page.headers["Last-Modified"]
                datetime.strptime(changed, "%a, %d %b %Y %H:%M:%S GMT")

    def test_it_is_the_same_for_everybody(self, asked: list[Asked]) -> None:
        for page in asked:
            if page.route.name not in FOR_ONE_VISITOR:
                assert "Set-Cookie" not in page.headers, page.address
                vary = page.headers.get("Vary", "").lower()
                assert "cookie" not in vary, page.address

    def test_whoever_has_it_is_told_so_for_few_queries(
        self, asked: list[Asked]
    ) -> None:
        for page in pages(asked):
            assert page.again_status == 304, page.address
            assert page.again_body == b""
            assert page.again_headers["ETag"] == page.headers["ETag"]
            assert page.again_headers["Cache-Control"] == page.headers["Cache-Control"]
            assert page.queries <= MOST_QUERIES, (page.address, page.queries)

    def test_its_head_may_be_asked_for_alone(self, asked: list[Asked]) -> None:
        for page in asked:
            assert page.head_status == page.status, page.address
            assert page.head_headers.get("ETag") == page.headers.get("ETag")
            assert page.head_headers["Cache-Control"] == page.headers["Cache-Control"]

    def test_what_is_for_one_visitor_is_not_kept(self, asked: list[Asked]) -> None:
        for page in asked:
            if page.route.name in FOR_ONE_VISITOR:
                assert "no-store" in page.headers["Cache-Control"], page.address
                assert "ETag" not in page.headers


PATH = "/inspections/ambleford-2022-02-ilacs/"


def tag_of(client: Client, path: str = PATH) -> str:
    return str(client.get(path).headers["ETag"])


def status_for(client: Client, tag: str, path: str = PATH, **headers: str) -> int:
    given = {"if-none-match": tag, **headers}
    return client.get(path, headers=given).status_code


class TestChanges:
    @pytest.fixture
    def tag(self, client: Client) -> str:
        self.authority = make.make_authority()
        self.inspection = make.make_inspection(self.authority)
        self.petra, self.quinn = make.make_user("petra"), make.make_user("quinn")
        return tag_of(client)

    def test_nothing_new_keeps_the_tag(self, client: Client, tag: str) -> None:
        assert tag_of(client) == tag
        assert status_for(client, tag) == 304
        assert status_for(client, '"other", W/"another"') == 200
        assert status_for(client, f'"other", {tag}') == 304

    def test_another_address_has_another_tag(self, client: Client, tag: str) -> None:
        assert tag_of(client, f"{PATH}?page=2") != tag
        assert tag_of(client, "/") != tag

    def test_a_publication_changes_it(self, client: Client, tag: str) -> None:
        other = make.make_inspection(
            self.authority, kind=Kind.FOCUSED_VISIT, status="draft"
        )
        submit(other, by=self.petra, at=make.NOON)
        approve(other, by=self.quinn, at=make.NOON)
        assert status_for(client, tag) == 200
        assert tag_of(client) != tag

    def test_a_correction_changes_it(self, client: Client, tag: str) -> None:
        response = make.make_response(self.inspection)
        tag = tag_of(client)
        copy = revise(response, by=self.petra, at=make.NOON)
        assert copy.pk
        submit(copy, by=self.petra, at=make.NOON, note="Misread.")
        tag_before = tag_of(client)
        approve(copy, by=self.quinn, at=make.NOON)
        assert status_for(client, tag) == 200
        assert tag_of(client) not in (tag, tag_before)

    def test_what_was_withdrawn_is_gone_whatever_is_brought(
        self, client: Client, tag: str
    ) -> None:
        withdraw(self.inspection, by=self.petra, at=make.NOON, note="A mistake.")
        tomorrow = "Fri, 01 Jan 2100 00:00:00 GMT"
        assert status_for(client, tag) == 410
        assert status_for(client, "*") == 410
        gone = client.get(PATH, headers={"if-modified-since": tomorrow})
        assert gone.status_code == 410
        assert "ETag" not in gone.headers

    def test_a_new_day_changes_it(
        self, client: Client, tag: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is overdue depends on the day."""
        tomorrow = timezone.localdate() + timedelta(days=1)
        monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
        assert status_for(client, tag) == 200

    def test_new_code_changes_it(
        self, client: Client, tag: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(freshness, "version", lambda: "other code")
        assert status_for(client, tag) == 200

    def test_a_change_while_the_page_is_made_is_not_taken_for_part_of_it(
        self, client: Client, tag: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def change(*args: Any) -> bool:
            self.inspection.summary = "Written meanwhile."
            self.inspection.save()
            return False

        monkeypatch.setattr(caching, "_is_for_one", change)
        assert tag_of(client) == tag
        monkeypatch.undo()
        assert tag_of(client) != tag


class TestVersion:
    def test_it_is_read_again_while_one_develops(self, settings: Settings) -> None:
        settings.DEBUG = True
        before = freshness.version()
        settings.CONTACT_EMAIL = "somebody@example.org"
        assert freshness.version() != before


class TestStaff:
    def test_their_pages_are_never_kept(self, client: Client) -> None:
        User.objects.create_superuser("sofia")
        client.force_login(User.objects.get())
        for path in ("/admin/", "/admin/inspections/inspection/"):
            response = client.get(path)
            assert response.status_code == 200
            assert "no-store" in response.headers["Cache-Control"]
            assert "ETag" not in response.headers

    def test_public_pages_are_the_same_for_them(self, client: Client) -> None:
        make.make_inspection(make.make_authority())
        tag = tag_of(client)
        User.objects.create_superuser("sofia")
        client.force_login(User.objects.get())
        assert status_for(client, tag) == 304


class TestOtherAnswers:
    def test_a_wrong_address_is_asked_for_again(self, client: Client) -> None:
        response = client.get("/inspections/nowhere-2022-02-ilacs/")
        assert response.status_code == 404
        assert "max-age=0" in response.headers["Cache-Control"]
        assert "ETag" not in response.headers

    def test_a_fault_is_not_kept(self, client: Client) -> None:
        response = client.get("/downloads/judgements.csv?nothing=1")
        assert response.status_code == 400
        assert response.headers["Cache-Control"] == "no-store"

    def test_words_are_compressed_for_who_can_read_that(self, client: Client) -> None:
        plain = client.get("/glossary/")
        small = client.get("/glossary/", headers={"accept-encoding": "gzip"})
        assert small.headers["Content-Encoding"] == "gzip"
        assert len(small.content) < len(plain.content) / 3
        assert small.headers["ETag"] == plain.headers["ETag"]
        assert "Accept-Encoding" in plain.headers["Vary"]
