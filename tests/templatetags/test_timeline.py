"""Tests of the thread of visits: nothing collides, and the words say what it shows."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from inspections.frameworks import framework_for
from inspections.templatetags import marks
from inspections.templatetags.thread import Flag, draw
from inspections.templatetags.timeline import describe
from inspections.visits import JudgementMade, Visit
from inspections.vocabulary import Area, Grade, Kind, Subject


def visit(ended: date, *, kind: Kind, grade: Grade | None = None) -> Visit:
    judgements: tuple[JudgementMade, ...] = ()
    if grade:
        judgements = (JudgementMade(Area.OVERALL, "", grade, None, Subject.COUNCIL, 1),)
    return Visit(
        ref=f"ambleford-{ended:%Y-%m-%d}-{kind}",
        authority="Ambleford",
        kind=kind,
        framework=framework_for(kind, ended),
        started=ended,
        ended=ended,
        judgements=judgements,
    )


SIF = visit(date(2017, 10, 19), kind=Kind.SIF, grade=Grade.GOOD)
FOCUSED = visit(date(2018, 11, 14), kind=Kind.FOCUSED_VISIT)
ILACS = visit(
    date(2022, 2, 4), kind=Kind.ILACS_STANDARD, grade=Grade.REQUIRES_IMPROVEMENT
)
WITHOUT_OVERALL = visit(date(2026, 5, 1), kind=Kind.ILACS_STANDARD)

visits = st.lists(
    st.builds(
        lambda days, kind: visit(
            date(2012, 1, 1) + timedelta(days=days),
            kind=kind,
            grade=Grade.GOOD if kind is Kind.ILACS_STANDARD else None,
        ),
        st.integers(0, 5300),
        st.sampled_from([Kind.ILACS_STANDARD, Kind.FOCUSED_VISIT, Kind.JTAI]),
    ),
    min_size=1,
    max_size=15,
)


def words_meet(one: Flag, other: Flag) -> bool:
    return (
        one.title_y == other.title_y
        and one.span[0] < other.span[1]
        and other.span[0] < one.span[1]
    )


class TestDraw:
    @given(visits)
    def test_no_words_cover_others(self, many: list[Visit]) -> None:
        flags = draw(sorted(many, key=lambda v: v.ended)).flags
        assert len(flags) == len(many)
        for place, flag in enumerate(flags):
            assert not any(words_meet(flag, other) for other in flags[place + 1 :])

    @given(visits)
    def test_everything_stays_within_the_drawing(self, many: list[Visit]) -> None:
        drawing = draw(sorted(many, key=lambda v: v.ended))
        for flag in drawing.flags:
            assert flag.span[0] >= 0
            assert flag.span[1] <= 100
            assert 0 < drawing.thread_y + flag.title_y < drawing.height

    def test_graded_kinds_stand_above_and_others_below(self) -> None:
        flags = draw([SIF, FOCUSED, ILACS, WITHOUT_OVERALL]).flags
        assert [flag.above for flag in flags] == [True, False, True, True]

    def test_the_thread_has_the_grade_that_stands(self) -> None:
        bands = draw([SIF, FOCUSED, ILACS]).bands
        assert [band.grade for band in bands] == ["good", "requires_improvement"]
        assert bands[0].end == bands[1].start

    def test_an_inspection_without_an_overall_grade_ends_the_one_before(self) -> None:
        bands = draw([ILACS, WITHOUT_OVERALL]).bands
        assert [band.grade for band in bands] == ["requires_improvement", "none"]

    def test_years_without_a_visit_are_seen(self) -> None:
        labels = [year.label for year in draw([SIF, ILACS]).years]
        assert labels == ["2017", "2018", "2019", "2020", "2021", "2022"]

    def test_it_runs_to_today(self) -> None:
        years = draw([SIF], until=date(2026, 11, 22)).years
        assert years[-1].label == "2026"

    def test_a_long_history_writes_fewer_years(self) -> None:
        old = visit(date(1995, 5, 1), kind=Kind.OTHER)
        years = draw([old, ILACS]).years
        assert len(years) == 28
        assert [year.label for year in years[:4]] == ["1995", "", "1997", ""]


class TestDescribe:
    def test_it_tells_the_grades_in_order(self) -> None:
        assert describe([SIF, FOCUSED, ILACS]) == (
            "3 visits from 2017 to 2022. Overall grades: good in October 2017; "
            "requires improvement to be good in February 2022."
        )

    def test_it_says_that_there_is_no_grade(self) -> None:
        assert describe([FOCUSED]) == "1 visit in 2018, none with an overall grade."


class TestTimeline:
    def render(self, shown: list[Visit]) -> str:
        source = "{% load timeline %}{% timeline visits name='Ambleford' %}"
        return Template(source).render(Context({"visits": shown}))

    def test_every_visit_is_in_the_drawing_and_in_the_list(self) -> None:
        html = self.render([SIF, FOCUSED, ILACS])
        for shown in (SIF, FOCUSED, ILACS):
            assert html.count(f'href="/inspections/{shown.ref}/"') == 2

    def test_it_has_a_title_and_a_description(self) -> None:
        html = self.render([SIF])
        assert "<title" in html
        assert "Visits to Ambleford over time" in html
        assert "1 visit in 2017." in html

    def test_the_key_holds_the_shapes_in_use_and_no_others(self) -> None:
        html = self.render([SIF, FOCUSED])
        assert marks.DOT_IN_RING in html
        assert marks.CIRCLE in html
        assert marks.SQUARE not in html

    @pytest.mark.parametrize("shown", [[], [FOCUSED]])
    def test_few_visits_or_none_are_no_trouble(self, shown: list[Visit]) -> None:
        assert ("<svg" in self.render(shown)) is bool(shown)
