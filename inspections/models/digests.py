"""What people are told by e-mail of what waits for them, and what was told already."""

from django.conf import settings
from django.db import models


class DigestChoice(models.Model):
    """How often one person wants a digest, and what stood when one was last made.

    `listed` names what stood then, so that only what is new is told. An account
    without a row gets none.
    """

    class Every(models.TextChoices):
        NEVER = "never", "Never"
        DAY = "day", "Every day on which there is something new"
        WEEK = "week", "Once a week, if there is something new"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice"
    )
    every = models.CharField(
        "how often", max_length=5, choices=Every.choices, default=Every.NEVER
    )
    listed = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        ordering = ("user",)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_every_display()}"


class Digest(models.Model):
    """One digest that was sent: to whom, for which day or week, how much was new."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    period = models.CharField(
        max_length=10, help_text="A day as 2026-11-22, or a week as 2026-W47."
    )
    new = models.PositiveIntegerField(help_text="How many things were new.")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "period"],
                name="digest_is_sent_once_a_period",
                violation_error_message="This digest was sent already.",
            )
        ]

    def __str__(self) -> str:
        return f"Digest of {self.period} to {self.user}"
