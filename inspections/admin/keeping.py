"""Keeps a review that is not finished, and tells the second of two people."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.forms import BaseForm, BoundField
from django.http import QueryDict

from inspections.models import ReportImport

SEEN = "seen"
"""The field that says which kept state a page was opened on."""

_OURS = re.compile(r"(?:fact|judgement|item|finding)-|into\Z")
NUL = "\x00"  # which PostgreSQL cannot hold, and nobody types


class CannotConfirm(Exception):
    """Why a reading stays as it is, in a sentence."""


class KeptMeanwhile(CannotConfirm):
    """Somebody kept other changes of this review after its page was opened."""


@dataclass(frozen=True)
class Differing:
    """One field of which two people say different things."""

    label: str
    theirs: str
    yours: str


@transaction.atomic
def keep(
    report_import: ReportImport,
    sent: QueryDict,
    *,
    by: AbstractBaseUser,
    at: datetime,
) -> None:
    """Keep what a person filled in so far, right or wrong, all of it.

    Raises KeptMeanwhile where somebody else kept it since, CannotConfirm where the
    reading is no longer open.
    """
    fresh = locked(report_import, ReportImport.State.READ, seen=sent.get(SEEN, ""))
    fresh.kept = {
        name: [str(value).replace(NUL, "") for value in values]
        for name, values in sent.lists()
        if _OURS.match(name)
    }
    fresh.kept_by_id, fresh.kept_at = by.pk, at
    fresh.save()


def forget(report_import: ReportImport) -> None:
    """Drop what was kept, for it is a record now; the caller saves the row."""
    report_import.kept = {}
    report_import.kept_by = report_import.kept_at = None


def kept_data(report_import: ReportImport) -> QueryDict | None:
    """Return what was kept as a page would send it, or None where nothing was."""
    if report_import.kept_at is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in report_import.kept.items():
        data.setlist(name, values)
    return data


def stamp(report_import: ReportImport) -> str:
    """Return what tells one kept state of a review from the next."""
    return report_import.kept_at.isoformat() if report_import.kept_at else ""


def closed(report_import: ReportImport) -> CannotConfirm:
    """Return why a reading that was dealt with takes nothing more."""
    return CannotConfirm(
        f"This reading is {report_import.get_state_display().lower()} by now: somebody "
        "else was here first."
    )


def locked(
    report_import: ReportImport, state: str, *, seen: str | None = None
) -> ReportImport:
    """Return the row as it stands now, locked, if it is as the person saw it."""
    fresh = ReportImport.objects.select_for_update().get(pk=report_import.pk)
    if fresh.state != state:
        raise closed(fresh)
    if seen is not None and seen != stamp(fresh):
        raise KeptMeanwhile(
            "Other changes to this review were saved after you opened it."
        )
    return fresh


def differences(
    sent: QueryDict, kept: QueryDict, *, forms: Mapping[str, Iterator[BaseForm]]
) -> list[Differing]:
    """Return each field that two people filled in differently, in the page's order.

    In: what this person sent, what the other one kept, and the forms of what was sent
    under a word for what each is ("Judgement"), or no word.
    """
    found = []
    for noun, rows in forms.items():
        for number, form in enumerate(rows, 1):
            for control in form:
                name = control.html_name
                theirs, yours = kept.getlist(name), sent.getlist(name)
                if theirs != yours and "".join([*theirs, *yours]):
                    label = str(control.label)
                    row = f"{noun} {number}, {label.lower()}" if noun else label
                    found.append(
                        Differing(row, _said(control, theirs), _said(control, yours))
                    )
    return found


def _said(control: BoundField, values: list[str]) -> str:
    """Return what was chosen or typed, in words."""
    choices: Any = getattr(control.field, "choices", ())
    labels = {str(code): str(label) for code, label in choices if code}
    return ", ".join(labels.get(value, value) for value in values)
