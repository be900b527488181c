"""Themes in the admin, with the phrases that suggest each."""

from django.contrib import admin

from inspections.admin.bases import ModelAdmin, ModelForm
from inspections.admin.lines import PhrasesField
from inspections.models import Theme


class ThemeForm(ModelForm[Theme]):
    phrases = PhrasesField(
        required=False,
        rows=14,
        help_text=(
            "One a line. A phrase counts where a word starts with it. After it, in "
            "brackets, may stand longer wordings in which it does not count: strategy "
            "(not strategy meeting; strategy discussion)."
        ),
    )

    class Meta:
        model = Theme
        fields = ("name", "slug", "definition", "phrases", "scope", "position")


@admin.register(Theme)
class ThemeAdmin(ModelAdmin[Theme]):
    form = ThemeForm
    list_display = ("name", "scope", "phrase_count", "position")
    list_filter = ("scope",)
    search_fields = ("name", "definition")
    prepopulated_fields = {"slug": ("name",)}

    @admin.display(description="phrases")
    def phrase_count(self, theme: Theme) -> int:
        return len(theme.phrases)
