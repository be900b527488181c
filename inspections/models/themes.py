"""Themes: what recommendations and findings are about, in a parent's words."""

from django.db import models

from inspections.models.changes import Kept


class Theme(models.Model):
    class Scope(models.TextChoices):
        CHILDRENS_SERVICES = "childrens_services", "Children's services"
        AREA_SEND = "area_send", "Area SEND"

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    definition = models.TextField()
    phrases = models.JSONField(
        default=list,
        help_text="Phrases that suggest this theme; see inspections/theming.py.",
    )
    scope = models.CharField(
        max_length=20, choices=Scope.choices, default=Scope.CHILDRENS_SERVICES
    )
    position = models.PositiveSmallIntegerField(default=0)

    history = Kept()

    class Meta:
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name
