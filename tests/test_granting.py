"""Rights given to groups of staff by a migration, and taken back."""

from typing import cast

import pytest
from django.apps import apps as apps_now
from django.contrib.auth.models import Group, Permission
from django.db.migrations.state import StateApps

from inspections.granting import grant, revoke

pytestmark = pytest.mark.django_db
# What a migration is given has the same two methods as the apps of now.
apps = cast(StateApps, apps_now)
RIGHTS = {"Archivist": {"view": ("reportfile",), "change": ("theme", "auth.user")}}


def held(name: str = "Archivist") -> set[str]:
    permissions = Group.objects.get(name=name).permissions
    return set(permissions.values_list("codename", flat=True))


class TestGrant:
    def test_it_gives_each_group_its_rights(self) -> None:
        grant(apps, RIGHTS)
        assert held() == {"view_reportfile", "change_theme", "change_user"}

    def test_it_keeps_what_the_group_had(self) -> None:
        before = held("Viewer")
        grant(apps, {"Viewer": {"add": ("theme",)}})
        assert held("Viewer") == before | {"add_theme"}

    def test_it_makes_a_permission_that_is_not_there_yet(self) -> None:
        Permission.objects.filter(codename="view_reportfile").delete()
        grant(apps, RIGHTS)
        made = Permission.objects.get(codename="view_reportfile")
        assert made.name == "Can view report file"
        assert made.content_type.app_label == "inspections"

    def test_an_unknown_model_is_an_error(self) -> None:
        with pytest.raises(LookupError):
            grant(apps, {"Viewer": {"view": ("nosuchmodel",)}})


class TestRevoke:
    def test_it_takes_those_rights_and_no_others(self) -> None:
        grant(apps, RIGHTS)
        revoke(apps, {"Archivist": {"view": ("reportfile",)}})
        assert held() == {"change_theme", "change_user"}

    def test_a_group_that_is_gone_is_passed_over(self) -> None:
        revoke(apps, RIGHTS)
        assert not Group.objects.filter(name="Archivist").exists()
