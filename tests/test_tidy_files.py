"""The rows of the tidy files."""

from datetime import date

from inspections.cells import Column, csv_lines
from inspections.threads import History
from inspections.tidy_files import (
    JUDGEMENTS,
    LINKS,
    RECOMMENDATIONS,
    STATUS_HISTORY,
    AnyRow,
    Place,
    judgement_rows,
    link_rows,
    recommendation_rows,
    status_rows,
)
from inspections.vocabulary import Area, Grade, Kind, Reason, Verdict
from tests.values import action, answer, ref_of, update, verdict, visit

PLACE = Place(
    80430, "Ambleford", "ambleford", "North West", "889", "E06000008", "https://t.org"
)
R1, R2 = f"{ref_of(2017)} R1", f"{ref_of(2017)} R2"
HISTORY = History(
    visits=(
        visit(
            2017,
            kind=Kind.SIF,
            grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Reason.UNREADABLE},
            recommendations=2,
        ),
        visit(
            2022,
            grades={Area.OVERALL: Grade.REQUIRES_IMPROVEMENT},
            recommendations=1,
            verdicts=(verdict(R1, Verdict.NOT_REVISITED), verdict(R2)),
            restates=((R2, f"{ref_of(2022)} R1"),),
        ),
    ),
    answers=(
        answer(
            2017,
            action(
                R1,
                first_target=date(2020, 3, 31),
                current_target=date(2021, 3, 31),
                updates=(update(date(2020, 2, 1), target=date(2021, 3, 31)),),
            ),
        ),
    ),
    today=date(2026, 11, 22),
)


def values(columns: tuple[Column[AnyRow], ...], row: AnyRow) -> dict[str, object]:
    return {heading: value(row) for heading, value in columns}


class TestJudgementRows:
    def test_each_is_set_beside_the_last_grade_of_its_area(self) -> None:
        rows = [
            values(JUDGEMENTS, row)  # type: ignore[arg-type]
            for row in judgement_rows(PLACE, HISTORY, sources={ref_of(2017): "u"})
        ]
        assert [(r["judgement_code"], r["grade"], r["change"]) for r in rows] == [
            ("overall", "good", None),
            ("leaders", None, None),
            ("overall", "requires_improvement", -1),
        ]
        assert rows[1]["grade_status"] == "unreadable"
        assert rows[2]["previous_inspection_ref"] == ref_of(2017)
        assert rows[0]["source_url"] == "u"

    def test_the_place_and_time_come_first_by_dfe_s_names(self) -> None:
        row = next(judgement_rows(PLACE, HISTORY, sources={}))
        assert [value(row) for _, value in JUDGEMENTS[:10]] == [
            2017,
            "February",
            "Local authority",
            "E92000001",
            "England",
            "E12000002",
            "North West",
            "889",
            "E06000008",
            "Ambleford",
        ]


class TestRecommendationRows:
    def test_the_three_voices_are_apart(self) -> None:
        first, second, again = (
            values(RECOMMENDATIONS, row)  # type: ignore[arg-type]
            for row in recommendation_rows(PLACE, HISTORY)
        )
        assert (first["delivery"], first["verified"], first["headline"]) == (
            "under_way",
            "not_revisited",
            "open_overdue",
        )
        assert first["date_changes"] == 1
        assert (second["verified"], second["verified_page"]) == ("improved", 3)
        assert again["thread_ref"] == R2
        assert second["record_url"] == (
            f"https://t.org/inspections/{ref_of(2017)}/recommendations/2/"
        )


class TestStatusRows:
    def test_each_change_has_its_day_and_its_source(self) -> None:
        rows = list(status_rows(PLACE, HISTORY))
        assert [(r.axis, r.new, r.effective) for r in rows] == [
            ("delivery", "under_way", date(2020, 2, 1)),
            ("verified", "not_revisited", date(2022, 2, 4)),
            ("verified", "improved", date(2022, 2, 4)),
        ]


class TestLinkRows:
    def test_each_runs_from_what_speaks_to_what_it_speaks_of(self) -> None:
        rows = [(r.from_ref, r.to_ref, r.kind) for r in link_rows(PLACE, HISTORY)]
        assert rows == [
            (ref_of(2022), R1, "verdict_not_revisited"),
            (f"{ref_of(2017)} A1", R1, "action_for"),
            (ref_of(2022), R2, "verdict_improved"),
            (f"{ref_of(2022)} R1", R2, "restates"),
        ]


class TestFiles:
    def test_no_cell_says_none_or_nan(self) -> None:
        text = "".join(
            [
                *csv_lines(JUDGEMENTS, judgement_rows(PLACE, HISTORY, sources={})),
                *csv_lines(RECOMMENDATIONS, recommendation_rows(PLACE, HISTORY)),
                *csv_lines(STATUS_HISTORY, status_rows(PLACE, HISTORY)),
                *csv_lines(LINKS, link_rows(PLACE, HISTORY)),
            ]
        )
        cells = text.replace("\r\n", ",").split(",")
        assert not {"None", "nan", "NaN", "1900-01-01"} & set(cells)
