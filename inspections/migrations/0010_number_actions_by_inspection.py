"""Number actions once in an inspection; keep their evidence as links of their own."""

from collections import defaultdict
from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

LABEL = "The council’s evidence"


def number_by_inspection(apps: StateApps, schema_editor: Any) -> None:
    """Give each action its inspection, and drafts that clash there a free number.

    What was ever public keeps its number, for people may have cited it. A working copy
    follows the row that it revises.
    """
    CouncilAction = apps.get_model("inspections", "CouncilAction")
    taken: dict[int, set[int]] = defaultdict(set)
    rows = CouncilAction.objects.select_related("response")
    own = list(rows.filter(revises=None).order_by("pk"))
    for action in sorted(own, key=lambda a: a.first_published_at is None):
        action.inspection_id = action.response.inspection_id
        numbers = taken[action.inspection_id]
        if action.number in numbers:
            if action.first_published_at is not None:
                raise ValueError(
                    f"Two published actions of inspection {action.inspection_id} are "
                    f"A{action.number}. Withdraw one of them, enter it again with a "
                    "number that is free, and migrate again."
                )
            action.number = max(numbers) + 1
        numbers.add(action.number)
        action.save()
    for copy in rows.filter(revises__isnull=False).select_related("revises"):
        copy.inspection_id = copy.response.inspection_id
        copy.number = copy.revises.number
        copy.save()


def forget_inspections(apps: StateApps, schema_editor: Any) -> None:
    apps.get_model("inspections", "CouncilAction").objects.update(inspection=None)


def link_evidence(apps: StateApps, schema_editor: Any) -> None:
    CouncilAction = apps.get_model("inspections", "CouncilAction")
    EvidenceLink = apps.get_model("inspections", "EvidenceLink")
    for action in CouncilAction.objects.exclude(evidence_url=""):
        EvidenceLink.objects.get_or_create(
            action=action, url=action.evidence_url, defaults={"label": LABEL}
        )


def keep_first_link(apps: StateApps, schema_editor: Any) -> None:
    """Put the first link back into the action's one field; others are left as rows."""
    CouncilAction = apps.get_model("inspections", "CouncilAction")
    EvidenceLink = apps.get_model("inspections", "EvidenceLink")
    for link in EvidenceLink.objects.order_by("-pk"):
        CouncilAction.objects.filter(pk=link.action_id).update(evidence_url=link.url)


class Migration(migrations.Migration):
    dependencies = [("inspections", "0009_release_hides_earlier")]

    operations = [
        migrations.RunPython(number_by_inspection, forget_inspections),
        migrations.RunPython(link_evidence, keep_first_link),
    ]
