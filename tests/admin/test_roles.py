"""Who may do what: each role on each page and each step, through the admin's URLs."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from inspections import publishing
from inspections.models import (
    Inspection,
    PublicationEvent,
    PublicationStatus,
    Theme,
)
from tests.admin.conftest import NAMES, SignIn, make_staff
from tests.admin.pages import address, list_address
from tests.factories import NOON, make_inspection

Status = PublicationStatus
ENTER = {"QA officer", "Administrator"}
APPROVE = {"Approver", "Administrator"}
KEEP_LISTS = {"Administrator"}


class TestGroups:
    def test_the_migration_made_them(self, db: None) -> None:
        assert set(NAMES) <= set(Group.objects.values_list("name", flat=True))

    def test_it_can_be_taken_back_and_made_again(self, db: None) -> None:
        roles = import_module("inspections.migrations.0002_roles")
        roles.remove_roles(apps, None)
        assert not Group.objects.filter(name__in=NAMES).exists()
        roles.make_roles(apps, None)
        made = Group.objects.get(name="Approver").permissions
        assert made.filter(codename="approve_inspection").exists()

    def test_a_viewer_may_only_look(self, db: None) -> None:
        names = Group.objects.get(name="Viewer").permissions.values_list(
            "codename", flat=True
        )
        assert {name.split("_")[0] for name in names} == {"view"}


@pytest.mark.parametrize("role", NAMES)
class TestMatrix:
    def test_everybody_reads_drafts(self, role: str, sign_in: SignIn) -> None:
        draft = make_inspection(status=Status.DRAFT)
        client = sign_in(role)
        assert client.get(address(draft)).status_code == 200
        assert client.get(list_address(Inspection)).status_code == 200

    def test_add(self, role: str, sign_in: SignIn) -> None:
        response = sign_in(role).get("/admin/inspections/inspection/add/")
        assert response.status_code == (200 if role in ENTER else 403)

    def test_import(self, role: str, sign_in: SignIn) -> None:
        response = sign_in(role).get("/admin/inspections/reportimport/add/")
        assert response.status_code == (200 if role in ENTER else 403)

    def test_submit(self, role: str, sign_in: SignIn) -> None:
        draft = make_inspection(kind="focused_visit", status=Status.DRAFT)
        response = sign_in(role).post(address(draft, "step", "submit"))
        draft.refresh_from_db()
        assert response.status_code == (302 if role in ENTER else 403)
        assert (draft.status == Status.SUBMITTED) == (role in ENTER)

    def test_approve(self, role: str, sign_in: SignIn) -> None:
        draft = make_inspection(kind="focused_visit", status=Status.DRAFT)
        other = make_staff("QA officer" if role != "QA officer" else "Administrator")
        if role == "Administrator":
            other = make_staff("QA officer")
        publishing.submit(draft, by=other, at=NOON)
        response = sign_in(role).post(address(draft, "step", "approve"))
        draft.refresh_from_db()
        assert response.status_code == (302 if role in APPROVE else 403)
        assert (draft.status == Status.PUBLISHED) == (role in APPROVE)

    def test_return(self, role: str, sign_in: SignIn) -> None:
        draft = make_inspection(kind="focused_visit", status=Status.DRAFT)
        publishing.submit(draft, by=make_staff("QA officer"), at=NOON)
        sign_in(role).post(address(draft, "step", "return"))
        draft.refresh_from_db()
        assert (draft.status == Status.DRAFT) == (role in ENTER | APPROVE)

    def test_withdraw(self, role: str, sign_in: SignIn) -> None:
        inspection = make_inspection()
        sign_in(role).post(
            address(inspection, "step", "withdraw"), {"note": "Entered twice."}
        )
        inspection.refresh_from_db()
        assert (inspection.status == Status.WITHDRAWN) == (role in APPROVE)

    def test_correct(self, role: str, sign_in: SignIn) -> None:
        inspection = make_inspection()
        sign_in(role).post(address(inspection, "correct"))
        made = Inspection.objects.filter(revises=inspection).exists()
        assert made == (role in ENTER)

    def test_themes(self, role: str, sign_in: SignIn) -> None:
        response = sign_in(role).get("/admin/inspections/theme/add/")
        assert response.status_code == (200 if role in KEEP_LISTS else 403)

    def test_accounts(self, role: str, sign_in: SignIn) -> None:
        response = sign_in(role).get("/admin/auth/user/")
        assert response.status_code == (200 if role in KEEP_LISTS else 403)

    def test_history_is_read_only(self, role: str, sign_in: SignIn) -> None:
        inspection = make_inspection(kind="focused_visit", status=Status.DRAFT)
        publishing.submit(inspection, by=make_staff("QA officer"), at=NOON)
        event = PublicationEvent.objects.get()
        client = sign_in(role)
        assert client.get(address(event)).status_code == 200
        assert client.post(address(event), {"note": "x"}).status_code == 403
        assert client.post(address(event, "delete")).status_code == 403


class TestStrangers:
    def test_the_public_is_sent_to_sign_in(self, db: None, client: object) -> None:
        draft = make_inspection(status=Status.DRAFT)
        for page in (address(draft), address(draft, "preview")):
            response = client.get(page)  # type: ignore[attr-defined]
            assert response.status_code == 302
            assert "/admin/login/" in response["Location"]


class TestThemes:
    def test_a_phrase_that_cannot_be_read_is_refused(self, sign_in: SignIn) -> None:
        response = sign_in("Administrator").post(
            "/admin/inspections/theme/add/",
            {
                "name": "Neglect",
                "slug": "neglect",
                "definition": "About neglect.",
                "phrases": "neglect\nplans (not visits)",
                "scope": "childrens_services",
                "position": "1",
            },
        )
        assert "must be a longer wording" in response.content.decode()
        assert not Theme.objects.filter(slug="neglect").exists()

    def test_phrases_are_kept_as_a_list(self, sign_in: SignIn) -> None:
        sign_in("Administrator").post(
            "/admin/inspections/theme/add/",
            {
                "name": "Neglect",
                "slug": "neglect",
                "definition": "About neglect.",
                "phrases": " neglect \r\n\r\nchronic ",
                "scope": "childrens_services",
                "position": "1",
            },
        )
        assert Theme.objects.get(slug="neglect").phrases == ["neglect", "chronic"]
