"""Who reads what readers ask to have corrected, and who answers them."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from inspections.granting import Grants, grant, revoke

READ: Grants = {"view": ("correctionrequest",)}
ANSWER: Grants = {**READ, "change": ("correctionrequest",)}
RIGHTS = {
    "Viewer": READ,
    "QA officer": ANSWER,
    "Approver": ANSWER,
    "Administrator": ANSWER,
}


def let_them(apps: StateApps, schema_editor: Any) -> None:
    grant(apps, RIGHTS)


def let_nobody(apps: StateApps, schema_editor: Any) -> None:
    revoke(apps, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0024_correction_requests"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(let_them, let_nobody)]
