"""Let Administrators keep remits; staff of today keep the sight of every record."""

from typing import Any

from django.conf import settings
from django.db import migrations
from django.db.migrations.state import StateApps

from inspections.granting import grant, revoke

RIGHTS = {
    "Administrator": {
        action: ("remit",) for action in ("add", "change", "delete", "view")
    }
}


def let_administrators_keep_remits(apps: StateApps, schema_editor: Any) -> None:
    grant(apps, RIGHTS)


def let_nobody_keep_remits(apps: StateApps, schema_editor: Any) -> None:
    revoke(apps, RIGHTS)


def give_todays_staff_everything(apps: StateApps, schema_editor: Any) -> None:
    """Give those who saw every record until now a remit that says so."""
    User = apps.get_model("auth", "User")
    Remit = apps.get_model("inspections", "Remit")
    for user in User.objects.filter(is_staff=True, remit__isnull=True):
        Remit.objects.create(user=user, everywhere=True)


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0003_remits"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(let_administrators_keep_remits, let_nobody_keep_remits),
        migrations.RunPython(give_todays_staff_everything, migrations.RunPython.noop),
    ]
