"""The staff sign-in, as a browser shows it."""

from collections.abc import Callable

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect


class TestSignIn:
    def test_it_lets_staff_in(self, page: Page) -> None:
        User.objects.create_superuser("officer", password="a long enough password")
        page.goto("/admin/")
        page.get_by_label("Username").fill("officer")
        page.get_by_label("Password").fill("a long enough password")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("link", name="Log out")).to_have_count(0)
        expect(page.get_by_role("button", name="Log out")).to_be_visible()

    def test_it_can_be_used_by_all(
        self,
        sized_page: Page,
        assert_accessible: Callable[..., None],
        assert_fits: Callable[[Page], None],
    ) -> None:
        sized_page.goto("/admin/login/")
        assert_accessible(sized_page, advice=False)
        assert_fits(sized_page)
