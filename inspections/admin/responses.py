"""The council's voice in the admin: responses, positions, actions and their updates."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from inspections.admin.bases import TabularInline
from inspections.admin.parts import PartInline
from inspections.admin.publication import PublishedAdmin, status_tag
from inspections.models import (
    ActionUpdate,
    CouncilAction,
    CouncilResponse,
    RecommendationPosition,
)


class PositionInline(
    PartInline, TabularInline[RecommendationPosition, CouncilResponse]
):
    model = RecommendationPosition
    fields = ("recommendation", "position", "words", "page")
    autocomplete_fields = ("recommendation",)
    parent = "response"


@admin.register(CouncilResponse)
class CouncilResponseAdmin(PublishedAdmin[CouncilResponse]):
    inlines = (PositionInline,)
    list_display = ("title", "inspection", "kind", "published_on", status_tag)
    list_filter = ("status", "kind", "is_confirmed")
    list_select_related = ("inspection__authority",)
    search_fields = ("title", "inspection__ref", "inspection__authority__name")
    date_hierarchy = "published_on"
    autocomplete_fields = ("inspection",)
    fieldsets = (
        (None, {"fields": ("inspection", "kind", "title", "summary")}),
        ("When", {"fields": ("received_on", "published_on", "last_looked_on")}),
        ("Source", {"fields": ("url", "source_note", "is_confirmed")}),
    )


class UpdateInline(PartInline, TabularInline[ActionUpdate, CouncilAction]):
    """Updates are added; one that stands is never overwritten."""

    model = ActionUpdate
    fields = ("dated", "delivery", "target", "reason", "source_url", "source_note")
    parent = "action"
    show_change_link = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CouncilAction)
class CouncilActionAdmin(PublishedAdmin[CouncilAction]):
    inlines = (UpdateInline,)
    list_display = ("__str__", "response", "delivery", "current_target", status_tag)
    list_filter = ("status", "delivery", "is_confirmed")
    list_select_related = ("response",)
    search_fields = ("text", "owner_role", "response__inspection__ref")
    date_hierarchy = "current_target"
    autocomplete_fields = ("response", "recommendations")
    fieldsets = (
        (None, {"fields": ("response", "recommendations", "number", "text")}),
        ("Who and when", {"fields": ("owner_role", "first_target", "current_target")}),
        ("How far", {"fields": ("delivery", "delivery_as_of")}),
        ("Source", {"fields": ("source_note", "is_confirmed")}),
    )

    def save_formset(
        self,
        request: HttpRequest,
        form: Any,
        formset: Any,
        change: bool,
    ) -> None:
        """Carry each new update onto the action, the earliest first."""
        if formset.model is not ActionUpdate:
            super().save_formset(request, form, formset, change)
            return
        updates = formset.save(commit=False)
        for update in sorted(updates, key=lambda update: update.dated):
            update.recorded_by = request.user
            form.instance.record(update)
        formset.save_m2m()
