"""The whole day in a browser: a report comes in, is followed up, published, mended.

The report is a real one where the collection is at hand, and one made for the test
elsewhere. Both people sign in with a second step, as a site of its own demands.
"""

import base64
import re
import shutil
import time
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.reports import Loaded, load_reports
from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Inspection,
    ProgressVerdict,
)
from tests.admin.conftest import make_staff
from tests.browser.test_staff_day import CONFIRM, bring_in, give_password
from tests.collected import REPORTS
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf

TITLE = "What we shall do after the inspection"
ACTION = "Train every manager in the supervision of practice."
NAMED = "Rumi, aged 9, was helped in time."
CORRECTED = "Help comes in time for most children."
NOTE = "The first summary said more than the report does."


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def reports(tmp_path: Path) -> tuple[Path, Path]:
    """An authority's full inspection and its next, of our own time's framework."""
    found = sorted(REPORTS.glob("*/202*-childrens-services.pdf"))
    for _, of_one in groupby(found, key=lambda path: path.parent):
        earlier, *later = list(of_one)[-2:]
        if later:
            # Under a name that tells no date, for a person to find it.
            return earlier, Path(shutil.copy(later[0], tmp_path / "report.pdf"))
    days = ("11 to 22 June 2018", "11 to 22 September 2023")
    for number, dates in enumerate(days):
        pdf = make_pdf(*ilacs(dates=dates))
        (tmp_path / f"{number}.pdf").write_bytes(pdf)
    return tmp_path / "0.pdf", tmp_path / "1.pdf"


def code_of(key: bytes) -> str:
    """Return what an authenticator app shows now for a secret."""
    totp = TOTP(key)
    totp.time = time.time()
    return f"{totp.token():06d}"


def sign_in_with_app(page: Page) -> User:
    """Sign in as an officer, who has set up a second step before."""
    user = make_staff("QA officer")
    device = TOTPDevice.objects.create(user=user, name="app", confirmed=True)
    give_password(page, "QA officer")
    page.get_by_label("Code").fill(code_of(device.bin_key))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("link", name="Bring a report in")).to_be_visible()
    return user


def sign_in_and_set_up(page: Page) -> None:
    """Sign in as an approver, who is led to set the second step up first."""
    give_password(page, "Approver")
    expect(page.get_by_text("needs a second step of signing in")).to_be_visible()
    key = page.locator(".signing-in__key").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code_of(base64.b32decode(key)))
    page.get_by_role("button", name="Set up").click()
    expect(page.locator(".signing-in__codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def check_and_confirm(page: Page, report: Path) -> str:
    """Bring a report in, mend what it does not print, and make a draft of it."""
    bring_in(page, report)
    day = page.get_by_label("Published by Ofsted")
    page.locator('.warnings a[href="#fact-published_on"]').click()
    expect(day).to_be_in_viewport()
    ended = date.fromisoformat(page.locator("#id_fact-ended").input_value())
    day.fill((ended + timedelta(weeks=6)).isoformat())
    page.get_by_role("button", name=CONFIRM).click()
    expect(page.get_by_text("is a draft now.")).to_be_visible()
    page.get_by_label("Summary").fill(NAMED)
    page.get_by_role("button", name="Save and continue editing").last.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    return page.url


def link_two(page: Page) -> None:
    """Say of two earlier recommendations what became of them."""
    page.get_by_role("link", name="What became of earlier recommendations").click()
    for done, verdict in enumerate(("Improved", "Unchanged"), start=1):
        concern = page.locator(".concern--open").nth(0)
        concern.locator("input[name=passage]").first.check()
        concern.get_by_label(verdict).check()
        concern.get_by_role("button", name="Confirm").click()
        expect(page.locator(".linking__bar strong")).to_have_text(
            re.compile(f"^{done} of ")
        )


def answer(page: Page) -> str:
    """Record the council's response; give it what it asks for besides."""
    page.get_by_role("link", name="What the council answered").click()
    page.get_by_role("link", name="Add a response").click()
    page.get_by_label("Kind").select_option(label="Action plan")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Address of the response").fill("https://example.org/plan")
    page.locator("#id_published_on").fill("2025-03-28")
    page.get_by_label("Set all that have no position yet to").select_option(
        label="Accepted"
    )
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    return page.url


def act(page: Page) -> str:
    """Record an action that answers the first recommendation."""
    page.get_by_role("link", name="Add an action").click()
    page.locator("#id_text").fill(ACTION)
    page.locator("input[name=recommendations]").first.check()
    page.locator("#id_owner_role").fill("Director of children’s services")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    return page.url


def submit(page: Page, address: str, *, note: str = "") -> None:
    page.goto(address)
    page.locator("#note-submit").fill(note)
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("Submitted. Somebody else can now")).to_be_visible()
    expect(page.get_by_role("button", name="Approve and publish")).to_have_count(0)


def approve(page: Page, address: str) -> None:
    """Approve; say of every passage that may identify a child why it does not."""
    page.goto(address)
    for question in page.locator("textarea[name^=answer]").all():
        question.fill("The report tells of no child that anybody could know.")
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("Approved: it is public now.")).to_be_visible()


def correct(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_role("button", name="Correct this").click()
    page.get_by_label("Summary").fill(CORRECTED)
    page.get_by_role("button", name="Save and continue editing").last.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    return page.url


class TestDay:
    def test_from_a_file_to_a_corrected_public_page(
        self, page: Page, browser: Browser, base_url: str, reports: tuple[Path, Path]
    ) -> None:
        load_authorities()
        earlier, later = reports
        officer, approver = page, browser.new_context(base_url=base_url).new_page()
        load_reports(
            [earlier],
            Loaded(),
            at=timezone.now(),
            by=make_staff("Administrator"),
            publish=True,
            quiet=True,
        )
        sign_in_with_app(officer)
        draft = check_and_confirm(officer, later)
        link_two(officer)
        officer.goto(draft)
        response = answer(officer)
        action = act(officer)
        submit(officer, draft)

        sign_in_and_set_up(approver)
        approver.goto(draft)
        expect(approver.get_by_label("a name with an age")).to_be_visible()
        approve(approver, draft)
        for record in (response, action):
            # What belongs to a visit can be public when the visit is.
            submit(officer, record)
            approve(approver, record)
        visit = Inspection.objects.published().latest("ended")
        approver.goto(visit.get_absolute_url())

        copy = correct(officer, draft)
        officer.goto(copy)
        submit(officer, copy, note=NOTE)
        approver.goto(visit.get_absolute_url())
        expect(approver.get_by_text(NAMED)).to_be_visible()
        approver.goto(copy)
        approver.get_by_role("link", name="History").click()
        expect(approver.locator("ins").first).to_be_visible()
        approve(approver, copy)
        approver.goto(visit.get_absolute_url())
        expect(approver.get_by_text(CORRECTED)).to_be_visible()
        approver.get_by_role("link", name="see what changed").click()
        expect(approver.get_by_text(NOTE)).to_be_visible()
        assert ProgressVerdict.objects.count() == 2
        assert CouncilResponse.objects.published().count() == 1
        assert CouncilAction.objects.published().count() == 1
        approver.context.close()
