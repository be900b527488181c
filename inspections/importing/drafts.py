"""Turns a parsed report into a draft: the only writer on the importing side."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q

from inspections.frameworks import ref_kind
from inspections.importing.parsed import ParsedReport
from inspections.importing.records import plain
from inspections.importing.stored import least_confidence, to_stored
from inspections.models import (
    Authority,
    DatePrecision,
    Finding,
    Inspection,
    Judgement,
    PublicationStatus,
    Recommendation,
    ReportFile,
    ReportImport,
    Theme,
)
from inspections.models.changes import create_rows, link_rows, one_change
from inspections.polarity import suggest_polarity
from inspections.theming import suggest
from inspections.vocabulary import Area, Kind, Reason

PARSER = "reports 1"
SHORT_VISIT_DAYS = 7  # ILACS never prints its length: five days were short, twelve not
SAME_VISIT = timedelta(days=10)  # by which two records of one visit may differ

_LICENCES = {
    "ogl": Inspection.Licence.OGL,
    "non_commercial": Inspection.Licence.NON_COMMERCIAL,
    "none": Inspection.Licence.NOT_STATED,
}
Provenance = Inspection.Provenance


class CannotSave(Exception):
    """A report that cannot become a draft; `sentences` say what is missing."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class AlreadyRecorded(Exception):
    """The visit is recorded already.

    `completes` is true where the record holds grades from a table alone, so that the
    report would complete it: save the draft into it, or into a correction of it.
    """

    def __init__(self, inspection: Inspection, *, completes: bool) -> None:
        super().__init__(
            f"This visit is recorded already as {inspection.ref}: open that record "
            "and correct it."
        )
        self.inspection = inspection
        self.completes = completes


@transaction.atomic
def import_report(
    parsed: ParsedReport,
    *,
    source: Path,
    by: AbstractBaseUser | None,
    into: Inspection | None = None,
) -> Inspection:
    """Keep a report's file, its reading and the draft made of it, or nothing.

    Raises CannotSave and AlreadyRecorded as `save_draft` does.
    """
    authority = _authority(parsed)
    if into is None:
        _refuse_second(parsed, authority)
    report_file = keep_file(source, pages=parsed.page_count, by=by)
    inspection = save_draft(parsed, source=report_file, by=by, into=into)
    ReportImport.objects.create(
        report_file=report_file,
        parser=PARSER,
        kind=parsed.kind,
        confidence=least_confidence(parsed),
        parsed=to_stored(parsed),
        warnings=plain(parsed.warnings),
        inspection=inspection,
        created_by_id=by.pk if by else None,
    )
    return inspection


@transaction.atomic
def save_draft(
    parsed: ParsedReport,
    *,
    source: Path | ReportFile,
    by: AbstractBaseUser | None,
    checked: bool = False,
    into: Inspection | None = None,
) -> Inspection:
    """Write a draft inspection with its judgements, findings and recommendations.

    In: the report as read, its file (a path or what is kept of it), who asks, whether a
    person checked it, and the record to complete, if there is one. Raises CannotSave
    where authority or dates are missing, and AlreadyRecorded where the visit stands.
    """
    authority = _authority(parsed)
    if into is None:
        _refuse_second(parsed, authority)
    inspection = into or Inspection(authority=authority)
    _fill(inspection, parsed, checked=checked)
    inspection.report_file = (
        source
        if isinstance(source, ReportFile)
        else keep_file(source, pages=parsed.page_count, by=by)
    )
    if not inspection.ref:
        inspection.ref = Inspection.new_ref(
            authority=authority, kind=inspection.kind, ended=inspection.ended
        )
    with one_change(by=by, reason=f"Made from the report {inspection.report_file}."):
        inspection.save()
        _save_judgements(inspection, parsed)
        _save_findings(inspection, parsed)
        _save_recommendations(inspection, parsed)
    return inspection


