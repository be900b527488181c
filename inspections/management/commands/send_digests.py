"""Send the digests that are due, for the scheduler."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspections.digests import send_due


class Command(BaseCommand):
    help = (
        "Send each person who chose it an e-mail of what is new for them, at most once "
        "a day or week. Run it each morning; run twice, it sends nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        told = send_due(at=timezone.now())
        self.stdout.write(f"Sent: {', '.join(told.sent) or 'none'}.")
        if told.without_address:
            names = ", ".join(told.without_address)
            self.stdout.write(f"Without an e-mail address: {names}.")
        if told.failed:
            reasons = "; ".join(f"{name} ({why})" for name, why in told.failed)
            raise CommandError(f"Not sent, and tried again on the next run: {reasons}.")
