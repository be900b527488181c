"""The project as a whole: nothing forgotten that a change of it needs."""

import re
import subprocess

import pytest
from django.conf import settings
from django.core.management import call_command


class TestMigrations:
    @pytest.mark.django_db
    def test_none_is_missing(self, capsys: pytest.CaptureFixture[str]) -> None:
        try:
            call_command("makemigrations", check=True, dry_run=True)
        except SystemExit:
            pytest.fail(capsys.readouterr().out)

    def test_each_is_named(self) -> None:
        folder = settings.BASE_DIR / "inspections" / "migrations"
        names = [path.stem for path in folder.glob("[0-9]*.py")]
        assert names
        assert [name for name in names if "_auto_" in name] == []


class TestRequirements:
    @pytest.mark.parametrize(
        "name", ["requirements.txt", "requirements-dev.txt", "requirements-pdf.txt"]
    )
    def test_each_is_pinned(self, name: str) -> None:
        lines = (settings.BASE_DIR / name).read_text().splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
        assert wanted
        for line in wanted:
            assert re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line), line


class TestCommitted:
    def test_no_report_or_database_is(self) -> None:
        listed = subprocess.run(
            ["git", "ls-files"],
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        assert listed
        private = (".pdf", ".sqlite3", ".env", ".pem", ".key")
        assert [name for name in listed if name.lower().endswith(private)] == []
