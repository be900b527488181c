"""Accounts: nobody gives what they lack, and nobody changes their own role or remit."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from inspections import publishing
from inspections.models import Authority, PublicationStatus
from inspections.remits import reach_of
from tests.admin.conftest import NAMES, make_staff
from tests.admin.pages import address, admin_form
from tests.factories import (
    NOON,
    make_authority,
    make_inspection,
    make_remit,
    make_user,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/auth/user/add/"
PASSWORD = "a long enough secret"


@pytest.fixture
def ambleford() -> Authority:
    return make_authority()


@pytest.fixture
def local(ambleford: Authority) -> User:
    """An administrator of one authority."""
    user = make_remit(make_user("lena", is_staff=True), ambleford)
    user.groups.add(Group.objects.get(name="Administrator"))
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def new_account(**more: Any) -> dict[str, Any]:
    return {
        "username": "newcomer",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "remit-TOTAL_FORMS": 1,
        "remit-INITIAL_FORMS": 0,
        **more,
    }


class TestGiving:
    @pytest.mark.parametrize("role", NAMES)
    def test_an_administrator_gives_each_role(
        self, role: str, local: User, ambleford: Authority
    ) -> None:
        group = Group.objects.get(name=role)
        sent = new_account(
            **{"groups": [group.pk], "remit-0-authorities": [ambleford.pk]}
        )
        response = browser(local).post(ADD, sent)
        assert response.status_code == 302, response.context["errors"]
        made = User.objects.get(username="newcomer")
        assert made.is_staff
        assert not made.is_superuser
        assert list(made.groups.all()) == [group]
        assert list(made.remit.authorities.all()) == [ambleford]

    def test_not_a_remit_that_they_lack(self, local: User) -> None:
        other = make_authority("Borchester")
        client = browser(local)
        client.post(ADD, new_account(**{"remit-0-authorities": [other.pk]}))
        assert not User.objects.filter(username="newcomer").exists()
        client.post(ADD, new_account(**{"remit-0-everywhere": "on"}))
        made = User.objects.filter(username="newcomer").first()
        assert made is None or not reach_of(made).everywhere

    def test_not_a_role_with_more_rights(self, local: User) -> None:
        wider = Group.objects.create(name="Wider")
        wider.permissions.add(
            *Group.objects.get(name="Administrator").permissions.all()
        )
        right = Permission.objects.get(
            codename="add_session", content_type__app_label="sessions"
        )
        wider.permissions.add(right)
        response = browser(local).post(ADD, new_account(groups=[wider.pk]))
        assert "groups" in response.context["adminform"].form.errors

    def test_nor_a_superuser(self, local: User) -> None:
        account = make_user("amir", is_staff=True)
        client = browser(local)
        sent = admin_form(client.get(address(account)))
        client.post(address(account), sent | {"is_superuser": "on"})
        account.refresh_from_db()
        assert not account.is_superuser


class TestOwn:
    def test_nobody_changes_their_own_role_or_remit(
        self, local: User, ambleford: Authority
    ) -> None:
        other = make_authority("Borchester")
        client = browser(local)
        sent = admin_form(client.get(address(local)))
        sent |= {
            "groups": [Group.objects.get(name="Viewer").pk],
            "is_superuser": "on",
            "first_name": "Lena",
            "remit-TOTAL_FORMS": 1,
            "remit-INITIAL_FORMS": 1,
            "remit-0-id": local.remit.pk,
            "remit-0-user": local.pk,
            "remit-0-authorities": [ambleford.pk, other.pk],
        }
        assert client.post(address(local), sent).status_code == 302
        local.refresh_from_db()
        assert local.first_name == "Lena"
        assert not local.is_superuser
        assert [str(group) for group in local.groups.all()] == ["Administrator"]
        assert list(local.remit.authorities.all()) == [ambleford]

    def test_a_superuser_does_not_either(self) -> None:
        sue = make_user("sue", is_staff=True, is_superuser=True)
        client = browser(sue)
        sent = admin_form(client.get(address(sue))) | {"first_name": "Sue"}
        sent.pop("is_superuser", None)
        client.post(address(sue), sent)
        sue.refresh_from_db()
        assert sue.is_superuser

    def test_nobody_deletes_their_own(self, local: User) -> None:
        assert browser(local).get(address(local, "delete")).status_code == 403


class TestMightierAccounts:
    @pytest.mark.parametrize("page", ["change", "delete"])
    def test_a_superuser_is_kept_by_superusers(self, page: str) -> None:
        sue = make_user("sue", is_staff=True, is_superuser=True)
        national = browser(make_staff("Administrator"))
        assert national.post(address(sue, page), {}).status_code == 403
        password = f"/admin/auth/user/{sue.pk}/password/"
        assert national.get(password).status_code == 403

    def test_one_with_a_wider_remit_is_not_there(self, local: User) -> None:
        wider = make_remit(make_user("nora", is_staff=True))
        for page in (address(wider), f"/admin/auth/user/{wider.pk}/password/"):
            assert browser(local).get(page).status_code in (403, 404)
        assert browser(local).get(address(wider)).status_code == 404


class TestTwoPeople:
    def test_who_submitted_does_not_approve_by_the_address(self) -> None:
        """The button is not shown; asking for its address does no more."""
        ada = make_staff("Administrator")
        draft = make_inspection(kind="focused_visit", status=PublicationStatus.DRAFT)
        publishing.submit(draft, by=ada, at=NOON)
        response = browser(ada).post(address(draft, "step", "approve"), follow=True)
        draft.refresh_from_db()
        assert draft.status == PublicationStatus.SUBMITTED
        assert response.status_code == 200

    def test_nor_through_a_second_tab(self) -> None:
        ada = make_staff("Administrator")
        draft = make_inspection(kind="focused_visit", status=PublicationStatus.DRAFT)
        first, second = browser(ada), browser(ada)
        first.post(address(draft, "step", "submit"))
        second.post(address(draft, "step", "approve"))
        draft.refresh_from_db()
        assert draft.status == PublicationStatus.SUBMITTED
