"""Takes in an uploaded report: checked by its content, read, kept under its hash.

A file that cannot be read leaves nothing behind but its sentence.
"""

import hashlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from inspections.importing import ParsedReport, ReportUnreadable, read_report
from inspections.importing.drafts import PARSER, keep_file
from inspections.importing.file_dates import with_publication_date
from inspections.importing.pdf_text import MAX_BYTES, SENTENCES, refuse_by_content
from inspections.importing.records import plain
from inspections.importing.stored import least_confidence, to_stored
from inspections.models import (
    Inspection,
    PublicationStatus,
    ReportFile,
    ReportImport,
)
from inspections.remits import covers

MOST_AT_ONCE = 50
LONGEST_NAME = 180
State = ReportImport.State
OUTSIDE = "This report is in already, with an authority outside your remit."


@dataclass(frozen=True)
class Received:
    """What became of one file: read anew, known already, or refused with a sentence."""

    name: str
    sentence: str = ""
    report_import: ReportImport | None = None
    inspection: Inspection | None = None

    @property
    def is_refused(self) -> bool:
        return self.report_import is None and self.inspection is None

    @property
    def is_new(self) -> bool:
        return not self.sentence


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files; each is judged by itself later, so an empty one may pass."""

    widget = ManyFilesInput

    def clean(self, data: object, initial: object = None) -> "list[UploadedFile[Any]]":
        """Return the files as a list."""
        files = list(data) if isinstance(data, list | tuple) else [data]
        return [
            super(ManyFilesField, self).clean(file, initial) for file in files or [None]
        ]


class UploadForm(forms.Form):
    reports = ManyFilesField(
        label="Reports",
        allow_empty_file=True,
        max_length=255,
        help_text=(
            f"PDFs as Ofsted publishes them, up to {MOST_AT_ONCE} at a time and "
            f"{MAX_BYTES // 1_000_000} MB each."
        ),
        widget=ManyFilesInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Choose at least one PDF."},
    )

    def clean_reports(self) -> "list[UploadedFile[Any]]":
        """Refuse more files than can be read while one waits."""
        files: list[UploadedFile[Any]] = self.cleaned_data["reports"]
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(
                f"You chose {len(files)} files: bring in {MOST_AT_ONCE} at a time."
            )
        return files


def receive(upload: "UploadedFile[Any]", *, by: AbstractBaseUser) -> Received:
    """Read one uploaded file and keep it, or say why not; writes, or writes nothing."""
    name = upload.name or "The file"
    if (upload.size or 0) > MAX_BYTES:
        return Received(name, SENTENCES["too_large"])
    data = upload.read()
    digest = hashlib.sha256(data).hexdigest()
    known = _known(digest, name, by=by)
    if known:
        return known
    try:
        refuse_by_content(data)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / _short(name)
            path.write_bytes(data)
            read = with_publication_date(read_report(path), name=name)
            kept = _keep(path, replace(read, file=name), by=by)
    except ReportUnreadable as error:
        return Received(name, str(error))
    except IntegrityError:
        # Somebody brought the same file in a moment ago.
        known = _known(digest, name, by=by)
        if known is None:
            raise
        return known
    return Received(name, report_import=kept)


def _known(digest: str, name: str, *, by: AbstractBaseUser) -> Received | None:
    """Return what stands of a file that was brought in before, if it may be seen."""
    report_file = ReportFile.objects.filter(sha256=digest).first()
    if report_file is None:
        return None
    known = _standing(report_file, name)
    row = known and (known.inspection or known.report_import)
    if row and not covers(user=by, row=row):
        return Received(name, OUTSIDE)
    return known


def _standing(report_file: ReportFile, name: str) -> Received | None:
    # What was withdrawn may be brought in again, to be entered anew.
    inspection = (
        Inspection.objects.filter(report_file=report_file, revises__isnull=True)
        .exclude(status=PublicationStatus.WITHDRAWN)
        .first()
    )
    if inspection:
        return Received(name, "This report is in already.", inspection=inspection)
    standing = (
        report_file.imports.exclude(inspection__status=PublicationStatus.WITHDRAWN)
        .order_by("-created_at")
        .first()
    )
    if standing is None:
        return None
    sentence = {
        State.READ: "This report is already waiting to be checked.",
        State.CONFIRMED: "This report was checked before.",
        State.DISCARDED: "This report was read before and discarded.",
    }[State(standing.state)]
    return Received(name, sentence, report_import=standing)


def _keep(path: Path, parsed: ParsedReport, *, by: AbstractBaseUser) -> ReportImport:
    """Keep the file and its reading, or neither."""
    with transaction.atomic():
        return ReportImport.objects.create(
            report_file=keep_file(path, pages=parsed.page_count, by=by),
            parser=PARSER,
            kind=parsed.kind,
            confidence=least_confidence(parsed),
            parsed=to_stored(parsed),
            warnings=plain(parsed.warnings),
            created_by_id=by.pk,
        )


def _short(name: str) -> str:
    """Return a name that any disk can hold; its end goes, not its kind."""
    stem = Path(name).stem.encode()[:LONGEST_NAME].decode(errors="ignore")
    return f"{stem or 'report'}.pdf"
