"""Who may log a look, link evidence and keep a council's document: who enters."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from inspections.granting import Grants, grant, revoke

READ: Grants = {"view": ("look", "evidencelink", "responsefile")}
ENTER: Grants = {
    "view": READ["view"],
    "add": ("look", "evidencelink", "responsefile"),
    "change": ("evidencelink",),
    "delete": ("evidencelink",),
}
RIGHTS = {
    "Viewer": READ,
    "Approver": READ,
    "QA officer": ENTER,
    "Administrator": ENTER,
}


def let_them(apps: StateApps, schema_editor: Any) -> None:
    grant(apps, RIGHTS)


def let_nobody(apps: StateApps, schema_editor: Any) -> None:
    revoke(apps, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0011_one_number_an_inspection"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(let_them, let_nobody)]
