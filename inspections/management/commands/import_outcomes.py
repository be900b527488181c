"""Make inspections of the rows of a table of outcomes: dates and grades only."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inspections.importing.outcome_tables import TableUnreadable, read_table
from inspections.management.loading.outcomes import Loaded, load_outcomes
from inspections.management.loading.users import find_user

HELP = """\
Make an inspection of each row of a table of ILACS outcomes: days and grades only.

The table is a CSV file with the columns of ilacs_summary.csv, or of our own
latest-ilacs-outcomes.csv; other columns are passed over. It needs urn or la_code, the
first and last day on site, and the five grades. Days may be written 2024-06-10,
10/06/2024, 10/06/24 or 10 June 2024. An empty cell or nan is a grade that is not
entered, data_unreadable one that could not be read.

A visit that is here already is left as it is, so the same file may be imported again;
where it is not as the table has it, a line says so. A report of the same visit that
comes in later completes the inspection. Rows that are wrong are listed with their
line and the reason, and the rest go in; the exit status is then 1.
"""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Django's own formatter would run the paragraphs together.
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish the inspections at once; without it they are drafts",
        )
        parser.add_argument(
            "--by", metavar="USER", help="who answers for publishing the table"
        )
        parser.add_argument(
            "--encoding",
            default="utf-8-sig",
            help="of the file, for instance cp1252; without it, UTF-8",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish"] != bool(options["by"]):
            raise CommandError("--publish and --by USER go together.")
        file, at = options["file"], timezone.now()
        user = find_user(options["by"])
        try:
            table = read_table(
                file, today=timezone.localdate(at), encoding=options["encoding"]
            )
        except TableUnreadable as error:
            raise CommandError(f"{error} Nothing was written.") from error
        loaded = load_outcomes(
            table,
            source=f"the table “{file.name}”",
            publish_by=user,
            at=at,
            note=f"Loaded from the table “{file.name}”.",
        )
        self.report(loaded, file=file.name)

    def report(self, loaded: Loaded, *, file: str) -> None:
        """Show what became of the rows; fail where one was refused."""
        for remark in loaded.differences:
            self.stdout.write(f"{file}, line {remark.line}: {remark.sentence}")
        for remark in loaded.refusals:
            self.stderr.write(f"{file}, line {remark.line}: {remark.sentence}")
        tally, refused = loaded.tally, len(loaded.refusals)
        self.stdout.write(
            f"{tally.made} made, {tally.kept} here already, {refused} refused."
        )
        if refused:
            raise CommandError("The rows listed above were refused; the rest are in.")
