"""Council actions in the admin: what it will do, by when, and how that moved."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from inspections.admin.bases import ModelForm, TabularInline
from inspections.admin.bulk_delivery import DELIVERY_STEP
from inspections.admin.bulk_steps import PUBLICATION_STEPS
from inspections.admin.desk_filter import DeskFilter
from inspections.admin.exchange.pages import Exchanges
from inspections.admin.exchange.tables import ActionTable
from inspections.admin.parts import PartInline
from inspections.admin.publication import PublishedAdmin, status_tag
from inspections.admin.updates import RecordsUpdates
from inspections.models import (
    ActionUpdate,
    CouncilAction,
    CouncilResponse,
    DatePrecision,
    EvidenceLink,
    Inspection,
    Recommendation,
)
from inspections.slips import Slip, TargetDate, slip_of


class RecommendationBoxes(
    forms.ModelMultipleChoiceField  # type: ignore[type-arg]
):
    """A box for each recommendation, with its words."""

    widget = forms.CheckboxSelectMultiple
    visit: Inspection | None = None

    def label_from_instance(self, obj: Any) -> str:
        """Name a recommendation by number and words, and another visit's by its ref."""
        own = self.visit is not None and obj.inspection_id == self.visit.pk
        number = f"R{obj.position}" if own else str(obj)
        return f"{number} {obj.text}"


