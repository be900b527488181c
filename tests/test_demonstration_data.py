"""The demonstration set: sourced, consistent, in our own words."""

import csv
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from inspections.frameworks import framework_for
from inspections.vocabulary import Area, Grade, Kind, Reason, Verdict

ROOT = Path(__file__).parent.parent
DATA = ROOT / "inspections" / "data"
COLLECTION = Path(os.environ.get("REPORTS_DIR", ROOT.parent / "shared"))
LISTS = ("judgements", "findings", "recommendations", "verdicts", "restates")
Fields = dict[str, Any]


def read(name: str) -> Any:
    return json.loads((DATA / "demonstration" / name).read_text(encoding="utf-8"))


VISITS: dict[str, Fields] = {
    path.stem: read(path.name)
    for path in sorted((DATA / "demonstration").glob("20*.json"))
}
RESPONSES: list[Fields] = read("responses.json")
PRESS: list[Fields] = read("press.json")


def outcomes() -> list[dict[str, str]]:
    path = DATA / "latest-ilacs-outcomes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def records() -> Iterator[Fields]:
    """Yield every record of the set, parts and all."""
    for visit in VISITS.values():
        yield visit
        for name in LISTS:
            yield from visit[name]
    for response in RESPONSES:
        yield response
        for action in response["actions"]:
            yield action
            yield from action["updates"]
    yield from PRESS


def texts() -> Iterator[str]:
    """Yield every text that we wrote."""
    for record in records():
        for name in ("summary", "text", "note", "subject", "reason"):
            if record.get(name):
                yield record[name]


class TestHistory:
    def test_it_tells_of_ten_visits(self) -> None:
        assert [(v["kind"], v["ended"][:4]) for v in VISITS.values()] == [
            ("slac", "2012"),
            ("sif", "2017"),
            ("focused_visit", "2018"),
            ("area_send", "2019"),
            ("focused_visit", "2020"),
            ("ilacs_standard", "2022"),
            ("jtai", "2023"),
            ("focused_visit", "2024"),
            ("area_send", "2025"),
            ("ilacs_standard", "2025"),
        ]

    def test_the_numbers_of_recommendations_are_the_printed_ones(self) -> None:
        kinds = [r["kind"] for r in VISITS["2017-sif"]["recommendations"]]
        assert kinds.count("recommendation") == 9
        assert kinds.count("lscb_recommendation") == 3
        assert len(VISITS["2018-focused-visit"]["recommendations"]) == 5
        assert len(VISITS["2022-ilacs"]["recommendations"]) == 10
        assert len(VISITS["2023-jtai"]["recommendations"]) == 8

    def test_every_record_says_where_it_is_from_and_whether_it_is_sure(self) -> None:
        for record in records():
            assert record["source"].strip(), record
            assert record["confirmed"] in (True, False), record

    def test_nothing_is_surer_than_the_visit_it_belongs_to(self) -> None:
        for visit in VISITS.values():
            for name in LISTS:
                assert visit["confirmed"] or not any(
                    part["confirmed"] for part in visit[name]
                )

    def test_a_page_is_given_where_we_hold_the_report(self) -> None:
        for key in ("2017-sif", "2022-ilacs", "2023-jtai"):
            for name in ("findings", "recommendations", "judgements"):
                assert all(part["page"] for part in VISITS[key][name]), key
            for verdict in VISITS[key]["verdicts"]:
                silent = verdict["verdict"] == Verdict.NOT_REVISITED
                assert silent != bool(verdict["page"]), verdict

    def test_a_verdict_rests_on_a_finding_of_its_visit_on_the_same_page(self) -> None:
        for visit in VISITS.values():
            findings = {f["position"]: f for f in visit["findings"]}
            for verdict in visit["verdicts"]:
                assert verdict["verdict"] in Verdict.values
                if verdict["verdict"] != Verdict.NOT_REVISITED:
                    assert findings[verdict["finding"]]["page"] == verdict["page"]

    def test_verdicts_and_restatements_look_back(self) -> None:
        for visit in VISITS.values():
            for link in (*visit["verdicts"], *visit["restates"]):
                earlier = VISITS[link["inspection"]]
                assert earlier["ended"] < visit["ended"]
                positions = [r["position"] for r in earlier["recommendations"]]
                assert link["recommendation"] in positions

    def test_grades_belong_to_the_framework_of_the_day(self) -> None:
        for visit in VISITS.values():
            framework = framework_for(
                visit["kind"], date.fromisoformat(visit["started"])
            )
            judged = {judgement["area"] for judgement in visit["judgements"]}
            assert judged == {str(area) for area in framework.areas}

    def test_an_unknown_day_is_a_whole_month(self) -> None:
        for visit in VISITS.values():
            started = date.fromisoformat(visit["started"])
            ended = date.fromisoformat(visit["ended"])
            if visit["date_precision"] == "month":
                assert started.day == 1
                assert (ended - started).days >= 27
        for article in PRESS:
            if article["date_precision"] == "month":
                assert article["published_on"].endswith("-01")
                assert not article["confirmed"]

    def test_the_promised_audit_of_neglect_had_not_happened(self) -> None:
        actions = {
            (response["inspection"], action["number"]): action
            for response in RESPONSES
            for action in response["actions"]
        }
        audit = actions["2018-focused-visit", 1]
        assert audit["delivery"] == "not_started"
        assert audit["updates"][0]["target"] == "2019-03-31"
        assert audit["updates"][0]["reason"]

    def test_themes_are_ours(self) -> None:
        with (DATA / "themes.csv").open(encoding="utf-8", newline="") as file:
            known = {row["slug"] for row in csv.DictReader(file)}
        used = {theme for record in records() for theme in record.get("themes", [])}
        assert used <= known

    def test_addresses_are_whole_or_absent(self) -> None:
        for record in records():
            for name in ("url", "source_url"):
                assert re.match(r"https://[^ ]+$|$", record.get(name, ""))


