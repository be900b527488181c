"""Tests of answering with a PDF whole or in part."""

import pytest
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from inspections.models import ReportFile
from inspections.views.archived import (
    POLICY,
    NoSuchRange,
    Part,
    archived_pdf,
    asked_range,
)

# Closing an answer tidies the database's connections.
pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 40
SIZE = len(CONTENT)
ETAG = '"abc"'


@pytest.fixture
def stored() -> FieldFile:
    report = ReportFile(sha256="c" * 64)
    report.file.save("r.pdf", ContentFile(CONTENT), save=False)
    report.file.close()
    return report.file


def answer(
    stored: FieldFile, *, method: str = "GET", **headers: str
) -> HttpResponseBase:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request: HttpRequest = RequestFactory().generic(method, "/r.pdf", headers=named)
    return archived_pdf(request, stored, name="r.pdf", etag=ETAG)


def sent(response: HttpResponseBase) -> bytes:
    assert isinstance(response, StreamingHttpResponse)
    content: bytes = response.getvalue()
    response.close()
    return content


def opened(stored: FieldFile) -> FieldFile:
    stored.open()
    return stored


class TestAskedRange:
    @pytest.mark.parametrize(
        ("header", "wanted"),
        [
            ("bytes=0-0", range(0, 1)),
            ("bytes=2-5", range(2, 6)),
            ("bytes=2-", range(2, 10)),
            ("bytes=9-9", range(9, 10)),
            ("bytes=5-99", range(5, 10)),
            ("bytes=-3", range(7, 10)),
            ("bytes=-99", range(0, 10)),
            ("Bytes = 2 - 5", range(2, 6)),
        ],
    )
    def test_a_single_range_is_understood(self, header: str, wanted: range) -> None:
        assert asked_range(header, size=10) == wanted

    @pytest.mark.parametrize(
        "header",
        [
            "bytes=0-1,4-5",
            "bytes=0-1,",
            "items=0-1",
            "bytes=-",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=1",
            "bytes=--1",
            "bytes=+1-2",
            "bytes=１-２",
            "bytes=0-" + "9" * 5000,
            "",
        ],
    )
    def test_anything_else_means_the_whole(self, header: str) -> None:
        assert asked_range(header, size=10) is None

    @pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
    def test_a_range_behind_the_end_is_refused(self, header: str) -> None:
        with pytest.raises(NoSuchRange):
            asked_range(header, size=10)

    @pytest.mark.parametrize("header", ["bytes=0-", "bytes=-1"])
    def test_an_empty_file_has_no_part(self, header: str) -> None:
        with pytest.raises(NoSuchRange):
            asked_range(header, size=0)


class TestPart:
    def test_it_ends_where_the_stretch_ends(self, stored: FieldFile) -> None:
        part = Part(opened(stored), range(1, 8))
        assert [part.read(3), part.read(3), part.read(3), part.read(3)] == [
            b"PDF",
            b"-1.",
            b"7",
            b"",
        ]
        part.close()

    def test_it_gives_all_of_the_stretch_at_once(self, stored: FieldFile) -> None:
        part = Part(opened(stored), range(1, 8))
        assert part.read() == b"PDF-1.7"
        part.close()
        assert stored.closed


class TestArchivedPdf:
    def test_it_gives_the_whole(self, stored: FieldFile) -> None:
        response = answer(stored)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Length"] == str(SIZE)
        assert response["Accept-Ranges"] == "bytes"
        assert response["ETag"] == ETAG
        assert response["Content-Disposition"] == 'inline; filename="r.pdf"'
        assert sent(response) == CONTENT
        assert stored.closed

    @pytest.mark.parametrize(
        ("header", "first", "last"),
        [
            ("bytes=0-99", 0, 99),
            ("bytes=100-", 100, SIZE - 1),
            ("bytes=-50", SIZE - 50, SIZE - 1),
            (f"bytes=5000-{SIZE + 9}", 5000, SIZE - 1),
        ],
    )
    def test_it_gives_a_part(
        self, stored: FieldFile, header: str, first: int, last: int
    ) -> None:
        response = answer(stored, Range=header)
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert response["Content-Length"] == str(last - first + 1)
        assert response["Content-Type"] == "application/pdf"
        assert sent(response) == CONTENT[first : last + 1]
        assert stored.closed

    def test_it_gives_the_whole_where_several_parts_are_asked(
        self, stored: FieldFile
    ) -> None:
        response = answer(stored, Range="bytes=0-1,5-6")
        assert (response.status_code, sent(response)) == (200, CONTENT)
        assert "Content-Range" not in response

    def test_it_refuses_a_part_behind_the_end(self, stored: FieldFile) -> None:
        response = answer(stored, Range=f"bytes={SIZE}-")
        assert response.status_code == 416
        assert response["Content-Range"] == f"bytes */{SIZE}"
        assert response["Content-Type"].startswith("text/plain")

    @pytest.mark.parametrize(
        "version", ['"older"', 'W/"abc"', "Sun, 22 Nov 2026 09:00:00 GMT"]
    )
    def test_a_part_of_another_version_becomes_the_whole(
        self, stored: FieldFile, version: str
    ) -> None:
        response = answer(stored, Range="bytes=0-1", If_Range=version)
        assert (response.status_code, sent(response)) == (200, CONTENT)

    def test_a_part_of_this_version_is_given(self, stored: FieldFile) -> None:
        response = answer(stored, Range="bytes=0-1", If_Range=ETAG)
        assert (response.status_code, sent(response)) == (206, CONTENT[:2])

    def test_asking_for_its_head_passes_over_the_range(self, stored: FieldFile) -> None:
        response = answer(stored, method="HEAD", Range="bytes=0-1")
        assert response.status_code == 200
        assert response["Content-Length"] == str(SIZE)
        response.close()

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    @pytest.mark.parametrize("tags", [ETAG, f'"other", {ETAG}', "*"])
    def test_it_is_not_sent_again(
        self, stored: FieldFile, method: str, tags: str
    ) -> None:
        response = answer(stored, method=method, If_None_Match=tags, Range="bytes=0-1")
        assert response.status_code == 304
        assert response["ETag"] == ETAG
        assert response["Cache-Control"] == "public, no-cache"

    def test_it_is_sent_where_the_reader_holds_another(self, stored: FieldFile) -> None:
        response = answer(stored, If_None_Match='"other"')
        assert (response.status_code, sent(response)) == (200, CONTENT)

    def test_another_version_may_be_ruled_out(self, stored: FieldFile) -> None:
        assert answer(stored, If_Match='"other"').status_code == 412

    @pytest.mark.parametrize(
        "headers",
        [{}, {"Range": "bytes=0-1"}, {"Range": "bytes=99999-"}, {"If_None_Match": "*"}],
    )
    def test_every_answer_forbids_everything(
        self, stored: FieldFile, headers: dict[str, str]
    ) -> None:
        response = answer(stored, **headers)
        assert response["Content-Security-Policy"] == POLICY
        assert "sandbox" in POLICY
        assert "default-src 'none'" in POLICY
        assert response["X-Content-Type-Options"] == "nosniff"
        response.close()

    def test_it_is_read_as_it_is_sent(self, stored: FieldFile) -> None:
        response = answer(stored, Range="bytes=0-8999")
        assert isinstance(response, StreamingHttpResponse)
        pieces = [len(piece) for piece in response]
        assert sum(pieces) == 9000
        assert max(pieces) <= 4096
        response.close()
