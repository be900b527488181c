"""Finds the user who answers for what a command does."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import CommandError


def find_user(name: str | None) -> AbstractBaseUser | None:
    """Return the user of that name; raises CommandError where there is none."""
    if not name:
        return None
    model = get_user_model()
    try:
        user: AbstractBaseUser = model._default_manager.get(
            **{model.USERNAME_FIELD: name}
        )
    except model.DoesNotExist:
        raise CommandError(f"There is no user called “{name}”.") from None
    return user
