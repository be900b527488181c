"""Load reports into the database: drafts, or published records for a collection."""

import csv
import hashlib
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from inspections.importing import ParsedReport, ReportUnreadable, read_report
from inspections.importing.drafts import AlreadyRecorded, CannotSave, import_report
from inspections.importing.parsed import LIKELY, Read, ReadWarning
from inspections.management.loading.authorities import load_authorities
from inspections.management.loading.themes import load_themes
from inspections.models import Authority, Inspection, PublicationStatus
from inspections.publishing import CannotPublish, publish_import, revise

LONGEST_WAIT = timedelta(days=400)  # from the last day on site to publication


@dataclass
class Tally:
    """What became of the files, and a sentence for each that needs a person."""

    made: int = 0
    published: int = 0
    completed: int = 0
    skipped: int = 0
    refused: list[tuple[Path, str]] = field(default_factory=list)
    kept_as_draft: list[tuple[Path, str]] = field(default_factory=list)
    warnings: list[tuple[Path, ReadWarning]] = field(default_factory=list)


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
        if not Authority.objects.exists():
            # A report can only be told apart from others by whom it is about.
            self.stdout.write(f"Authorities: {load_authorities()}.")
            self.stdout.write(f"Themes: {load_themes()}.")
        tally = Tally()
        files = list(find_files(options["paths"]))
        new = [file for file in files if not is_known(file)]
        tally.skipped = len(files) - len(new)
        readings = read_all(new, jobs=max(1, options["jobs"]))
        bar = tqdm(
            readings, total=len(new), unit="report", disable=options["verbosity"] == 0
        )
        for file, parsed in bar:
            if isinstance(parsed, str):
                tally.refused.append((file, parsed))
            else:
                load(file, parsed, tally=tally, by=user, publish=options["publish"])
        if options["warnings"]:
            write_warnings(options["warnings"], tally)
        self.stdout.write(summary(tally))
        if tally.refused:
            raise SystemExit(1)


def find_user(name: str | None) -> AbstractBaseUser | None:
    """Return the user of that name; raises CommandError where there is none."""
    if not name:
        return None
    model = get_user_model()
    try:
        user: AbstractBaseUser = model._default_manager.get(
            **{model.USERNAME_FIELD: name}
        )
    except model.DoesNotExist:
        raise CommandError(f"There is no user called “{name}”.") from None
    return user


def find_files(paths: list[Path]) -> Iterator[Path]:
    """Yield the PDFs named, or held by the folders named, once each."""
    seen = set()
    for path in paths:
        if not path.exists():
            raise CommandError(f"There is no file or folder “{path}”.")
        found = sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def is_known(file: Path) -> bool:
    """Tell whether an inspection stands that was made of this very file. Queries."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Inspection.objects.filter(report_file__sha256=digest).exists()


def read_all(
    files: list[Path], *, jobs: int
) -> Iterator[tuple[Path, ParsedReport | str]]:
    """Yield each file with what it says, or with why it cannot be read."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from zip(files, pool.map(read_one, files), strict=True)


def read_one(file: Path) -> ParsedReport | str:
    """Return what a file says, or the sentence why it cannot be read."""
    try:
        return with_date_of_name(read_report(file), file)
    except ReportUnreadable as error:
        return str(error)
    except OSError as error:
        return f"The file cannot be opened: {error.strerror}."


def with_date_of_name(parsed: ParsedReport, file: Path) -> ParsedReport:
    """Take the publication date from a name like 2022-03-18-report.pdf, and say so.

    ILACS and area SEND reports do not print theirs; a listing names the file by it.
    """
    match = re.match(r"(\d{4}-\d\d-\d\d)\b", file.name)
    end = parsed.inspection_end
    if parsed.published or end is None or not match:
        return parsed
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return parsed
    if not end <= day <= end + LONGEST_WAIT:
        return parsed
    warning = ReadWarning(
        code="published_from_file_name",
        sentence=f"The publication date {day:%-d %B %Y} is taken from the file's name.",
        field="published",
    )
    return replace(
        parsed,
        published=Read(day, 1, file.name, LIKELY),
        warnings=(*parsed.warnings, warning),
    )


def load(
    file: Path,
    parsed: ParsedReport,
    *,
    tally: Tally,
    by: AbstractBaseUser | None,
    publish: bool,
) -> None:
    """Make a draft of one report and publish it if asked; note what became of it."""
    tally.warnings += [(file, warning) for warning in parsed.warnings]
    try:
        inspection = save(parsed, file=file, by=by, tally=tally)
    except (CannotSave, AlreadyRecorded, CannotPublish) as error:
        tally.refused.append((file, str(error)))
        return
    if not publish:
        return
    if by is None or inspection.revises_id:
        tally.kept_as_draft.append(
            (file, f"It corrects {inspection.ref}: a second person must approve it.")
        )
        return
    try:
        publish_import(inspection, by=by, at=timezone.now(), note="Loaded as read.")
    except CannotPublish as error:
        tally.kept_as_draft.append((file, str(error)))
    else:
        tally.published += 1


def save(
    parsed: ParsedReport, *, file: Path, by: AbstractBaseUser | None, tally: Tally
) -> Inspection:
    """Make a draft, or complete the record of the visit that a table left bare."""
    try:
        inspection = import_report(parsed, source=file, by=by)
    except AlreadyRecorded as error:
        if not error.completes:
            raise
        standing = error.inspection
        if standing.status == PublicationStatus.PUBLISHED:
            if by is None:
                raise CannotPublish(
                    [f"{standing.ref} is published: say who corrects it (--by USER)."]
                ) from None
            standing = revise(standing, by=by, at=timezone.now())
        inspection = import_report(parsed, source=file, by=by, into=standing)
        tally.completed += 1
        return inspection
    tally.made += 1
    return inspection


def write_warnings(path: Path, tally: Tally) -> None:
    """Write every warning to a CSV file, one a row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "page", "field", "code", "warning"])
        for report, warning in tally.warnings:
            rows.writerow(
                [report, warning.page, warning.field, warning.code, warning.sentence]
            )


def summary(tally: Tally) -> str:
    """Return what was made, skipped and refused, for a person to read."""
    lines = [
        f"{tally.made} made, {tally.completed} completed, {tally.published} published, "
        f"{tally.skipped} skipped because they were in already, "
        f"{len(tally.refused)} refused."
    ]
    for title, found in (
        ("Kept as drafts:", tally.kept_as_draft),
        ("Refused:", tally.refused),
    ):
        if found:
            lines += [title, *(f"  {file}: {sentence}" for file, sentence in found)]
    return "\n".join(lines)
