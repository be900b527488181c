"""Erase who sent requests for corrections that were answered a month ago."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from inspections.correction_requests import erase_contacts


class Command(BaseCommand):
    help = (
        "Erase the names and e-mail addresses of those who asked for a correction, 30"
        " days after the answer. Safe to run every day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        erased = erase_contacts(at=timezone.now())
        self.stdout.write(f"Erased who sent {erased} requests.")
