"""Staff of each role, signed in, and a report that was read."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from inspections.admin.uploads import receive
from inspections.models import Authority, ReportImport
from tests.factories import make_authority, make_remit, make_user
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf

SignIn = Callable[[str], Client]
NAMES = {
    "Viewer": "vera",
    "QA officer": "petra",
    "Approver": "amir",
    "Administrator": "ada",
}


def make_staff(role: str, **fields: str) -> User:
    """Make a member of staff with one role everywhere, or find who has it."""
    name = NAMES[role]
    user = User.objects.filter(username=name).first()
    if user is None:
        user = make_user(name, is_staff=True, **fields)
        if not Group.objects.filter(name=role).exists():
            # A test with real transactions empties every table after it.
            import_module("inspections.migrations.0002_roles").make_roles(apps, None)
            looks = "inspections.migrations.0012_who_keeps_looks_and_evidence"
            import_module(looks).let_them(apps, None)
            asked = "inspections.migrations.0025_who_answers_correction_requests"
            import_module(asked).let_them(apps, None)
        user.groups.add(Group.objects.get(name=role))
        make_remit(user)
    return user


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Give a browser in which somebody of a role is signed in."""

    def enter(role: str) -> Client:
        client = Client()
        client.force_login(make_staff(role))
        return client

    return enter


@pytest.fixture
def barnsley(db: None) -> Authority:
    """The authority that the small reports name."""
    return make_authority("Barnsley", slug="barnsley", urn=80426)


@pytest.fixture
def report_import(barnsley: Authority) -> ReportImport:
    """A small report as the officer brought it in."""
    return bring_in(make_pdf(*ilacs()))


def bring_in(pdf: bytes) -> ReportImport:
    """Bring a report in as the officer would."""
    file = SimpleUploadedFile("report.pdf", pdf)
    received = receive(file, by=make_staff("QA officer"))
    assert received.report_import is not None, received.sentence
    return received.report_import
