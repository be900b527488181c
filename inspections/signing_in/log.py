"""Keeps in the admin's log what was done to an account's ways of signing in."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest


def log_on_account(request: HttpRequest, account: Any, words: str) -> None:
    """Write on an account's history page what somebody did to it."""
    LogEntry.objects.log_actions(
        user_id=request.user.pk or 0,
        queryset=[account],
        action_flag=CHANGE,
        change_message=words,
        single_object=True,
    )
