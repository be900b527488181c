"""Make the groups of staff, and give each what it may do."""

from collections.abc import Mapping
from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

PARTS = ("judgement", "finding", "recommendation", "progressverdict", "restatement")
REPLIES = (
    "councilresponse",
    "recommendationposition",
    "councilaction",
    "actionupdate",
)
RECORDS = ("inspection", *PARTS, *REPLIES, "pressarticle")
IMPORTS = ("reportfile", "reportimport")
AUTHORITIES = ("authority", "formerslug", "statisticalneighbour")
HISTORY = ("publicationevent", "release")
PUBLISHED = ("inspection", "councilresponse", "councilaction", "pressarticle")
ALL = (*RECORDS, *IMPORTS, *AUTHORITIES, "theme", *HISTORY)

Grants = Mapping[str, tuple[str, ...]]

READ: Grants = {"view": ALL}
ENTER: Grants = {"add": (*RECORDS, *IMPORTS), "change": (*RECORDS, *IMPORTS)}
REMOVE: Grants = {"delete": RECORDS}
APPROVE: Grants = {"approve": PUBLISHED}
KEEP_LISTS: Grants = {
    action: (*AUTHORITIES, "theme", *IMPORTS) for action in ("add", "change", "delete")
}
KEEP_ACCOUNTS: Grants = {
    action: ("user", "group") for action in ("add", "change", "delete", "view")
}

ROLES: dict[str, tuple[Grants, ...]] = {
    "Viewer": (READ,),
    "QA officer": (READ, ENTER, REMOVE),
    "Approver": (READ, APPROVE),
    "Administrator": (READ, ENTER, REMOVE, APPROVE, KEEP_LISTS, KEEP_ACCOUNTS),
}


def make_roles(apps: StateApps, schema_editor: Any) -> None:
    """Make each group; a permission that Django has not made yet is made here."""
    Group = apps.get_model("auth", "Group")
    for name, grants in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = {
            (action, model)
            for grant in grants
            for action, models in grant.items()
            for model in models
        }
        group.permissions.set(
            [_permission(apps, action, model) for action, model in sorted(wanted)]
        )


def _permission(apps: StateApps, action: str, model: str) -> Any:
    app = "auth" if model in ("user", "group") else "inspections"
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label=app, model=model)
    words = next(
        m._meta.verbose_name for m in apps.get_models() if m._meta.model_name == model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {words}"},
    )
    return permission


def remove_roles(apps: StateApps, schema_editor: Any) -> None:
    """Remove the groups; the accounts in them stay."""
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0001_records"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
