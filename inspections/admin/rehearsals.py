"""A form sent to be filled in further, not to be saved: it comes back as it was typed.

Buttons such as "Show the judgements" send the whole page, so that it works without a
script; a row is added to what was sent, and nothing is checked before the person saves.
"""

import re
from typing import Any

from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict

MOST_ROWS = 1500
SHOW_JUDGEMENTS = "_judgements"
SPLIT = "_split"
REHEARSALS = frozenset({SHOW_JUDGEMENTS, SPLIT})


def is_rehearsal(request: HttpRequest) -> bool:
    """Say whether what was sent is to be shown again rather than saved."""
    return request.method == "POST" and bool(REHEARSALS & request.POST.keys())


class MayWait:
    """A form that is not checked while it is being filled in."""

    is_unchecked = False

    def full_clean(self) -> None:
        """Find nothing wrong, and nothing that could be saved."""
        form: Any = self
        if not self.is_unchecked:
            super().full_clean()  # type: ignore[misc]
            return
        form._errors = ErrorDict(renderer=form.renderer)
        form.cleaned_data = {}

    def is_valid(self) -> bool:
        """Never be saved unchecked."""
        return not self.is_unchecked and super().is_valid()  # type: ignore[misc]


class RowsMayWait:
    """Rows that are not checked while they are being filled in."""

    is_unchecked = False

    def full_clean(self) -> None:
        """Find nothing wrong."""
        rows: Any = self
        if not self.is_unchecked:
            super().full_clean()  # type: ignore[misc]
            return
        rows._errors = [form.errors for form in rows.forms]
        rows._non_form_errors = rows.error_class(renderer=rows.renderer)

    def is_valid(self) -> bool:
        """Never be saved unchecked."""
        return not self.is_unchecked and super().is_valid()  # type: ignore[misc]


class SentRows:
    """The rows of one formset in what was sent, read and added to."""

    def __init__(self, data: QueryDict, prefix: str) -> None:
        self.data = data
        self.prefix = prefix

    @property
    def count(self) -> int:
        """How many rows were sent."""
        return _number(self.data.get(f"{self.prefix}-TOTAL_FORMS"))

    @property
    def saved_count(self) -> int:
        """How many of them, the first ones, stand in the database."""
        return min(self.count, _number(self.data.get(f"{self.prefix}-INITIAL_FORMS")))

    def get(self, place: int, name: str) -> str:
        """Return one field of a row."""
        return str(self.data.get(f"{self.prefix}-{place}-{name}", ""))

    def put(self, place: int, name: str, value: object) -> None:
        """Write one field of a row."""
        values = value if isinstance(value, list) else [value]
        self.data.setlist(
            f"{self.prefix}-{place}-{name}",
            ["" if v is None else str(v) for v in values],
        )

    def add(self, **fields: object) -> None:
        """Add a row at the end."""
        place = self.count
        for name, value in fields.items():
            self.put(place, name, value)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(place + 1)

    def drop_unsaved(self, place: int) -> None:
        """Leave a row out that stands nowhere yet; those after it move up."""
        mark = f"{self.prefix}-{{}}-"
        for number in range(place, self.count):
            here, after = mark.format(number), mark.format(number + 1)
            for name in [name for name in self.data if name.startswith(here)]:
                del self.data[name]
            for name in [name for name in self.data if name.startswith(after)]:
                values = self.data.getlist(name)
                self.data.setlist(here + name.removeprefix(after), values)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(self.count - 1)


def _number(text: object) -> int:
    words = str(text or "")
    return min(int(words), MOST_ROWS) if re.fullmatch("[0-9]{1,6}", words) else 0
