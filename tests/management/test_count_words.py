"""Counting the words of reports."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inspections.word_counts import COLUMNS
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf


class TestCountWords:
    def test_it_writes_counts_of_the_reports_that_can_be_read(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        report, wrong = tmp_path / "report.pdf", tmp_path / "wrong.pdf"
        report.write_bytes(make_pdf(*ilacs()))
        wrong.write_text("<html></html>")
        table, out = tmp_path / "counts.csv", StringIO()
        files = [str(report)] * 3 + [str(wrong)]
        call_command("count_words", *files, "--output", str(table), stdout=out)
        lines = table.read_text(encoding="utf-8").splitlines()
        assert lines[0] == ",".join(COLUMNS)
        assert lines[1].startswith("*,15,9,6,")
        assert "Counted 3 reports" in out.getvalue()
        assert "wrong.pdf is left out" in capsys.readouterr().err

    def test_it_writes_nothing_where_no_report_can_be_read(
        self, tmp_path: Path
    ) -> None:
        table = tmp_path / "counts.csv"
        with pytest.raises(CommandError, match="nothing was written"):
            call_command("count_words", "none.pdf", "--output", str(table))
        assert not table.exists()
