import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from inspections.importing import ParsedReport, read_pages
from inspections.importing.drafts import (
    AlreadyRecorded,
    CannotSave,
    import_report,
    keep_file,
    kind_of,
    save_draft,
)
from inspections.importing.parsed import Read, ReadWarning, Window
from inspections.models import (
    Authority,
    Inspection,
    PublicationStatus,
    ReportFile,
    ReportImport,
    Theme,
)
from inspections.vocabulary import Polarity
from tests.factories import make_authority, make_inspection, make_theme, make_user
from tests.importing.reports import ilacs, sif
from tests.importing.sheets import make_pages

pytestmark = pytest.mark.django_db
Provenance = Inspection.Provenance


@pytest.fixture
def barnsley() -> Authority:
    return make_authority("Barnsley")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(f"%PDF-1.7 stands for a report in {tmp_path}".encode())
    return path


def read(**front: str) -> ParsedReport:
    return read_pages(make_pages(*ilacs(**front)))


@pytest.mark.usefixtures("barnsley")
class TestSaveDraft:
    def test_it_is_a_draft_with_every_fact(self, pdf: Path) -> None:
        inspection = save_draft(read(), source=pdf, by=make_user())
        assert inspection.status == PublicationStatus.DRAFT
        assert inspection.ref == "barnsley-2023-09-ilacs"
        assert inspection.kind == "ilacs_standard"
        assert (inspection.started, inspection.ended) == (
            date(2023, 9, 11),
            date(2023, 9, 22),
        )
        assert inspection.lead_inspectors == ["Ada Brook"]
        assert inspection.provenance == Provenance.EXTRACTED
        assert inspection.report_file and inspection.report_file.pages == 3

    def test_what_a_person_checked_says_so(self, pdf: Path) -> None:
        inspection = save_draft(read(), source=pdf, by=None, checked=True)
        assert inspection.provenance == Provenance.CHECKED

    def test_judgements_stand_in_the_frameworks_order_with_pages(
        self, pdf: Path
    ) -> None:
        inspection = save_draft(read(), source=pdf, by=None)
        rows = inspection.all_judgements.values_list("area", "grade", "page")
        assert list(rows) == [
            ("leaders", "good", 1),
            ("help_and_protection", "requires_improvement", 1),
            ("in_care", "good", 1),
            ("care_leavers", "outstanding", 1),
            ("overall", "good", 1),
        ]

    def test_a_grade_that_was_not_read_has_its_reason(self, pdf: Path) -> None:
        parsed = read()
        parsed = replace(parsed, judgements=parsed.judgements[:-1])
        inspection = save_draft(parsed, source=pdf, by=None)
        overall = inspection.all_judgements.get(area="overall")
        assert (overall.grade, overall.missing_reason) == ("", "unreadable")

    def test_a_board_that_was_not_reviewed_has_its_reason(self, pdf: Path) -> None:
        pages = sif(board=False)
        parsed = read_pages(make_pages(pages[0], pages[1], pages[3]))
        inspection = save_draft(parsed, source=pdf, by=None)
        board = inspection.all_judgements.get(area="lscb")
        assert board.missing_reason == "not_inspected"

    def test_recommendations_are_numbered_through(self, pdf: Path) -> None:
        parsed = read_pages(make_pages(*sif()))
        inspection = save_draft(parsed, source=pdf, by=None)
        rows = inspection.all_recommendations.values_list(
            "position", "paragraph", "kind"
        )
        assert list(rows) == [
            (1, 1, "priority_and_immediate_action"),
            (2, 2, "area_for_improvement"),
            (3, 3, "area_for_improvement"),
            (4, None, "lscb_recommendation"),
        ]

    def test_themes_are_suggested(self, pdf: Path) -> None:
        visits = make_theme("Visits", phrases=["visits"])
        make_theme("Waits", phrases=["visits"], scope=Theme.Scope.AREA_SEND)
        inspection = save_draft(read(), source=pdf, by=None)
        first = inspection.all_recommendations.get(position=1)
        assert list(first.themes.all()) == [visits]

    def test_findings_have_themes_and_a_polarity_where_it_is_plain(
        self, pdf: Path
    ) -> None:
        late = (
            "Visits are too often missed. Supervision is inconsistent, and managers do "
            "not challenge the delays that result."
        )
        parsed = read()
        worried = replace(parsed.findings[0], text=late)
        parsed = replace(parsed, findings=(worried, *parsed.findings[1:]))
        visits = make_theme("Visits", phrases=["visits"])
        inspection = save_draft(parsed, source=pdf, by=None)
        first, *others = inspection.all_findings.order_by("position")
        assert list(first.themes.all()) == [visits]
        assert first.polarity == Polarity.CONCERN
        assert {finding.polarity for finding in others} == {Polarity.NOT_CLASSIFIED}

    def test_findings_keep_section_number_and_page(self, pdf: Path) -> None:
        inspection = save_draft(read(), source=pdf, by=None)
        last = inspection.all_findings.latest("position")
        assert (last.paragraph, last.page) == (5, 3)
        assert last.section == "The experiences and progress of children in care"

    def test_a_second_window_is_kept(self, pdf: Path) -> None:
        dates = "5 to 9 December 2022 and 14 to 15 February 2023"
        inspection = save_draft(read(dates=dates), source=pdf, by=None)
        assert inspection.ended == date(2022, 12, 9)
        assert inspection.second_ended == date(2023, 2, 15)

    def test_a_publication_before_the_visit_is_not_kept(self, pdf: Path) -> None:
        parsed = replace(read(), published=Read(date(2020, 1, 1), 1, ""))
        assert save_draft(parsed, source=pdf, by=None).published_on is None


