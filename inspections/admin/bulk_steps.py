"""What can be done to many rows at once: what stands in the way of each, and undoing.

A step with a row is the same step as on its own page, in a transaction of its own:
`inspections.publishing` refuses here what it refuses there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from inspections import publishing
from inspections.admin.steps import CORRECTION_NOTE
from inspections.identified import unanswered
from inspections.models import Inspection, PublicationStatus, PublishedRecord, Theme
from inspections.publishing import CannotPublish
from inspections.publishing_checks import blockers

Status = PublicationStatus


@dataclass(frozen=True)
class Asked:
    """Who asks for a step, when, and what the form says."""

    by: AbstractBaseUser
    at: datetime
    given: dict[str, Any] = field(default_factory=dict)


Kept = dict[str, Any]


@dataclass(frozen=True)
class BulkStep:
    """One thing to do to many rows: who may, what it asks, what it does to one row.

    `refusals` says beforehand what stands in the way of a row. `take` does the step and
    returns what undoing needs; both it and `undo` raise CannotPublish with sentences.
    """

    name: str
    button: str
    does: str
    done: str
    permissions: tuple[str, ...]
    refusals: Callable[[Any, Asked], list[str]]
    take: Callable[[Any, Asked], Kept]
    undo: Callable[[Any, Kept, Asked], None] | None = None
    form: type[forms.BaseForm] = forms.Form
    why_final: str = ""

    @property
    def can_be_undone(self) -> bool:
        """Whether there is a way back; a template would call `undo` itself."""
        return self.undo is not None


class NoteForm(forms.Form):
    note = forms.CharField(
        required=False,
        label="A word to the approver",
        help_text=f"The same for all. Of a correction: {CORRECTION_NOTE.lower()}.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReturnForm(forms.Form):
    note = forms.CharField(
        required=False,
        label="What should be changed",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ThemeForm(forms.Form):
    theme = forms.ModelChoiceField(queryset=Theme.objects.all(), label="Theme")


def _is_at(record: PublishedRecord, status: PublicationStatus) -> list[str]:
    if record.status == status:
        return []
    return [f"It is {record.get_status_display().lower()}."]


def _submit_refusals(record: PublishedRecord, asked: Asked) -> list[str]:
    """Say what is missing; that a correction needs the note, the form itself says."""
    wrong = _is_at(record, Status.DRAFT)
    return wrong or [blocker.sentence for blocker in blockers(record)]


def _submit(record: PublishedRecord, asked: Asked) -> Kept:
    note = asked.given.get("note", "")
    if record.revises_id and not note.strip():
        raise CannotPublish(["Say what was corrected and why: the public will see it."])
    publishing.submit(record, by=asked.by, at=asked.at, note=note)
    return {}


def _unsubmit(record: PublishedRecord, kept: Kept, asked: Asked) -> None:
    if record.status != Status.SUBMITTED or record.submitted_by_id != asked.by.pk:
        raise CannotPublish(["Somebody else has dealt with it since."])
    publishing.return_to_draft(record, by=asked.by, at=asked.at, note="Undone.")


def _approve_refusals(record: PublishedRecord, asked: Asked) -> list[str]:
    wrong = _is_at(record, Status.SUBMITTED)
    if wrong:
        return wrong
    found = []
    if record.submitted_by_id == asked.by.pk:
        found.append("You submitted this, so somebody else must approve it.")
    found += [blocker.sentence for blocker in blockers(record)]
    hits = unanswered(record)
    if hits:
        words = ", ".join(f"“{hit.words}”" for hit in hits[:3])
        found.append(
            f"It may identify somebody ({words}): open it, and answer for each there."
        )
    return found


def _approve(record: PublishedRecord, asked: Asked) -> Kept:
    refused = _approve_refusals(record, asked)
    if refused:
        raise CannotPublish(refused)
    publishing.approve(record, by=asked.by, at=asked.at)
    return {}


def _return(record: PublishedRecord, asked: Asked) -> Kept:
    note = asked.given.get("note", "")
    publishing.return_to_draft(record, by=asked.by, at=asked.at, note=note)
    return {}


def _theme_refusals(row: Any, asked: Asked) -> list[str]:
    if row.inspection.status != Status.DRAFT:
        standing = row.inspection.get_status_display().lower()
        return [f"Its inspection is {standing}: begin a correction of that first."]
    if row.retired_at is not None:
        return ["A correction retired it."]
    theme = asked.given.get("theme")
    if theme and row.themes.filter(pk=theme.pk).exists():
        return [f"It has the theme {theme} already."]
    return []


@transaction.atomic
def _add_theme(row: Any, asked: Asked) -> Kept:
    row.inspection = _held(row)
    refused = _theme_refusals(row, asked)
    if refused:
        raise CannotPublish(refused)
    theme = asked.given["theme"]
    row.themes.add(theme)
    return {"theme": theme.pk}


@transaction.atomic
def _take_theme_away(row: Any, kept: Kept, asked: Asked) -> None:
    if _held(row).status != Status.DRAFT:
        raise CannotPublish(["Its inspection is no draft any more."])
    row.themes.remove(kept["theme"])


def _held(row: Any) -> Inspection:
    """Return a row's inspection as it stands, held so till the row is written."""
    return Inspection.objects.select_for_update().get(pk=row.inspection_id)


PUBLICATION_STEPS: tuple[BulkStep, ...] = (
    BulkStep(
        name="submit",
        button="Submit for approval…",
        does="would be submitted",
        done="Submitted for approval",
        permissions=("change",),
        refusals=_submit_refusals,
        take=_submit,
        undo=_unsubmit,
        form=NoteForm,
    ),
    BulkStep(
        name="approve",
        button="Approve and publish…",
        does="would be published",
        done="Approved and published",
        permissions=("approve",),
        refusals=_approve_refusals,
        take=_approve,
        why_final="What is public stays so until it is corrected or withdrawn.",
    ),
    BulkStep(
        name="return",
        button="Return to draft…",
        does="would be returned to draft",
        done="Returned to draft",
        permissions=("change", "approve"),
        refusals=lambda record, asked: _is_at(record, Status.SUBMITTED),
        take=_return,
        form=ReturnForm,
        why_final="Whoever submitted it submits it again.",
    ),
)
THEME_STEP = BulkStep(
    name="theme",
    button="Give a theme…",
    does="would have the theme",
    done="Given the theme",
    permissions=("change",),
    refusals=_theme_refusals,
    take=_add_theme,
    undo=_take_theme_away,
    form=ThemeForm,
)
