"""Reports into drafts, or into published records for a collection."""

import csv
import hashlib
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from tqdm import tqdm

from inspections.importing import ParsedReport, ReportUnreadable, read_report
from inspections.importing.drafts import AlreadyRecorded, CannotSave, import_report
from inspections.importing.file_dates import with_publication_date
from inspections.importing.parsed import ReadWarning
from inspections.models import Inspection, PublicationStatus
from inspections.publishing import CannotPublish, publish_import, revise

AHEAD = 4  # times as many reports as jobs are read before they are written


@dataclass
class Loaded:
    """What became of the files, and a sentence for each that needs a person."""

    made: int = 0
    published: int = 0
    completed: int = 0
    skipped: int = 0
    refused: list[tuple[Path, str]] = field(default_factory=list)
    kept_as_draft: list[tuple[Path, str]] = field(default_factory=list)
    warnings: list[tuple[Path, ReadWarning]] = field(default_factory=list)

    def add(self, other: "Loaded") -> None:
        """Count in what became of further files."""
        self.made += other.made
        self.published += other.published
        self.completed += other.completed
        self.skipped += other.skipped
        self.refused += other.refused
        self.kept_as_draft += other.kept_as_draft
        self.warnings += other.warnings

    def __str__(self) -> str:
        lines = [
            f"{self.made} made, {self.completed} completed, {self.published} "
            f"published, {self.skipped} skipped because they were in already, "
            f"{len(self.refused)} refused."
        ]
        for title, found in (
            ("Kept as drafts:", self.kept_as_draft),
            ("Refused:", self.refused),
        ):
            if found:
                lines += [title, *(f"  {file}: {said}" for file, said in found)]
        return "\n".join(lines)


def load_reports(
    files: Iterable[Path],
    loaded: Loaded,
    *,
    at: datetime,
    by: AbstractBaseUser | None = None,
    publish: bool = False,
    jobs: int = 1,
    quiet: bool = False,
) -> None:
    """Make a draft of each report that is not in yet, and publish it if asked.

    In: the files, the tally to keep, who answers for it, how many reports to read at
    once. Each report goes in whole or not at all, and the tally is kept up as it goes,
    so the run may be stopped at any point and begun again.
    """
    found = list(files)
    new = [file for file in found if not is_known(file)]
    loaded.skipped += len(found) - len(new)
    readings = read_all(new, jobs=max(1, jobs))
    try:
        for file, parsed in tqdm(
            readings, total=len(new), unit="report", disable=quiet
        ):
            if isinstance(parsed, str):
                loaded.refused.append((file, parsed))
                continue
            one = Loaded(warnings=[(file, warning) for warning in parsed.warnings])
            # The draft and its publication go in together: else a run stopped between
            # them would leave a draft that the next run takes for done. And only what
            # is in counts.
            with transaction.atomic():
                load(parsed, file=file, loaded=one, by=by, publish=publish, at=at)
            loaded.add(one)
    finally:
        readings.close()


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the PDFs named, or held by the folders named, once each.

    Raises FileNotFoundError for a path that is not there.
    """
    seen = set()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"There is no file or folder “{path}”.")
        within = path.is_dir()
        for file in sorted(path.rglob("*")) if within else [path]:
            wanted = not within or file.suffix.lower() == ".pdf"
            if wanted and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def is_known(file: Path) -> bool:
    """Tell whether an inspection stands that was made of this very file. Queries."""
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return False  # reading it will say why
    return Inspection.objects.filter(report_file__sha256=digest).exists()


Reading = tuple[Path, ParsedReport | str]


def read_all(files: Iterable[Path], *, jobs: int) -> Generator[Reading]:
    """Yield each file with what it says, or with why it cannot be read, in order."""
    pool = ThreadPoolExecutor(jobs)
    waiting: deque[tuple[Path, Future[ParsedReport | str]]] = deque()
    try:
        for file in files:
            waiting.append((file, pool.submit(read_one, file)))
            if len(waiting) >= AHEAD * jobs:
                first, reading = waiting.popleft()
                yield first, reading.result()
        for first, reading in waiting:
            yield first, reading.result()
    finally:  # a run that is stopped does not read what is left
        pool.shutdown(cancel_futures=True)


def read_one(file: Path) -> ParsedReport | str:
    """Return what a file says, or the sentence why it cannot be read."""
    try:
        return with_publication_date(read_report(file), name=file.name)
    except ReportUnreadable as error:
        return str(error)
    except OSError as error:
        return f"The file cannot be opened: {error.strerror}."


def load(
    parsed: ParsedReport,
    *,
    file: Path,
    loaded: Loaded,
    by: AbstractBaseUser | None,
    publish: bool,
    at: datetime,
) -> None:
    """Make a draft of one report and publish it if asked; note what became of it."""
    try:
        inspection = save(parsed, file=file, by=by, loaded=loaded, at=at)
    except (CannotSave, AlreadyRecorded, CannotPublish) as error:
        loaded.refused.append((file, str(error)))
        return
    if not publish:
        return
    if by is None or inspection.revises_id:
        loaded.kept_as_draft.append(
            (file, f"It corrects {inspection.ref}: a second person must approve it.")
        )
        return
    try:
        publish_import(inspection, by=by, at=at, note="Loaded as read.")
    except CannotPublish as error:
        loaded.kept_as_draft.append((file, str(error)))
    else:
        loaded.published += 1


@transaction.atomic
def save(
    parsed: ParsedReport,
    *,
    file: Path,
    by: AbstractBaseUser | None,
    loaded: Loaded,
    at: datetime,
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
            standing = revise(standing, by=by, at=at)
        inspection = import_report(parsed, source=file, by=by, into=standing)
        loaded.completed += 1
        return inspection
    loaded.made += 1
    return inspection


def write_warnings(path: Path, loaded: Loaded) -> None:
    """Write every warning to a CSV file, one a row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "page", "field", "code", "warning"])
        for report, warning in loaded.warnings:
            rows.writerow(
                [report, warning.page, warning.field, warning.code, warning.sentence]
            )
