"""Who follows by e-mail, for administrators to see, with masked addresses."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from inspections.admin.bases import ModelAdmin
from inspections.models import AlertSubscription


@admin.register(AlertSubscription)
class AlertSubscriptionAdmin(ModelAdmin[AlertSubscription]):
    """A list alone: an address is added and taken away by its owner."""

    list_display = ("masked", "authority", "theme", "asked_at", "confirmed_at")
    list_display_links = None
    list_select_related = ("authority", "theme")
    ordering = ("-asked_at",)

    def get_urls(self) -> list[URLPattern]:
        """Give an address to the list alone: a page of one row would show all of it."""
        listed = self.admin_site.admin_view(self.changelist_view)
        return [path("", listed, name="inspections_alertsubscription_changelist")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: AlertSubscription | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: AlertSubscription | None = None
    ) -> bool:
        return False
