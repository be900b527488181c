"""Recording what a council says of an action now: kept, never written over.

For what is public it goes onto a working copy, which takes several, and to a second
person; a draft takes it at once.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from inspections import publishing
from inspections.admin.bases import ModelForm
from inspections.admin.publication import PublishedAdmin, change_address, person
from inspections.models import (
    ActionUpdate,
    CouncilAction,
    EvidenceLink,
    PublicationStatus,
)
from inspections.publishing import CannotPublish
from inspections.vocabulary import Delivery

Status = PublicationStatus


class DateInput(forms.DateInput):
    """The browser's own calendar, which writes a day as the form reads it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UpdateForm(ModelForm[ActionUpdate]):
    """What the council says now, since when, and what shows it."""

    evidence_label = forms.CharField(
        required=False, max_length=200, label="Evidence: what it is"
    )
    evidence_url = forms.URLField(
        required=False, max_length=500, label="Evidence: address", assume_scheme="https"
    )
    evidence_dated = forms.DateField(
        required=False, label="Evidence: day it bears", widget=DateInput
    )

    class Meta:
        model = ActionUpdate
        fields = (
            "delivery",
            "dated",
            "date_precision",
            "target",
            "target_precision",
            "reason",
            "source_url",
            "source_note",
        )
        labels = {
            "delivery": "The council says it is",
            "dated": "It said so on",
            "date_precision": "How exact is that day",
            "target": "New target date, if it gave one",
            "target_precision": "How exact is the target",
            "reason": "Reason",
            "source_url": "Where it said so: address",
            "source_note": "Where it said so: in words",
        }
        help_texts = {
            "reason": "Why the date moved, or why it no longer applies, as the council "
            "gives it; “none given” is an answer.",
            "target": "Of a month alone, give any day of it.",
        }
        widgets = {
            "dated": DateInput,
            "target": DateInput,
            "reason": forms.Textarea(attrs={"rows": 3}),
            "source_note": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self) -> dict[str, Any]:
        """Say beside each field what is missing."""
        given = super().clean() or self.cleaned_data
        moves = given.get("target")
        drops = given.get("delivery") == Delivery.NO_LONGER_APPLICABLE
        if (moves or drops) and not (given.get("reason") or "").strip():
            self.add_error(
                "reason",
                "Give the reason for the new date, or why it no longer applies.",
            )
        if not (given.get("source_url") or given.get("source_note")):
            self.add_error("source_url", "Say where the council said so.")
        if given.get("dated") and given["dated"] > timezone.localdate():
            self.add_error("dated", "That day is still to come.")
        if bool(given.get("evidence_label")) != bool(given.get("evidence_url")):
            self.add_error(
                "evidence_label", "Evidence needs both an address and what it is."
            )
        return given


class RecordsUpdates(PublishedAdmin[CouncilAction]):
    """Adds the page on which an update is recorded."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        **options: Any,
    ) -> HttpResponse:
        """Offer the page to who may change actions."""
        action = options.get("obj")
        context["may_record"] = (
            action is not None
            and not _refusal(action)
            and self.has_any(request, ("change",))
        )
        return super().render_change_form(request, context, *args, **options)

    def update_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form; keep what it says on the draft, or on a copy."""
        action = self.record_for(request, pk)
        if not self.has_any(request, ("change",)):
            raise PermissionDenied
        refusal = _refusal(action)
        if refusal:
            messages.error(request, refusal)
            return redirect(change_address(action))
        form = UpdateForm(request.POST or None, instance=ActionUpdate(action=action))
        if request.method == "POST" and form.is_valid():
            try:
                kept = _keep(request, action, form)
            except CannotPublish as error:
                form.add_error(None, ValidationError(error.blockers))
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                self.log_change(request, kept, "Recorded an update.")
                messages.success(request, _done(kept))
                return redirect(change_address(kept))
        context = {
            **self.admin_site.each_context(request),
            "title": "Record an update",
            "opts": self.opts,
            "action": action,
            "form": form,
            "standing": self.target_words(action),  # type: ignore[attr-defined]
        }
        return TemplateResponse(
            request, "admin/inspections/following/update.html", context
        )


def _refusal(action: CouncilAction) -> str:
    """Say why no update can be recorded now, or nothing where it can."""
    if action.status == Status.SUBMITTED:
        return "This waits for approval: return it to draft to record an update."
    if action.status == Status.WITHDRAWN:
        return "This was withdrawn, so nothing more is recorded of it."
    copy = publishing.working_copy_of(action)
    if copy is not None and copy.status == Status.SUBMITTED:
        return (
            "A correction of this waits for approval. Record the update once that is "
            "approved or returned."
        )
    return ""


@transaction.atomic
def _keep(
    request: HttpRequest, action: CouncilAction, form: UpdateForm
) -> CouncilAction:
    """Keep the update, and its evidence, on a row that may be edited."""
    target = action
    if action.status == Status.PUBLISHED:
        target = publishing.revise(action, by=person(request), at=timezone.now())
    target = CouncilAction.objects.select_for_update().get(pk=target.pk)
    update = form.instance
    update.recorded_by_id = person(request).pk
    target.record(update)
    given = form.cleaned_data
    if given["evidence_url"]:
        link = EvidenceLink(
            action=target,
            label=given["evidence_label"],
            url=given["evidence_url"],
            dated=given["evidence_dated"],
        )
        link.full_clean()
        link.save()
    return target


def _done(kept: CouncilAction) -> str:
    if kept.revises_id:
        return (
            "The update is kept on a copy. Record more if there are any, then submit "
            "the copy for approval; until then the public sees the action as it was."
        )
    return "The update is recorded."
