"""The way to the public in the admin: status, what is missing, and the next step.

Every step is `inspections.publishing`'s; here are the buttons, who may press them, and
the rule that only a draft can be edited.
"""

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from inspections import publishing
from inspections.admin.bases import SHORT_TEXT, ModelAdmin, NamedList
from inspections.admin.bulk import ActsInBulk
from inspections.admin.bulk_steps import PUBLICATION_STEPS
from inspections.admin.panel import (
    Fields,
    Panel,
    history_of_record,
    mends_of,
    warnings_of,
)
from inspections.admin.preview import can_be_previewed, preview, public_address
from inspections.admin.steps import CORRECTION_NOTE, STEP_BY_NAME, STEPS, Step
from inspections.models import PublicationStatus, PublishedRecord
from inspections.publishing import CannotPublish
from inspections.releases import FIXED

ANSWER = "answer-"
"""Begins the name of the field in which a hit is answered; its mark follows."""
Record = TypeVar("Record", bound=PublishedRecord)
Status = PublicationStatus


@admin.display(description="status", ordering="status")
def status_tag(record: PublishedRecord) -> str:
    """Show a status as a tag whose shape and word both say it."""
    tag = format_html(
        '<span class="status status--{}">{}</span>',
        record.status,
        record.get_status_display(),
    )
    return format_html("{} of a correction", tag) if record.revises_id else tag


