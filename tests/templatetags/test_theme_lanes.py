"""Tests of the drawing of themes by visit."""

from dataclasses import replace

from django.template import Context, Template

from inspections.templatetags.theme_lanes import LARGEST, describe
from inspections.theme_grid import ThemeRow, theme_grid
from inspections.visits import ThemeName
from tests.values import visit

NEGLECT = ThemeName("Neglect", "neglect")


def rows(*asked: int) -> tuple[ThemeRow, ...]:
    """Return the grid of visits that each asked so often for something on neglect."""
    visits = []
    for place, count in enumerate(asked):
        plain = visit(2016 + 2 * place, recommendations=max(count, 1))
        themed = tuple(
            replace(raised, themes=(NEGLECT,) if count else ())
            for raised in plain.recommendations
        )
        visits.append(replace(plain, recommendations=themed))
    return theme_grid(visits).main


def drawn(*asked: int) -> str:
    source = "{% load theme_lanes %}{% theme_lanes rows %}"
    return Template(source).render(Context({"rows": rows(*asked)}))


class TestThemeLanes:
    def test_the_more_concerns_the_larger_the_dot(self) -> None:
        html = drawn(1, 4)
        assert f'r="{LARGEST / 2}"' in html
        assert f'r="{LARGEST}"' in html
        assert "<title>Neglect, February 2018: 4 concerns</title>" in html

    def test_a_visit_without_a_concern_has_no_dot(self) -> None:
        assert drawn(1, 0, 2).count("<circle") == 2

    def test_one_visit_or_nothing_is_not_drawn(self) -> None:
        assert "<svg" not in drawn(3)
        assert "<svg" not in drawn(0, 0)
        assert "<svg" not in drawn()


class TestDescribe:
    def test_it_says_in_words_what_the_lanes_show(self) -> None:
        assert describe(rows(1, 0, 4)) == "Neglect: 5 concerns at 2 of 3 visits."