class ActionForm(ModelForm[CouncilAction]):
    recommendations = RecommendationBoxes(
        queryset=Recommendation.objects.none(),
        required=False,
        help_text="All that this action is meant to answer.",
    )

    class Meta:
        model = CouncilAction
        fields = ("response", "recommendations", "text", "owner_role")
        labels = {"first_target_precision": "How exact"}
        help_texts = {
            "first_target": "Leave empty where the council gave none: it then has “no "
            "date set” and is never overdue. Of a month alone, give any day of it.",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        boxes = self.fields.get("recommendations")
        if isinstance(boxes, RecommendationBoxes):
            response = self._response()
            boxes.visit = response.inspection if response else None
            boxes.queryset = _offered(self.instance, boxes.visit)
            if response is None:
                boxes.help_text = "Choose the response and save: a box each follows."

    def _response(self) -> CouncilResponse | None:
        key = self.instance.response_id or self.data.get(
            "response", self.initial.get("response")
        )
        if not str(key or "").isdigit():
            return None
        rows = CouncilResponse.objects.all()
        if "response" in self.fields and not self.instance.response_id:
            # What an address or a form may name is what the field offers: the remit.
            rows = self.fields["response"].queryset  # type: ignore[attr-defined]
        return rows.select_related("inspection__authority").filter(pk=key).first()


def _offered(
    action: CouncilAction, visit: Inspection | None
) -> QuerySet[Recommendation]:
    """Return a visit's recommendations in force, and others that are linked already."""
    if visit is None:
        return Recommendation.objects.none()
    wanted = Q(inspection=visit, retired_at__isnull=True)
    if action.pk:
        wanted |= Q(pk__in=action.recommendations.values("pk"))
    rows = Recommendation.objects.filter(wanted).select_related("inspection")
    return rows.order_by("-inspection__ended", "position")


class UpdateInline(PartInline, TabularInline[ActionUpdate, CouncilAction]):
    """Updates stand as they were recorded: a new one has a page of its own."""

    model = ActionUpdate
    template = "admin/inspections/following/updates.html"
    fields = ("dated",)
    parent = "action"
    show_change_link = False
    verbose_name_plural = "Updates recorded"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EvidenceInline(PartInline, TabularInline[EvidenceLink, CouncilAction]):
    model = EvidenceLink
    fields = ("label", "url", "dated")
    parent = "action"
    extra = 0
    show_change_link = False
    verbose_name_plural = "Evidence that the council points to"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave out what a correction took away."""
        return super().get_queryset(request).filter(retired_at__isnull=True)


@admin.register(CouncilAction)
class CouncilActionAdmin(Exchanges, RecordsUpdates, PublishedAdmin[CouncilAction]):
    form = ActionForm
    resource_classes = (ActionTable,)
    bulk_steps = (*PUBLICATION_STEPS, DELIVERY_STEP)
    inlines = (UpdateInline, EvidenceInline)
    change_form_template = "admin/inspections/following/action_form.html"
    list_display = ("ref", "short_text", "delivery", "target_words", status_tag)
    list_filter = (DeskFilter, "status", "delivery", "is_confirmed")
    list_select_related = ("inspection",)
    search_fields = ("text", "owner_role", "inspection__ref")
    date_hierarchy = "current_target"
    autocomplete_fields = ("response",)
    readonly_fields = ("ref", "target_words")
    fieldsets = (
        (None, {"fields": ("ref", "response", "text", "recommendations")}),
        (
            "Who and when",
            {
                "fields": (
                    "owner_role",
                    ("first_target", "first_target_precision"),
                    "target_words",
                )
            },
        ),
        ("How far", {"fields": (("delivery", "delivery_as_of"),)}),
        ("Source", {"fields": ("source_note", "is_confirmed")}),
    )

    @admin.display(description="reference", ordering="inspection__ref")
    def ref(self, action: CouncilAction) -> str:
        """Give the reference; an action has none until it is saved."""
        if action.pk is None:
            return "Given on saving"
        return f"{action.inspection.ref} A{action.number}"

    @admin.display(description="action")
    def short_text(self, action: CouncilAction) -> str:
        return action.text if len(action.text) < 90 else f"{action.text[:88]}…"

    @admin.display(description="target date", ordering="current_target")
    def target_words(self, action: CouncilAction) -> str:
        """Say by when it is due and how that moved, in words."""
        if action.current_target is None:
            return "No date set"
        slip = slip_of_action(action)
        current = _target(action.current_target, action.current_target_precision)
        if slip is None:
            return f"Due {current.words}"
        return f"{slip.words[:1].upper()}{slip.words[1:]}: now {current.words}"

    def get_queryset(self, request: HttpRequest) -> QuerySet[CouncilAction]:
        """Fetch with actions how their dates moved."""
        return super().get_queryset(request).prefetch_related("all_updates")

    def get_readonly_fields(
        self, request: HttpRequest, obj: CouncilAction | None = None
    ) -> Any:
        """Keep what only an update may change, once there is something to keep."""
        kept = ["response"] if obj else []
        if obj and (obj.revises_id or obj.all_updates.all()):
            kept += ["delivery", "delivery_as_of"]
        if obj and obj.first_target and (obj.revises_id or slip_of_action(obj)):
            kept += ["first_target", "first_target_precision"]
        return (*self.readonly_fields, *kept)

    def get_fieldsets(
        self, request: HttpRequest, obj: CouncilAction | None = None
    ) -> Any:
        """Begin with the words; what is worked out waits until there is an action."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            return fieldsets
        return [
            (name, {"fields": [f for f in options["fields"] if f != "target_words"]})
            for name, options in fieldsets
        ]

    def get_inlines(
        self, request: HttpRequest, obj: CouncilAction | None
    ) -> list[type[Any]]:
        """Show what was recorded once there is an action to record it of."""
        return [
            inline
            for inline in super().get_inlines(request, obj)
            if obj is not None or inline is not UpdateInline
        ]

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which an update is recorded."""
        view = self.admin_site.admin_view(self.update_view)
        name = "inspections_councilaction_update"
        return [path("<int:pk>/update/", view, name=name), *super().get_urls()]

    def save_model(
        self, request: HttpRequest, obj: CouncilAction, form: Any, change: bool
    ) -> None:
        """Number a new action; let the current date be the first until one moves it."""
        if not change:
            inspections = Inspection.objects.select_for_update()
            obj.inspection = inspections.get(pk=obj.response.inspection_id)
            obj.number = CouncilAction.next_number(obj.inspection)
        if not _targets_moved(obj):
            obj.current_target = obj.first_target
            obj.current_target_precision = obj.first_target_precision
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: CouncilAction, *args: Any, **options: Any
    ) -> HttpResponse:
        """Let another action be of the same response."""
        answer = super().response_add(request, obj, *args, **options)
        if "_addanother" in request.POST:
            place = reverse("admin:inspections_councilaction_add")
            answer["Location"] = f"{place}?response={obj.response_id}"
        return answer


def _targets_moved(action: CouncilAction) -> bool:
    """Say whether an update gave a date, to this action or to the one it revises."""
    rows = [key for key in (action.pk, action.revises_id) if key]
    return ActionUpdate.objects.filter(action__in=rows, target__isnull=False).exists()


def slip_of_action(action: CouncilAction) -> Slip | None:
    """Return how an action's target moved, an earlier row's updates first; queries."""
    updates = list(action.all_updates.all())
    if action.revises_id:
        updates += ActionUpdate.objects.filter(action=action.revises_id)
    given = [
        _target(update.target, update.target_precision)
        for update in sorted(updates, key=lambda u: (u.dated, u.pk))
        if update.target
    ]
    if action.first_target:
        given = [_target(action.first_target, action.first_target_precision), *given]
    return slip_of(given)


def _target(day: Any, precision: str) -> TargetDate:
    return TargetDate(day, precision == DatePrecision.MONTH)