class PublishedAdmin(ActsInBulk, ModelAdmin[Record]):
    """Edits drafts; shows what is public, and takes a record from one to the other."""

    change_form_template = "admin/inspections/published_change_form.html"
    formfield_overrides = SHORT_TEXT
    view_on_site = False
    bulk_steps = PUBLICATION_STEPS

    # --- Only a draft can be edited ---

    def has_change_permission(
        self, request: HttpRequest, obj: Record | None = None
    ) -> bool:
        """Keep everything but a draft as it stands."""
        return super().has_change_permission(request, obj) and (
            obj is None or obj.status == Status.DRAFT
        )

    def has_delete_permission(
        self, request: HttpRequest, obj: Record | None = None
    ) -> bool:
        """Let nothing vanish that was ever public."""
        return super().has_delete_permission(request, obj) and (
            obj is None or (obj.status == Status.DRAFT and not obj.first_published_at)
        )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Record | None = None
    ) -> Any:
        """Keep a correction where the record it corrects has its address."""
        names = tuple(super().get_readonly_fields(request, obj))
        return (*names, *sorted(FIXED[self.model])) if obj and obj.revises_id else names

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Delete one by one, on a page that says what goes with it."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Record | None:
        """Hold the row while it is being saved, so that a step cannot pass it by."""
        if request.method == "POST" and from_field is None and object_id.isdigit():
            rows = self.model._base_manager.select_for_update(of=("self",))
            rows.filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[NamedList]:
        """Head the list with what is in it."""
        return NamedList

    # --- The panel ---

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        **options: Any,
    ) -> HttpResponse:
        """Add the panel, above the form."""
        record = options.get("obj")
        if record is not None:
            context |= {
                "panel": self.panel(request, record, Fields.of_page(context)),
                "title": str(record),
                "subtitle": "",
            }
        return super().render_change_form(request, context, *args, **options)

    def panel(self, request: HttpRequest, record: Record, fields: Fields) -> Panel:
        """Say where a record stands and what this person may do next; queries."""
        past = history_of_record(record)
        return Panel(
            record=record,
            sentence=self.sentence(request, record),
            steps=[
                (step, self.note_label(record, step))
                for step in STEPS
                if self.may_take(request, record, step)
            ],
            mends=mends_of(record, fields),
            warnings=warnings_of(record, fields),
            can_correct=self.may_correct(request, record)
            and past["working_copy"] is None,
            can_preview=can_be_previewed(record),
            **past,
        )

    def sentence(self, request: HttpRequest, record: Record) -> str:
        """Say in one sentence what the status means for the person who looks."""
        if record.status == Status.SUBMITTED:
            if record.submitted_by_id == request.user.pk:
                return (
                    "You submitted this, so somebody else must approve it. To change "
                    "anything, return it to draft first."
                )
            return (
                f"{_name(record.submitted_by)} submitted this. It cannot be edited "
                "while it waits for approval."
            )
        if record.status == Status.PUBLISHED:
            return (
                "This is public, so it cannot be edited here. Correct a copy; the "
                "public goes on seeing this until the copy is approved."
            )
        if record.status == Status.WITHDRAWN:
            return "This was withdrawn. Its page says so, and nothing more can be done."
        if not super().has_change_permission(request, record):
            return "This is a draft: nobody outside sees it."
        return "This is a draft: nobody outside sees it, and you can edit it."

    def note_label(self, record: Record, step: Step) -> str:
        """Say what a step's note is for; a correction must be explained in public."""
        if step.name == "submit" and record.revises_id:
            return CORRECTION_NOTE
        return step.note

    def may_take(self, request: HttpRequest, record: Record, step: Step) -> bool:
        """Say whether this person may take a step with this record now."""
        if record.status != step.status or not self.has_any(request, step.permissions):
            return False
        return step.name != "approve" or record.submitted_by_id != request.user.pk

    def has_any(self, request: HttpRequest, actions: Iterable[str]) -> bool:
        """Say whether a person's roles allow one of these actions on such records."""
        options = self.opts
        return any(
            request.user.has_perm(f"{options.app_label}.{action}_{options.model_name}")
            for action in actions
        )

    def may_correct(self, request: HttpRequest, record: Record) -> bool:
        """Say whether a copy of this record can be made for correction."""
        return record.status == Status.PUBLISHED and self.has_any(request, ("change",))

    # --- The steps ---

    def get_urls(self) -> list[URLPattern]:
        """Add an address for each step, for the preview and to begin a correction."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path(
                "<int:pk>/step/<slug:name>/",
                self.admin_site.admin_view(self.step_view),
                name=f"{name}_step",
            ),
            path(
                "<int:pk>/correct/",
                self.admin_site.admin_view(self.correct_view),
                name=f"{name}_correct",
            ),
            path(
                "<int:pk>/preview/",
                self.admin_site.admin_view(self.preview_view),
                name=f"{name}_preview",
            ),
            *super().get_urls(),
        ]

    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Take a step, or say why it was refused, and go back to the record."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        record: PublishedRecord = self.record_for(request, pk)
        step = STEP_BY_NAME.get(name)
        if step is None:
            raise Http404
        if not self.has_any(request, step.permissions):
            raise PermissionDenied
        try:
            record = self._take(request, record, step)
        except CannotPublish as refusal:
            for sentence in refusal.blockers:
                messages.error(request, sentence)
        else:
            self.log_change(request, cast(Record, record), step.done)
            messages.success(request, step.done)
        return redirect(change_address(record))

    def _take(
        self, request: HttpRequest, record: PublishedRecord, step: Step
    ) -> PublishedRecord:
        """Take a step with what the form says; answers are kept even if it fails."""
        note, by, at = request.POST.get("note", ""), person(request), timezone.now()
        more = {}
        if step.name == "submit":
            _require_correction_note(record, note)
        if step.name == "approve":
            answers = {
                name.removeprefix(ANSWER): str(words)
                for name, words in request.POST.items()
                if name.startswith(ANSWER)
            }
            publishing.answer_hits(record, answers, by=by, at=at)
            more["hides_earlier"] = "hides_earlier" in request.POST
        return step.take(record, by=by, at=at, note=note, **more)

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a draft as it would be on its public page."""
        record: PublishedRecord = self.record_for(request, pk)
        if not can_be_previewed(record):
            return redirect(public_address(record) or change_address(record))
        return preview(request, record, at=timezone.now())

    def correct_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the working copy, or find the one that stands, and open it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        record: PublishedRecord = self.record_for(request, pk)
        if not self.has_any(request, ("change",)):
            raise PermissionDenied
        try:
            copy = publishing.revise(record, by=person(request), at=timezone.now())
        except CannotPublish as refusal:
            for sentence in refusal.blockers:
                messages.error(request, sentence)
            return redirect(change_address(record))
        messages.info(request, "This is a copy: edit it, then submit it for approval.")
        return redirect(change_address(copy))

    def record_for(self, request: HttpRequest, pk: int) -> Record:
        """Return a record that this person may see, or answer 404 or 403."""
        rows: QuerySet[Record] = self.get_queryset(request)
        record = rows.filter(pk=pk).first()
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record


def person(request: HttpRequest) -> AbstractBaseUser:
    """Return who is signed in; the admin lets nobody else so far."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def change_address(record: Model) -> str:
    """Return the admin address of a record."""
    options = record._meta
    return reverse(
        f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk]
    )


def record_link(record_type: ContentType, record_id: int, words: str) -> str:
    """Return a link to the record that an event or a release is about."""
    address = reverse(
        f"admin:{record_type.app_label}_{record_type.model}_change", args=[record_id]
    )
    return format_html('<a href="{}">{}</a>', address, words)


def _require_correction_note(record: PublishedRecord, note: str) -> None:
    if record.revises_id and not note.strip():
        raise CannotPublish(["Say what was corrected and why: the public will see it."])


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else "Somebody"
