"""Tell those who follow by e-mail what changed since they were last told."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspections.alerts import send_alerts


class Command(BaseCommand):
    help = (
        "Send e-mail alerts of what changed in public, and forget the addresses that "
        "nobody confirmed within a week. It may be run as often as you like, also by "
        "two machines at once: nobody is told the same twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        told = send_alerts(at=timezone.now())
        self.stdout.write(
            f"Alerts: {told.sent} sent, {told.failed} failed; "
            f"{told.forgotten} unconfirmed addresses forgotten."
        )
        if told.failed:
            raise CommandError(
                f"{told.failed} could not be sent: the log says why. "
                "They are tried again on the next run."
            )
