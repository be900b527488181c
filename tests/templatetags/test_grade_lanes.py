"""Tests of the drawing of grades over time."""

import pytest
from django.template import Context, Template

from inspections.grade_history import grade_history
from inspections.templatetags.grade_lanes import describe
from inspections.visits import Visit
from inspections.vocabulary import Area, Grade
from tests.values import visit


def drawn(*visits: Visit) -> str:
    source = "{% load grade_lanes %}{% grade_lanes rows %}"
    return Template(source).render(Context({"rows": grade_history(visits)}))


@pytest.fixture
def visits() -> tuple[Visit, ...]:
    return (
        visit(2018, grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.GOOD}),
        visit(2022, grades={Area.OVERALL: Grade.INADEQUATE}),
    )


class TestGradeLanes:
    def test_each_area_has_a_lane_and_each_grade_its_shape(
        self, visits: tuple[Visit, ...]
    ) -> None:
        html = drawn(*visits)
        assert html.count('class="lanes__line"') == 2
        assert "<title>Inadequate, February 2022</title>" in html
        assert html.count("grade--good") == 2 + 1  # on two lanes, and in the key

    def test_grades_stand_in_order_of_time(self, visits: tuple[Visit, ...]) -> None:
        html = drawn(*visits)
        assert html.index("Good, February 2018") < html.index("Inadequate, February")

    def test_one_visit_is_no_history(self, visits: tuple[Visit, ...]) -> None:
        assert "<svg" not in drawn(visits[0])
        assert "<svg" not in drawn()


class TestDescribe:
    def test_it_says_in_words_what_the_lanes_show(
        self, visits: tuple[Visit, ...]
    ) -> None:
        said = describe(grade_history(visits))
        assert (
            "Overall effectiveness: good in February 2018, inadequate in February 2022."
        ) in said
        assert "Impact of leaders: good in February 2018." in said
