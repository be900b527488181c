from datetime import date
from pathlib import Path

import pytest

from inspections.importing.authorities import match_authority, name_within

HEAD = (
    "urn,dfe_code,ons_code,name,slug,region,kind,valid_from,valid_to,predecessors,"
    "statistical_neighbours,other_names\n"
)
# name, slug and other names are what counts here
ROWS = """\
1,801,E1,Ambleford,ambleford,North West,unitary,,,,,"Ambleford, City of"
2,802,E2,Barton and Hythe,barton-and-hythe,London,london_borough,,,,,
3,803,E3,Dunshire,dunshire,South West,unitary,2019-04-01,,old-dunshire,,Dunshire Council
,804,E4,Old Dunshire,old-dunshire,,county,,2019-03-31,,,Dunshire|Dunshire County
6,806,E6,City of London,city-of-london,London,unitary,,,,,
5,805,E5,St Olave's,st-olaves,London,london_borough,,,,,
"""


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "authorities.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def urn(printed: str, names: Path, *, on: date | None = None) -> int | None:
    only = match_authority(printed, on=on, path=names).only
    return only.urn if only else None


class TestMatchAuthority:
    @pytest.mark.parametrize(
        "printed",
        [
            "Ambleford",
            "AMBLEFORD",
            "Ambleford City Council",
            "City of Ambleford",
            "Ambleford City of",
            "Ambleford Metropolitan Borough Council",
            "Royal Borough of Ambleford",
        ],
    )
    def test_it_sees_through_the_sort_of_council(
        self, printed: str, names: Path
    ) -> None:
        assert urn(printed, names) == 1

    @pytest.mark.parametrize(
        "printed",
        ["Barton & Hythe", "London Borough of Barton and Hythe", "Barton-and-Hythe"],
    )
    def test_it_takes_ampersand_and_hyphen_for_words(
        self, printed: str, names: Path
    ) -> None:
        assert urn(printed, names) == 2

    def test_either_apostrophe_will_do(self, names: Path) -> None:
        assert urn("St Olave’s", names) == urn("St Olave's", names) == 5

    def test_the_day_decides_between_namesakes(self, names: Path) -> None:
        assert urn("Dunshire", names, on=date(2020, 1, 1)) == 3
        before = match_authority("Dunshire", on=date(2018, 1, 1), path=names).only
        assert before and (before.slug, before.urn) == ("old-dunshire", None)

    def test_without_a_day_namesakes_stay_unclear(self, names: Path) -> None:
        matching = match_authority("Dunshire", on=None, path=names)
        assert matching.only is None
        assert len(matching.found) == 2

    @pytest.mark.parametrize(
        "printed",
        ["City of London", "City of London Corporation", "the City of London"],
    )
    def test_a_name_that_is_all_titles_is_known_whole(
        self, printed: str, names: Path
    ) -> None:
        assert urn(printed, names) == 6

    def test_an_unknown_name_means_nobody(self, names: Path) -> None:
        assert match_authority("Nowhere", on=None, path=names).found == ()

    def test_a_name_made_of_titles_alone_is_not_a_blank_cheque(
        self, names: Path
    ) -> None:
        assert (
            match_authority("London Borough Council", on=None, path=names).found == ()
        )


class TestNameWithin:
    def test_it_finds_the_longest_name_in_a_text(self, names: Path) -> None:
        text = "Progress made in the London Borough of Barton and Hythe in 2009"
        assert name_within(text, path=names) == "barton and hythe"

    def test_part_of_a_word_is_no_name(self, names: Path) -> None:
        assert name_within("The Amblefordian way", path=names) is None
