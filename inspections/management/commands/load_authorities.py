"""Make or update the authorities from the list that the project carries."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.files import DATA, BadData


class Command(BaseCommand):
    help = "Make the authorities that are missing and update the others in place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=DATA / "authorities.csv"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tally = load_authorities(options["file"])
        except BadData as error:
            raise CommandError(f"{error} Nothing was written.") from error
        self.stdout.write(f"Authorities: {tally}.")
