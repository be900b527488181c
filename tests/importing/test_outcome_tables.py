"""Tables of outcomes, row by row, in the styles that such tables are met in."""

from datetime import date
from pathlib import Path

import pytest

from inspections.importing.outcome_tables import (
    GradeRead,
    Outcome,
    OutcomeTable,
    TableUnreadable,
    cells,
    read_table,
)
from inspections.vocabulary import Area, Grade, Kind, Reason

TODAY = date(2026, 11, 1)
SUMMARY = [
    "urn",
    "la_code",
    "region_code",
    "ltla23cd",
    "stat_neighbours",
    "stat_neighbour_judgement",
    "local_authority",
    "inspection_link",
    "overall_effectiveness_grade",
    "inspection_framework",
    "inspector_name",
    "inspection_start_date",
    "inspection_end_date",
    "publication_date",
    "local_link_to_all_inspections",
    "impact_of_leaders_grade",
    "help_and_protection_grade",
    "in_care_grade",
    "care_leavers_grade",
    "inspectors_inspections_count",
]
ROW = {
    "urn": "90001",
    "la_code": "801",
    "stat_neighbours": "['802', '803']",
    "local_authority": "ambleford",
    "inspection_link": "https://files.example.org/v1/file/50999001",
    "overall_effectiveness_grade": "good",
    "inspection_framework": "standard",
    "inspector_name": "jo marsh",
    "inspection_start_date": "10/06/2024",
    "inspection_end_date": "21/06/2024",
    "publication_date": "02/08/24",
    "impact_of_leaders_grade": "outstanding",
    "help_and_protection_grade": "requires improvement",
    "in_care_grade": "requires improvement to be good",
    "care_leavers_grade": "good",
    "inspectors_inspections_count": "3.0",
}
OF_2021 = {
    "inspection_start_date": "2021-09-27",
    "inspection_end_date": "2021-10-08",
    "publication_date": "2021-11-19",
    "care_leavers_grade": "inspection_pre_dates_judgement",
}
OF_2026 = {
    "inspection_start_date": "11/05/2026",
    "inspection_end_date": "22/05/2026",
    "publication_date": "07/07/26",
}


def summary(*rows: dict[str, str], columns: list[str] = SUMMARY) -> str:
    """Return a table in the columns of ilacs_summary.csv, `rows` changing `ROW`."""
    lines = [",".join(columns)]
    for changes in rows:
        row = ROW | changes
        lines.append(",".join(f'"{row.get(column, "")}"' for column in columns))
    return "\n".join(lines) + "\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ilacs_summary.csv"


def read(file: Path, text: str) -> OutcomeTable:
    file.write_text(text, encoding="utf-8")
    return read_table(file, today=TODAY)


def only(file: Path, **changes: str) -> Outcome:
    table = read(file, summary(changes))
    assert table.refusals == ()
    return table.outcomes[0]


def refusal(file: Path, **changes: str) -> str:
    table = read(file, summary(changes))
    assert table.outcomes == ()
    assert table.refusals[0].line == 2
    return table.refusals[0].sentence


def grades(outcome: Outcome) -> dict[Area, Grade | Reason | None]:
    return {read.area: read.grade or read.missing_reason for read in outcome.grades}


class TestDay:
    @pytest.mark.parametrize(
        "written",
        [
            "2022-01-24",
            " 2022-01-24 ",
            "2022-01-24 00:00:00",
            "2022-01-24T00:00:00.000",
            "24/01/2022",
            "24/1/22",
            "24-01-2022",
            "24.01.2022",
            "24 January 2022",
            "24th jan 2022",
            "24-Jan-22",
        ],
    )
    def test_it_reads_every_style(self, written: str) -> None:
        assert cells.day(written) == date(2022, 1, 24)

    @pytest.mark.parametrize("written", ["", "nan", "NaT", "n/a", "data_unreadable"])
    def test_missing_is_none(self, written: str) -> None:
        assert cells.day(written) is None

    @pytest.mark.parametrize(
        "written",
        ["01/24/2022", "31 February 2022", "2022", "soon", "2022-01-24 09:30"],
    )
    def test_anything_else_is_not_understood(self, written: str) -> None:
        with pytest.raises(cells.NotUnderstood, match="write it like 2024-03-31"):
            cells.day(written)


