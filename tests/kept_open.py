"""Ways to keep a test's connection to the database open where Django would close it.

Only PostgreSQL notices: closing a database in memory does nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db import connections, transaction
from pytest_django.plugin import DjangoDbBlocker


@contextmanager
def kept_open() -> Iterator[None]:
    """Let answers be closed as a server does, which would end the connection."""
    with patch.object(connections["default"], "close"):
        yield


@contextmanager
def kept_for_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let records stand for all tests of a module, and take them back at its end.

    Django closes the connection after each test, and with it the transaction in which
    they stand: meanwhile it stays open.
    """
    with blocker.unblock(), transaction.atomic():
        with kept_open():
            yield
        transaction.set_rollback(True)
