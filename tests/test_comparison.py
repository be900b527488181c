"""Two visits side by side: judgements with reasons, and what became of each item."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.comparison import (
    Comparison,
    JudgementChange,
    compare,
    successive,
)
from inspections.grade_history import absences, grade_history
from inspections.visits import VerdictGiven, Visit
from inspections.vocabulary import Area, Grade, Kind, Reason, Verdict
from tests import values as make

EARLIER, LATER = make.ref_of(2017), make.ref_of(2022)


def change_of(
    earlier: Grade | Reason | None,
    later: Grade | Reason | None,
    *,
    area: Area = Area.OVERALL,
    kinds: tuple[Kind, Kind] = (Kind.ILACS_STANDARD, Kind.ILACS_STANDARD),
    years: tuple[int, int] = (2018, 2022),
) -> JudgementChange:
    comparison = compare(
        *(
            make.visit(year, kind=kind, grades={area: grade} if grade else {})
            for year, kind, grade in zip(years, kinds, (earlier, later), strict=True)
        )
    )
    (change,) = comparison.judgements
    return change


def restating(earlier: int, later: int, *links: tuple[int, int]) -> Comparison:
    """Compare visits with so many recommendations each, some of which restate."""
    pairs = tuple(
        (f"{EARLIER} R{first}", f"{LATER} R{second}") for first, second in links
    )
    return compare(
        make.visit(2017, recommendations=earlier),
        make.visit(2022, recommendations=later, restates=pairs),
    )


def numbers(comparison: Comparison) -> dict[str, list[int]]:
    return {
        "carried over": [p.recommendation.number for p in comparison.carried_over],
        "restated": [p.recommendation.number for p in comparison.restated],
        "not revisited": [p.recommendation.number for p in comparison.not_revisited],
        "new": [raised.number for raised in comparison.new],
    }


class TestJudgements:
    @pytest.mark.parametrize(
        ("earlier", "later", "change", "words"),
        [
            (Grade.GOOD, Grade.OUTSTANDING, 1, "Higher grade"),
            (Grade.GOOD, Grade.INADEQUATE, -1, "Lower grade"),
            (Grade.GOOD, Grade.GOOD, 0, "Same grade"),
        ],
    )
    def test_the_direction_is_said_in_words(
        self, earlier: Grade, later: Grade, change: int, words: str
    ) -> None:
        found = change_of(earlier, later)
        assert (found.change, found.words, found.reason) == (change, words, "")

    def test_across_2018_it_comes_with_a_caution(self) -> None:
        found = change_of(
            Grade.GOOD,
            Grade.REQUIRES_IMPROVEMENT,
            kinds=(Kind.SIF, Kind.ILACS_STANDARD),
            years=(2017, 2022),
        )
        assert found.change == -1
        assert "changed in January 2018" in found.reason

    def test_one_scale_before_2013_compares_within_itself(self) -> None:
        found = change_of(
            Grade.ADEQUATE,
            Grade.GOOD,
            area=Area.SAFEGUARDING,
            kinds=(Kind.SLAC, Kind.SLAC),
            years=(2010, 2012),
        )
        assert (found.change, found.reason) == (1, "")

    def test_another_scale_does_not(self) -> None:
        found = change_of(
            Grade.ADEQUATE,
            Grade.REQUIRES_IMPROVEMENT,
            kinds=(Kind.LOOKED_AFTER, Kind.SIF),
            years=(2013, 2017),
        )
        assert found.change is None
        assert "another scale" in found.reason

    def test_the_area_that_was_split_in_2023_does_not(self) -> None:
        comparison = compare(
            make.visit(2022, grades={Area.IN_CARE_AND_CARE_LEAVERS: Grade.GOOD}),
            make.visit(
                2025,
                grades={Area.IN_CARE: Grade.GOOD, Area.CARE_LEAVERS: Grade.GOOD},
            ),
        )
        assert [j.area for j in comparison.judgements] == [
            Area.IN_CARE,
            Area.CARE_LEAVERS,
            Area.IN_CARE_AND_CARE_LEAVERS,
        ]
        assert all(j.change is None for j in comparison.judgements)
        assert "together until January 2023" in comparison.judgements[0].reason
        assert "together until January 2023" in comparison.judgements[1].earlier_absence
        assert comparison.judgements[1].later_absence == ""
        assert "graded separately" in comparison.judgements[2].later_absence

    def test_no_overall_grade_since_april_2026(self) -> None:
        comparison = compare(
            make.visit(2023, grades={Area.OVERALL: Grade.GOOD}),
            make.visit(2026, ended=date(2026, 5, 8), grades={}),
        )
        (change,) = comparison.judgements
        assert (change.change, change.words) == (None, "Not comparable")
        assert change.reason == change.later_absence
        assert "not graded under ILACS from April 2026" in change.reason

    def test_a_focused_visit_moves_nothing(self) -> None:
        found = change_of(
            Grade.GOOD, None, kinds=(Kind.ILACS_STANDARD, Kind.FOCUSED_VISIT)
        )
        assert found.change is None
        assert found.reason == "ILACS focused visits are not graded."

    @pytest.mark.parametrize(
        ("earlier", "later"),
        [
            (Grade.GOOD, Reason.UNREADABLE),
            (Reason.NOT_INSPECTED, Grade.GOOD),
            (Reason.NOT_ENTERED, Reason.NOT_ENTERED),
        ],
    )
    def test_a_missing_grade_is_not_guessed(
        self, earlier: Grade | Reason, later: Grade | Reason
    ) -> None:
        found = change_of(earlier, later)
        assert found.change is None
        assert found.reason == "One of the two visits has no grade here."

    def test_a_missing_entry_is_said_to_be_missing(self) -> None:
        found = change_of(Grade.GOOD, None)
        assert found.change is None
        assert found.reason == "One of the two visits has no entry here."
        assert found.later_absence == "The grade is not entered here yet."

    def test_not_judged_is_no_level(self) -> None:
        found = change_of(Grade.NOT_JUDGED, Grade.NOT_JUDGED)
        assert found.change is None
        assert found.reason == "‘Not judged’ and ‘Not judged’ are not on one scale."

    def test_no_arrow_goes_across_two_councils(self) -> None:
        cumbria = make.visit(
            2017, authority="Cumbria", grades={Area.OVERALL: Grade.GOOD}
        )
        everything: dict[Area, Grade | Reason] = dict.fromkeys(Area, Grade.GOOD)
        comparison = compare(cumbria, make.visit(2022, grades=everything))
        assert comparison.is_across_bodies
        assert {j.change for j in comparison.judgements} == {None}
        assert {j.reason for j in comparison.judgements} == {
            "Cumbria and Ambleford are different authorities."
        }

    def test_they_come_in_one_order_whatever_a_cover_prints(self) -> None:
        grades: dict[Area, Grade | Reason] = {
            Area.HELP_AND_PROTECTION: Grade.GOOD,
            Area.OVERALL: Grade.GOOD,
            Area.LEADERS: Grade.GOOD,
        }
        comparison = compare(
            make.visit(2018, grades=grades), make.visit(2022, grades=grades)
        )
        assert [j.area for j in comparison.judgements] == [
            Area.OVERALL,
            Area.LEADERS,
            Area.HELP_AND_PROTECTION,
        ]

    def test_they_are_sorted_by_direction(self) -> None:
        before = {
            Area.OVERALL: Grade.GOOD,
            Area.LEADERS: Grade.GOOD,
            Area.HELP_AND_PROTECTION: Grade.GOOD,
        }
        after = before | {
            Area.LEADERS: Grade.OUTSTANDING,
            Area.HELP_AND_PROTECTION: Grade.INADEQUATE,
        }
        comparison = compare(
            make.visit(2017, kind=Kind.SIF, grades={**before}),
            make.visit(2022, grades={**after}),
        )
        assert [j.area for j in comparison.rose] == [Area.LEADERS]
        assert [j.area for j in comparison.held] == [Area.OVERALL]
        assert [j.area for j in comparison.fell] == [Area.HELP_AND_PROTECTION]
        assert len(comparison.cautions) == 1


class TestRecommendations:
    def test_what_is_asked_for_again_is_restated(self) -> None:
        comparison = restating(2, 2, (1, 2))
        assert numbers(comparison) == {
            "carried over": [],
            "restated": [1],
            "not revisited": [2],
            "new": [1],
        }
        assert [r.number for r in comparison.restated[0].restated_by] == [2]

    def test_one_becomes_two(self) -> None:
        comparison = restating(1, 2, (1, 1), (1, 2))
        assert numbers(comparison)["restated"] == [1]
        assert numbers(comparison)["new"] == []
        assert [r.number for r in comparison.restated[0].restated_by] == [1, 2]

    def test_two_become_one(self) -> None:
        comparison = restating(2, 1, (1, 1), (2, 1))
        assert numbers(comparison)["restated"] == [1, 2]
        assert numbers(comparison)["new"] == []

    @pytest.mark.parametrize(
        "given", [v for v in Verdict if v is not Verdict.NOT_REVISITED]
    )
    def test_what_the_later_report_speaks_to_is_carried_over(
        self, given: Verdict
    ) -> None:
        comparison = compare(
            make.visit(2017, recommendations=1),
            make.visit(2022, verdicts=(make.verdict(f"{EARLIER} R1", given),)),
        )
        (progress,) = comparison.carried_over
        assert progress.verdict is not None
        assert progress.verdict.verdict is given
        assert numbers(comparison)["not revisited"] == []

    def test_what_is_spoken_to_and_asked_again_is_restated(self) -> None:
        comparison = compare(
            make.visit(2017, recommendations=1),
            make.visit(
                2022,
                recommendations=1,
                verdicts=(make.verdict(f"{EARLIER} R1"),),
                restates=((f"{EARLIER} R1", f"{LATER} R1"),),
            ),
        )
        assert numbers(comparison) == {
            "carried over": [],
            "restated": [1],
            "not revisited": [],
            "new": [],
        }
        assert comparison.restated[0].verdict is not None

    def test_silence_is_not_revisited(self) -> None:
        spoken = make.verdict(f"{EARLIER} R2", Verdict.NOT_REVISITED)
        comparison = compare(
            make.visit(2017, recommendations=2), make.visit(2022, verdicts=(spoken,))
        )
        assert numbers(comparison)["not revisited"] == [1, 2]

    def test_what_nobody_has_read_is_kept_apart_from_what_is_silent(self) -> None:
        silent = make.verdict(f"{EARLIER} R2", Verdict.NOT_REVISITED)
        comparison = compare(
            make.visit(2017, recommendations=2), make.visit(2022, verdicts=(silent,))
        )
        assert [p.recommendation.number for p in comparison.silent] == [2]
        assert [p.recommendation.number for p in comparison.not_yet_read] == [1]

    def test_what_restates_a_third_visit_is_new_between_these_two(self) -> None:
        comparison = compare(
            make.visit(2017, recommendations=1),
            make.visit(
                2022,
                recommendations=1,
                restates=(("ambleford-2012 R1", f"{LATER} R1"),),
            ),
        )
        assert numbers(comparison)["new"] == [1]

    def test_a_visit_without_recommendations_is_fine(self) -> None:
        comparison = restating(0, 0)
        assert numbers(comparison) == {
            "carried over": [],
            "restated": [],
            "not revisited": [],
            "new": [],
        }


@st.composite
def two_visits(draw: st.DrawFn) -> tuple[Visit, Visit]:
    """Two visits with any recommendations, verdicts and links, also stray ones."""
    counts = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    # Numbers up to 8 name recommendations that are not there, as a retired one is not.
    number = st.integers(1, 8)
    earlier_ref = st.sampled_from([EARLIER, make.ref_of(2012), LATER])
    links = draw(
        st.lists(st.tuples(earlier_ref, number, number), max_size=12, unique=True)
    )
    verdicts = draw(
        st.dictionaries(
            st.tuples(earlier_ref, number), st.sampled_from(Verdict), max_size=8
        )
    )
    later = make.visit(2022, recommendations=counts[1])
    return (
        make.visit(2017, recommendations=counts[0]),
        replace(
            later,
            restates=tuple((f"{ref} R{a}", f"{LATER} R{b}") for ref, a, b in links),
            verdicts=tuple(
                VerdictGiven(f"{ref} R{a}", given)
                for (ref, a), given in verdicts.items()
            ),
        ),
    )


class TestTheFourCounts:
    @given(two_visits())
    def test_they_add_up_to_the_union_of_both_visits(
        self, visits: tuple[Visit, Visit]
    ) -> None:
        earlier, later = visits
        # A later recommendation linked to an earlier one is the same item as that.
        mine = {raised.ref for raised in earlier.recommendations}
        theirs = {raised.ref for raised in later.recommendations}
        same = {b for a, b in later.restates if a in mine and b in theirs}
        union = len(mine | (theirs - same))
        found = numbers(compare(earlier, later))
        assert sum(map(len, found.values())) == union

    @given(two_visits())
    def test_each_item_is_counted_in_one_place(
        self, visits: tuple[Visit, Visit]
    ) -> None:
        found = numbers(compare(*visits))
        old = found["carried over"] + found["restated"] + found["not revisited"]
        assert sorted(old) == [r.number for r in visits[0].recommendations]
        assert len(set(found["new"])) == len(found["new"])


areas_graded = st.dictionaries(
    st.sampled_from(Area), st.one_of(st.sampled_from(Grade), st.sampled_from(Reason))
)
any_visit = st.builds(
    lambda year, kind, grades, authority: make.visit(
        year, kind=kind, grades=grades, authority=authority
    ),
    st.integers(2009, 2026),
    st.sampled_from(Kind),
    areas_graded,
    st.sampled_from(["Ambleford", "Brackwater"]),
)


class TestReasons:
    @given(any_visit, any_visit)
    def test_what_cannot_be_compared_always_has_one(
        self, one: Visit, other: Visit
    ) -> None:
        earlier, later = sorted((one, replace(other, ref="other")), key=_ended)
        for change in compare(earlier, later).judgements:
            if change.change is None:
                assert change.reason.endswith(".")
            for made, absence in (
                (change.earlier, change.earlier_absence),
                (change.later, change.later_absence),
            ):
                assert bool(made) != bool(absence)


def _ended(visit: Visit) -> date:
    return visit.ended


class TestOrder:
    def test_a_visit_is_not_compared_with_an_earlier_one(self) -> None:
        with pytest.raises(ValueError, match="did not come after"):
            compare(make.visit(2022), make.visit(2017))

    def test_nor_with_itself(self) -> None:
        with pytest.raises(ValueError, match="did not come after"):
            compare(make.visit(2022), make.visit(2022))

    def test_two_visits_that_ended_on_one_day_are_compared(self) -> None:
        other = make.visit(2022, kind=Kind.JTAI, ref="ambleford-2022-jtai")
        assert compare(make.visit(2022), other).elapsed == "less than a month"

    def test_the_time_between_is_said(self) -> None:
        assert compare(make.visit(2017), make.visit(2022)).elapsed == "5 years"


class TestSuccessive:
    def test_each_visit_is_compared_with_the_next_oldest_first(self) -> None:
        visits = [make.visit(year) for year in (2022, 2012, 2025, 2017)]
        assert [(c.earlier.ref, c.later.ref) for c in successive(visits)] == [
            (make.ref_of(2012), make.ref_of(2017)),
            (make.ref_of(2017), make.ref_of(2022)),
            (make.ref_of(2022), make.ref_of(2025)),
        ]

    @pytest.mark.parametrize("years", [[], [2022]])
    def test_fewer_than_two_visits_give_none(self, years: list[int]) -> None:
        assert successive([make.visit(year) for year in years]) == ()


class TestGradeHistory:
    def test_each_area_has_a_cell_for_each_graded_visit(self) -> None:
        rows = grade_history(
            [
                make.visit(2018, grades={Area.IN_CARE_AND_CARE_LEAVERS: Grade.GOOD}),
                make.visit(2020, kind=Kind.FOCUSED_VISIT),
                make.visit(2025, grades={Area.CARE_LEAVERS: Grade.GOOD}),
            ]
        )
        assert [row.area for row in rows] == [
            Area.CARE_LEAVERS,
            Area.IN_CARE_AND_CARE_LEAVERS,
        ]
        assert [bool(cell.judgement) for cell in rows[0].cells] == [False, True]
        assert "together until January 2023" in rows[0].cells[0].absence
        assert rows[0].cells[1].absence == ""

    def test_without_a_graded_visit_it_is_empty(self) -> None:
        assert grade_history([make.visit(2020, kind=Kind.FOCUSED_VISIT)]) == ()

    def test_the_reasons_for_empty_cells_are_told_once_each(self) -> None:
        rows = grade_history(
            [
                make.visit(2018, grades={Area.IN_CARE_AND_CARE_LEAVERS: Grade.GOOD}),
                make.visit(
                    2025,
                    grades={Area.CARE_LEAVERS: Grade.GOOD, Area.IN_CARE: Grade.GOOD},
                ),
            ]
        )
        told = absences(rows)
        assert len(told) == len(set(told)) == 2


class TestNotRevisited:
    def test_silence_and_what_nobody_has_read_are_told_apart(self) -> None:
        earlier = make.visit(2017, recommendations=2)
        said = make.verdict(f"{EARLIER} R1", Verdict.NOT_REVISITED)
        comparison = compare(earlier, make.visit(2022, verdicts=(said,)))
        assert [p.recommendation.number for p in comparison.silent] == [1]
        assert [p.recommendation.number for p in comparison.not_yet_read] == [2]
        assert len(comparison.not_revisited) == 2


class TestIsLinked:
    def test_two_visits_that_nobody_has_compared_are_not(self) -> None:
        earlier, later = make.visit(2017, recommendations=1), make.visit(2022)
        assert not compare(earlier, later).is_linked

    @pytest.mark.parametrize("given", [Verdict.NOT_REVISITED, Verdict.IMPROVED])
    def test_any_verdict_links_them(self, given: Verdict) -> None:
        earlier = make.visit(2017, recommendations=1)
        later = make.visit(2022, verdicts=(make.verdict(f"{EARLIER} R1", given),))
        assert compare(earlier, later).is_linked


class TestWhyNot:
    def test_it_says_no_more_than_the_empty_cell_does(self) -> None:
        earlier = make.visit(2018, grades={Area.IN_CARE_AND_CARE_LEAVERS: Grade.GOOD})
        later = make.visit(2025, grades={Area.CARE_LEAVERS: Grade.GOOD})
        (change, _) = compare(earlier, later).judgements
        assert change.reason == change.earlier_absence != ""
        assert change.why_not == ""

    def test_it_speaks_where_both_cells_are_full(self) -> None:
        earlier = make.visit(2018, grades={Area.OVERALL: Grade.GOOD})
        later = make.visit(2025, grades={Area.OVERALL: Grade.GOOD}, authority="Other")
        (change,) = compare(earlier, later).judgements
        assert "different authorities" in change.why_not
