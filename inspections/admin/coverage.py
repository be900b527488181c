"""Press coverage in the admin."""

from django.contrib import admin

from inspections.admin.authority_filter import AuthorityFilter
from inspections.admin.bases import ModelForm
from inspections.admin.desk_filter import DeskFilter
from inspections.admin.duplicates import WarnsOfAddress
from inspections.admin.errors import SaysErrors
from inspections.admin.publication import PublishedAdmin, status_tag
from inspections.models import PressArticle


class ArticleForm(WarnsOfAddress, ModelForm[PressArticle]):
    class Meta:
        model = PressArticle
        fields = ("authority", "inspections", "outlet", "title", "url", "subject")


@admin.register(PressArticle)
class PressArticleAdmin(SaysErrors, PublishedAdmin[PressArticle]):
    form = ArticleForm
    list_display = ("outlet", "title", "authority", "published_on", status_tag)
    # Outlets are many and grow: they are searched, not listed.
    list_filter = (DeskFilter, AuthorityFilter, "status", "is_confirmed")
    list_per_page = 50
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
