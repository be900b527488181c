import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.importing.reports import ilacs, sif
from tests.importing.sheets import make_pdf


@pytest.fixture
def reports(tmp_path: Path) -> list[str]:
    files = {"b.pdf": make_pdf(*ilacs()), "a.pdf": make_pdf(*sif())}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return [str(tmp_path / name) for name in files]


def run(*files: str, **options: Any) -> tuple[list[dict[str, Any]], int]:
    out = StringIO()
    code = 0
    try:
        call_command("parse_report", *files, stdout=out, **options)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], code


class TestParseReport:
    def test_it_prints_one_object_a_line_in_the_order_given(
        self, reports: list[str]
    ) -> None:
        records, code = run(*reports)
        assert code == 0
        assert [record["file"] for record in records] == reports
        assert [record["kind"] for record in records] == ["ilacs", "sif"]

    def test_the_order_holds_with_several_jobs(self, reports: list[str]) -> None:
        records, _ = run(*reports * 3, jobs=2)
        assert [record["file"] for record in records] == reports * 3

    def test_a_file_that_cannot_be_read_stops_nothing(
        self, reports: list[str], tmp_path: Path
    ) -> None:
        page = tmp_path / "page.pdf"
        page.write_text("<html>")
        missing = str(tmp_path / "missing.pdf")
        records, code = run(str(page), missing, *reports)
        assert code == 1
        assert set(records[0]) == {"file", "error"}
        assert "web page" in records[0]["error"]
        assert "cannot be opened" in records[1]["error"]
        assert [record["kind"] for record in records[2:]] == ["ilacs", "sif"]

    def test_text_is_for_reading_by_eye(self, reports: list[str]) -> None:
        out = StringIO()
        call_command("parse_report", reports[0], format="text", stdout=out)
        text = out.getvalue()
        assert "  Authority: Barnsley\n" in text
        assert "  On site: 2023-09-11 to 2023-09-22\n" in text
        assert "  Lead inspectors: Ada Brook\n" in text
        assert "  Not read: Published\n" in text
        assert "None" not in text
        assert "[" not in text
        assert "3. Support for young carers. (Outcome three) (p. 2)" in out.getvalue()