class TestCannotSave:
    def test_an_unknown_authority_is_refused_in_sentences(self, pdf: Path) -> None:
        with pytest.raises(CannotSave, match="could not be told"):
            save_draft(read(name="Nowhereshire"), source=pdf, by=None)

    def test_an_authority_that_is_not_loaded_is_refused(self, pdf: Path) -> None:
        with pytest.raises(CannotSave, match="load the authorities"):
            save_draft(read(), source=pdf, by=None)

    @pytest.mark.usefixtures("barnsley")
    def test_dates_that_could_not_be_read_are_refused(self, pdf: Path) -> None:
        with pytest.raises(CannotSave, match="dates could not be read"):
            save_draft(read(dates="in spring"), source=pdf, by=None)

    def test_nothing_is_half_written(self, pdf: Path) -> None:
        with pytest.raises(CannotSave):
            import_report(read(), source=pdf, by=None)
        assert not ReportFile.objects.exists()
        assert not ReportImport.objects.exists()
        digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
        assert not default_storage.exists(f"reports/{digest[:2]}/{digest}.pdf")


@pytest.mark.usefixtures("barnsley")
class TestAlreadyRecorded:
    def test_the_same_visit_is_not_made_twice(self, pdf: Path) -> None:
        save_draft(read(), source=pdf, by=None)
        with pytest.raises(AlreadyRecorded) as caught:
            save_draft(read(), source=pdf, by=None)
        assert not caught.value.completes
        assert Inspection.objects.count() == 1

    def test_another_kind_of_visit_in_that_month_is_another_visit(
        self, pdf: Path, barnsley: Authority
    ) -> None:
        make_inspection(barnsley, ended=date(2023, 9, 22), kind="jtai")
        assert save_draft(read(), source=pdf, by=None).ref == "barnsley-2023-09-ilacs"

    def test_a_withdrawn_record_does_not_stand_in_the_way(
        self, pdf: Path, barnsley: Authority
    ) -> None:
        make_inspection(
            barnsley, ended=date(2023, 9, 22), status=PublicationStatus.WITHDRAWN
        )
        assert save_draft(read(), source=pdf, by=None).pk

    def test_grades_from_a_table_are_completed(
        self, pdf: Path, barnsley: Authority
    ) -> None:
        bare = make_inspection(
            barnsley,
            ended=date(2023, 9, 22),
            status=PublicationStatus.DRAFT,
            provenance=Provenance.TABLE,
        )
        with pytest.raises(AlreadyRecorded) as caught:
            save_draft(read(), source=pdf, by=None)
        assert caught.value.completes
        completed = save_draft(read(), source=pdf, by=None, into=bare)
        assert completed.pk == bare.pk
        assert completed.provenance == Provenance.EXTRACTED
        assert completed.all_recommendations.count() == 3

    def test_a_lead_that_was_not_read_leaves_the_tables(
        self, barnsley: Authority, pdf: Path
    ) -> None:
        bare = make_inspection(
            barnsley,
            ended=date(2023, 9, 22),
            status=PublicationStatus.DRAFT,
            provenance=Provenance.TABLE,
            lead_inspectors=["Di Eaves"],
        )
        without = replace(read(), lead_inspectors=())
        assert save_draft(without, source=pdf, by=None, into=bare).lead_inspectors == [
            "Di Eaves"
        ]

    def test_what_refers_back_is_marked(self, pdf: Path) -> None:
        parsed = read_pages(make_pages(*sif()))
        inspection = save_draft(parsed, source=pdf, by=None)
        repeating = inspection.all_findings.exclude(repeats="").get()
        assert repeating.paragraph == 6
        assert repeating.repeats == "This was a recommendation at the last inspection."

    def test_words_that_refer_back_stay_in_the_text(self, pdf: Path) -> None:
        parsed = read()
        inspection = save_draft(parsed, source=pdf, by=None)
        held = list(inspection.all_findings.values_list("text", flat=True))
        supporting = [f.text for f in parsed.findings if f.supports_recommendation]
        assert supporting
        assert set(supporting) <= set(held)
        assert all("(Recommendation)" in text for text in supporting)
        marked = inspection.all_findings.filter(is_ground=True)
        assert list(marked.values_list("text", flat=True)) == supporting


