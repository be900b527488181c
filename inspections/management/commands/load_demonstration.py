"""Fill an empty tracker with the demonstration set and its sign-ins."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.files import BadData
from inspections.management.loading.history import FOLDER, HistoryLoader
from inspections.management.loading.outcomes import load_latest
from inspections.management.loading.sign_ins import (
    ADMINISTRATOR,
    APPROVER,
    OFFICER,
    described,
    load_sign_ins,
)
from inspections.management.loading.themes import load_themes

NOTE = "Loaded with the demonstration set."
REFUSAL = (
    "The demonstration set brings sign-ins with passwords that are known to all, so it"
    " is loaded only where the environment says DEMONSTRATION=1. Nothing was written."
)


class Command(BaseCommand):
    help = "Load the demonstration set; run again, it adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(REFUSAL)
        try:
            with transaction.atomic():
                lines = load()
        except BadData as error:
            raise CommandError(f"{error} Nothing was written.") from error
        for line in lines:
            self.stdout.write(line)


def load() -> list[str]:
    """Load what is missing and return the lines to show."""
    at = timezone.now()
    lines = [
        f"Authorities: {load_authorities(update=False)}.",
        f"Themes: {load_themes(update=False)}.",
    ]
    users = load_sign_ins()
    history = HistoryLoader(
        FOLDER,
        officer=users[OFFICER],
        approver=users[APPROVER],
        at=at,
        note=NOTE,
    ).load()
    outcomes = load_latest(by=users[ADMINISTRATOR], at=at, note=NOTE)
    return [
        *lines,
        f"Visits to Blackburn with Darwen: {history}.",
        f"Latest outcomes: {outcomes}.",
        "",
        f"Sign in at {settings.SITE_URL}/admin/ (demonstration only):",
        *(described(sign_in, user) for sign_in, user in users.items()),
    ]
