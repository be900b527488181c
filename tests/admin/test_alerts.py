"""The list of who follows by e-mail: for administrators, with masked addresses."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "/admin/inspections/alertsubscription/"


def signed_in(role: str) -> Client:
    account = make.make_remit(make.make_user(is_staff=True))
    account.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(account)
    return client


class TestList:
    def test_administrators_see_no_whole_address(self) -> None:
        row = make.make_alert("somebody@example.org")
        client = signed_in("Administrator")
        html = client.get(LIST).content.decode()
        assert "s…@example.org" in html
        assert "somebody@" not in html
        assert client.get(f"{LIST}{row.pk}/change/").status_code == 404

    @pytest.mark.parametrize("role", ["Viewer", "QA officer", "Approver"])
    def test_nobody_else_sees_it(self, role: str) -> None:
        assert signed_in(role).get(LIST).status_code == 403
