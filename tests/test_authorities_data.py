"""The list of authorities and the hexagon map: complete and named as printed."""

import csv
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

DATA = Path(__file__).parent.parent / "inspections" / "data"
COLLECTION = Path(
    os.environ.get("REPORTS_DIR", Path(__file__).parent.parent.parent / "shared")
)
REGIONS = {
    "North East": 12,
    "North West": 24,
    "Yorkshire and The Humber": 15,
    "East Midlands": 10,
    "West Midlands": 14,
    "East of England": 11,
    "London": 33,
    "South East": 19,
    "South West": 15,
}
KINDS = {"county", "unitary", "metropolitan", "london_borough", "sui_generis"}
ABOLISHED = {"bournemouth", "cumbria", "dorset-county", "northamptonshire", "poole"}

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AUTHORITIES = read("authorities.csv")
CURRENT = [row for row in AUTHORITIES if not row["valid_to"]]


def plain(name: str) -> str:
    return " ".join(name.casefold().replace("&", "and").replace("’", "'").split())


def names(row: Row) -> set[str]:
    return {plain(row["name"])} | {
        plain(name) for name in row["other_names"].split("|") if name
    }


def named(name: str, day: date) -> list[Row]:
    return [
        row
        for row in AUTHORITIES
        if plain(name) in names(row)
        and (row["valid_from"] or "0000") <= day.isoformat()
        and day.isoformat() <= (row["valid_to"] or "9999")
    ]


class TestAuthorities:
    def test_all_current_authorities_are_there_by_region(self) -> None:
        assert Counter(row["region"] for row in CURRENT) == REGIONS
        assert len(CURRENT) == 153

    def test_abolished_authorities_that_reports_name_are_there(self) -> None:
        assert {row["slug"] for row in AUTHORITIES if row["valid_to"]} == ABOLISHED

    @pytest.mark.parametrize("column", ["dfe_code", "ons_code", "slug", "name"])
    def test_codes_and_names_are_given_once(self, column: str) -> None:
        values = [row[column] for row in AUTHORITIES]
        assert all(values)
        assert len(set(values)) == len(values)

    def test_every_current_authority_has_an_urn_of_its_own(self) -> None:
        urns = [row["urn"] for row in CURRENT]
        assert len(set(urns)) == 153
        assert all(re.fullmatch(r"80[45]\d\d|2\d{6}", urn) for urn in urns)

    def test_kinds_agree_with_the_ons_codes(self) -> None:
        prefixes = {
            "E06": "unitary",
            "E08": "metropolitan",
            "E09": "london_borough",
            "E10": "county",
        }
        for row in AUTHORITIES:
            assert row["kind"] in KINDS
            expected = {prefixes[row["ons_code"][:3]], "sui_generis"}
            assert row["kind"] in expected, row["name"]

    def test_ten_neighbours_are_current_authorities_and_never_itself(self) -> None:
        known = {row["dfe_code"] for row in CURRENT}
        for row in CURRENT:
            neighbours = row["statistical_neighbours"].split("|")
            assert len(neighbours) == len(set(neighbours)) == 10, row["name"]
            assert set(neighbours) <= known - {row["dfe_code"]}

    def test_predecessors_ended_the_day_before_their_successors_began(self) -> None:
        by_slug = {row["slug"]: row for row in AUTHORITIES}
        followed = set()
        for row in AUTHORITIES:
            for slug in filter(None, row["predecessors"].split("|")):
                ended = date.fromisoformat(by_slug[slug]["valid_to"])
                began = date.fromisoformat(row["valid_from"])
                assert (began - ended).days == 1, row["name"]
                followed.add(slug)
        assert followed == ABOLISHED

    def test_reorganised_councils_carry_their_own_names_and_codes(self) -> None:
        by_slug = {row["slug"]: row for row in AUTHORITIES}
        for slug, ons_code, kind in [
            ("cumberland", "E06000063", "unitary"),
            ("westmorland-and-furness", "E06000064", "unitary"),
            ("north-northamptonshire", "E06000061", "unitary"),
            ("west-northamptonshire", "E06000062", "unitary"),
            ("dorset", "E06000059", "unitary"),
            ("north-yorkshire", "E06000065", "unitary"),
            ("somerset", "E06000066", "unitary"),
            ("buckinghamshire", "E06000060", "unitary"),
        ]:
            assert by_slug[slug]["ons_code"] == ons_code
            assert by_slug[slug]["kind"] == kind
            assert "cumbria" not in names(by_slug[slug])

    def test_a_name_means_one_authority_on_a_day(self) -> None:
        days = [date(2009, 4, 1), date(2019, 3, 31), date(2019, 4, 1), date(2026, 1, 1)]
        for row in AUTHORITIES:
            for name in names(row):
                for day in days:
                    assert len(named(name, day)) <= 1, (name, day)

    def test_dorset_before_2019_is_the_county_council(self) -> None:
        assert [r["slug"] for r in named("Dorset", date(2018, 5, 1))] == [
            "dorset-county"
        ]
        assert [r["slug"] for r in named("Dorset", date(2021, 10, 1))] == ["dorset"]


class TestNamesInReports:
    def test_every_report_names_one_authority_the_one_of_its_folder(self) -> None:
        reports = sorted((COLLECTION / "reports").glob("*/*.pdf"))
        if not reports:
            pytest.skip(f"No collection of reports at {COLLECTION}.")
        wrong = []
        for report in reports:
            printed = title(first_page(report))
            found = named(printed, date.fromisoformat(report.name[:10]))
            if [row["urn"] for row in found] != [report.parent.name.split("-")[0]]:
                wrong.append((report.parent.name, report.name, printed))
        assert wrong == []


def first_page(report: Path) -> str:
    document = pypdfium2.PdfDocument(report)
    try:
        text: str = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    lines = (line.strip() for line in text.splitlines())
    return " ".join(" ".join(line for line in lines if not line.isdigit()).split())


TITLES = (
    r"Area SEND inspection of (?:the )?(.+?) Local Area Partnership",
    r"inspection of the multi-agency responses? to .+? in (.+?)\.? Between",
    r"Joint targeted area inspection of (?:the )?(.+?) This letter",
    r"safeguarding services in the (London Borough of \w+)",
    r"^Inspection of looked after children services (.+?) Inspection dates",
    r"^Inspection of (?:the )?(.+?)(?: local authority)? children.s services",
    r"^(.+?) (?:Inspection of|Re-inspection of|Review of)",
)


def title(page: str) -> str:
    for pattern in TITLES:
        found = re.search(pattern, page)
        if found:
            return found[1]
    return page[:80]


class TestHexagons:
    def test_every_current_authority_has_a_place_of_its_own(self) -> None:
        rows = read("hexagons.csv")
        assert {row["ons_code"] for row in rows} == {r["ons_code"] for r in CURRENT}
        places = {(int(row["q"]), int(row["r"])) for row in rows}
        assert len(places) == len(rows) == 153

    def test_new_authorities_are_beside_each_other(self) -> None:
        places = {row["ons_code"]: row for row in read("hexagons.csv")}
        for one, other in [("E06000063", "E06000064"), ("E06000062", "E06000061")]:
            assert places[one]["r"] == places[other]["r"]
            assert int(places[other]["q"]) - int(places[one]["q"]) == 1
