"""Bringing reports in: what is kept, what is refused, and who sees it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from inspections.admin.uploads import receive
from inspections.importing.pdf_text import MAX_BYTES
from inspections.models import (
    Authority,
    Inspection,
    PublicationStatus,
    ReportFile,
    ReportImport,
)
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, list_address, text_of
from tests.factories import NOON, make_inspection
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf

ADD = "/admin/inspections/reportimport/add/"
State = ReportImport.State


def upload(client: Client, *files: tuple[str, bytes]) -> str:
    """Send files as a browser does and return the page that answers."""
    reports = [
        SimpleUploadedFile(name, data, content_type="application/pdf")
        for name, data in files
    ]
    return text_of(client.post(ADD, {"reports": reports}, follow=True))


@pytest.mark.usefixtures("barnsley")
class TestUpload:
    def test_one_report_leads_straight_to_its_review(self, sign_in: SignIn) -> None:
        page = upload(sign_in("QA officer"), ("report.pdf", make_pdf(*ilacs())))
        assert "Check what was read: Barnsley" in page
        kept = ReportImport.objects.get()
        assert kept.state == State.READ
        assert kept.confidence > 0.9
        assert kept.parsed["authority_slug"] == "barnsley"
        assert kept.parsed["file"] == "report.pdf"

    def test_it_is_kept_under_its_hash(self, sign_in: SignIn) -> None:
        upload(sign_in("QA officer"), ("../..//odd näme\u202e.pdf", make_pdf(*ilacs())))
        file = ReportFile.objects.get()
        assert file.file.name == f"reports/{file.sha256[:2]}/{file.sha256}.pdf"
        assert Path(file.file.path).is_relative_to(settings.MEDIA_ROOT)

    def test_a_name_that_no_disk_would_hold_is_shortened(self, db: None) -> None:
        file = SimpleUploadedFile("ä" * 240 + ".pdf", make_pdf(*ilacs()))
        received = receive(file, by=make_staff("QA officer"))
        assert received.report_import is not None

    def test_many_are_answered_one_by_one(self, sign_in: SignIn) -> None:
        page = upload(
            sign_in("QA officer"),
            ("good.pdf", make_pdf(*ilacs())),
            ("page.pdf", b"<!DOCTYPE html><html><body>Reports</body></html>"),
        )
        assert "Read, without a warning." in page or "warning" in page
        assert "web page saved under a PDF" in page
        assert ReportImport.objects.count() == 1

    def test_the_same_file_again_makes_nothing_new(self, sign_in: SignIn) -> None:
        client = sign_in("QA officer")
        upload(client, ("report.pdf", make_pdf(*ilacs())))
        page = upload(client, ("again.pdf", make_pdf(*ilacs())))
        assert "This report is already waiting to be checked." in page
        assert address(ReportImport.objects.get()) in page
        assert ReportFile.objects.count() == 1

    def test_a_file_of_a_record_leads_to_the_record(
        self, sign_in: SignIn, report_import: ReportImport, barnsley: Authority
    ) -> None:
        inspection = make_inspection(barnsley, report_file=report_import.report_file)
        page = upload(sign_in("QA officer"), ("again.pdf", make_pdf(*ilacs())))
        assert "This report is in already." in page
        assert address(inspection) in page
        assert Inspection.objects.count() == 1

    def test_a_file_of_a_withdrawn_record_is_read_anew(
        self, sign_in: SignIn, report_import: ReportImport, barnsley: Authority
    ) -> None:
        withdrawn = make_inspection(
            barnsley,
            report_file=report_import.report_file,
            status=PublicationStatus.WITHDRAWN,
        )
        report_import.state = ReportImport.State.CONFIRMED
        report_import.confirmed_at = NOON
        report_import.inspection = withdrawn
        report_import.save()
        page = upload(sign_in("QA officer"), ("again.pdf", make_pdf(*ilacs())))
        assert "Check what was read" in page
        assert ReportImport.objects.count() == 2


@pytest.mark.usefixtures("barnsley")
class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "The file is empty"),
            (b"   \n", "The file is empty"),
            (b"<html><body>Sorry</body></html>", "The file is a web page"),
            (b"PK\x03\x04 a spreadsheet", "The file is not a PDF"),
            (b"%PDF-1.7\nbroken off", "The PDF is damaged"),
            (make_pdf([]), "holds pictures of pages but no text"),
        ],
        ids=["empty", "blank", "html", "zip", "truncated", "scan"],
    )
    def test_each_gets_its_sentence_and_nothing_is_kept(
        self, sign_in: SignIn, data: bytes, sentence: str
    ) -> None:
        before = sorted(Path(settings.MEDIA_ROOT).rglob("*.pdf"))
        page = upload(sign_in("QA officer"), ("report.pdf", data))
        assert sentence in page
        assert not ReportFile.objects.exists()
        assert not ReportImport.objects.exists()
        assert sorted(Path(settings.MEDIA_ROOT).rglob("*.pdf")) == before

    def test_too_large_a_file_is_not_even_read(self, db: None) -> None:
        file = SimpleUploadedFile("report.pdf", b"%PDF-1.7")
        file.size = MAX_BYTES + 1
        received = receive(file, by=make_staff("QA officer"))
        assert received.is_refused
        assert "larger than 40 MB" in received.sentence

    def test_no_file_is_asked_for(self, sign_in: SignIn) -> None:
        assert "Choose at least one PDF." in upload(sign_in("QA officer"))

    def test_too_many_at_once_are_refused(self, sign_in: SignIn) -> None:
        files = [(f"{n}.pdf", b"%PDF-") for n in range(51)]
        page = upload(sign_in("QA officer"), *files)
        assert "bring in 50 at a time" in page


class TestFiles:
    def test_staff_open_the_pdf_so_that_nothing_in_it_can_act(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        file = report_import.report_file
        response = sign_in("Viewer").get(address(file, "pdf"))
        assert response["Content-Type"] == "application/pdf"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"].startswith("sandbox")
        assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]

    def test_a_page_is_drawn_once(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        file = report_import.report_file
        client = sign_in("Viewer")
        first = client.get(address(file, "page", 1))
        assert first["Content-Type"] == "image/png"
        assert first.content.startswith(b"\x89PNG")
        assert client.get(address(file, "page", 1)).content == first.content
        drawn = Path(settings.MEDIA_ROOT) / "page-images" / file.sha256
        assert len(list(drawn.iterdir())) == 1

    def test_there_is_no_page_before_the_first_or_after_the_last(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        file = report_import.report_file
        client = sign_in("Viewer")
        for number in (0, file.pages + 1):
            assert client.get(address(file, "page", number)).status_code == 404

    def test_strangers_see_neither(
        self, client: Client, report_import: ReportImport
    ) -> None:
        file = report_import.report_file
        for page in (address(file, "pdf"), address(file, "page", 1)):
            assert "/admin/login/" in client.get(page)["Location"]


class TestList:
    def test_what_needs_looking_at_comes_first(
        self, sign_in: SignIn, barnsley: Authority
    ) -> None:
        officer = make_staff("QA officer")
        for dates in ("11 to 22 September 2023", "12 to 23 September 2024"):
            receive(
                SimpleUploadedFile("r.pdf", make_pdf(*ilacs(dates=dates))), by=officer
            )
        doubtful = receive(
            SimpleUploadedFile("r.pdf", make_pdf(*ilacs(name="Nowhereshire"))),
            by=officer,
        ).report_import
        assert doubtful is not None
        response = sign_in("Viewer").get(list_address(ReportImport))
        rows = list(response.context["cl"].result_list)
        assert rows[0] == doubtful
        assert len(rows) == 3
