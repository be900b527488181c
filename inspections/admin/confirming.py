"""Makes a draft of a report that a person checked, puts one aside, or reopens it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from inspections.admin.keeping import CannotConfirm, forget, locked
from inspections.admin.mending import mend
from inspections.admin.review import ReviewForms
from inspections.importing.drafts import AlreadyRecorded, CannotSave, save_draft
from inspections.importing.stored import from_stored
from inspections.models import (
    Inspection,
    Judgement,
    PublicationStatus,
    ReportImport,
    Theme,
)
from inspections.publishing import CannotPublish, revise

State = ReportImport.State


@transaction.atomic
def confirm(
    report_import: ReportImport,
    forms: ReviewForms,
    *,
    by: AbstractBaseUser,
    at: datetime,
    into: Inspection | None = None,
    seen: str | None = None,
) -> Inspection:
    """Make the draft inspection of a checked report, all of it or nothing.

    `seen` is the stamp of what was kept when the person opened the page.
    `into` is the record of the same visit that takes the report in: a draft as it is, a
    published one through a correction.
    """
    fresh = locked(report_import, State.READ, seen=seen)
    values = checked_values(forms)
    draft = _draft_of(into, by=by, at=at) if into else None
    try:
        inspection = save_draft(
            mend(from_stored(fresh.parsed), **values),
            source=fresh.report_file,
            by=by,
            checked=True,
            into=draft,
        )
    except CannotSave as error:
        raise CannotConfirm(" ".join(error.sentences)) from error
    except AlreadyRecorded as error:
        raise CannotConfirm(
            f"This visit was recorded in the meantime as {error.inspection.ref}. "
            "Look at what differs, and decide again."
        ) from error
    inspection.kind = values["facts"]["kind"]
    inspection.licence = values["facts"]["licence"]
    inspection.save()
    _save_reasons(inspection, values["judgements"])
    _save_themes(inspection, values)
    # A correction's copy goes when it is approved; the record that it revises stays.
    fresh.inspection_id = inspection.revises_id or inspection.pk
    fresh.state, fresh.confirmed_at = State.CONFIRMED, at
    forget(fresh)
    fresh.save()
    return inspection


def _draft_of(
    inspection: Inspection, *, by: AbstractBaseUser, at: datetime
) -> Inspection:
    """Return the draft into which the report goes: the record, or a copy of it."""
    standing = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if standing.status == PublicationStatus.DRAFT:
        return standing
    try:
        return revise(standing, by=by, at=at, note="A report of this visit came in.")
    except CannotPublish as error:
        raise CannotConfirm(" ".join(error.blockers)) from error


def _save_reasons(inspection: Inspection, rows: list[dict[str, Any]]) -> None:
    """Keep the reason that a person gave where there is no grade."""
    for row in rows:
        if row and not row.get("DELETE") and row.get("missing_reason"):
            Judgement.objects.update_or_create(
                inspection=inspection,
                area=row["area"],
                defaults={
                    "grade": "",
                    "missing_reason": row["missing_reason"],
                    "heading": row["heading"][:300],
                    "subject": row["subject"],
                },
            )


def _save_themes(inspection: Inspection, values: dict[str, Any]) -> None:
    """Set the themes that a person left ticked, where they are not those suggested."""
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    for saved, rows in (
        (inspection.all_recommendations, values["items"]),
        (inspection.all_findings, values["findings"]),
    ):
        ticked = {
            row["text"]: {themes[slug] for slug in row["themes"]}
            for row in rows
            if row and not row.get("DELETE")
        }
        for record in saved.filter(retired_at__isnull=True).prefetch_related("themes"):
            chosen = ticked.get(record.text, set())
            if chosen != set(record.themes.all()):
                record.themes.set(chosen)


def checked_values(forms: ReviewForms) -> dict[str, Any]:
    """Return what a person said the report says."""
    return {
        "facts": forms.facts.cleaned_data,
        "judgements": forms.judgements.rows(),
        "items": forms.items.rows(),
        "findings": forms.findings.rows(),
    }


@transaction.atomic
def discard(report_import: ReportImport, *, why: str) -> None:
    """Put a reading aside for good reason."""
    if not why.strip():
        raise CannotConfirm("Say why it is discarded, so that nobody does it twice.")
    fresh = locked(report_import, State.READ)
    fresh.state, fresh.why_discarded = State.DISCARDED, why.strip()
    fresh.save()


@transaction.atomic
def reopen(report_import: ReportImport) -> None:
    """Take a discarded reading up again."""
    fresh = locked(report_import, State.DISCARDED)
    fresh.state = State.READ
    fresh.save()
