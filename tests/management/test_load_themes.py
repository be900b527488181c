"""`load_themes`: makes, updates in place, refuses a phrase that cannot be read."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from inspections.management.loading.files import BadData, Tally
from inspections.management.loading.themes import load_themes
from inspections.models import Theme

HEADER = "slug,name,definition,phrases,scope,position\n"
NEGLECT = "neglect,Neglect,About it.,neglect|chronic,childrens_services,1\n"

pytestmark = pytest.mark.django_db


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "themes.csv"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


class TestLoadThemes:
    def test_it_makes_and_updates_in_place(self, tmp_path: Path) -> None:
        assert load_themes(listed(tmp_path, NEGLECT)) == Tally(1, 0, 0)
        assert load_themes(listed(tmp_path, NEGLECT)) == Tally(0, 0, 1)
        more = NEGLECT.replace("|chronic", "|chronic|unmet")
        assert load_themes(listed(tmp_path, more)) == Tally(0, 1, 0)
        assert Theme.objects.get().phrases == ["neglect", "chronic", "unmet"]

    def test_it_may_leave_what_is_there_alone(self, tmp_path: Path) -> None:
        load_themes(listed(tmp_path, NEGLECT))
        Theme.objects.update(definition="Edited.")
        assert load_themes(listed(tmp_path, NEGLECT), update=False) == Tally(0, 0, 1)
        assert Theme.objects.get().definition == "Edited."

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            (NEGLECT.replace("|chronic", "|chronic (not"), "line 2: “chronic \\(not”"),
            (NEGLECT.replace("childrens_services", "other"), "line 2: “other”"),
        ],
    )
    def test_a_bad_line_is_named_and_nothing_is_written(
        self, tmp_path: Path, line: str, sentence: str
    ) -> None:
        other = NEGLECT.replace("neglect,Neglect", "early-help,Early help")
        with pytest.raises(BadData, match=sentence):
            load_themes(listed(tmp_path, line, other))
        assert not Theme.objects.exists()


class TestCommand:
    def test_it_loads_the_list_that_the_project_carries(self) -> None:
        out = StringIO()
        call_command("load_themes", stdout=out)
        assert "36 made" in out.getvalue()
        assert Theme.objects.filter(scope=Theme.Scope.AREA_SEND).count() == 6

    def test_a_bad_file_is_a_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "themes.csv"
        path.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(CommandError, match="not UTF-8.*Nothing was written"):
            call_command("load_themes", str(path))
