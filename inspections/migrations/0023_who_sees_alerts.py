"""Who may see who asked for alerts, with masked addresses: administrators alone."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from inspections.granting import grant, revoke

RIGHTS = {"Administrator": {"view": ("alertsubscription",)}}


def let_them(apps: StateApps, schema_editor: Any) -> None:
    grant(apps, RIGHTS)


def let_nobody(apps: StateApps, schema_editor: Any) -> None:
    revoke(apps, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0022_alerts_by_email")]

    operations = [migrations.RunPython(let_them, let_nobody)]
