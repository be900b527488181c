"""The days on which somebody looked for a council's response and found none."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from inspections.models.inspections import Inspection
from inspections.models.publication import AppendOnly, PublicModel


class Look(AppendOnly, PublicModel):
    """A day on which a person looked for the response to an inspection in vain.

    A dated fact about this site's own search: it is added, never changed, and needs no
    second person, for it says nothing of the council's.
    """

    public_when: ClassVar[tuple[str, ...]] = ("inspection__status",)

    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.CASCADE,
        related_name="all_looks",
        limit_choices_to={"revises__isnull": True},
    )
    looked_on = models.DateField()
    note = models.CharField("where", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="looks"
    )

    class Meta:
        ordering = ("inspection", "looked_on")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "looked_on"],
                name="look_is_logged_once_a_day",
                violation_error_message="Somebody looked on that day already.",
            )
        ]

    def __str__(self) -> str:
        return f"Looked on {self.looked_on:%-d %B %Y}"

    @classmethod
    def log(
        cls, inspection: Inspection, *, by: AbstractBaseUser, on: date, note: str = ""
    ) -> "Look":
        """Keep that somebody looked on a day; a second look of the day adds nothing."""
        look, _ = cls.objects.get_or_create(
            inspection=inspection,
            looked_on=on,
            defaults={"by_id": by.pk, "note": note},
        )
        return look
