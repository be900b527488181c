"""Council responses for staff: rows beforehand, one position for all, the document."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from inspections.models import (
    CouncilResponse,
    Inspection,
    PublicationStatus,
    RecommendationPosition,
    Remit,
    ResponseFile,
)
from inspections.vocabulary import Position
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, admin_form, text_of
from tests.factories import (
    make_action,
    make_authority,
    make_inspection,
    make_position,
    make_remit,
    make_response,
)
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf

pytestmark = pytest.mark.django_db

DRAFT = PublicationStatus.DRAFT
ADD = "/admin/inspections/councilresponse/add/"
ROWS = "all_positions"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def move_elsewhere(role: str) -> None:
    """Give an account a remit for another council alone."""
    user = make_staff(role)
    Remit.objects.get(user=user).delete()
    make_remit(user, make_authority("Brackwater"))


def visit(*texts: str) -> Inspection:
    return make_inspection(recommendations=texts or ("Mend plans.", "Hear children."))


def draft(inspection: Inspection) -> CouncilResponse:
    return make_response(inspection, status=DRAFT)


def new(inspection: Inspection, **fields: object) -> dict[str, object]:
    return {
        "inspection": inspection.pk,
        "kind": "action_plan",
        "title": "Action plan",
        "source_note": "The council's site.",
        "is_confirmed": "on",
        **fields,
    }


class TestAdd:
    def test_it_has_a_row_for_each_recommendation(self, sign_in: SignIn) -> None:
        inspection = visit()
        page = text_of(sign_in("QA officer").get(f"{ADD}?inspection={inspection.pk}"))
        assert "Mend plans." in page
        assert "Hear children." in page
        assert page.count('class="position"') == 2

    def test_rows_without_a_position_are_not_kept(self, sign_in: SignIn) -> None:
        inspection = visit()
        client = sign_in("QA officer")
        place = f"{ADD}?inspection={inspection.pk}"
        sent = admin_form(client.get(place)) | new(inspection)
        sent |= {
            f"{ROWS}-1-position": "accepted_in_part",
            f"{ROWS}-1-words": "In part.",
        }
        answer = client.post(place, sent)
        assert answer.status_code == 302, text_of(answer)
        taken = RecommendationPosition.objects.get()
        assert (taken.position, taken.words) == ("accepted_in_part", "In part.")
        assert taken.recommendation.text == "Hear children."

    def test_without_an_inspection_the_rows_follow_on_the_next_page(
        self, sign_in: SignIn
    ) -> None:
        inspection = visit()
        client = sign_in("QA officer")
        sent = admin_form(client.get(ADD)) | new(inspection)
        answer = client.post(ADD, sent, follow=True)
        assert answer.redirect_chain[-1][0] == address(CouncilResponse.objects.get())
        assert text_of(answer).count('class="position"') == 2

    def test_one_position_for_all_leaves_those_that_have_one(
        self, sign_in: SignIn
    ) -> None:
        inspection = visit()
        client = sign_in("QA officer")
        place = f"{ADD}?inspection={inspection.pk}"
        sent = admin_form(client.get(place)) | new(inspection, rest="accepted")
        client.post(place, sent | {f"{ROWS}-0-position": "not_accepted"})
        taken = RecommendationPosition.objects.order_by("recommendation__position")
        assert [row.position for row in taken] == [
            Position.NOT_ACCEPTED,
            Position.ACCEPTED,
        ]

    def test_words_without_a_position_are_refused(self, sign_in: SignIn) -> None:
        inspection = visit()
        client = sign_in("QA officer")
        place = f"{ADD}?inspection={inspection.pk}"
        sent = admin_form(client.get(place)) | new(inspection)
        answer = client.post(place, sent | {f"{ROWS}-0-words": "We agree."})
        assert answer.status_code == 200
        assert not CouncilResponse.objects.exists()

    def test_an_inspection_outside_the_remit_gives_no_rows(
        self, sign_in: SignIn
    ) -> None:
        inspection = visit("Keep the secret plans.")
        client = sign_in("QA officer")
        move_elsewhere("QA officer")
        page = text_of(client.get(f"{ADD}?inspection={inspection.pk}"))
        assert "Keep the secret plans." not in page


class TestChange:
    def test_only_recommendations_without_a_position_get_a_new_row(
        self, sign_in: SignIn
    ) -> None:
        inspection = visit()
        response = draft(inspection)
        make_position(response, inspection.all_recommendations.all()[0])
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(response)))
        assert sent[f"{ROWS}-TOTAL_FORMS"] == "2"
        assert sent[f"{ROWS}-INITIAL_FORMS"] == "1"
        answer = client.post(
            address(response), sent | {f"{ROWS}-0-position": "accepted"}
        )
        assert answer.status_code == 302, text_of(answer)
        assert response.all_positions.count() == 1

    def test_a_position_can_be_removed(self, sign_in: SignIn) -> None:
        inspection = visit()
        response = draft(inspection)
        make_position(response, inspection.all_recommendations.all()[0])
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(response)))
        client.post(address(response), sent | {f"{ROWS}-0-DELETE": "on"})
        assert not response.all_positions.exists()

    def test_the_inspection_stays(self, sign_in: SignIn) -> None:
        inspection = visit()
        other = make_inspection(make_authority("Brackwater"))
        response = draft(inspection)
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(response)))
        client.post(address(response), sent | {"inspection": other.pk})
        response.refresh_from_db()
        assert response.inspection == inspection

    def test_a_published_one_shows_positions_to_read(self, sign_in: SignIn) -> None:
        inspection = visit()
        response = make_response(inspection)
        asked = inspection.all_recommendations.all()[0]
        make_position(response, asked, words="We agree.")
        page = text_of(sign_in("QA officer").get(address(response)))
        assert "“We agree.”" in page
        assert "Set all that have no position" not in page
        assert f'name="{ROWS}-0-position"' not in page

    def test_it_lists_its_actions(self, sign_in: SignIn) -> None:
        response = make_response(make_inspection())
        action = make_action(response)
        page = text_of(sign_in("QA officer").get(address(response)))
        assert address(action) in page
        assert f"/councilaction/add/?response={response.pk}" in page

    @pytest.mark.parametrize("count", [1, 12])
    def test_its_queries_do_not_grow_with_rows(
        self,
        sign_in: SignIn,
        django_assert_max_num_queries: DjangoAssertNumQueries,
        count: int,
    ) -> None:
        inspection = visit(*(f"Mend thing {n}." for n in range(count)))
        response = draft(inspection)
        for asked in inspection.all_recommendations.all():
            make_position(response, asked)
        client = sign_in("QA officer")
        client.get(address(response))
        with django_assert_max_num_queries(32):
            client.get(address(response))


class TestDocument:
    def upload(self, sign_in: SignIn, content: bytes) -> str:
        inspection = visit()
        client = sign_in("QA officer")
        place = f"{ADD}?inspection={inspection.pk}"
        sent = admin_form(client.get(place)) | new(inspection)
        file = SimpleUploadedFile("plan.pdf", content, "application/pdf")
        return text_of(client.post(place, sent | {"document": file}, follow=True))

    def test_it_is_kept_under_its_hash_and_served_to_staff(
        self, sign_in: SignIn
    ) -> None:
        self.upload(sign_in, make_pdf(*ilacs()))
        kept = CouncilResponse.objects.get().response_file
        assert kept is not None
        assert kept.pages == len(ilacs())
        assert kept.sha256 in str(kept.file.name)
        answer = sign_in("Viewer").get(address(kept, "pdf"))
        assert answer.getvalue().startswith(b"%PDF")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "sandbox" in answer.headers["Content-Security-Policy"]

    def test_the_same_document_twice_is_one_copy(self, sign_in: SignIn) -> None:
        content = make_pdf(*ilacs())
        self.upload(sign_in, content)
        document = CouncilResponse.objects.get()
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(document)))
        again = SimpleUploadedFile("other.pdf", content, "application/pdf")
        client.post(address(document), sent | {"document": again})
        assert ResponseFile.objects.count() == 1

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"<html>Plan</html>", "web page saved under a PDF&#x27;s name"),
            (b"Plan", "The file is not a PDF"),
            (b"%PDF-1.4 cut off", "damaged"),
        ],
    )
    def test_what_is_no_document_is_refused_and_nothing_is_written(
        self, sign_in: SignIn, content: bytes, sentence: str
    ) -> None:
        assert sentence in self.upload(sign_in, content)
        assert not CouncilResponse.objects.exists()
        assert not ResponseFile.objects.exists()

    def test_nobody_else_opens_it(self, sign_in: SignIn) -> None:
        self.upload(sign_in, make_pdf(*ilacs()))
        kept = ResponseFile.objects.get()
        client = sign_in("Viewer")
        move_elsewhere("Viewer")
        assert client.get(address(kept, "pdf")).status_code == 404
