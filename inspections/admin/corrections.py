"""What readers ask to have corrected, in the admin: to read, take up and answer."""

from typing import Any

from django.contrib import admin, messages
from django.forms import ChoiceField, RadioSelect, Textarea
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inspections.admin.authority_filter import AuthorityFilter
from inspections.admin.bases import ModelAdmin, ModelForm
from inspections.admin.desk_filter import DeskFilter
from inspections.admin.publication import person
from inspections.correction_requests import CannotAnswerError, close, take_up
from inspections.identifying import find_hits
from inspections.models import CorrectionRequest, PublicationStatus
from inspections.references import address_of, read_reference

State = CorrectionRequest.State
NEXT = (
    (State.UNDER_REVIEW, "Under review: somebody looks into it"),
    (State.CORRECTED, "Corrected: the page says so now"),
    (State.NOT_CHANGED, "Not changed: the page is right, or not ours to change"),
)


class AnswerForm(ModelForm[CorrectionRequest]):
    """What became of a request; an answer that closes it says something harmless."""

    state = ChoiceField(label="What becomes of it", choices=NEXT, widget=RadioSelect)

    class Meta:
        model = CorrectionRequest
        fields = ("state", "answer")
        widgets = {"answer": Textarea(attrs={"rows": 4, "cols": 60})}

    def clean(self) -> dict[str, Any]:
        """Ask for an answer where one is due, and keep it harmless."""
        given: dict[str, Any] = super().clean() or {}
        answer = given.get("answer", "").strip()
        if given.get("state") in CorrectionRequest.ANSWERED and not answer:
            self.add_error("answer", "Write an answer: it is shown in the public log.")
        if given.get("state") == State.UNDER_REVIEW and answer:
            words = "An answer closes the request: choose what became of it, or wait."
            self.add_error("state", words)
        for hit in find_hits(answer):
            self.add_error(
                "answer",
                f"The answer is public, and “{hit.words}” looks like {hit.kind}. "
                "Say it without.",
            )
        return given

    def _post_clean(self) -> None:
        """Leave the row to the step that writes it, with all that belongs to it."""


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ModelAdmin[CorrectionRequest]):
    form = AnswerForm
    list_display = ("received_at", "about", "wrong", "state", "authority")
    list_filter = (DeskFilter, "state", "wrong", AuthorityFilter)
    list_select_related = ("authority",)
    list_per_page = 50
    search_fields = ("about", "authority__name", "answer")
    date_hierarchy = "received_at"
    ordering = ("-received_at", "-pk")
    readonly_fields = (
        "page",
        "record",
        "wrong",
        "should_say",
        "source",
        "name",
        "email",
        "received_at",
        "answered_at",
        "answered_by",
    )
    fieldsets = (
        ("What it is about", {"fields": ("page", "record")}),
        ("What the sender writes", {"fields": ("wrong", "should_say", "source")}),
        (
            "Who asks: never shown in public, erased 30 days after the answer",
            {"fields": ("name", "email", "received_at")},
        ),
        ("Our answer", {"fields": ("state", "answer", "answered_at", "answered_by")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: CorrectionRequest | None = None
    ) -> bool:
        """Keep what was answered as it was answered."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not obj.is_answered)

    @admin.display(description="page")
    def page(self, asked: CorrectionRequest) -> SafeString:
        reference = read_reference(asked.about)
        address = address_of(reference) if reference else asked.about
        return format_html('<a href="{}">{}</a>', address, asked.about)

    @admin.display(description="record")
    def record(self, asked: CorrectionRequest) -> SafeString | str:
        """Lead to the record, where a correction of it is begun."""
        inspection = asked.inspection
        if inspection is None:
            return "No one record: see the page."
        address = reverse("admin:inspections_inspection_change", args=[inspection.pk])
        words = "Open the record"
        if inspection.status == PublicationStatus.PUBLISHED:
            words = "Open the record, to begin a correction"
        return format_html('<a href="{}">{}</a>', address, words)

    def save_model(
        self, request: HttpRequest, obj: CorrectionRequest, form: Any, change: bool
    ) -> None:
        """Take the step that was chosen; a second answer is refused with a sentence."""
        by, at, given = person(request), timezone.now(), form.cleaned_data
        try:
            if given["state"] == State.UNDER_REVIEW:
                take_up(obj, by=by, at=at)
            else:
                state, answer = given["state"], given["answer"]
                close(obj, state=state, answer=answer, by=by, at=at)
        except CannotAnswerError as refused:
            messages.error(request, str(refused))
