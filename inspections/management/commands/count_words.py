"""Count in how many paragraphs of reports each term stands, for suggesting links."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.importing import ReportUnreadable, read_report
from inspections.management.report_parts import paragraphs_of
from inspections.word_counts import KEPT, Counts, write


class Command(BaseCommand):
    help = (
        "Count the words of reports and keep the counts, by which suggestions of links"
        " know common words from telling ones. Files that are no readable report are"
        " named and left out."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--output", type=Path, default=KEPT, metavar="CSV")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = Counts()
        read = 0
        for file in options["files"]:
            try:
                report = read_report(file)
            except (ReportUnreadable, OSError) as error:
                sys.stderr.write(f"{file} is left out: {error}\n")
                continue
            read += 1
            for _, paragraph in paragraphs_of(report):
                counts.add_paragraph(paragraph.text, section=paragraph.section)
        if not read:
            raise CommandError("No report could be read, so nothing was written.")
        with options["output"].open("w", encoding="utf-8", newline="") as file:
            write(counts, to=file)
        self.stdout.write(f"Counted {read} reports into {options['output']}.")
