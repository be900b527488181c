"""Choosing themes, with those that the words suggest: on a page, and as one types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from inspections import theming
from inspections.models import Theme
from inspections.vocabulary import Kind


@dataclass(frozen=True)
class ThemeBook:
    """All themes, fetched once for all the rows of a page."""

    themes: tuple[Theme, ...]

    @classmethod
    def load(cls) -> "ThemeBook":
        """Fetch every theme; one query."""
        return cls(tuple(Theme.objects.all()))

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(theme.pk), theme.name) for theme in self.themes]

    def suggest(self, text: str, *, kind: str) -> list[Theme]:
        """Return the themes that a text suggests in an inspection of a kind."""
        of_send = kind == Kind.AREA_SEND
        scope = Theme.Scope.AREA_SEND if of_send else Theme.Scope.CHILDRENS_SERVICES
        by_slug = {theme.slug: theme for theme in self.themes if theme.scope == scope}
        phrases = {slug: theme.phrases for slug, theme in by_slug.items()}
        return [by_slug[found.theme] for found in theming.suggest(text, phrases)]


class ThemesSelect(forms.SelectMultiple):
    """A list of all themes with a line that names the suggested ones.

    A script turns it into a field that is searched by typing. It is written out in one
    go, since a report has a hundred of them.
    """

    suggested: Sequence[Theme] = ()
    was_chosen = False
    pairs: Sequence[tuple[str, str]] = ()

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Write the list, whether a person chose from it, and what is suggested."""
        chosen = {str(one) for one in value or ()}
        attributes = self.build_attrs(self.attrs, attrs)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if key in chosen else "", words)
                for key, words in self.pairs
            ),
        )
        return format_html(
            '<select name="{}" multiple class="themes" size="3"{}>{}</select>'
            '<input type="hidden" name="{}" value="{}">'
            '<span class="suggested">{}</span>',
            name,
            forms.utils.flatatt(
                {k: v for k, v in attributes.items() if k not in ("class", "size")}
            ),
            options,
            chosen_name(name),
            "1" if self.was_chosen else "",
            suggestion_words(self.suggested),
        )


class ThemesField(forms.MultipleChoiceField):
    """Themes of a row, checked against a book that all rows share."""

    widget = ThemesSelect

    def __init__(self, *, book: ThemeBook, **options: Any) -> None:
        super().__init__(choices=book.choices, required=False, **options)
        self.book = book
        assert isinstance(self.widget, ThemesSelect)
        self.widget.pairs = book.choices

    def prepare_value(self, value: Any) -> Any:
        """Take themes or their keys."""
        return _keys(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as sets of keys."""
        return set(_keys(initial)) != set(_keys(data))


def chosen_name(name: str) -> str:
    """Name the field that says that a person chose, so that nothing is suggested."""
    return f"{name}_chosen"


def suggestion_words(themes: Iterable[Theme]) -> str:
    """Say which themes the words suggest."""
    names = ", ".join(theme.name for theme in themes)
    return f"Suggested by the words: {names}" if names else ""


def _keys(value: Any) -> list[str]:
    return [str(getattr(one, "pk", one)) for one in value or ()]
