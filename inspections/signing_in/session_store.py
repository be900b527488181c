"""Django's sessions in the database, each row saying whose session it is.

This is the way that Django describes for extending its sessions. No address and no
device is kept: what a person is shown of a session stands in the session itself.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from inspections.models import Session


class SessionStore(DatabaseStore):
    """Keeps sessions in our own table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that holds them."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to save, with the person who is signed in."""
        row: Any = super().create_model_instance(data)
        key = data.get(SESSION_KEY)
        row.user_id = User._meta.pk.to_python(key) if key is not None else None
        assert isinstance(row, Session)
        return row
