"""Printing what later reports seem to say of an earlier one's recommendations."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from inspections.importing import read_report
from inspections.management.report_parts import (
    earlier_recommendations,
    later_report,
    paragraphs_of,
)
from tests.importing.reports import ilacs, ilacs_body, ilacs_front, sif
from tests.importing.sheets import make_pdf
from tests.lineage import LABELS, MISSING, pairs, score, suggested


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A SIF report of June 2016."""
    path = tmp_path / "earlier.pdf"
    path.write_bytes(make_pdf(*sif()))
    return path


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """An ILACS report of September 2023."""
    path = tmp_path / "later.pdf"
    path.write_bytes(make_pdf(*ilacs()))
    return path


def printed(*files: Path, **options: str) -> str:
    out = StringIO()
    call_command("suggest_links", *map(str, files), stdout=out, **options)
    return out.getvalue()


def records(*files: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed(*files).splitlines()]


class TestSuggestLinks:
    def test_it_prints_a_line_for_each_recommendation(
        self, earlier: Path, later: Path
    ) -> None:
        found = records(earlier, later)
        assert [r["recommendation_index"] for r in found] == [1, 2, None]
        assert [r["priority_action_index"] for r in found] == [None, None, 1]
        for record in found:
            assert record["earlier"] == str(earlier)
            assert record["later"] == str(later)

    def test_it_gives_what_the_scorer_reads(self, earlier: Path, later: Path) -> None:
        for record in records(earlier, later):
            assert len(record["paragraphs"]) <= 10
            assert all(isinstance(n, int) for n in record["paragraphs"])
            assert all(isinstance(n, int) for n in record["later_recommendations"])
            assert record["verdict"] in {
                "addressed",
                "improved",
                "unchanged",
                "declined",
                "not_mentioned",
            }

    def test_each_paragraph_has_its_page(self, earlier: Path, later: Path) -> None:
        report = read_report(later)
        pages = {finding.paragraph: finding.page for finding in report.findings}
        evidence = [e for r in records(earlier, later) for e in r["evidence"]]
        assert evidence
        for found in evidence:
            assert found["page"] == pages[found["paragraph"]]

    def test_it_takes_several_later_reports(
        self, earlier: Path, later: Path, tmp_path: Path
    ) -> None:
        third = tmp_path / "third.pdf"
        third.write_bytes(
            make_pdf(ilacs_front(dates="3 to 14 March 2025"), *ilacs_body())
        )
        found = records(earlier, later, third)
        assert [r["later"] for r in found] == [str(later)] * 3 + [str(third)] * 3

    def test_it_prints_text_for_the_eye(self, earlier: Path, later: Path) -> None:
        text = printed(earlier, later, format="text")
        assert "recommendation 1: Write chronologies" in text
        assert "priority_action 1: Visit every child" in text
        assert "Not revisited" in text

    def test_reports_in_the_wrong_order_are_refused(
        self, earlier: Path, later: Path
    ) -> None:
        with pytest.raises(CommandError, match="Give the earlier report first"):
            printed(later, earlier)

    def test_a_file_that_is_no_report_is_named(
        self, earlier: Path, tmp_path: Path
    ) -> None:
        wrong = tmp_path / "wrong.pdf"
        wrong.write_text("<html></html>")
        with pytest.raises(CommandError, match="wrong.pdf"):
            printed(earlier, wrong)
        with pytest.raises(CommandError, match="cannot be opened"):
            printed(earlier, tmp_path / "none.pdf")


class TestReportParts:
    def test_the_boards_paragraphs_are_left_out(self, earlier: Path) -> None:
        numbers = [f.paragraph for _, f in paragraphs_of(read_report(earlier))]
        assert numbers == [4, 5, 6]

    def test_a_paragraphs_key_is_its_place_in_the_report(self, later: Path) -> None:
        report = read_report(later)
        for paragraph in later_report(report).paragraphs:
            assert paragraph.key is not None
            assert report.findings[paragraph.key].text == paragraph.text

    def test_recommendations_know_the_year_of_their_inspection(
        self, earlier: Path
    ) -> None:
        asked = earlier_recommendations(read_report(earlier))
        assert {recommendation.year for _, _, recommendation in asked} == {2016}

    def test_themes_come_from_the_list_of_the_project(self, earlier: Path) -> None:
        asked = earlier_recommendations(read_report(earlier))
        assert "management-oversight-and-supervision" in asked[1][2].themes


@pytest.mark.skipif(not LABELS.is_file(), reason=MISSING)
class TestOnTheCollection:
    def test_suggestions_agree_with_readers_as_far_as_promised(self) -> None:
        found = score(suggested(pairs()))
        assert found.first >= 0.72
        assert found.in_three >= 0.92
        assert found.precision >= 0.75
        assert found.recall >= 0.70
        assert found.verdicts >= found.commonest + 0.15