class TestGrade:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("Good", Grade.GOOD),
            ("requires_improvement", Grade.REQUIRES_IMPROVEMENT),
            ("Requires improvement to be good", Grade.REQUIRES_IMPROVEMENT),
            ("INADEQUATE", Grade.INADEQUATE),
            ("", Reason.NOT_ENTERED),
            ("nan", Reason.NOT_ENTERED),
            ("data_unreadable", Reason.UNREADABLE),
            ("not_inspected", Reason.NOT_INSPECTED),
            ("inspection_pre_dates_judgement", Reason.JUDGEMENT_NOT_IN_FRAMEWORK),
            ("not_reported_post_reform", Reason.NOT_GRADED_IN_FRAMEWORK),
        ],
    )
    def test_it_is_a_grade_or_the_reason_for_none(
        self, written: str, meant: Grade | Reason
    ) -> None:
        assert cells.grade(written) is meant

    @pytest.mark.parametrize(
        "written", ["very good", "good and outstanding", "3", "ok"]
    )
    def test_anything_else_is_not_understood(self, written: str) -> None:
        with pytest.raises(cells.NotUnderstood, match="neither a grade nor a reason"):
            cells.grade(written)


class TestRow:
    def test_a_whole_row_of_the_compatibility_file(self, file: Path) -> None:
        assert only(file) == Outcome(
            line=2,
            urn=90001,
            la_code="801",
            kind=Kind.ILACS_STANDARD,
            started=date(2024, 6, 10),
            ended=date(2024, 6, 21),
            grades=(
                GradeRead(Area.LEADERS, Grade.OUTSTANDING),
                GradeRead(Area.HELP_AND_PROTECTION, Grade.REQUIRES_IMPROVEMENT),
                GradeRead(Area.IN_CARE, Grade.REQUIRES_IMPROVEMENT),
                GradeRead(Area.CARE_LEAVERS, Grade.GOOD),
                GradeRead(Area.OVERALL, Grade.GOOD),
            ),
            published=date(2024, 8, 2),
            lead_inspector="Jo Marsh",
            file_id="50999001",
            address="https://files.example.org/v1/file/50999001",
        )

    def test_missing_cells_are_missing_with_their_reason(self, file: Path) -> None:
        outcome = only(
            file,
            urn="nan",
            la_code="801.0",
            inspection_link="nan",
            inspector_name="nan",
            publication_date="",
            in_care_grade="data_unreadable",
            care_leavers_grade="nan",
        )
        assert (outcome.urn, outcome.la_code) == (None, "801")
        assert (outcome.published, outcome.lead_inspector) == (None, "")
        assert (outcome.address, outcome.file_id) == ("", "")
        assert grades(outcome)[Area.IN_CARE] is Reason.UNREADABLE
        assert grades(outcome)[Area.CARE_LEAVERS] is Reason.NOT_ENTERED

    @pytest.mark.parametrize(
        ("ended", "kind"),
        [("14/06/2024", Kind.ILACS_SHORT), ("21/06/2024", Kind.ILACS_STANDARD)],
    )
    def test_a_kind_that_is_missing_comes_from_the_length(
        self, file: Path, ended: str, kind: Kind
    ) -> None:
        outcome = only(file, inspection_framework="", inspection_end_date=ended)
        assert (outcome.kind, outcome.doubts) == (kind, ())

    def test_a_kind_that_does_not_fit_the_length_is_doubtful(self, file: Path) -> None:
        outcome = only(file, inspection_framework="Short")
        assert outcome.kind is Kind.ILACS_SHORT
        assert "yet it lasted 12 days" in outcome.doubts[0]

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"urn": "", "la_code": "nan"}, "urn and la_code are both missing."),
            ({"inspector_name": "Jo\x00Marsh"}, "has a control character"),
            ({"urn": "٨"}, "urn: “٨” is not a whole number."),
            ({"in_care_grade": "so\nso" * 40}, "“so soso soso "),
            ({"urn": "eight"}, "urn: “eight” is not a whole number."),
            ({"inspection_start_date": "nan"}, "inspection_start_date is missing"),
            ({"inspection_end_date": "44/06/2024"}, "“44/06/2024” is not a day"),
            ({"inspection_end_date": "07/06/2024"}, "not in order: the first day on"),
            ({"publication_date": "20/06/24"}, "comes after publication (20/06/2024)"),
            ({"publication_date": "02/08/27"}, "comes after today (01/11/2026)"),
            ({"inspection_end_date": "21/08/2024", "publication_date": ""}, "longer"),
            ({"inspection_framework": "sif"}, "this table holds no other"),
            ({"in_care_grade": "middling"}, "in_care_grade: “middling” is neither"),
            ({"in_care_grade": "adequate"}, "“Adequate” is not a grade of ILACS"),
            ({"inspection_link": "javascript:x()"}, "is not a web address"),
            ({"care_leavers_grade": "not_reported_post_reform"}, "check the dates"),
        ],
    )
    def test_a_wrong_row_is_refused_with_the_reason(
        self, file: Path, changes: dict[str, str], reason: str
    ) -> None:
        assert reason in refusal(file, **changes)

    def test_before_ilacs_is_another_kind(self, file: Path) -> None:
        dates = {
            "inspection_start_date": "09/11/2017",
            "inspection_end_date": "24/11/2017",
            "publication_date": "19/01/18",
        }
        assert "ILACS began on 01/01/2018" in refusal(file, **dates)


