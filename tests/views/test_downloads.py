"""The page of downloads and the files of the whole site, lists and records."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import polars
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from inspections.cells import harmless
from inspections.downloads.files import FILES, File, everybody
from inspections.downloads.meanings import MEANINGS
from inspections.importing.outcome_tables import read_table
from inspections.models import Inspection, PublicationStatus
from inspections.publishing import withdraw
from inspections.vocabulary import Area, Grade, Kind, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def second() -> Inspection:
    """Two visits of Ambleford with all that can hang on them."""
    authority = make.make_authority(urn=80001, dfe_code="801", ons_code="E06000001")
    first = make.make_inspection(
        authority,
        ended=date(2018, 5, 18),
        grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.GOOD},
        recommendations=("=SUM(A1)", "Visit children sooner."),
    )
    second = make.make_inspection(
        authority,
        ended=date(2023, 5, 19),
        started=date(2023, 5, 9),
        published_on=date(2023, 7, 3),
        grades={Area.OVERALL: Grade.REQUIRES_IMPROVEMENT},
        recommendations=("Visit children sooner still.",),
        source_url="https://files.example.org/v1/file/50999001",
        lead_inspectors=["Jo Marsh"],
    )
    formula, asked = first.all_recommendations.all()
    make.make_verdict(formula, second, verdict=Verdict.IMPROVED)
    make.make_restatement(asked, second.all_recommendations.get())
    response = make.make_response(first, published_on=date(2018, 9, 1))
    make.make_position(response, formula, words="@home")
    action = make.make_action(response, formula, first_target=date(2019, 3, 31))
    make.make_update(action, target=date(2020, 3, 31), reason="A post was vacant.")
    return second


def table(client: Client, address: str, **query: str) -> list[dict[str, str]]:
    response = client.get(address, query)
    assert response.status_code == 200, response.getvalue()
    text = response.getvalue().decode("utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))


def sheet(client: Client, address: str, **query: str) -> list[list[object]]:
    book = load_workbook(BytesIO(client.get(address, query).getvalue()))
    return [list(row) for row in book.worksheets[0].values]


class TestIndex:
    def test_it_says_what_each_file_and_column_is(self, client: Client) -> None:
        page = client.get("/downloads/").content.decode()
        for file in FILES:
            assert f"/downloads/{file.name}.csv" in page
            assert f"/downloads/{file.name}.xlsx" in page
        assert "thread_ref" in page

    def test_it_asks_only_whether_anything_changed(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            client.get("/downloads/")

    def test_every_column_has_a_meaning_and_every_meaning_a_column(self) -> None:
        headings = {heading for file in FILES for heading, _ in file.columns}
        assert headings == set(MEANINGS)


class TestFiles:
    @pytest.mark.parametrize("name", [file.name for file in FILES])
    def test_it_works_where_nothing_is_published(
        self, client: Client, name: str
    ) -> None:
        make.make_authority()
        assert table(client, f"/downloads/{name}.csv") == []

    @pytest.mark.parametrize("name", [file.name for file in FILES])
    def test_no_cell_holds_a_word_or_number_for_nothing(
        self, client: Client, second: Inspection, name: str
    ) -> None:
        rows = table(client, f"/downloads/{name}.csv")
        assert rows
        cells = {cell for row in rows for cell in row.values()}
        assert not cells & {"nan", "NaN", "None", "null", "1900-01-01", "NaT"}

    @pytest.mark.parametrize("name", [file.name for file in FILES])
    def test_the_workbook_has_the_same_rows(
        self, client: Client, second: Inspection, name: str
    ) -> None:
        rows = table(client, f"/downloads/{name}.csv")
        headings, *lines = sheet(client, f"/downloads/{name}.xlsx")
        assert headings == list(rows[0])
        assert [[_as_text(cell) for cell in line] for line in lines] == [
            list(row.values()) for row in rows
        ]

    def test_a_formula_is_text_and_a_number_stays_one(
        self, client: Client, second: Inspection
    ) -> None:
        texts = [row["text"] for row in table(client, "/downloads/recommendations.csv")]
        assert "'=SUM(A1)" in texts
        changes = [row["change"] for row in table(client, "/downloads/judgements.csv")]
        assert changes == ["", "", "-1"]

    def test_voices_stand_in_columns_of_their_own(
        self, client: Client, second: Inspection
    ) -> None:
        row = table(client, "/downloads/recommendations.csv")[0]
        voices = ("position", "delivery", "verified", "headline")
        assert [row[name] for name in voices] == [
            "accepted",
            "under_way",
            "improved",
            "open_overdue",
        ]

    def test_it_may_be_of_one_authority(
        self, client: Client, second: Inspection
    ) -> None:
        make.make_inspection(make.make_authority("Bramley"))
        address = "/downloads/inspections.csv"
        assert len(table(client, address)) == 3
        assert len(table(client, address, authority="ambleford")) == 2

    def test_it_refuses_what_it_cannot_narrow_by(self, client: Client) -> None:
        assert client.get("/downloads/links.csv?region=London").status_code == 400
        assert client.get("/downloads/links.csv?authority=nowhere").status_code == 404
        assert client.get("/downloads/secrets.csv").status_code == 404

    def test_it_hides_a_draft(self, client: Client, second: Inspection) -> None:
        make.make_inspection(
            second.authority,
            ended=date(2025, 1, 9),
            recommendations=("Secret.",),
            status=PublicationStatus.DRAFT,
        )
        for file in FILES:
            assert "2025" not in str(table(client, f"/downloads/{file.name}.csv"))

    @pytest.mark.parametrize("name", ["recommendations", "judgements", "links"])
    def test_queries_do_not_grow_with_rows(
        self,
        client: Client,
        second: Inspection,
        name: str,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(8):
            place = make.make_authority(f"Council {number}")
            make.make_inspection(place, recommendations=("One.", "Two."))
        with django_assert_max_num_queries(26):
            client.get(f"/downloads/{name}.csv").getvalue()

    def test_lines_end_as_rfc_4180_has_it(
        self, client: Client, second: Inspection
    ) -> None:
        text = client.get("/downloads/links.csv").getvalue()
        assert text.count(b"\r\n") == text.count(b"\n") > 1
        assert not text.startswith(b"\xef\xbb\xbf")


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if hasattr(cell, "date"):
        return str(cell.date())
    return str(cell)


TYPES: dict[str, Any] = {
    "string": polars.String,
    "integer": polars.Int64,
    "boolean": polars.Boolean,
    "date": polars.Date,
    "datetime": polars.Datetime(time_zone="UTC"),
}


class TestReadBack:
    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
    def test_another_library_reads_every_value_as_it_was(
        self, client: Client, second: Inspection, file: File
    ) -> None:
        """Polars has a parser of its own, and is told only what the package says."""
        authorities = everybody()
        rows = file.rows(authorities, date.today(), settings.SITE_URL)
        meant = [[_meant(value(row)) for _, value in file.columns] for row in rows]
        schema = {h: TYPES[MEANINGS[h].type] for h, _ in file.columns}
        content = client.get(f"/downloads/{file.name}.csv").getvalue()
        read = polars.read_csv(BytesIO(content), schema=schema)
        assert [list(row) for row in read.rows()] == meant
        assert meant

    def test_our_own_importer_reads_the_sectors_file_back(
        self, client: Client, second: Inspection, tmp_path: Path
    ) -> None:
        make.make_inspection(
            make.make_authority("Bramley", urn=80002, dfe_code="802"),
            kind=Kind.ILACS_SHORT,
            started=date(2019, 1, 14),
            ended=date(2019, 1, 18),
            grades={
                Area.OVERALL: Grade.OUTSTANDING,
                Area.IN_CARE_AND_CARE_LEAVERS: Grade.GOOD,
            },
        )
        file = tmp_path / "ilacs_summary.csv"
        file.write_bytes(client.get("/downloads/ilacs_summary.csv").getvalue())
        table = read_table(file)
        assert table.refusals == ()
        assert [
            (outcome.urn, outcome.la_code, outcome.kind, outcome.started, outcome.ended)
            for outcome in table.outcomes
        ] == [
            (80001, "801", Kind.ILACS_STANDARD, date(2023, 5, 9), date(2023, 5, 19)),
            (80002, "802", Kind.ILACS_SHORT, date(2019, 1, 14), date(2019, 1, 18)),
        ]
        ambleford, bramley = (
            {read.area: read.grade for read in outcome.grades if read.grade}
            for outcome in table.outcomes
        )
        assert ambleford == {Area.OVERALL: Grade.REQUIRES_IMPROVEMENT}
        assert bramley == {
            Area.OVERALL: Grade.OUTSTANDING,
            Area.IN_CARE_AND_CARE_LEAVERS: Grade.GOOD,
        }
        assert table.outcomes[0].lead_inspector == "Jo Marsh"
        out = StringIO()
        call_command("import_outcomes", str(file), stdout=out)
        assert out.getvalue() == "0 made, 2 here already, 0 refused.\n"


def _meant(value: object) -> object:
    """Return a value as a reader of the file should have it."""
    if isinstance(value, str):
        return harmless(value) or None
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


class TestFreshness:
    def test_what_is_known_is_not_sent_again(
        self, client: Client, second: Inspection
    ) -> None:
        address = "/downloads/judgements.csv"
        given = client.get(address)
        again = client.get(address, headers={"If-None-Match": given["ETag"]})
        assert (again.status_code, again.getvalue()) == (304, b"")
        assert "Last-Modified" in given

    def test_a_change_gives_another_tag(
        self, client: Client, second: Inspection
    ) -> None:
        address = "/downloads/judgements.csv"
        tag = client.get(address)["ETag"]
        make.make_look(second)
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200

    def test_what_was_withdrawn_is_gone_whoever_had_it(
        self, client: Client, second: Inspection
    ) -> None:
        address = f"/inspections/{second.ref}.csv"
        tag = client.get(address)["ETag"]
        withdraw(second, by=make.make_user(), at=make.NOON, note="A mistake.")
        gone = client.get(address, headers={"If-None-Match": tag})
        assert gone.status_code == 410
        assert "ETag" not in gone

    def test_any_site_may_read_it(self, client: Client, second: Inspection) -> None:
        response = client.get("/downloads/links.csv")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Cookie" not in response.get("Vary", "")


class TestPackage:
    def test_it_describes_every_column_in_order(
        self, client: Client, second: Inspection
    ) -> None:
        package: dict[str, Any] = client.get("/downloads/datapackage.json").json()
        for resource in package["resources"]:
            path = resource["path"].removeprefix("http://testserver")
            headings = list(table(client, path)[0])
            fields = resource["schema"]["fields"]
            assert [field["name"] for field in fields] == headings
        assert package["licenses"][0]["name"] == "OGL-UK-3.0"


class TestLists:
    def test_it_has_the_rows_of_the_page_in_their_order(
        self, client: Client, second: Inspection
    ) -> None:
        rows = table(client, "/recommendations.csv", sort="oldest")
        assert [row["recommendation_ref"] for row in rows] == [
            "ambleford-2018-05-ilacs R1",
            "ambleford-2018-05-ilacs R2",
            "ambleford-2023-05-ilacs R1",
        ]
        only = table(client, "/recommendations.csv", verdict="improved")
        assert len(only) == 1

    def test_the_workbook_has_the_same_rows(
        self, client: Client, second: Inspection
    ) -> None:
        for name in ("recommendations", "inspections"):
            rows = table(client, f"/{name}.csv", since="2020")
            headings, *lines = sheet(client, f"/{name}.xlsx", since="2020")
            assert [[_as_text(cell) for cell in line] for line in lines] == [
                list(row.values()) for row in rows
            ]
            assert len(rows) == 1

    def test_a_bad_filter_gets_a_sentence_and_no_rows(self, client: Client) -> None:
        response = client.get("/inspections.csv?since=soon")
        assert response.status_code == 400
        assert "Write the year in four figures" in response.content.decode()
        assert client.get("/inspections.xlsx?colour=red").status_code == 400


class TestRecords:
    def test_a_recommendation_has_each_voice_apart(
        self, client: Client, second: Inspection
    ) -> None:
        address = "/inspections/ambleford-2018-05-ilacs/recommendations/1.csv"
        rows = [(r["voice"], r["fact"], r["value"]) for r in table(client, address)]
        assert rows == [
            ("inspectors_say", "recommendation", ""),
            ("inspectors_say", "verdict", "improved"),
            ("council_says", "position", "accepted"),
            ("council_says", "action", "under_way"),
            ("council_says", "target_date", "2020-03-31"),
            ("site_infers", "headline", "open_overdue"),
        ]

    @pytest.mark.parametrize(
        ("address", "fact"),
        [
            ("/inspections/ambleford-2023-05-ilacs.csv", "judgement_overall"),
            ("/authorities/ambleford.csv", "judgement_leaders"),
            ("/comparisons/ambleford.csv", "change_overall"),
            (
                "/comparisons/ambleford/ambleford-2018-05-ilacs/"
                "ambleford-2023-05-ilacs.csv",
                "restated_by",
            ),
        ],
    )
    def test_every_record_has_a_table(
        self, client: Client, second: Inspection, address: str, fact: str
    ) -> None:
        assert fact in {row["fact"] for row in table(client, address)}

    def test_the_earlier_visit_stands_first(
        self, client: Client, second: Inspection
    ) -> None:
        one, other = "ambleford-2023-05-ilacs", "ambleford-2018-05-ilacs"
        response = client.get(f"/comparisons/ambleford/{one}/{other}.csv")
        assert response["Location"] == f"/comparisons/ambleford/{other}/{one}.csv"
        assert client.get(f"/comparisons/ambleford/{one}/{one}.csv").status_code == 404

    def test_a_former_address_leads_to_the_new_one(
        self, client: Client, second: Inspection
    ) -> None:
        second.authority.former_slugs.create(slug="old-ambleford")
        response = client.get("/authorities/old-ambleford.csv")
        assert response["Location"] == "/authorities/ambleford.csv"

    def test_an_unknown_record_has_none(
        self, client: Client, second: Inspection
    ) -> None:
        for address in (
            "/inspections/nowhere-2020-01-ilacs.csv",
            f"/inspections/{second.ref}/recommendations/9.csv",
            "/authorities/nowhere.csv",
        ):
            assert client.get(address).status_code == 404
