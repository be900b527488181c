"""Which authorities' records a member of staff sees and changes."""

from django.conf import settings
from django.db import models

from inspections.models.authorities import Authority


class Remit(models.Model):
    """What one account is for; an account without a remit sees no record.

    `inspections.remits` says which records that covers.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="remit"
    )
    everywhere = models.BooleanField(
        "every authority",
        default=False,
        help_text="For a national editor. Otherwise choose authorities.",
    )
    authorities = models.ManyToManyField(Authority, related_name="remits", blank=True)

    class Meta:
        ordering = ("user",)

    def __str__(self) -> str:
        return f"Remit of {self.user}"