class TestFrameworkInForce:
    def test_one_grade_for_both_until_january_2023(self, file: Path) -> None:
        read = grades(only(file, **OF_2021))
        assert read[Area.IN_CARE_AND_CARE_LEAVERS] is Grade.REQUIRES_IMPROVEMENT
        assert Area.IN_CARE not in read
        assert Area.CARE_LEAVERS not in read

    def test_the_one_grade_may_be_written_twice(self, file: Path) -> None:
        twice = OF_2021 | {"in_care_grade": "good", "care_leavers_grade": "good"}
        read = grades(only(file, **twice))
        assert read[Area.IN_CARE_AND_CARE_LEAVERS] is Grade.GOOD
        assert Area.CARE_LEAVERS not in read

    def test_two_grades_before_january_2023_are_refused(self, file: Path) -> None:
        two = OF_2021 | {"care_leavers_grade": "good"}
        assert "judged children in care and care leavers together" in refusal(
            file, **two
        )

    @pytest.mark.parametrize("written", ["", "nan", "not_reported_post_reform"])
    def test_no_overall_grade_from_april_2026(self, file: Path, written: str) -> None:
        outcome = only(file, **OF_2026, overall_effectiveness_grade=written)
        assert [read.area for read in outcome.grades] == [
            Area.LEADERS,
            Area.HELP_AND_PROTECTION,
            Area.IN_CARE,
            Area.CARE_LEAVERS,
        ]

    def test_an_overall_grade_from_april_2026_is_refused(self, file: Path) -> None:
        assert "not graded under ILACS from April 2026" in refusal(file, **OF_2026)


class TestTable:
    def test_wrong_rows_are_listed_and_the_rest_are_read(self, file: Path) -> None:
        blank = ",".join("" for _ in SUMMARY) + "\n"
        text = summary({}, {"urn": "x"}) + blank + "90003,803\n" + "\n"
        text += summary({"urn": "90004"}).partition("\n")[2]
        table = read(file, text)
        assert [outcome.line for outcome in table.outcomes] == [2, 7]
        assert [refused.line for refused in table.refusals] == [3, 5]
        assert "2 cells, but the table has 20 columns" in table.refusals[1].sentence
        assert table.file == "ilacs_summary.csv"

    def test_the_columns_of_our_own_table(self, file: Path) -> None:
        table = read(
            file,
            "urn,la_code,name,kind,inspection_start,inspection_end,date_precision,"
            "second_start,second_end,published,lead_inspector,overall,leaders,"
            "help_and_protection,in_care,care_leavers,ofsted_file_id,doubt\n"
            "90001,801,Ambleford,ilacs_short,2022-03-01,2022-03-31,month,2022-04-04,"
            "2022-04-08,2022-05-16,,good,good,good,outstanding,"
            'judgement_not_in_framework,50999002,"The month is an estimate."\n',
        )
        (outcome,) = table.outcomes
        assert (outcome.kind, outcome.precision) == (Kind.ILACS_SHORT, "month")
        assert outcome.last_day == date(2022, 4, 8)
        assert outcome.doubts == ("The month is an estimate.",)
        assert outcome.address == "https://files.ofsted.gov.uk/v1/file/50999002"

    def test_headings_may_have_capitals_and_spaces(self, file: Path) -> None:
        text = summary({})
        header, _, rest = text.partition("\n")
        table = read(file, header.replace("_", " ").title() + "\n" + rest)
        assert len(table.outcomes) == 1

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    def test_a_byte_order_mark_is_no_part_of_the_first_heading(
        self, file: Path, encoding: str
    ) -> None:
        file.write_text(summary({"inspector_name": "zoë marsh"}), encoding=encoding)
        assert read_table(file).outcomes[0].lead_inspector == "Zoë Marsh"

    def test_another_encoding_is_named_or_refused(self, file: Path) -> None:
        file.write_text(summary({"inspector_name": "Zoë Marsh"}), encoding="cp1252")
        with pytest.raises(TableUnreadable, match="name the right one"):
            read_table(file)
        outcome = read_table(file, encoding="cp1252").outcomes[0]
        assert outcome.lead_inspector == "Zoë Marsh"
        with pytest.raises(TableUnreadable, match="“klingon” is not an encoding"):
            read_table(file, encoding="klingon")

    def test_what_is_no_table_of_outcomes_is_refused(self, file: Path) -> None:
        with pytest.raises(TableUnreadable, match="cannot be read: No such file"):
            read_table(file)
        for text, reason in [
            ("", "no column urn or la_code, inspection_start_date or"),
            (
                summary(columns=[c for c in SUMMARY if c != "in_care_grade"]),
                "no column in_care_grade or in_care.$",
            ),
            (summary(columns=[*SUMMARY, "urn"]), "two columns urn"),
        ]:
            with pytest.raises(TableUnreadable, match=reason):
                read(file, text)
