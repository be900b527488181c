"""A list of short texts, edited one a line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inspections.theming import BadPhrase, read_phrase


class LinesField(forms.CharField):
    """A JSON list of texts as lines: empty lines go, the order stays."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        options.setdefault("help_text", "One a line.")
        super().__init__(**options)
        self.widget.attrs["rows"] = rows

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """Return the lines as a list."""
        text = self.prepare_value(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as lists."""
        return bool(self.to_python(initial) != self.to_python(data))


class PhrasesField(LinesField):
    """Lines that are phrases of a theme, each of which must be readable as one."""

    def validate(self, value: Any) -> None:
        """Refuse every phrase that cannot be read, each in its own sentence."""
        super().validate(value)
        wrong = []
        for phrase in value:
            try:
                read_phrase(phrase)
            except BadPhrase as error:
                wrong.append(str(error))
        if wrong:
            raise ValidationError(wrong)