class TestKeepFile:
    def test_it_is_kept_once_under_its_hash(self, pdf: Path) -> None:
        first = keep_file(pdf, pages=3, by=None)
        assert keep_file(pdf, pages=3, by=None) == first
        assert first.sha256 in str(first.file.name)
        with first.file as kept:
            assert kept.read() == pdf.read_bytes()

    def test_a_copy_left_by_a_stopped_run_is_used_again(self, pdf: Path) -> None:
        first = keep_file(pdf, pages=3, by=None)
        name = first.file.name
        first.delete()
        assert keep_file(pdf, pages=3, by=None).file.name == name

    def test_a_copy_that_was_cut_off_is_replaced(self, pdf: Path) -> None:
        first = keep_file(pdf, pages=3, by=None)
        first.delete()
        Path(first.file.path).write_bytes(b"%PDF-1.7 cut")
        again = keep_file(pdf, pages=3, by=None)
        assert Path(again.file.path).read_bytes() == pdf.read_bytes()


@pytest.mark.usefixtures("barnsley")
class TestImportReport:
    def test_the_reading_is_kept_with_its_draft(self, pdf: Path) -> None:
        warning = ReadWarning(code="odd", sentence="Odd.")
        parsed = replace(read(), warnings=(warning,))
        inspection = import_report(parsed, source=pdf, by=make_user())
        reading = inspection.all_imports.get()
        assert reading.state == ReportImport.State.READ
        assert reading.warnings[0]["sentence"] == "Odd."
        assert reading.parsed["kind"] == "ilacs"


class TestKindOf:
    def kind(
        self, last: date, *, kind: str = "ilacs", reinspection: bool = False
    ) -> str:
        window = Read(Window(date(2024, 3, 4), last), 1, "")
        return kind_of(
            ParsedReport(kind=kind, reinspection=reinspection, windows=(window,))
        )

    def test_a_week_is_short_and_a_fortnight_standard(self) -> None:
        assert self.kind(date(2024, 3, 8)) == "ilacs_short"
        assert self.kind(date(2024, 3, 15)) == "ilacs_standard"

    def test_a_reinspection_has_a_kind_of_its_own(self) -> None:
        again = self.kind(date(2024, 3, 15), kind="sif", reinspection=True)
        assert again == "sif_reinspection"
