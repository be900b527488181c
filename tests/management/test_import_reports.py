import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from inspections.management.loading.reports import load
from inspections.models import Authority, Inspection, PublicationStatus, ReportFile
from tests.factories import make_authority, make_inspection, make_user
from tests.importing.reports import ilacs, sif
from tests.importing.sheets import make_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_authority("Barnsley")
    held = tmp_path / "reports"
    held.mkdir()
    (held / "2023-10-27-ilacs.pdf").write_bytes(make_pdf(*ilacs()))
    (held / "sif.pdf").write_bytes(make_pdf(*sif()))
    return held


def run(*paths: Path, **options: Any) -> tuple[str, int]:
    out = StringIO()
    code = 0
    try:
        call_command("import_reports", *paths, stdout=out, verbosity=0, **options)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return out.getvalue(), code


class TestImportReports:
    def test_it_makes_drafts_of_a_folder(self, folder: Path) -> None:
        said, code = run(folder)
        assert said.startswith("2 made, 0 completed, 0 published, 0 skipped")
        assert code == 0
        assert set(Inspection.objects.values_list("status", flat=True)) == {"draft"}

    def test_a_second_run_makes_nothing_new(self, folder: Path) -> None:
        run(folder)
        said, _ = run(folder, jobs=2)
        assert said.startswith("0 made, 0 completed, 0 published, 2 skipped")
        assert Inspection.objects.count() == ReportFile.objects.count() == 2

    def test_it_publishes_when_asked(self, folder: Path) -> None:
        make_user("petra")
        said, _ = run(folder, publish=True, by="petra")
        assert said.startswith("2 made, 0 completed, 2 published")
        assert Inspection.objects.published().count() == 2

    def test_publishing_needs_somebody_who_answers_for_it(self, folder: Path) -> None:
        with pytest.raises(CommandError, match="--by USER"):
            run(folder, publish=True)
        with pytest.raises(CommandError, match="no user called “nobody”"):
            run(folder, publish=True, by="nobody")
        assert not Inspection.objects.exists()

    @pytest.mark.parametrize(
        "step", ["models.ReportFile.save", "management.loading.reports.publish_import"]
    )
    def test_it_may_be_stopped_at_any_step_and_begun_again(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        """Between the file and its row, or between a draft and its publication."""
        make_user("petra")

        def stop(*args: Any, **options: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(f"inspections.{step}", stop)
            said, code = run(folder, publish=True, by="petra", jobs=2)
        assert code == 130
        assert not Inspection.objects.exists()
        assert not ReportFile.objects.exists()
        said, code = run(folder, publish=True, by="petra")
        assert said.startswith("2 made, 0 completed, 2 published, 0 skipped")
        assert code == 0
        kept = ReportFile.objects.values_list("file", flat=True)
        stored = {
            f"reports/{path.relative_to(default_storage.path('reports'))}"
            for path in Path(default_storage.path("reports")).rglob("*.pdf")
        }
        assert len(kept) == 2
        assert set(kept) <= stored

    def test_a_stopped_run_says_so(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def stop(*args: Any, **options: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("inspections.management.loading.reports.load", stop)
        assert run(folder)[1] == 130
        assert "Run the same command again" in capsys.readouterr().err

    def test_a_report_that_was_stopped_half_way_is_not_counted(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*args: Any, **options: Any) -> None:
            load(*args, **options)
            raise KeyboardInterrupt

        monkeypatch.setattr("inspections.management.loading.reports.load", stop)
        said, _ = run(folder)
        assert said.startswith("0 made")
        assert not Inspection.objects.exists()

    def test_a_file_that_may_not_be_opened_never_stops_the_rest(
        self, folder: Path
    ) -> None:
        (folder / "0.pdf").symlink_to(folder / "gone.pdf")
        said, code = run(folder)
        assert said.startswith("2 made")
        assert "cannot be opened" in said
        assert code == 1

    def test_a_report_that_the_reader_stumbles_over_never_stops_the_rest(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumble(*args: Any) -> None:
            raise IndexError("no such row")

        monkeypatch.setattr("inspections.importing.kinds.ilacs.parse", stumble)
        said, code = run(folder)
        assert said.startswith("1 made")
        assert "enter it by hand" in said
        assert code == 1

    def test_names_in_capitals_are_found_and_no_file_twice(self, folder: Path) -> None:
        (folder / "sif.pdf").rename(folder / "SIF.PDF")
        said, _ = run(folder, folder / "SIF.PDF")
        assert said.startswith("2 made")

    def test_one_bad_file_never_stops_the_rest(self, folder: Path) -> None:
        (folder / "0.pdf").write_text("<html>")
        said, code = run(folder)
        assert said.startswith("2 made")
        assert "web page" in said
        assert code == 1

    def test_a_path_that_is_not_there_is_said_at_once(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="There is no file or folder"):
            run(tmp_path / "nowhere")

    def test_a_date_in_a_name_is_the_publication_date(self, folder: Path) -> None:
        run(folder)
        visit = Inspection.objects.get(kind="ilacs_standard")
        assert visit.published_on == date(2023, 10, 27)

    def test_a_visit_entered_by_hand_is_refused_with_its_reference(
        self, folder: Path
    ) -> None:
        make_inspection(Authority.objects.get(), ended=date(2023, 9, 22))
        said, code = run(folder)
        assert "recorded already as barnsley-2023-09-ilacs" in said
        assert code == 1
        assert Inspection.objects.filter(kind="ilacs_standard").count() == 1

    def test_a_published_table_row_is_completed_by_a_correction(
        self, folder: Path
    ) -> None:
        make_user("petra")
        bare = make_inspection(
            Authority.objects.get(),
            ended=date(2023, 9, 22),
            provenance=Inspection.Provenance.TABLE,
        )
        said, _ = run(folder, publish=True, by="petra")
        assert "1 made, 1 completed, 1 published" in said
        assert "a second person must approve it" in said
        copy = Inspection.objects.get(revises=bare)
        assert copy.status == PublicationStatus.DRAFT
        assert copy.all_recommendations.count() == 3

    def test_warnings_are_written_as_rows(self, folder: Path, tmp_path: Path) -> None:
        path = tmp_path / "warnings.csv"
        run(folder, warnings=path)
        with path.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert [row["code"] for row in rows] == ["published_from_file_name"]
