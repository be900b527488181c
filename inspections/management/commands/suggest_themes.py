"""Suggest themes and polarity for reports that were brought in without them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspections.management.loading.suggestions import suggest_for_all
from inspections.management.loading.users import find_user


class Command(BaseCommand):
    help = (
        "Suggest themes and polarity for findings and recommendations that were read "
        "from reports before, wherever nobody has checked them. What has themes keeps "
        "them, so it may be run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--corrections",
            action="store_true",
            help="make corrections of published inspections, for a person to approve",
        )
        parser.add_argument("--by", metavar="USER", help="who answers for it")

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_user(options["by"])
        if options["corrections"] and user is None:
            raise CommandError(
                "Say who answers for the corrections: --corrections --by USER."
            )
        told = suggest_for_all(
            by=user, at=timezone.now(), corrections=options["corrections"]
        )
        self.stdout.write(str(told))
