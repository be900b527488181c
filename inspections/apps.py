"""How Django knows the inspections app, and what follows each `migrate`."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from inspections import search_upkeep


class InspectionsConfig(AppConfig):
    """Name the app as editors see it; keep the triggers of search over migrations."""

    name = "inspections"
    verbose_name = "Inspections"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the triggers anew with each `migrate`: SQLite loses them in it."""
        pre_migrate.connect(_before, sender=self, dispatch_uid="search triggers")
        post_migrate.connect(_after, sender=self, dispatch_uid="search triggers")


def _before(*, using: str, **_: Any) -> None:
    search_upkeep.uninstall(using=using)


def _after(*, using: str, **_: Any) -> None:
    search_upkeep.install(using=using)
