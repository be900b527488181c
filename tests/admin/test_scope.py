"""Nothing of another authority's shows anywhere in the admin.

An odd word stands in every text of every record of the other authority. Every address
of the admin is fetched by staff of every role whose remit is their own authority, with
the keys of their own records and of the other's: the word must be nowhere, and a page
of the other's must answer as one that does not exist.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import JSONField, Model, QuerySet, URLField
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from inspections.models import (
    Authority,
    CouncilResponse,
    Inspection,
    PublicationStatus,
    ReportImport,
)
from tests.admin.cast import OWN, PAGE, Cast, make_cast
from tests.admin.pages import address, admin_form, list_address, text_of
from tests.factories import make_article, make_inspection
from tests.kept_open import kept_for_a_module
from tests.test_visibility import ODD, text_fields

pytestmark = pytest.mark.django_db
Status = PublicationStatus


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Make the records once, and put the odd word into all that is the other's."""
    with kept_for_a_module(django_db_blocker):
        made = make_cast()
        for row in rows_of_the_other(made):
            if not isinstance(row, Authority):
                fill(row)
        yield made


def fill(row: Any) -> None:
    """Put the odd word into every text field, past what a row allows to be changed."""
    values: dict[str, Any] = {}
    for text in text_fields(type(row)):
        if text.name in ("ref", "sha256", "file", "slug"):
            continue
        words = f"{ODD} {row.pk}"
        if isinstance(text, URLField):
            words = f"https://example.org/{ODD}/{row.pk}"
        values[text.name] = [words] if isinstance(text, JSONField) else words
    QuerySet(type(row)).filter(pk=row.pk).update(**values)


def rows_of_the_other(cast: Cast) -> list[Any]:
    """Return what fill() may write in: not accounts, nor what is shared by both."""
    return [row for row in cast.other.rows.values() if row._meta.app_label != "auth"]


@dataclass(frozen=True)
class Route:
    name: str
    path: str

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.path)

    def address(self, values: dict[str, Any]) -> str:
        return re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), self.path
        )

    @property
    def model(self) -> type[Model] | None:
        """The model whose page this is, by how the admin names addresses."""
        for model in admin.site._registry:
            options = model._meta
            if self.name.startswith(f"{options.app_label}_{options.model_name}_"):
                return model
        return None


def routes() -> list[Route]:
    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path)
            elif pattern.name and "?P<" not in path:
                yield Route(pattern.name, path)

    resolvers = [r for r in get_resolver().url_patterns if isinstance(r, URLResolver)]
    [found] = [r for r in resolvers if r.app_name == "admin"]
    return list(walk(found.url_patterns, "/admin/"))


def fillings(route: Route, rows: list[Any]) -> Iterator[dict[str, Any]]:
    """Give values for a route's parameters, each naming one of these rows."""
    model = Inspection if "look_of" in route.name else route.model
    mine = [row for row in rows if type(row) is model]
    for row in mine:
        values: dict[str, Any] = {
            "object_id": row.pk,
            "id": row.pk,
            "pk": row.pk,
            "number": 1,
            "name": "approve",
        }
        if "recommendation" in route.parameters:
            for one in rows:
                if one._meta.model_name == "recommendation":
                    yield {**values, "recommendation": one.pk}
        elif "key" in route.parameters:
            yield {**values, "key": change_of(row)}
        else:
            yield values


def change_of(row: Any) -> Any:
    """Return the key of a change of a row, as its history page names it."""
    history = apps.get_model("inspections", f"Historical{type(row).__name__}")
    return history.objects.filter(id=row.pk).values_list("change", flat=True).first()


def visits(cast: Cast) -> Iterator[tuple[str, bool]]:
    """Give every address that can be asked, and whether it names another's record."""
    for route in routes():
        if not route.parameters:
            yield route.path, False
            if route.name.endswith("_changelist"):
                yield f"{route.path}?q={ODD}", False
            continue
        for council, is_other in ((cast.own, False), (cast.other, True)):
            for values in fillings(route, council.all()):
                yield route.address(values), is_other
    for model, source in product(admin.site._registry, SOURCES):
        options = source._meta
        for field in (*options.fields, *options.many_to_many):
            if field.related_model is model:
                query = f"app_label={options.app_label}&model_name={options.model_name}"
                yield (
                    f"{reverse('admin:autocomplete')}?{query}&field_name={field.name}",
                    False,
                )


SOURCES = list(apps.get_app_config("inspections").get_models())


@dataclass(frozen=True)
class Visited:
    path: str
    is_others: bool
    status: int
    body: str


@pytest.fixture(scope="module")
def visited(cast: Cast) -> list[Visited]:
    """Visit everything as the role that may open the most."""
    browser, found = cast.browsers["Administrator", OWN], []
    for path, is_others in visits(cast):
        with transaction.atomic():
            response = browser.get(path)
            body = response.getvalue().decode("utf-8", "replace")
            response.close()
            transaction.set_rollback(True)
        found.append(Visited(path, is_others, response.status_code, body))
    return found


class TestWalk:
    def test_no_page_shows_anything_of_anothers(self, visited: list[Visited]) -> None:
        """A list repeats what was searched for: the word alone is no leak."""
        shown = re.compile(rf"{ODD}( |/|%20)\d")
        assert [page.path for page in visited if shown.search(page.body)] == []

    def test_a_page_of_anothers_is_not_there(self, visited: list[Visited]) -> None:
        told = [page for page in visited if page.is_others]
        assert told
        assert [
            (page.path, page.status)
            for page in told
            if page.status not in (403, 404, 405)
        ] == []

    def test_it_opens_ones_own(self, visited: list[Visited]) -> None:
        """So that the tests above cannot pass by seeing nothing."""
        own = [page for page in visited if not page.is_others]
        assert sum(page.status == 200 for page in own) > 100
        assert [page.path for page in visited if page.status >= 500] == []


