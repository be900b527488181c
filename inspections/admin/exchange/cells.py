"""How one cell is read and written: days, choices, numbers, and lists of other rows.

What cannot be read raises ValueError with a sentence that says what to write.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.dateparse import parse_date
from import_export import widgets

from inspections.cells import harmless
from inspections.models import CouncilResponse, Inspection, Recommendation, Theme
from inspections.remits import within

BETWEEN = ";"


def as_text(value: object) -> str:
    """Return what a cell holds as the text that was meant."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _meant(str(value).strip())


def _meant(text: str) -> str:
    """Return text without the apostrophe by which it was kept from running."""
    meant = text[1:]
    return meant if text.startswith("'") and harmless(meant) != meant else text


class Words(widgets.Widget):  # type: ignore[misc]
    """Text as it stands; an empty cell is an empty text."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        return str(value or "")

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return "" if value is None else str(value)


class Day(Words):
    def clean(self, value: Any, row: Any = None, **options: Any) -> Any:
        if not value:
            return None
        for read in (parse_date, _british):
            try:
                day = read(value)
            except ValueError:
                continue
            if day:
                return day
        raise ValueError(f"“{value}” is no day: write 2026-11-22 or 22/11/2026.")

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return value.isoformat() if value else ""


def _british(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


class Number(Words):
    def clean(self, value: Any, row: Any = None, **options: Any) -> Any:
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and int(value) < 32768):
            raise ValueError(f"“{value}” is no number: write such as 12.")
        return int(value)


class Choice(Words):
    """One of some choices, by its words or its code."""

    def __init__(
        self, choices: Iterable[tuple[str, Any]], *, default: str = ""
    ) -> None:
        super().__init__()
        self.choices = {code: str(label) for code, label in choices}
        self.default = default

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        if not value and self.default:
            return self.default
        for code, label in self.choices.items():
            if value.casefold() in (code.casefold(), label.casefold()):
                return code
        offered = ", ".join(self.choices.values())
        raise ValueError(f"“{value}” is none of the choices: {offered}.")

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return self.choices.get(value, "")


class Covered(widgets.Widget):  # type: ignore[misc]
    """A cell that names other rows, which must be in the remit of who brings it."""

    user: User


class ResponseNumber(Covered):
    def clean(self, value: Any, row: Any = None, **options: Any) -> Any:
        rows = CouncilResponse.objects.filter(revises=None)
        found = None
        if value and value.isascii() and value.isdigit():
            found = within(rows, user=self.user).filter(pk=int(value)).first()
        if found is None:
            raise ValueError(
                f"There is no response {value or 'given'}: write the number at the end "
                "of the address of the response’s page."
            )
        return found

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return str(value.pk) if value else ""


class VisitRef(Covered):
    def clean(self, value: Any, row: Any = None, **options: Any) -> Any:
        rows = Inspection.objects.filter(ref=value, revises=None)
        found = within(rows, user=self.user).first()
        if found is None:
            raise ValueError(
                f"There is no inspection “{value}”: write its reference, such as "
                "ambleford-2022-02-ilacs."
            )
        return found

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return str(value.ref) if value else ""


class Many(widgets.ManyToManyWidget):  # type: ignore[misc]
    """Names of rows, with a semicolon between."""

    user: User

    def find(self, name: str) -> Model:
        raise NotImplementedError

    def clean(self, value: Any, row: Any = None, **options: Any) -> list[Model]:
        names = [name.strip() for name in (value or "").split(BETWEEN)]
        return [self.find(name) for name in names if name]

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return f"{BETWEEN} ".join(sorted(str(one) for one in value.all()))


class Themes(Many):
    def find(self, name: str) -> Model:
        theme = Theme.objects.filter(name__iexact=name).first()
        if theme is None:
            raise ValueError(f"There is no theme “{name}”: the list of themes has all.")
        return theme


class Recommendations(Many):
    def find(self, name: str) -> Model:
        ref, _, number = name.rpartition(" R")
        rows = Recommendation.objects.filter(
            inspection__ref=ref, inspection__revises=None, retired_at=None
        ).select_related("inspection")
        found = None
        if number.isascii() and number.isdigit():
            theirs = within(rows, user=self.user)
            found = theirs.filter(position=int(number)).first()
        if found is None:
            raise ValueError(
                f"There is no recommendation “{name}”: write its reference, such as "
                "ambleford-2022-02-ilacs R1."
            )
        return found
