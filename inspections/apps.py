"""How Django knows the inspections app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Name the app as editors see it."""

    name = "inspections"
    verbose_name = "Inspections"
    default_auto_field = "django.db.models.BigAutoField"
