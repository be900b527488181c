"""Load reports into the database: drafts, or published records for a collection."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.reports import (
    Loaded,
    find_files,
    load_reports,
    write_warnings,
)
from inspections.management.loading.themes import load_themes
from inspections.management.loading.users import find_user
from inspections.models import Authority

INTERRUPTED = 130  # the exit status of a program stopped with Ctrl-C


class Command(BaseCommand):
    help = (
        "Read report PDFs and make a draft of each. Running it again makes nothing "
        "twice, so it may be stopped at any point and begun again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--publish", action="store_true", help="publish what can be published"
        )
        parser.add_argument("--by", metavar="USER", help="who answers for the load")
        parser.add_argument("--jobs", type=int, default=1, metavar="N")
        parser.add_argument(
            "--warnings", type=Path, metavar="FILE.csv", help="write all warnings here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = find_user(options["by"])
        if options["publish"] and user is None:
            raise CommandError("Say who answers for publishing: --publish --by USER.")
        try:
            files = list(find_files(options["paths"]))
        except FileNotFoundError as error:
            raise CommandError(str(error)) from None
        if not Authority.objects.exists():
            # A report can only be told apart from others by whom it is about.
            self.stdout.write(f"Authorities: {load_authorities()}.")
            self.stdout.write(f"Themes: {load_themes()}.")
        loaded, status = Loaded(), 0
        try:
            load_reports(
                files,
                loaded,
                at=timezone.now(),
                by=user,
                publish=options["publish"],
                jobs=options["jobs"],
                quiet=options["verbosity"] == 0,
            )
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Run the same command again to go on.")
            status = INTERRUPTED
        if options["warnings"]:
            write_warnings(options["warnings"], loaded)
        self.stdout.write(str(loaded))
        if status or loaded.refused:
            raise SystemExit(status or 1)
