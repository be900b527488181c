"""Sessions, each known by whose it is, so that people can see and end their own.

This is the way that Django describes for extending its sessions; `SESSION_ENGINE`
names this module. No address and no device is kept: what a person is shown of a session
stands in the session itself.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
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

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        """Return what reads and writes these rows."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Keeps sessions in our own table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that holds them."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to save, with the person who is signed in."""
        key = data.get(SESSION_KEY)
        row: Any = super().create_model_instance(data)
        row.user_id = None if key is None else int(key)
        assert isinstance(row, Session)
        return row