class TestOwnWords:
    def test_no_text_repeats_eight_words_of_a_report(self) -> None:
        reports = sorted((COLLECTION / "reports").glob("80430-*/*.pdf"))
        if not reports:
            pytest.skip(f"No collection of reports at {COLLECTION}.")
        printed = {run for report in reports for run in runs(whole_text(report))}
        assert printed
        repeated = [run for text in texts() for run in runs(text) if run in printed]
        assert repeated == []


def whole_text(report: Path) -> str:
    document = pypdfium2.PdfDocument(report)
    try:
        pages = [
            document[n].get_textpage().get_text_range() for n in range(len(document))
        ]
    finally:
        document.close()
    return " ".join(pages)


def runs(text: str, length: int = 8) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9-]+", text.lower().replace("’", "").replace("'", ""))
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])


class TestLatestOutcomes:
    def test_every_current_authority_has_one(self) -> None:
        rows = outcomes()
        assert len({row["urn"] for row in rows}) == len(rows) == 153
        file_ids = [row["ofsted_file_id"] for row in rows]
        assert len(set(file_ids)) == 153
        assert all(re.fullmatch(r"50\d{6}", file_id) for file_id in file_ids)

    def test_days_follow_each_other(self) -> None:
        for row in outcomes():
            days = [row["inspection_start"], row["inspection_end"]]
            days += [row["second_start"], row["second_end"]]
            days = [*filter(None, days), row["published"]]
            assert days == sorted(days), row["name"]
            assert all(date.fromisoformat(day) for day in days)

    def test_cells_are_grades_or_reasons_that_fit_the_framework(self) -> None:
        for row in outcomes():
            started = date.fromisoformat(row["inspection_start"])
            framework = framework_for(row["kind"], started)
            for area in (
                Area.OVERALL,
                Area.LEADERS,
                Area.HELP_AND_PROTECTION,
                Area.IN_CARE,
                Area.CARE_LEAVERS,
            ):
                combined = area is Area.IN_CARE and area not in framework.areas
                if area in framework.areas or combined:
                    assert row[area] in Grade.values, (row["name"], area)
                else:
                    assert row[area] in Reason.values, (row["name"], area)

    def test_an_inspection_of_a_week_is_short(self) -> None:
        for row in outcomes():
            if row["date_precision"] == "day":
                first = date.fromisoformat(row["inspection_start"])
                days = (date.fromisoformat(row["inspection_end"]) - first).days
                is_short = row["kind"] == Kind.ILACS_SHORT
                assert is_short == (days < 7), row["name"]

    def test_what_the_list_could_not_say_is_marked(self) -> None:
        for row in outcomes():
            if not row["lead_inspector"] or row["date_precision"] == "month":
                assert row["doubt"].endswith("."), row["name"]

    def test_rows_agree_with_the_front_pages_that_we_hold(self) -> None:
        labels = COLLECTION / "labels" / "front_pages.json"
        if not labels.exists():
            pytest.skip(f"No labelled reports at {COLLECTION}.")
        by_urn = {row["urn"]: row for row in outcomes()}
        agreed = 0
        for page in json.loads(labels.read_text(encoding="utf-8")):
            row = by_urn.get(page["file"].split("/")[1].split("-")[0])
            if page["kind"] != "ilacs" or not row:
                continue
            if page["inspection_start"] != row["inspection_start"]:
                assert page["inspection_end"] < row["inspection_start"], page["file"]
                continue
            last_day = row["second_end"] or row["inspection_end"]
            assert page["inspection_end"] == last_day, page["file"]
            assert page["lead_inspector"] == row["lead_inspector"], page["file"]
            for area, grade in page["grades"].items():
                column = area.removesuffix("_and_care_leavers")
                assert row[column] == grade, (page["file"], area)
            agreed += 1
        assert agreed >= 45
