"""What a council answered, for staff: the deadline, and our own search in a log."""

import pytest
from django.utils import timezone

from inspections.models import Inspection, Look, PublicationStatus, Remit
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, text_of
from tests.factories import (
    make_authority,
    make_inspection,
    make_look,
    make_remit,
    make_response,
)

pytestmark = pytest.mark.django_db


def place(inspection: Inspection, *, again: bool = False) -> str:
    return f"/admin/inspections/look/of/{inspection.pk}/{'again/' if again else ''}"


def ilacs(**fields: object) -> Inspection:
    from_days = {"published_on": "2022-03-18"}
    return make_inspection(**from_days | fields)  # type: ignore[arg-type]


class TestPage:
    def test_it_says_by_when_and_what_became_of_it(self, sign_in: SignIn) -> None:
        inspection = ilacs()
        make_look(inspection)
        page = text_of(sign_in("Viewer").get(place(inspection)))
        assert "due by 1 July 2022" in page
        assert "Not found, last looked on 1 October 2026" in page
        assert "1 October 2026: not found" in page

    def test_it_is_one_click_from_the_inspection(self, sign_in: SignIn) -> None:
        inspection = ilacs()
        assert place(inspection) in text_of(sign_in("Viewer").get(address(inspection)))

    def test_a_draft_has_no_deadline_yet(self, sign_in: SignIn) -> None:
        draft = ilacs(status=PublicationStatus.DRAFT)
        page = text_of(sign_in("QA officer").get(place(draft)))
        assert "once the inspection is public" in page
        assert "still not found" not in page

    def test_a_kind_without_a_rule_says_so(self, sign_in: SignIn) -> None:
        visit = ilacs(kind="monitoring_visit")
        assert "No rule is known" in text_of(sign_in("Viewer").get(place(visit)))

    def test_it_lists_the_responses(self, sign_in: SignIn) -> None:
        response = make_response(ilacs(), title="Plan of 2022")
        page = text_of(sign_in("QA officer").get(place(response.inspection)))
        assert "Plan of 2022" in page
        assert f"councilresponse/add/?inspection={response.inspection_id}" in page

    def test_what_the_remit_leaves_out_is_not_there(self, sign_in: SignIn) -> None:
        inspection = ilacs()
        client = sign_in("QA officer")
        user = make_staff("QA officer")
        Remit.objects.get(user=user).delete()
        make_remit(user, make_authority("Brackwater"))
        assert client.get(place(inspection)).status_code == 404
        assert client.post(place(inspection, again=True)).status_code == 404


class TestAgain:
    def test_it_logs_who_looked_and_on_which_day(self, sign_in: SignIn) -> None:
        inspection = ilacs()
        client = sign_in("QA officer")
        client.post(place(inspection, again=True), {"note": "The council's site"})
        look = Look.objects.get()
        assert look.looked_on == timezone.localdate()
        assert (look.by, look.note) == (make_staff("QA officer"), "The council's site")

    def test_twice_on_a_day_is_one_look(self, sign_in: SignIn) -> None:
        inspection = ilacs()
        client = sign_in("QA officer")
        for _ in range(2):
            client.post(place(inspection, again=True))
        assert Look.objects.count() == 1

    def test_the_public_sees_the_day_and_nothing_else(self, sign_in: SignIn) -> None:
        inspection = ilacs()
        client = sign_in("QA officer")
        client.post(place(inspection, again=True), {"note": "An odd place"})
        page = text_of(client.get(inspection.get_absolute_url()))
        assert f"last looked on {timezone.localdate():%-d %B %Y}" in page
        assert "An odd place" not in page
        assert "petra" not in page

    def test_a_look_stands(self, sign_in: SignIn) -> None:
        look = make_look(ilacs())
        client = sign_in("Administrator")
        assert client.post(address(look), {"note": "x"}).status_code == 403
        assert client.post(address(look, "delete")).status_code == 403

    @pytest.mark.parametrize("role", ["Viewer", "Approver"])
    def test_only_who_enters_may_log(self, sign_in: SignIn, role: str) -> None:
        inspection = ilacs()
        client = sign_in(role)
        assert client.post(place(inspection, again=True)).status_code == 403
        assert "still not found" not in text_of(client.get(place(inspection)))

    def test_a_link_does_not_log(self, sign_in: SignIn) -> None:
        answer = sign_in("QA officer").get(place(ilacs(), again=True))
        assert answer.status_code == 405
        assert not Look.objects.exists()

    def test_a_draft_has_nothing_to_look_for(self, sign_in: SignIn) -> None:
        draft = ilacs(status=PublicationStatus.DRAFT)
        answer = sign_in("QA officer").post(place(draft, again=True))
        assert answer.status_code == 403
