"""What a group of staff may do, given and taken away by a step of a migration."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.migrations.state import StateApps
from django.db.models import Model

Grants = Mapping[str, tuple[str, ...]]
"""From an action ("add", "view", …) to models, as "model" or "app.model"."""


def grant(apps: StateApps, rights: Mapping[str, Grants]) -> None:
    """Give each group named its rights; what it has already, it keeps.

    Takes the models as the migration sees them. Makes what is missing of groups,
    content types and permissions, for Django makes those after the last migration.
    A model that is unknown raises LookupError.
    """
    Group = apps.get_model("auth", "Group")
    for name, grants in rights.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *(_permission(apps, action, model) for action, model in _pairs(grants))
        )


def revoke(apps: StateApps, rights: Mapping[str, Grants]) -> None:
    """Take those rights from each group named; the way back from `grant`."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=rights):
        group.permissions.remove(
            *(
                _permission(apps, action, model)
                for action, model in _pairs(rights[group.name])
            )
        )


def _pairs(grants: Grants) -> Iterator[tuple[str, str]]:
    for action, models in grants.items():
        for model in models:
            yield action, model


def _permission(apps: StateApps, action: str, name: str) -> Any:
    model = _model(apps, name)
    options = model._meta
    content_type, _ = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label=options.app_label, model=options.model_name)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{options.model_name}",
        defaults={"name": f"Can {action} {options.verbose_name}"},
    )
    return permission


def _model(apps: StateApps, name: str) -> type[Model]:
    app, _, model = name.rpartition(".")
    return apps.get_model(app or "inspections", model)
