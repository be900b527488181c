"""Verdicts and restatements in the admin: the inspectors' voice."""

from django.contrib import admin

from inspections.admin.authority_filter import PartAuthorityFilter
from inspections.admin.bases import ModelAdmin
from inspections.admin.parts import PartAdmin
from inspections.models import ProgressVerdict, Restatement


@admin.register(ProgressVerdict)
class ProgressVerdictAdmin(PartAdmin, ModelAdmin[ProgressVerdict]):
    list_display = ("recommendation", "verdict", "inspection", "page", "standing")
    list_per_page = 50
    list_filter = (
        PartAuthorityFilter,
        "verdict",
        "is_explicit",
        "is_confirmed",
        "inspection__status",
    )
    list_select_related = ("recommendation__inspection", "inspection__authority")
    search_fields = ("quote", "recommendation__text", "inspection__ref")
    date_hierarchy = "inspection__ended"
    autocomplete_fields = ("recommendation", "finding")
    fields = (
        "inspection",
        "recommendation",
        "verdict",
        "finding",
        "quote",
        "page",
        "is_explicit",
        "note",
        "is_confirmed",
        "recorded_by",
        "standing",
    )
    readonly_fields = ("inspection", "recorded_by", "standing")


@admin.register(Restatement)
class RestatementAdmin(PartAdmin, ModelAdmin[Restatement]):
    list_display = ("earlier", "later", "inspection", "standing")
    list_per_page = 50
    list_filter = (PartAuthorityFilter, "inspection__status")
    list_select_related = (
        "earlier__inspection",
        "later__inspection",
        "inspection__authority",
    )
    search_fields = ("earlier__text", "later__text", "inspection__ref")
    autocomplete_fields = ("earlier", "later")
    fields = ("inspection", "earlier", "later", "note", "recorded_by", "standing")
    readonly_fields = ("inspection", "recorded_by", "standing")
