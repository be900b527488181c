"""Sessions, each known by whose it is, so that people can see and end their own."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """One browser's session; `user` is empty until somebody signs in with it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sessions",
    )

    class Meta(AbstractBaseSession.Meta):
        ordering = ("-expire_date",)

    def __str__(self) -> str:
        return f"Session until {self.expire_date:%d %B %Y}"
