"""`load_authorities`: makes, updates in place, refuses a bad list whole."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.files import BadData, Tally
from inspections.models import Authority, FormerSlug, StatisticalNeighbour

HEADER = (
    "urn,dfe_code,ons_code,name,slug,region,kind,valid_from,valid_to,"
    "predecessors,statistical_neighbours,other_names"
)
OLD = (
    ",101,E1,Oldshire,oldshire,North West,county,,2023-03-31,,,Oldshire County Council"
)
EAST = "901,102,E2,East,east,North West,unitary,2023-04-01,,oldshire,103,East Council|E"
WEST = "902,103,E3,West,west,North West,unitary,2023-04-01,,oldshire,102,"

pytestmark = pytest.mark.django_db


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "authorities.csv"
    path.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    return path


class TestLoadAuthorities:
    def test_it_makes_authorities_with_what_joins_them(self, tmp_path: Path) -> None:
        assert load_authorities(listed(tmp_path, OLD, EAST, WEST)) == Tally(3, 0, 0)
        old = Authority.objects.get(slug="oldshire")
        assert old.urn is None
        assert {a.name for a in old.successors.all()} == {"East", "West"}
        east = Authority.objects.get(urn=901)
        assert east.other_names == ["East Council", "E"]
        assert [n.neighbour.name for n in east.statistical_neighbours.all()] == ["West"]

    def test_a_second_load_changes_nothing(self, tmp_path: Path) -> None:
        path = listed(tmp_path, OLD, EAST, WEST)
        load_authorities(path)
        assert load_authorities(path) == Tally(0, 0, 3)

    def test_it_updates_in_place_and_an_old_address_redirects(
        self, tmp_path: Path
    ) -> None:
        load_authorities(listed(tmp_path, OLD, EAST, WEST))
        key = Authority.objects.get(urn=901).pk
        renamed = EAST.replace("East,east", "Eastern,eastern").replace(",103,", ",,")
        tally = load_authorities(listed(tmp_path, OLD, renamed, WEST))
        assert tally == Tally(0, 1, 2)
        east = Authority.objects.get(pk=key)
        assert (east.name, east.slug) == ("Eastern", "eastern")
        assert FormerSlug.objects.get(slug="east").authority == east
        assert not StatisticalNeighbour.objects.filter(authority=east).exists()

    def test_it_may_leave_what_is_there_alone(self, tmp_path: Path) -> None:
        load_authorities(
            listed(tmp_path, OLD, EAST.replace("oldshire,103", "oldshire,"))
        )
        Authority.objects.filter(urn=901).update(name="Edited", slug="edited")
        tally = load_authorities(listed(tmp_path, OLD, EAST, WEST), update=False)
        assert tally == Tally(1, 0, 2)
        assert Authority.objects.get(urn=901).name == "Edited"
        west = Authority.objects.get(urn=902)
        assert west.statistical_neighbours.get().neighbour.name == "Edited"

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            (EAST.replace("North West", "Wessex"), "line 2: “Wessex”"),
            (EAST.replace("unitary", "parish"), "line 2: “parish”"),
            (EAST.replace("2023-04-01", "1 April"), "line 2: “1 April”"),
            (EAST.replace("901", "9x1"), "line 2: “9x1”"),
            (EAST.replace("oldshire", "nowhere"), "line 2: the list has no"),
            (EAST + ",more", "line 2: the line has too many"),
            ("901,102", "line 2: the line has too many or too few"),
        ],
    )
    def test_a_bad_line_is_named_and_nothing_is_written(
        self, tmp_path: Path, line: str, sentence: str
    ) -> None:
        with pytest.raises(BadData, match=sentence):
            load_authorities(listed(tmp_path, line))
        assert not Authority.objects.exists()

    def test_a_clash_with_another_authority_is_said(self, tmp_path: Path) -> None:
        load_authorities(listed(tmp_path, OLD))
        clash = OLD.replace(",oldshire,", ",older,")
        with pytest.raises(BadData, match="already there"):
            load_authorities(listed(tmp_path, clash))


class TestCommand:
    def test_it_loads_the_list_that_the_project_carries(self) -> None:
        out = StringIO()
        call_command("load_authorities", stdout=out)
        assert "158 made" in out.getvalue()
        assert Authority.objects.current().count() == 153
        bcp = Authority.objects.get(slug="bournemouth-christchurch-and-poole")
        assert {a.slug for a in bcp.predecessors.all()} == {
            "bournemouth",
            "poole",
            "dorset-county",
        }
        assert StatisticalNeighbour.objects.count() == 1530

    def test_a_missing_file_is_a_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read.*Nothing was written"):
            call_command("load_authorities", str(tmp_path / "none.csv"))

    def test_a_missing_column_is_a_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "authorities.csv"
        path.write_text("name,slug\nEast,east\n", encoding="utf-8")
        with pytest.raises(CommandError, match="has no column urn"):
            call_command("load_authorities", str(path))