class TestForms:
    """What a form does not offer cannot be sent either."""

    def officer(self, cast: Cast) -> Client:
        return cast.browsers["QA officer", OWN]

    def test_an_inspection_is_entered_for_ones_own_alone(self, cast: Cast) -> None:
        sent = {
            "authority": cast.other.authority.pk,
            "kind": "focused_visit",
            "started": "2024-02-01",
            "ended": "2024-02-02",
            "date_precision": "day",
        }
        response = self.officer(cast).post(list_address(Inspection) + "add/", sent)
        assert response.status_code == 200
        form = response.context["adminform"].form
        assert "authority" in form.errors
        assert not Inspection.objects.filter(ended="2024-02-02").exists()

    def test_nor_is_it_moved_to_another(self, cast: Cast) -> None:
        draft = cast.own.rows["draft inspection"]
        browser = self.officer(cast)
        sent = admin_form(browser.get(address(draft)))
        sent["authority"] = cast.other.authority.pk
        browser.post(address(draft), sent)
        draft.refresh_from_db()
        assert draft.authority == cast.own.authority

    def test_a_response_is_to_ones_own_inspection(self, cast: Cast) -> None:
        sent = {
            "inspection": cast.other.rows["published inspection"].pk,
            "kind": "action_plan",
            "title": "Smuggled",
        }
        url = list_address(CouncilResponse) + "add/"
        response = self.officer(cast).post(url, sent)
        assert response.status_code == 200
        assert ODD not in text_of(response)
        assert not CouncilResponse.objects.filter(title="Smuggled").exists()

    def test_an_address_may_name_what_a_form_begins_with(self, cast: Cast) -> None:
        """But nothing of another's shows by it."""
        rows = cast.other.rows
        for url in (
            f"councilaction/add/?response={rows['published response'].pk}",
            f"councilresponse/add/?inspection={rows['published inspection'].pk}",
            f"pressarticle/add/?inspections={rows['draft inspection'].pk}",
        ):
            response = self.officer(cast).get(f"/admin/inspections/{url}")
            assert response.status_code == 200
            assert ODD not in text_of(response)

    def test_saving_keeps_what_the_form_could_not_show(self, cast: Cast) -> None:
        """An article of one's own about another's inspection stays about it."""
        theirs = cast.other.rows["published inspection"]
        mine = cast.own.rows["published inspection"]
        article = make_article(
            cast.own.authority, theirs, mine, status=Status.DRAFT, source_note="x"
        )
        browser = self.officer(cast)
        sent = admin_form(browser.get(address(article)))
        offered = browser.get(address(article)).context["adminform"].form
        assert theirs not in offered.fields["inspections"].queryset
        sent["inspections"] = [str(mine.pk)]
        response = browser.post(address(article), sent | {"title": "New"})
        assert response.status_code == 302, response.context["errors"]
        article.refresh_from_db()
        assert article.title == "New"
        assert set(article.inspections.all()) == {mine, theirs}

    def test_deleting_stops_at_what_hangs_on_it_elsewhere(self, cast: Cast) -> None:
        """A later authority's verdict goes with what it speaks of: not by this hand."""
        county = cast.own.rows["draft recommendation"]
        later = make_inspection(cast.other.authority, status=Status.DRAFT)
        later.all_verdicts.create(recommendation=county, verdict="improved", quote=ODD)
        browser = self.officer(cast)
        page = browser.get(address(county, "delete"))
        assert "records of other authorities" in text_of(page)
        assert ODD not in text_of(page)
        assert (
            browser.post(address(county, "delete"), {"post": "yes"}).status_code == 403
        )

    def test_a_list_filters_by_ones_own(self, cast: Cast) -> None:
        page = self.officer(cast).get(list_address(Inspection))
        assert "Borchester" not in text_of(page)


class TestImports:
    def test_a_reading_is_not_confirmed_into_another_authority(
        self, cast: Cast
    ) -> None:
        mine = cast.own.rows["read import"]
        browser = cast.browsers["QA officer", OWN]
        sent = {
            name: value
            for form in [browser.get(address(mine)).context["forms"].facts]
            for name, value in _sent(form).items()
        } | {"facts-authority": cast.other.authority.pk}
        response = browser.post(address(mine), sent, follow=True)
        assert response.status_code == 200
        mine.refresh_from_db()
        assert mine.state == ReportImport.State.READ

    def test_what_another_has_brought_in_is_not_shown(self, cast: Cast) -> None:
        file = cast.other.rows["file"]
        type(file).objects.filter(pk=file.pk).update(sha256=_digest(PAGE))
        page = cast.browsers["QA officer", OWN].post(
            list_address(ReportImport) + "add/",
            {"reports": SimpleUploadedFile("report.pdf", PAGE)},
        )
        assert "with an authority outside your remit" in text_of(page)
        assert ODD not in text_of(page)


class TestRecentActions:
    def test_they_are_ones_own(self, cast: Cast) -> None:
        LogEntry.objects.log_actions(
            user_id=cast.other.rows["account"].pk,
            queryset=[cast.other.rows["draft inspection"]],
            action_flag=CHANGE,
            change_message=ODD,
            single_object=True,
        )
        assert ODD not in text_of(cast.browsers["QA officer", OWN].get("/admin/"))


def _sent(form: Any) -> dict[str, Any]:
    return {bound.html_name: bound.value() or "" for bound in form}


def _digest(content: bytes) -> str:

    return sha256(content).hexdigest()
