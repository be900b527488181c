"""Tests of the list of authorities with their latest grades."""

from datetime import date

import pytest

from inspections import directory
from inspections.models import Authority, PublicationStatus
from inspections.vocabulary import Area, Grade, Kind
from tests.factories import make_authority, make_inspection

GOOD = {Area.OVERALL: Grade.GOOD}
AMBLEFORD = directory.Entry("Ambleford & Brackmere", "a", "London", is_current=True)
CASTLEWICK = directory.Entry(
    "Castlewick", "c", "North West", is_current=True, other_names=("Royal Castlewick",)
)


class TestMatching:
    @pytest.mark.parametrize(
        ("words", "slugs"),
        [
            ("", ["a", "c"]),
            ("ambleford and", ["a"]),
            ("ROYAL", ["c"]),
            ("royal ambleford", []),
            ("'%;--", ["a", "c"]),
        ],
    )
    def test_it_finds_by_words_of_one_name(self, words: str, slugs: list[str]) -> None:
        found = directory.matching([AMBLEFORD, CASTLEWICK], words=words)
        assert [entry.slug for entry in found] == slugs

    def test_it_keeps_one_region(self) -> None:
        found = directory.matching([AMBLEFORD, CASTLEWICK], region="North West")
        assert found == (CASTLEWICK,)

    def test_it_keeps_those_without_a_grade(self) -> None:
        assert directory.matching([AMBLEFORD], grade=directory.NO_GRADE)
        assert not directory.matching([AMBLEFORD], grade="good")


class TestRegions:
    def test_they_stand_in_their_usual_order(self) -> None:
        regions = directory.regions([AMBLEFORD, CASTLEWICK])
        assert [region.name for region in regions] == ["North West", "London"]

    def test_they_count_every_entry_once(self) -> None:
        (region,) = directory.regions([AMBLEFORD])
        assert sum(entry.count for entry in region.counts) == 1


class TestHexagons:
    def test_every_one_is_an_authoritys(self) -> None:
        assert len(directory.hexagons()) > 150


@pytest.mark.django_db
class TestEntries:
    def test_an_entry_has_the_last_grade_that_stands(self) -> None:
        ambleford = make_authority()
        make_inspection(ambleford, ended=date(2017, 10, 19), kind=Kind.SIF, grades=GOOD)
        make_inspection(ambleford, grades={Area.OVERALL: Grade.INADEQUATE})
        make_inspection(ambleford, kind=Kind.FOCUSED_VISIT, ended=date(2024, 5, 1))
        (entry,) = directory.entries()
        assert entry.grade == "inadequate"
        assert entry.graded_on == date(2022, 2, 4)

    def test_a_grade_of_parts_is_no_overall_grade(self) -> None:
        make_inspection(ended=date(2026, 5, 1), grades={Area.LEADERS: Grade.GOOD})
        (entry,) = directory.entries()
        assert entry.grade == ""
        assert entry.visit is not None

    def test_a_draft_gives_no_grade(self) -> None:
        make_inspection(grades=GOOD, status=PublicationStatus.DRAFT)
        (entry,) = directory.entries()
        assert entry.visit is None

    def test_abolished_ones_are_there_and_marked(self) -> None:
        make_authority("Oldshire", valid_to=date(2023, 3, 31))
        (entry,) = directory.entries()
        assert not entry.is_current

    def test_it_knows_the_place_on_the_map(self) -> None:
        code = next(iter(directory.hexagons()))
        Authority.objects.filter(pk=make_authority().pk).update(ons_code=code)
        (entry,) = directory.entries()
        assert entry.place == directory.hexagons()[code]
