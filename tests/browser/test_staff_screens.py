"""Every screen of the staff workspace: usable by all, narrow and wide, light and dark.

One server and one sign-in: the screens are walked with the demonstration's history.
"""

from collections.abc import Callable, Iterator

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from inspections import publishing
from inspections.admin.uploads import receive
from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.history import FOLDER, HistoryLoader
from inspections.management.loading.themes import load_themes
from inspections.models import CouncilAction, CouncilResponse, Inspection, Theme
from inspections.screens import HELP_PAGES
from tests.admin.conftest import make_staff
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_staff_day import sign_in
from tests.factories import make_look
from tests.importing.reports import broken_ilacs
from tests.importing.sheets import make_pdf

Check = Callable[..., None]
BY_THEMSELVES = ("index", "sessions", "second_factor", "set_up", "password_change") + (
    "digest",
    "help_index",
)
OF_A_KIND = ("changelist", "add", "export", "import")
OF_ONE = ("change", "preview", "links", "update")
ALIKE = ("history", "delete")
"""What is the same screen for records of every kind, and looked at for a few."""
FEW = (Inspection, Theme)


def load(officer: User) -> Inspection:
    """Load the history; begin corrections and a review; return the latest visit."""
    load_authorities()
    load_themes()
    at, approver = timezone.now(), make_staff("Approver")
    HistoryLoader(FOLDER, officer=officer, approver=approver, at=at, note="").load()
    file = SimpleUploadedFile("report.pdf", make_pdf(*broken_ilacs()))
    receive(file, by=officer)
    latest = Inspection.objects.published().latest("ended")
    make_look(latest)
    for public in (
        latest,
        CouncilResponse.objects.published().earliest("pk"),
        CouncilAction.objects.published().earliest("pk"),
    ):
        publishing.revise(public, by=officer, at=at)
    return latest


def addresses(latest: Inspection) -> Iterator[str]:
    """Give every address of a screen, of each kind of record the first and the last."""
    for name in BY_THEMSELVES:
        yield reverse(f"admin:{name}")
    for page in HELP_PAGES:
        yield reverse("admin:help", args=[page])
    yield reverse("admin:app_list", args=["inspections"])
    yield reverse("admin:inspections_look_of", args=[latest.pk])
    for model in admin.site._registry:
        yield from _addresses_of(model)


def _addresses_of(model: type[Model]) -> Iterator[str]:
    stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    rows = model._default_manager.order_by("pk")
    # Of what can be public, the first is public and the last is a draft.
    ends = (rows.first(), rows.last()) if hasattr(model, "status") else (rows.last(),)
    keys_of = sorted({row.pk for row in ends if row is not None})
    names = (*OF_ONE, *(ALIKE if model in FEW else ()))
    wanted: list[tuple[str, list[int]]] = [(name, []) for name in OF_A_KIND]
    wanted += [(name, [key]) for name in names for key in keys_of]
    for name, keys in wanted:
        try:
            yield reverse(f"{stem}_{name}", args=keys)
        except NoReverseMatch:
            continue


def walk(
    page: Page, path: str, *, assert_accessible: Check, assert_fits: Check
) -> bool:
    """Look at a screen, narrow and wide, and in the dark; say whether it is there."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(NARROW)
    answered = page.goto(path)
    assert answered is not None, path
    if answered.status in (403, 404):
        # Nobody adds what writes itself, or deletes what was public.
        return False
    assert answered.status == 200, path
    is_public_look = path.endswith("/preview/")
    try:
        assert_fits(page)
        assert_accessible(page, advice=not is_public_look)
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert_fits(page)
        assert_accessible(page, only_colours=True)
    except AssertionError as error:
        raise AssertionError(f"{path}: {error}") from error
    return True


class TestScreens:
    def test_each_can_be_used_by_all(
        self, page: Page, assert_accessible: Check, assert_fits: Check
    ) -> None:
        officer = make_staff("QA officer")
        latest = load(officer)
        sign_in(page, "QA officer")
        User.objects.filter(pk=officer.pk).update(is_superuser=True)
        seen = [
            path
            for path in addresses(latest)
            if walk(
                page,
                path,
                assert_accessible=assert_accessible,
                assert_fits=assert_fits,
            )
        ]
        print(f"\n{len(seen)} screens")
        assert len(seen) > 60

    def test_the_page_of_two_at_once_can_be_used_by_all(
        self, page: Page, assert_accessible: Check, assert_fits: Check
    ) -> None:
        officer = make_staff("QA officer")
        latest = load(officer)
        copy = publishing.working_copy_of(latest)
        assert copy is not None
        sign_in(page, "QA officer")
        path = reverse("admin:inspections_inspection_change", args=[copy.pk])
        page.goto(path)
        other = page.context.new_page()
        other.goto(path)
        for tab, words in ((other, "They wrote this."), (page, "I wrote that.")):
            tab.get_by_label("Summary").fill(words)
            tab.get_by_role("button", name="Save and continue editing").last.click()
        expect(page.get_by_text("Changed while you were on this page")).to_be_visible()
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            assert_fits(page)
            assert_accessible(page)
