"""Makes a draft of a report that a person checked, puts one aside, or reopens it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from inspections.admin.mending import mend
from inspections.admin.review import ReviewForms
from inspections.importing.stored import from_stored
from inspections.models import Inspection, ReportImport

State = ReportImport.State


class AlreadyDone(Exception):
    """Somebody else was here first, or a reason is missing; the message says which."""


@transaction.atomic
def confirm(
    report_import: ReportImport,
    forms: ReviewForms,
    *,
    by: AbstractBaseUser,
    at: datetime,
) -> Inspection:
    """Make the draft inspection of a checked report, all of it or nothing."""
    _locked(report_import, State.READ)
    mend(from_stored(report_import.parsed), **checked_values(forms))
    raise AlreadyDone("Making a draft is not built yet.")


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
        raise AlreadyDone("Say why it is discarded, so that nobody does it twice.")
    fresh = _locked(report_import, State.READ)
    fresh.state, fresh.why_discarded = State.DISCARDED, why.strip()
    fresh.save()


@transaction.atomic
def reopen(report_import: ReportImport) -> None:
    """Take a discarded reading up again."""
    fresh = _locked(report_import, State.DISCARDED)
    fresh.state = State.READ
    fresh.save()


def _locked(report_import: ReportImport, state: ReportImport.State) -> ReportImport:
    """Return the row as it stands now, locked, if it is in this state."""
    fresh = ReportImport.objects.select_for_update().get(pk=report_import.pk)
    if fresh.state != state:
        raise AlreadyDone(
            f"This reading is {fresh.get_state_display().lower()} by now: somebody "
            "else was here first."
        )
    return fresh
