"""Who asked to be told of news by e-mail: an address, of what, and until when told.

Never public. No more is kept than sending needs, and no history: what somebody takes
back is gone.
"""

import uuid

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from inspections.models.authorities import Authority
from inspections.models.themes import Theme
from inspections.vocabulary import News


class AlertSubscription(models.Model):
    """One address and what it follows; nothing is sent before it is confirmed.

    `told_until` is the time up to which news has been sent. The four marks are named
    for the kinds of news.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    authority = models.ForeignKey(
        Authority,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    report_published = models.BooleanField(default=True)
    response_found = models.BooleanField(default=True)
    status_changed = models.BooleanField(default=True)
    correction = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("email", "pk")
        constraints = [
            models.UniqueConstraint(
                "email",
                Coalesce("authority", Value(0)),
                Coalesce("theme", Value(0)),
                name="alert_is_asked_for_once",
                violation_error_message="This address follows that already.",
            ),
            models.CheckConstraint(
                condition=models.Q(report_published=True)
                | models.Q(response_found=True)
                | models.Q(status_changed=True)
                | models.Q(correction=True),
                name="alert_is_of_some_kind_of_news",
                violation_error_message="Choose at least one kind of news.",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True)
                | models.Q(told_until__isnull=False),
                name="alert_that_is_confirmed_has_a_beginning",
                violation_error_message="Say from when news is to be told.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.masked} – {self.follows}"

    @property
    def masked(self) -> str:
        """The address as staff may see it: one letter, and where it is."""
        name, _, host = self.email.rpartition("@")
        return f"{name[:1]}…@{host}"

    @property
    def follows(self) -> str:
        """Of whom and what, in words; reads the council and the theme."""
        whom = str(self.authority) if self.authority else "every council"
        return f"{whom}, {self.theme}" if self.theme else whom

    @property
    def kinds(self) -> tuple[News, ...]:
        """The kinds of news that it is of."""
        return tuple(kind for kind in News if getattr(self, kind.value))
