"""Tests of the map of hexagons."""

from datetime import date

from django.template import Context, Template

from inspections.directory import Entry, hexagons
from inspections.frameworks import framework_for
from inspections.templatetags.hexagons import hexagon_map
from inspections.visits import JudgementMade, Visit
from inspections.vocabulary import Area, Grade, Kind, Subject

ENDED = date(2022, 2, 4)
VISIT = Visit(
    ref="ambleford-2022-02-ilacs",
    authority="Ambleford",
    kind=Kind.ILACS_STANDARD,
    framework=framework_for(Kind.ILACS_STANDARD, ENDED),
    started=ENDED,
    ended=ENDED,
    judgements=(JudgementMade(Area.OVERALL, "", Grade.GOOD, None, Subject.COUNCIL, 1),),
)
AMBLEFORD = Entry(
    "Ambleford", "ambleford", "London", is_current=True, visit=VISIT, place=(0, 0)
)
BRACKMERE = Entry("Brackmere", "brackmere", "South West", is_current=True, place=(1, 1))


def render(**context: object) -> str:
    source = "{% load hexagons %}{% hexagon_map places title='Councils' %}"
    return Template(source).render(Context(context))


class TestHexagonMap:
    def test_each_council_is_a_link_that_names_its_grade_and_date(self) -> None:
        html = render(places=[AMBLEFORD, BRACKMERE])
        assert 'href="/authorities/ambleford/"' in html
        assert "Ambleford: Good, February 2022" in html
        assert "Brackmere: No overall grade" in html

    def test_the_description_counts_the_grades(self) -> None:
        assert "Good: 1; No overall grade: 1." in render(places=[AMBLEFORD, BRACKMERE])

    def test_odd_rows_are_shifted_and_rows_count_from_the_south(self) -> None:
        drawn = hexagon_map([AMBLEFORD, BRACKMERE], title="Councils")["hexagons"]
        assert isinstance(drawn, list)
        ambleford, brackmere = drawn
        assert brackmere.y < ambleford.y
        assert 1.4 < (brackmere.x - ambleford.x) / ambleford.x / 2 < 1.6

    def test_with_a_region_the_others_stand_back(self) -> None:
        drawn = hexagon_map([AMBLEFORD, BRACKMERE], title="London", region="London")
        assert isinstance(drawn["hexagons"], list)
        assert [hexagon.faded for hexagon in drawn["hexagons"]] == [False, True]

    def test_an_empty_map_is_no_trouble(self) -> None:
        assert "<svg" in render(places=[])


class TestHexagons:
    def test_no_two_councils_share_a_place(self) -> None:
        places = list(hexagons().values())
        assert len(places) == len(set(places))
