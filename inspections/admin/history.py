"""What happened to records and when: events and releases, to read and never change."""

import json
from typing import Any, TypeVar

from django.contrib import admin
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html

from inspections.admin.bases import ModelAdmin
from inspections.admin.publication import record_link
from inspections.models import PublicationEvent, Release

Row = TypeVar("Row", bound=Model)


class ReadOnlyAdmin(ModelAdmin[Row]):
    """Shows rows that nobody may add, change or delete by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PublicationEvent)
class PublicationEventAdmin(ReadOnlyAdmin[PublicationEvent]):
    list_display = ("at", "action", "about", "by", "note")
    list_filter = ("action", ("record_type", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("by", "record_type")
    search_fields = ("note", "by__username")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
    fields = ("about", "action", "at", "by", "note")
    readonly_fields = ("about",)

    @admin.display(description="record")
    def about(self, event: PublicationEvent) -> str:
        words = f"{event.record_type.name} {event.record_id}"
        return record_link(event.record_type, event.record_id, words)


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin[Release]):
    list_display = ("at", "about", "number", "by", "reason")
    list_filter = (("record_type", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("by", "record_type")
    search_fields = ("reason", "by__username")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
    fields = ("about", "number", "at", "by", "reason", "as_frozen")
    readonly_fields = ("about", "as_frozen")

    @admin.display(description="record")
    def about(self, release: Release) -> str:
        words = f"{release.record_type.name} {release.record_id}"
        return record_link(release.record_type, release.record_id, words)

    @admin.display(description="the record as it was frozen")
    def as_frozen(self, release: Release) -> str:
        text = json.dumps(
            release.content, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder
        )
        return format_html('<pre class="frozen" tabindex="0">{}</pre>', text)
