"""The start page: what waits, for whom, in a fixed number of queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.models import DigestChoice
from tests import factories as make
from tests.admin.conftest import SignIn, make_staff
from tests.admin.conftest import sign_in as sign_in
from tests.admin.pages import messages_of, text_of

START = "/admin/"
LATE: dict[str, Any] = {
    "first_target": date(2020, 1, 1),
    "current_target": date(2020, 1, 1),
}


class TestStart:
    def test_it_links_each_number_to_its_list(self, sign_in: SignIn) -> None:
        response = make.make_response(make.make_inspection())
        make.make_action(response, **LATE)
        page = text_of(sign_in("Viewer").get(START))
        place = reverse("admin:inspections_councilaction_changelist")
        assert f'href="{place}?waiting=overdue"' in page
        assert "1 council action" in page

    def test_it_is_friendly_where_nothing_waits(self, sign_in: SignIn) -> None:
        for role in ("QA officer", "Approver"):
            page = text_of(sign_in(role).get(START))
            assert "Nothing waits for you today." in page

    def test_its_queries_do_not_grow(self, sign_in: SignIn) -> None:
        client = sign_in("Administrator")
        self.count(client)
        few = [self.grow(client, number) for number in range(2)][-1]
        assert self.grow(client, 2) == few

    def grow(self, client: Client, number: int) -> int:
        visit = make.make_inspection(
            make.make_authority(f"Council {number}"),
            ended=date.today(),
            published_on=date.today(),
        )
        make.make_finding(visit)
        make.make_action(make.make_response(visit), **LATE)
        return self.count(client)

    def count(self, client: Client) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(START)
        return len(queries)


class TestDigestPage:
    @pytest.fixture
    def petra(self, sign_in: SignIn) -> Client:
        make_staff("QA officer", email="petra@ambleford.example")
        return sign_in("QA officer")

    def test_one_chooses_for_oneself(self, petra: Client) -> None:
        page = text_of(petra.get("/admin/digest/"))
        assert "petra@ambleford.example" in page
        answer = petra.post("/admin/digest/", {"every": "week"}, follow=True)
        assert messages_of(answer) == [
            "Kept: once a week, to petra@ambleford.example, when there is something "
            "new."
        ]
        assert DigestChoice.objects.get().every == "week"
        petra.post("/admin/digest/", {"every": "never"})
        assert DigestChoice.objects.get().every == "never"

    def test_an_unknown_choice_is_refused(self, petra: Client) -> None:
        answer = petra.post("/admin/digest/", {"every": "hourly"})
        assert answer.status_code == 200
        assert not DigestChoice.objects.exists()

    def test_an_account_without_an_address_is_told(self, sign_in: SignIn) -> None:
        answer = sign_in("Viewer").post("/admin/digest/", {"every": "day"}, follow=True)
        assert "no e-mail address yet" in messages_of(answer)[0]

    def test_it_asks_for_a_sign_in(self, client: Client, db: None) -> None:
        assert client.get("/admin/digest/").status_code == 302
