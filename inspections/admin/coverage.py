"""Press coverage in the admin."""

from django.contrib import admin

from inspections.admin.publication import PublishedAdmin, status_tag
from inspections.models import PressArticle


@admin.register(PressArticle)
class PressArticleAdmin(PublishedAdmin[PressArticle]):
    list_display = ("outlet", "title", "authority", "published_on", status_tag)
    list_filter = ("status", "is_confirmed", "outlet")
    list_select_related = ("authority",)
    search_fields = ("outlet", "title", "subject", "authority__name")
    date_hierarchy = "published_on"
    autocomplete_fields = ("authority", "inspections")
    fieldsets = (
        (None, {"fields": ("authority", "inspections")}),
        ("The article", {"fields": ("outlet", "title", "url", "subject")}),
        ("When", {"fields": (("published_on", "date_precision"),)}),
        ("Source", {"fields": ("is_confirmed", "source_note")}),
    )
