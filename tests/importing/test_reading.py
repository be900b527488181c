"""From a file to what it says, and that as plain values."""

import json
from pathlib import Path

import pytest

from inspections.importing import ReportUnreadable, read_report
from inspections.importing.records import as_record
from tests.importing.reports import ilacs, sif
from tests.importing.sheets import make_pdf

SETTLED = [
    "file",
    "sha256",
    "kind",
    "title",
    "authority",
    "authority_urn",
    "inspection_start",
    "inspection_end",
    "published",
    "lead_inspector",
    "judgements",
    "outcome",
    "recommendations",
    "priority_actions",
    "lscb_recommendations",
    "findings",
    "numbered_other",
    "warnings",
]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a report; with an odd name.pdf"
    path.write_bytes(make_pdf(*ilacs()))
    return path


class TestReadReport:
    def test_it_reads_a_real_pdf_as_it_reads_its_lines(self, report: Path) -> None:
        parsed = read_report(report)
        assert parsed.kind == "ilacs"
        assert parsed.urn and parsed.urn.value == 80426
        assert len(parsed.judgements) == 5
        assert len(parsed.recommendations) == 3
        assert [f.paragraph for f in parsed.findings if f.paragraph] == [1, 2, 3, 4, 5]
        assert parsed.warnings == ()
        assert parsed.page_count == 3
        assert len(parsed.sha256) == 64

    def test_it_raises_for_a_file_that_is_no_report(self, tmp_path: Path) -> None:
        page = tmp_path / "saved.pdf"
        page.write_text("<html>")
        with pytest.raises(ReportUnreadable, match="web page"):
            read_report(page)


class TestAsRecord:
    def test_the_settled_keys_come_first(self, report: Path) -> None:
        assert list(as_record(read_report(report)))[: len(SETTLED)] == SETTLED

    def test_it_can_be_written_as_json(self, tmp_path: Path) -> None:
        path = tmp_path / "sif.pdf"
        path.write_bytes(make_pdf(*sif()))
        record = json.loads(json.dumps(as_record(read_report(path))))
        assert record["published"] == "2016-08-26"
        assert record["lead_inspector"] == "Ada Brook"
        assert record["authority_urn"] == 80426
        assert record["read_from"]["published"]["page"] == 1
        assert {"area", "grade", "page"} <= set(record["judgements"][0])