def keep_file(source: Path, *, pages: int, by: AbstractBaseUser | None) -> ReportFile:
    """Return the archived copy of a report, keeping it under its hash if it is new."""
    data = source.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    standing = ReportFile.objects.filter(sha256=digest).first()
    if standing is not None:
        return standing
    kept = ReportFile(
        sha256=digest,
        original_name=source.name[:255],
        size=len(data),
        pages=pages,
        uploaded_by_id=by.pk if by else None,
    )
    path = kept.file.field.generate_filename(kept, source.name)
    if _is_stored(kept.file.storage, path, digest=digest):
        kept.file.name = path
    else:
        kept.file.save(source.name, ContentFile(data), save=False)
    kept.save()
    return kept


def _is_stored(storage: Storage, path: str, *, digest: str) -> bool:
    """Tell whether a stopped run left a whole copy; remove one that was cut off."""
    if not storage.exists(path):
        return False
    with storage.open(path) as file:
        whole = hashlib.sha256(file.read()).hexdigest() == digest
    if not whole:
        storage.delete(path)
    return whole


def kind_of(parsed: ParsedReport) -> Kind:
    """Return the kind under which a report is recorded."""
    if parsed.kind == "ilacs":
        start, end = parsed.inspection_start, parsed.inspection_end
        short = start and end and (end - start).days < SHORT_VISIT_DAYS
        return Kind.ILACS_SHORT if short else Kind.ILACS_STANDARD
    if parsed.kind == "sif" and parsed.reinspection:
        return Kind.SIF_REINSPECTION
    return Kind(parsed.kind)


def _authority(parsed: ParsedReport) -> Authority:
    """Return the authority, or refuse a report that lacks what a record needs."""
    missing = []
    authority = Authority.objects.filter(slug=parsed.authority_slug or "").first()
    if authority is None and parsed.authority_slug:
        missing.append(
            f"The authority “{parsed.authority_slug}” is not in the list: load the "
            "authorities first."
        )
    elif authority is None:
        missing.append("The authority could not be told from the report.")
    if not parsed.windows:
        missing.append("The inspection dates could not be read.")
    if missing or authority is None:
        raise CannotSave([*missing, "Upload the report and complete it by hand."])
    return authority


def _refuse_second(parsed: ParsedReport, authority: Authority) -> None:
    """Raise AlreadyRecorded where a record of the same visit stands."""
    first, last = parsed.inspection_start, parsed.inspection_end
    if first is None or last is None:
        return
    kind = ref_kind(kind_of(parsed))
    standing = Inspection.objects.filter(
        Q(report_file__sha256=parsed.sha256)
        | Q(
            started__lte=last + SAME_VISIT,
            ended__gte=first - SAME_VISIT,
            authority=authority,
        ),
        revises__isnull=True,
    ).exclude(status=PublicationStatus.WITHDRAWN)
    for inspection in standing:
        if ref_kind(inspection.kind) == kind or (
            inspection.report_file and inspection.report_file.sha256 == parsed.sha256
        ):
            completes = (
                inspection.provenance == Provenance.TABLE
                and inspection.report_file_id is None
            )
            raise AlreadyRecorded(inspection, completes=completes)


def _fill(inspection: Inspection, parsed: ParsedReport, *, checked: bool) -> None:
    windows = [read.value for read in parsed.windows]
    windows.sort(key=lambda window: window.start)
    if inspection.provenance == Provenance.TABLE:
        _forget_table(inspection)
    inspection.kind = kind_of(parsed)
    inspection.started, inspection.ended = windows[0].start, windows[0].end
    if len(windows) > 1:
        inspection.second_started = windows[1].start
        inspection.second_ended = windows[-1].end
    inspection.focus = (parsed.theme.value if parsed.theme else "")[:200]
    if parsed.published and parsed.published.value >= windows[-1].end:
        inspection.published_on = parsed.published.value
    leads = [read.value for read in parsed.lead_inspectors]
    inspection.lead_inspectors = leads or inspection.lead_inspectors
    inspection.partners = [read.value for read in parsed.partners]
    inspection.outcome = parsed.outcome.value if parsed.outcome else ""
    deadline = parsed.statement_deadline
    inspection.statement_due = deadline.value if deadline else None
    following = parsed.next_inspection
    inspection.next_inspection = following.value if following else ""
    inspection.previous_as_printed = "\n".join(
        previous.words for previous in parsed.previous_inspections
    )
    inspection.licence = (
        _LICENCES[parsed.licence.value] if parsed.licence else inspection.licence
    )
    inspection.provenance = Provenance.CHECKED if checked else Provenance.EXTRACTED


