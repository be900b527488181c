"""Rows of recommendations and findings as they are entered: numbers, texts, themes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.forms.utils import ErrorDict

from inspections.admin.bases import ModelForm
from inspections.admin.duplicates import Warned, texts_alike, unread
from inspections.admin.parts import NamedRows
from inspections.admin.rehearsals import MayWait, RowsMayWait
from inspections.admin.theme_fields import ThemesField, ThemesSelect, chosen_name
from inspections.models import Inspection, Recommendation

OUT_OF_THE_WAY = 20_000
"""Added to a number while two rows change places; no report comes near it."""


class Row(MayWait, ModelForm[Any]):
    """A row that can be shown again unchecked."""


class Rows(RowsMayWait, NamedRows):
    """Rows that can be shown again unchecked, and the warnings about them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.warnings: list[Warned] = []

    @property
    def kept_forms(self) -> list[Any]:
        """The rows that will stand when this is saved, in the order shown."""
        rows: Any = self
        return [
            form
            for form in self.forms
            if not rows._should_delete_form(form)
            and (form.instance.pk or form.has_changed())
        ]


class TextForm(Row):
    """A recommendation or finding: its number may be left to be given."""

    kind_of_visit = ""
    was_suggested = False

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].label = "Number"
            self.fields["position"].widget.attrs.update({"min": 1, "class": "number"})
        themes: Any = self.fields.get("themes")
        if isinstance(themes, ThemesField):
            self._show_suggestions(themes)

    def _show_suggestions(self, field: ThemesField) -> None:
        text = str(self["text"].value() or "")
        widget = field.widget
        assert isinstance(widget, ThemesSelect)
        widget.suggested = field.book.suggest(text, kind=self.kind_of_visit)
        name = chosen_name(self.add_prefix("themes"))
        widget.was_chosen = bool(self.is_bound and self.data.get(name))

    def full_clean(self) -> None:
        """Take a saved row that nobody changed as it stands: a report has a hundred."""
        is_sent = self.is_bound and not self.is_unchecked
        if not (is_sent and self.instance.pk) or self.has_changed():
            super().full_clean()
            return
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {
            name: self.get_initial_for_field(field, name)
            for name, field in self.fields.items()
        }

    def clean_position(self) -> int | None:
        """Begin at one."""
        number: int | None = self.cleaned_data["position"]
        if number is not None and number < 1:
            raise ValidationError("The first is number 1.")
        if number is not None and number >= OUT_OF_THE_WAY // 2:
            raise ValidationError("That is not a number in a report.")
        return number

    def clean(self) -> dict[str, Any]:
        """Give a new row the themes that its words suggest, unless a person chose."""
        given = super().clean() or {}
        field: Any = self.fields.get("themes")
        if not isinstance(field, ThemesField) or self.instance.pk:
            return given
        if given.get("themes") or self.data.get(chosen_name(self.add_prefix("themes"))):
            return given
        found = field.book.suggest(given.get("text", ""), kind=self.kind_of_visit)
        given["themes"] = [str(theme.pk) for theme in found]
        self.was_suggested = bool(found)
        return given

    def validate_constraints(self) -> None:
        """Leave the numbers to all the rows together: two may change places."""
        form: Any = self
        exclude = {*form._get_validation_exclusions(), "position"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            form._update_errors(error)


class NumberedRows(Rows):
    """Texts with numbers: given in turn where left out, and kept once published."""

    letter = "R"

    @property
    def is_sortable(self) -> bool:
        """Say whether nobody outside has seen a number yet."""
        visit: Inspection = self.instance
        return not (visit.first_published_at or visit.revises_id)

    def get_unique_error_message(self, unique_check: Any) -> str:
        """Say it in words of the page."""
        return "Two rows have the same number: each number is given once."

    def add_fields(self, form: Any, index: int | None) -> None:
        """Keep the numbers that the public has seen."""
        super().add_fields(form, index)
        if form.instance.pk and not self.is_sortable and "position" in form.fields:
            form.fields["position"].disabled = True

    def clean(self) -> None:
        """Give the numbers that were left out, and warn of texts that are alike."""
        super().clean()
        free = self._highest_number() + 1
        for form in self.kept_forms:
            number = form.cleaned_data.get("position")
            if number is None and not form.errors:
                number, free = free, free + 1
                form.cleaned_data["position"] = form.instance.position = number
        self._warn_of_texts_alike()

    def _highest_number(self) -> int:
        """Return the highest number given, retired rows and the published ones too."""
        visit: Inspection = self.instance
        given = [
            number
            for form in self.kept_forms
            if (number := form.cleaned_data.get("position"))
        ]
        keys = [key for key in (visit.pk, visit.revises_id) if key]
        if keys and not self.is_sortable:
            rows = _rows_of(self).filter(inspection__in=keys)
            given.append(rows.aggregate(highest=Max("position"))["highest"] or 0)
        return max(given, default=0)

    def _warn_of_texts_alike(self) -> None:
        if self.model is not Recommendation:
            return
        forms = self.kept_forms
        texts = [form.cleaned_data.get("text") or "" for form in forms]
        for one, other in texts_alike(texts):
            pair = forms[one], forms[other]
            if not any("text" in form.changed_data for form in pair):
                continue
            first, second = (form.cleaned_data.get("position") for form in pair)
            self.warnings.append(
                Warned(
                    f"text-{first}-{second}",
                    f"{self.letter}{first} and {self.letter}{second} have nearly the "
                    "same text.",
                    f"#{pair[0]['text'].id_for_label}",
                    "Go to the first of them",
                )
            )
        if unread(self.warnings, self.data):
            raise ValidationError(
                "Two recommendations look the same: delete one, or say at the head of "
                "the page that you know."
            )

    def save(self, commit: bool = True) -> Any:
        """Let rows change places: numbers that move are put out of the way first."""
        if commit:
            for form in self.initial_forms:
                before = form.initial.get("position")
                goes = form in self.deleted_forms
                if before and (goes or "position" in form.changed_data):
                    self._put_away(form.instance.pk, before)
        return super().save(commit)

    def _put_away(self, key: int, number: int) -> None:
        row = _rows_of(self).get(pk=key)
        row.position = OUT_OF_THE_WAY + number
        # A number that stands for a moment is no change that anybody made.
        row.skip_history_when_saving = True
        row.save(update_fields=["position"])


class FindingRows(NumberedRows):
    letter = "F"


def _rows_of(formset: NumberedRows) -> Any:
    model: Any = formset.model
    return model._default_manager
