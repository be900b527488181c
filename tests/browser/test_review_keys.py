"""How many keys a review takes without a mouse: printed for a person to judge."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from inspections.models import Inspection
from tests.browser.test_staff_day import CONFIRM, bring_in, sign_in
from tests.factories import make_authority
from tests.importing.reports import Parts, broken_ilacs, sif
from tests.importing.sheets import make_pdf

Print = Callable[[str], None]


@dataclass
class Hands:
    """Somebody at a keyboard, whose every key is counted."""

    page: Page
    keys: int = 0
    began: float = field(default_factory=time.monotonic)

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.keys += 1

    def go_to(self, wanted: str, *, most: int = 150) -> None:
        """Go on by the Tab key until the focus is on what bears this name or id."""
        for _ in range(most):
            if wanted in self.where():
                return
            self.press("Tab")
        pytest.fail(f"{most} tabs do not lead to {wanted}; the last was {self.where()}")

    def where(self) -> tuple[str, str, str]:
        """Return the id, words and address of what has the focus."""
        found = self.page.evaluate(
            "(() => { const at = document.activeElement; return [at.id,"
            " at.textContent.trim(), at.getAttribute('href') || '']; })()"
        )
        return tuple(found)

    def say(self, what: str) -> str:
        """Return the count in words."""
        seconds = time.monotonic() - self.began
        return (
            f"\n{what}: {self.keys} keys, {seconds:.1f} s as pressed here, so"
            f" {self.keys} s at a key a second."
        )


def open_review(page: Page, tmp_path: Path, sheets: list[Parts]) -> Hands:
    """Bring a report in and begin at the top of its review."""
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf(*sheets))
    make_authority("Barnsley", slug="barnsley", urn=80426)
    sign_in(page, "QA officer")
    bring_in(page, path)
    return Hands(page)


def is_draft(page: Page) -> None:
    expect(page.get_by_text("is a draft now.")).to_be_visible()


class TestKeys:
    def test_a_broken_table_is_mended_and_confirmed(
        self, page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        hands = open_review(page, tmp_path, broken_ilacs())
        hands.go_to("#judgements")
        hands.press("Enter")
        for number, letter in enumerate(("G", "R", "G", "O", "G")):
            hands.go_to(f"id_judgement-{number}-grade")
            hands.press(letter)
        hands.go_to("#confirm")
        hands.press("Enter")
        hands.go_to(CONFIRM)
        hands.press("Enter")
        is_draft(page)
        grades = Inspection.objects.get().all_judgements.values_list("grade", flat=True)
        assert "".join(grade[0] for grade in grades) == "grgog"
        with capsys.disabled():
            print(hands.say("A report with no grade read, mended and confirmed"))

    def test_a_report_without_a_warning_is_confirmed(
        self, page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        hands = open_review(page, tmp_path, sif())
        expect(page.get_by_text("Everything was read without a doubt")).to_be_visible()
        hands.go_to(CONFIRM)
        hands.press("Enter")
        is_draft(page)
        with capsys.disabled():
            print(hands.say("A report without a warning, confirmed"))

    def test_one_is_saved_unfinished_and_gone_on_with(
        self, page: Page, tmp_path: Path
    ) -> None:
        hands = open_review(page, tmp_path, broken_ilacs())
        review = page.url
        hands.go_to("id_judgement-0-grade")
        hands.press("G")
        hands.go_to("#confirm")
        hands.press("Enter")
        hands.go_to("Save and go on later")
        hands.press("Enter")
        expect(page.get_by_text("saved unfinished")).to_be_visible()
        page.goto(review)
        expect(page.get_by_text(re.compile("began this review"))).to_be_visible()
        expect(page.locator("#id_judgement-0-grade")).to_have_value("good")