def _forget_table(inspection: Inspection) -> None:
    """Drop what a table said of itself and its doubts: the report speaks now."""
    inspection.source_note = ""
    inspection.is_confirmed = True
    inspection.date_precision = DatePrecision.DAY
    inspection.second_started = inspection.second_ended = None


def _save_judgements(inspection: Inspection, parsed: ParsedReport) -> None:
    """Save each grade, and the reason for each that the framework has and we lack."""
    areas = list(inspection.framework.areas)
    read = {judgement.area: judgement for judgement in parsed.judgements}
    for area in (*areas, *(area for area in read if area not in areas)):
        judgement = read.get(area)
        Judgement.objects.update_or_create(
            inspection=inspection,
            area=area,
            defaults={
                "position": areas.index(Area(area)) + 1 if area in areas else 99,
                "heading": judgement.heading[:300] if judgement else "",
                "grade": judgement.grade if judgement else "",
                "grade_printed": judgement.grade_as_printed[:80] if judgement else "",
                "missing_reason": "" if judgement else _reason(parsed, area),
                "subject": judgement.subject if judgement else "council",
                "page": judgement.page if judgement else None,
            },
        )


def _reason(parsed: ParsedReport, area: str) -> str:
    """Return why a report gives no grade: a board was not reviewed, or it is unread."""
    unread = any(w.code == "no_board_judgement" for w in parsed.warnings)
    if area == Area.LSCB and parsed.kind == "sif" and not unread:
        return Reason.NOT_INSPECTED
    return Reason.UNREADABLE


def _save_findings(inspection: Inspection, parsed: ParsedReport) -> None:
    """Save what the report found, with the polarity and themes that we suggest."""
    Finding.objects.filter(inspection=inspection).delete()
    saved = create_rows(
        Finding,
        (
            Finding(
                inspection=inspection,
                position=position,
                section=finding.section[:300],
                paragraph=finding.paragraph,
                text=finding.text,
                page=finding.page,
                polarity=suggest_polarity(finding.text, section=finding.section),
                is_case_study=finding.is_case_study,
                is_ground=finding.supports_recommendation,
                repeats=finding.repeats,
            )
            for position, finding in enumerate(parsed.findings, start=1)
        ),
    )
    link_rows(Finding.themes.field, suggested_themes(saved))


def _save_recommendations(inspection: Inspection, parsed: ParsedReport) -> None:
    """Save everything the report asks for, numbered through, with suggested themes."""
    Recommendation.objects.filter(inspection=inspection).delete()
    asked = (
        *parsed.priority_actions,
        *parsed.recommendations,
        *parsed.lscb_recommendations,
    )
    saved = create_rows(
        Recommendation,
        (
            Recommendation(
                inspection=inspection,
                position=position,
                paragraph=item.paragraph,
                kind=item.kind,
                responsible_body=item.body[:300],
                text=item.text,
                framework_tag=item.tag[:60],
                repeats=item.repeats,
                page=item.page,
            )
            for position, item in enumerate(asked, start=1)
        ),
    )
    link_rows(Recommendation.themes.field, suggested_themes(saved))


def suggested_themes(
    rows: Sequence[Finding | Recommendation],
) -> Iterator[tuple[int, int]]:
    """Yield the keys of each row of one inspection and each theme its words suggest."""
    of_send = any(row.inspection.kind == Kind.AREA_SEND for row in rows)
    scope = Theme.Scope.AREA_SEND if of_send else Theme.Scope.CHILDRENS_SERVICES
    themes = {theme.slug: theme for theme in Theme.objects.filter(scope=scope)}
    phrases = {slug: theme.phrases for slug, theme in themes.items()}
    for row in rows:
        for suggestion in suggest(row.text, phrases):
            yield row.pk, themes[suggestion.theme].pk
