"""`import_outcomes`: rows into inspections, once, and the wrong ones listed."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inspections.frameworks import absence
from inspections.importing.drafts import AlreadyRecorded, save_draft
from inspections.importing.parsed import (
    JudgementRead,
    ParsedReport,
    Read,
    RecommendationRead,
    Window,
)
from inspections.models import (
    Authority,
    Inspection,
    PublicationEvent,
    PublicationStatus,
    ReportFile,
)
from inspections.vocabulary import Area, Grade, Kind, Reason
from tests.factories import make_authority, make_inspection, make_user
from tests.importing.test_outcome_tables import OF_2021, OF_2026, summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def ambleford() -> Authority:
    return make_authority(urn=90001, dfe_code="801")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ilacs_summary.csv"


def load(file: Path, *rows: dict[str, str], publish: bool = False) -> str:
    """Import a table and return what is shown, refusals and all."""
    file.write_text(summary(*rows), encoding="utf-8")
    out = StringIO()
    options = {"publish": True, "by": "petra"} if publish else {}
    try:
        call_command("import_outcomes", str(file), stdout=out, stderr=out, **options)
    except CommandError as error:
        out.write(f"FAILED {error}")
    return out.getvalue()


def grades(inspection: Inspection) -> dict[str, str]:
    return {
        judgement.area: judgement.grade or judgement.missing_reason
        for judgement in inspection.all_judgements.all()
    }


class TestRows:
    def test_a_row_becomes_a_draft_with_grades_only(
        self, ambleford: Authority, file: Path
    ) -> None:
        shown = load(file, {"in_care_grade": "data_unreadable"})
        assert shown == "1 made, 0 here already, 0 refused.\n"
        inspection = Inspection.objects.get()
        assert inspection.authority == ambleford
        assert inspection.ref == "ambleford-2024-06-ilacs"
        assert inspection.status == PublicationStatus.DRAFT
        assert inspection.provenance == Inspection.Provenance.TABLE
        assert "“ilacs_summary.csv”" in inspection.source_note
        assert inspection.lead_inspectors == ["Jo Marsh"]
        assert inspection.ofsted_file_id == "50999001"
        assert inspection.is_confirmed
        assert grades(inspection) == {
            Area.LEADERS: Grade.OUTSTANDING,
            Area.HELP_AND_PROTECTION: Grade.REQUIRES_IMPROVEMENT,
            Area.IN_CARE: Reason.UNREADABLE,
            Area.CARE_LEAVERS: Grade.GOOD,
            Area.OVERALL: Grade.GOOD,
        }
        assert not inspection.all_findings.exists()
        assert not inspection.all_recommendations.exists()

    def test_a_doubtful_row_is_unconfirmed_and_says_why(
        self, ambleford: Authority, file: Path
    ) -> None:
        load(file, {"inspection_framework": "short"})
        inspection = Inspection.objects.get()
        assert not inspection.is_confirmed
        assert "yet it lasted 12 days" in inspection.source_note

    def test_a_blank_overall_from_april_2026_was_not_graded(
        self, ambleford: Authority, file: Path
    ) -> None:
        load(file, OF_2026 | {"overall_effectiveness_grade": ""})
        inspection = Inspection.objects.get()
        assert Area.OVERALL not in grades(inspection)
        reason, _ = absence(inspection.framework, Area.OVERALL)
        assert reason is Reason.NOT_GRADED_IN_FRAMEWORK

    def test_wrong_rows_are_listed_and_the_rest_go_in(
        self, ambleford: Authority, file: Path
    ) -> None:
        shown = load(
            file, {"urn": "99999"}, {}, OF_2021 | {"care_leavers_grade": "so-so"}
        )
        assert "ilacs_summary.csv, line 2: No authority has the URN 99999." in shown
        assert "ilacs_summary.csv, line 4: care_leavers_grade: “so-so”" in shown
        assert "1 made, 0 here already, 2 refused." in shown
        assert "FAILED" in shown
        assert Inspection.objects.count() == 1

    def test_a_row_that_the_record_refuses_leaves_nothing(
        self, ambleford: Authority, file: Path
    ) -> None:
        shown = load(file, {"inspection_link": "http://a.b/c"}, OF_2021)
        assert "line 2: Enter a valid URL." in shown
        assert "1 made, 0 here already, 1 refused." in shown

    def test_a_file_that_is_no_table_is_refused_whole(self, file: Path) -> None:
        file.write_text("name,grade\nAmbleford,good\n", encoding="utf-8")
        with pytest.raises(CommandError, match="no column urn or la_code.* Nothing"):
            call_command("import_outcomes", str(file))


class TestAuthority:
    def test_it_is_found_by_la_code_alone(
        self, ambleford: Authority, file: Path
    ) -> None:
        load(file, {"urn": ""})
        assert Inspection.objects.get().authority == ambleford

    def test_two_that_held_one_code_are_told_apart_by_the_day(self, file: Path) -> None:
        old = make_authority("Old Shire", dfe_code="801", valid_to=date(2023, 3, 31))
        new = make_authority("New Shire", dfe_code="801", valid_from=date(2023, 4, 1))
        load(file, {"urn": ""}, {"urn": "", "inspection_link": "", **OF_2021})
        found = Inspection.objects.order_by("ended").values_list("authority", flat=True)
        assert list(found) == [old.pk, new.pk]

    def test_one_without_a_urn_is_found_by_its_code(self, file: Path) -> None:
        gone = make_authority("Old Shire", urn=None, dfe_code="801")
        load(file, {"urn": "12345"})
        assert Inspection.objects.get().authority == gone

    def test_one_that_was_not_there_on_the_day_is_refused(
        self, ambleford: Authority, file: Path
    ) -> None:
        ambleford.valid_from = date(2023, 4, 1)
        ambleford.save()
        shown = load(file, OF_2021)
        assert "did not answer for children’s services on 27/09/2021" in shown
        assert "only from 01/04/2023" in shown
        assert not Inspection.objects.exists()

    def test_a_code_that_is_not_the_urns_is_refused(
        self, ambleford: Authority, file: Path
    ) -> None:
        shown = load(file, {"la_code": "802"})
        assert "urn 90001 is Ambleford (la_code 801), but la_code is 802." in shown

    def test_a_predecessors_code_is_let_pass(
        self, ambleford: Authority, file: Path
    ) -> None:
        before = make_authority("Shire", dfe_code="802", valid_to=date(2019, 3, 31))
        ambleford.predecessors.add(before)
        load(file, {"la_code": "802"})
        assert Inspection.objects.get().authority == ambleford

    def test_an_unknown_code_is_refused(self, file: Path) -> None:
        shown = load(file, {"urn": "", "la_code": "999"})
        assert "No authorities had the la_code 999 on 10/06/2024." in shown


class TestPublishing:
    def test_it_publishes_when_asked_and_says_who(
        self, ambleford: Authority, file: Path
    ) -> None:
        make_user("petra")
        load(file, {}, publish=True)
        inspection = Inspection.objects.published().get()
        event = PublicationEvent.objects.about(inspection).get()
        assert event.by.username == "petra"
        assert event.action == PublicationEvent.Action.LOADED
        assert "ilacs_summary.csv" in event.note

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            ({"publish": True}, "go together"),
            ({"by": "petra"}, "go together"),
            ({"publish": True, "by": "nobody"}, "no user called “nobody”"),
        ],
    )
    def test_somebody_answers_for_it(
        self, file: Path, options: dict[str, object], reason: str
    ) -> None:
        with pytest.raises(CommandError, match=reason):
            call_command("import_outcomes", str(file), **options)


class TestSecondTime:
    def test_it_makes_nothing_twice(self, ambleford: Authority, file: Path) -> None:
        load(file, {}, OF_2021 | {"inspection_link": ""})
        shown = load(file, {}, OF_2021 | {"inspection_link": ""})
        assert shown == "0 made, 2 here already, 0 refused.\n"
        assert Inspection.objects.count() == 2

    def test_one_visit_on_two_lines_is_made_once(
        self, ambleford: Authority, file: Path
    ) -> None:
        shown = load(file, {}, {"inspection_link": ""})
        assert "1 made, 1 here already" in shown

    def test_a_record_that_differs_is_left_and_named(
        self, ambleford: Authority, file: Path
    ) -> None:
        standing = make_inspection(
            ambleford,
            started=date(2024, 6, 10),
            ended=date(2024, 6, 21),
            grades={Area.OVERALL: Grade.INADEQUATE, Area.CARE_LEAVERS: Grade.GOOD},
        )
        shown = load(file, {})
        assert f"line 2: {standing.ref} stands and was left as it was" in shown
        assert "‘Overall effectiveness’ is Inadequate here and Good in the" in shown
        assert "Care leavers" not in shown
        assert grades(standing)[Area.OVERALL] == Grade.INADEQUATE

    def test_a_withdrawn_record_does_not_come_back(
        self, ambleford: Authority, file: Path
    ) -> None:
        make_user("petra")
        make_inspection(
            ambleford, ended=date(2024, 6, 21), status=PublicationStatus.WITHDRAWN
        )
        load(file, {}, publish=True)
        assert not Inspection.objects.published().exists()

    def test_a_file_of_another_council_is_refused(
        self, ambleford: Authority, file: Path
    ) -> None:
        make_inspection(make_authority("Brackwater"), ofsted_file_id="50999001")
        assert "Ofsted’s file 50999001 is that of Brackwater" in load(file, {})
        assert Inspection.objects.count() == 1

    def test_a_file_of_an_earlier_visit_is_refused(
        self, ambleford: Authority, file: Path
    ) -> None:
        shown = load(file, {}, OF_2021)
        assert "line 3: Ofsted’s file 50999001 is that of Ambleford" in shown
        assert Inspection.objects.count() == 1

    def test_an_ungraded_visit_of_that_month_is_another_visit(
        self, ambleford: Authority, file: Path
    ) -> None:
        make_inspection(ambleford, ended=date(2024, 6, 21), kind=Kind.FOCUSED_VISIT)
        assert "1 made" in load(file, {})


class TestReportThatComesLater:
    def test_it_completes_the_inspection(
        self, ambleford: Authority, file: Path
    ) -> None:
        load(
            file, {"in_care_grade": "data_unreadable", "inspection_framework": "short"}
        )
        bare = Inspection.objects.get()
        assert not bare.is_confirmed
        complete(report(ambleford), inspection=bare)
        inspection = Inspection.objects.get()
        assert inspection == bare
        assert inspection.ref == bare.ref
        assert inspection.kind == Kind.ILACS_STANDARD
        assert inspection.is_confirmed
        assert inspection.source_note == ""
        assert inspection.provenance == Inspection.Provenance.EXTRACTED
        assert inspection.published_on == date(2024, 8, 2)
        assert inspection.all_recommendations.get().text == "Improve plans."
        assert grades(inspection)[Area.IN_CARE] == Grade.GOOD


def report(authority: Authority) -> ParsedReport:
    """Return what the visit's own report says."""
    window = Window(date(2024, 6, 10), date(2024, 6, 21))
    return ParsedReport(
        kind="ilacs",
        sha256="a" * 64,
        authority_slug=authority.slug,
        windows=(Read(window, 1, "10 to 21 June 2024"),),
        judgements=(JudgementRead(area="in_care", grade="good", page=1),),
        recommendations=(
            RecommendationRead(position=1, text="Improve plans.", page=2),
        ),
    )


def complete(parsed: ParsedReport, *, inspection: Inspection) -> None:
    """Save a report into the record that its visit has, as importing it does."""
    kept = ReportFile.objects.create(
        sha256=parsed.sha256, original_name="report.pdf", size=1, pages=1
    )
    with pytest.raises(AlreadyRecorded) as found:
        save_draft(parsed, source=kept, by=None)
    assert found.value.completes
    assert found.value.inspection == inspection
    save_draft(parsed, source=kept, by=None, into=found.value.inspection)
