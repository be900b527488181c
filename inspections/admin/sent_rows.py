"""What a browser sent for the rows of a page: read, written and moved about."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

Sent = dict[str, list[str]]
"""What was sent for one row, by the names of its fields."""

MOST_ROWS = 2_000


def as_sent(bound: forms.BoundField) -> list[str]:
    """Return what a browser would send for a field as it is shown."""
    outer: Any = bound.field.widget
    # A control with links beside it, to add or change what it offers, holds it inside.
    widget, value = getattr(outer, "widget", outer), bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return [str(one) for one in shown if one not in (None, "")]
    return ["" if shown is None else str(shown)]


def sent_rows(data: QueryDict, prefix: str) -> list[tuple[int, dict[str, str]]]:
    """Return the places of the rows of one kind that were sent, each with its key."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    count = min(int(total), MOST_ROWS) if total.isdigit() else 0
    return [(n, {"id": data.get(f"{prefix}-{n}-id", "")}) for n in range(count)]


def sent_fields(data: QueryDict, prefix: str, place: int) -> Sent:
    """Return what was sent for one row, by the names of its fields."""
    start = f"{prefix}-{place}-"
    return {
        key.removeprefix(start): data.getlist(key)
        for key in data
        if key.startswith(start)
    }


def write_row(data: QueryDict, prefix: str, place: int, sent: Sent) -> None:
    """Put a row in a place, whatever stood there."""
    start = f"{prefix}-{place}-"
    for key in [key for key in data if key.startswith(start)]:
        del data[key]
    for name, values in sent.items():
        put(data, f"{start}{name}", values)


def put(data: QueryDict, name: str, values: Iterable[str]) -> None:
    """Send these values for a field, or nothing where there are none."""
    data.setlist(name, list(values))
    if not data.getlist(name):
        del data[name]
