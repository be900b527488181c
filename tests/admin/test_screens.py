"""Every screen of the staff workspace leads to help with just that screen."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern

from inspections.models import PublicationStatus
from inspections.screens import HELP_PAGES, OPEN_TO_ALL, RECORDS, SCREENS, help_for
from tests.admin.conftest import SignIn
from tests.admin.pages import address, list_address, text_of
from tests.factories import make_inspection

FOLDER = Path(settings.BASE_DIR) / "templates" / "admin" / "help"
NOT_SCREENS = {
    # what only sends on, takes a form's button, or answers a script
    *("help", "help_index", "logout", "view_on_site", "autocomplete", "jsi18n"),
    *("remove_factor", "unlock", "step", "correct", "discard", "reopen", "again"),
    *("choose", "themes", "decide"),
    # files
    *("pdf", "page"),
}


def screens() -> Iterator[str]:
    for pattern in admin.site.get_urls():
        yield from _names(pattern)


def _names(pattern: Any) -> Iterator[str]:
    if isinstance(pattern, URLPattern):
        # Without a name are Django's own redirects and its page of no address.
        if pattern.name:
            yield pattern.name
        return
    for inner in pattern.url_patterns:
        yield from _names(inner)


def is_screen(name: str) -> bool:
    done = name.split("_", 2)[-1]
    return not {name, done, done.rpartition("_")[2]} & NOT_SCREENS


def sections(page: str) -> set[str]:
    text = (FOLDER / f"{page}.html").read_text()
    return set(re.findall(r'<section id="([\w-]+)"', text))


class TestHelpFor:
    def test_every_screen_has_a_section_of_help(self) -> None:
        lacking = {name for name in screens() if is_screen(name)}
        lacking -= {name for name in lacking if help_for(name)}
        assert lacking == set()

    def test_every_section_is_there(self) -> None:
        found = [help_for(name) for name in screens() if is_screen(name)]
        named = {one for one in found if one}
        assert len(named) > 30
        missing = {one for one in named if one[1] not in sections(one[0])}
        assert missing == set()

    def test_nothing_is_kept_of_screens_that_went(self) -> None:
        names = set(screens())
        assert set(SCREENS) <= names
        assert {f"{record}_changelist" for record in RECORDS} <= names

    def test_what_is_no_screen_has_none(self) -> None:
        assert help_for("autocomplete") is None


@pytest.mark.django_db
class TestLink:
    def test_it_stands_on_the_page_of_a_record(self, sign_in: SignIn) -> None:
        draft = make_inspection(status=PublicationStatus.DRAFT)
        client = sign_in("QA officer")
        for path, section in (
            ("/admin/", "start/#start"),
            (list_address(type(draft)), "inspections/#list"),
            (address(draft), "inspections/#record"),
            (address(draft, "history"), "history/#history"),
            (address(draft, "delete"), "records/#delete"),
            (address(draft, "preview"), "publishing/#preview"),
        ):
            page = text_of(client.get(path))
            assert f'href="/admin/help/{section}">Help with this screen' in page

    def test_it_stands_where_one_signs_in(self, client: Client) -> None:
        page = text_of(client.get("/admin/login/"))
        assert 'href="/admin/help/signing-in/#password"' in page


@pytest.mark.django_db
class TestPage:
    @pytest.mark.parametrize("name", HELP_PAGES)
    def test_staff_of_every_role_read_it(self, name: str, sign_in: SignIn) -> None:
        text = text_of(sign_in("Viewer").get(f"/admin/help/{name}/"))
        assert f"<h1>{HELP_PAGES[name]}</h1>" in text
        assert all(f'aria-labelledby="{one}-heading"' in text for one in sections(name))

    @pytest.mark.parametrize("name", HELP_PAGES)
    def test_who_is_out_reads_how_to_get_in_and_no_more(
        self, name: str, client: Client
    ) -> None:
        expected = 200 if name in OPEN_TO_ALL else 302
        assert client.get(f"/admin/help/{name}/").status_code == expected

    def test_an_unknown_page_is_not_there(self, sign_in: SignIn) -> None:
        assert sign_in("Viewer").get("/admin/help/nothing/").status_code == 404

    def test_all_are_listed(self, sign_in: SignIn) -> None:
        text = text_of(sign_in("Viewer").get("/admin/help/"))
        assert all(f'href="/admin/help/{page}/"' in text for page in HELP_PAGES)
