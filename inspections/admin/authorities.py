"""Authorities in the admin, with their former addresses and their neighbours."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from inspections.admin.bases import ModelAdmin, ModelForm, TabularInline
from inspections.admin.lines import LinesField
from inspections.models import Authority, FormerSlug, StatisticalNeighbour


class AuthorityForm(ModelForm[Authority]):
    other_names = LinesField(
        required=False,
        help_text="Other names under which reports print it, one a line.",
    )

    class Meta:
        model = Authority
        fields = (
            "name",
            "slug",
            "region",
            "kind",
            "urn",
            "dfe_code",
            "ons_code",
            "valid_from",
            "valid_to",
            "predecessors",
            "other_names",
        )


class StandingFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer those that still exist, and those that were abolished."""
        return [("current", "Current"), ("abolished", "Abolished")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Authority]
    ) -> QuerySet[Authority]:
        """Keep one sort."""
        if self.value() is None:
            return queryset
        return queryset.filter(valid_to__isnull=self.value() == "current")


class FormerSlugInline(TabularInline[FormerSlug, Authority]):
    model = FormerSlug
    extra = 0
    classes = ("collapse",)


class NeighbourInline(TabularInline[StatisticalNeighbour, Authority]):
    model = StatisticalNeighbour
    fk_name = "authority"
    fields = ("position", "neighbour")
    autocomplete_fields = ("neighbour",)
    extra = 0
    classes = ("collapse",)


@admin.register(Authority)
class AuthorityAdmin(ModelAdmin[Authority]):
    form = AuthorityForm
    inlines = (NeighbourInline, FormerSlugInline)
    list_display = (
        "name",
        "region",
        "kind",
        "urn",
        "dfe_code",
        "valid_from",
        "valid_to",
    )
    list_filter = ("region", "kind", StandingFilter)
    search_fields = ("name", "slug", "=urn", "=dfe_code", "ons_code")
    autocomplete_fields = ("predecessors",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "region", "kind")}),
        ("Codes", {"fields": ("urn", "dfe_code", "ons_code")}),
        ("From and to", {"fields": ("valid_from", "valid_to", "predecessors")}),
        ("In reports", {"fields": ("other_names",)}),
    )

    def save_model(
        self, request: HttpRequest, obj: Authority, form: ModelForm[Any], change: bool
    ) -> None:
        """Keep a changed address alive: the old one redirects."""
        super().save_model(request, obj, form, change)
        old = form.initial.get("slug")
        if change and old and old != obj.slug:
            FormerSlug.objects.get_or_create(slug=old, defaults={"authority": obj})
