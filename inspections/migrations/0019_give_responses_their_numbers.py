"""Number responses once in an inspection, in the order in which they were entered."""

from collections import defaultdict
from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps


def number_by_inspection(apps: StateApps, schema_editor: Any) -> None:
    """Give each response a number; a working copy has that of the row it revises."""
    CouncilResponse = apps.get_model("inspections", "CouncilResponse")
    Kept = apps.get_model("inspections", "HistoricalCouncilResponse")
    given: dict[int, int] = defaultdict(int)
    for response in CouncilResponse.objects.filter(revises=None).order_by("pk"):
        given[response.inspection_id] += 1
        number = given[response.inspection_id]
        copies = CouncilResponse.objects.filter(revises=response.pk)
        for key in (response.pk, *copies.values_list("pk", flat=True)):
            CouncilResponse.objects.filter(pk=key).update(number=number)
            Kept.objects.filter(id=key).update(number=number)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0018_number_responses")]

    operations = [
        migrations.RunPython(number_by_inspection, migrations.RunPython.noop),
    ]
