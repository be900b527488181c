"""Who may read how warnings of personal data were answered: all staff."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from inspections.granting import grant, revoke

RIGHTS = {
    group: {"view": ("answeredhit",)}
    for group in ("Viewer", "QA officer", "Approver", "Administrator")
}


def let_all_staff_read_them(apps: StateApps, schema_editor: Any) -> None:
    grant(apps, RIGHTS)


def let_nobody_read_them(apps: StateApps, schema_editor: Any) -> None:
    revoke(apps, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0005_working_copies_of_every_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(let_all_staff_read_them, let_nobody_read_them)]
