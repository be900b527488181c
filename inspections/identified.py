"""The texts of a record that may identify somebody, and which of them are answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db import models

from inspections.identifying import find_hits
from inspections.models import AnsweredHit, PublishedRecord
from inspections.own_rows import OWN_ROWS


@dataclass(frozen=True)
class PlacedHit:
    """A passage that may identify somebody, with where it stands in the record.

    `around` is the passage with the words beside it. `mark` is made of the whole text,
    so that it changes as soon as the text does.
    """

    mark: str
    place: str
    kind: str
    words: str
    around: tuple[str, str]
    field: str
    rows: type[models.Model] | None = None
    key: int | None = None


def hits_of(record: PublishedRecord) -> list[PlacedHit]:
    """Return what may identify somebody in any text of a record; reads its rows."""
    found = list(_hits_in(record, place=""))
    for own in OWN_ROWS[type(record)]:
        # A row's place is named by what it hangs on: fetched with it, not row by row.
        for row in own.of(record).select_related():
            if getattr(row, "retired_at", None) is None:
                found += _hits_in(row, place=f"{place_of(row)}: ", rows=own.model)
    return list({hit.mark: hit for hit in found}.values())


def unanswered(record: PublishedRecord) -> list[PlacedHit]:
    """Return the hits that no approver has answered; the answers hold for a text."""
    found = hits_of(record)
    if not found:
        return []
    answered = set(answers_of(record).values_list("mark", flat=True))
    return [hit for hit in found if hit.mark not in answered]


def answers_of(record: PublishedRecord) -> "models.QuerySet[AnsweredHit]":
    """Return the answers that stand with a record, or with what it revises."""
    return AnsweredHit.objects.about(record.revises or record).select_related("by")


def in_words(hits: Iterable[PlacedHit]) -> Iterator[str]:
    """Say of each hit why the record cannot be published before it is answered."""
    for hit in hits:
        yield (
            f"{hit.place}: “{hit.words}” looks like {hit.kind}. Take it out, or let "
            "the approver say why it identifies no child or family."
        )


def place_of(row: models.Model) -> str:
    """Say in a few words which row of a record this is."""
    name = str(row._meta.verbose_name).capitalize()
    number = getattr(row, "position", None)
    return f"{name} {number}" if isinstance(number, int) else f"{name} “{row}”"


def _hits_in(
    row: models.Model, *, place: str, rows: type[models.Model] | None = None
) -> Iterator[PlacedHit]:
    """Give the hits in each text field of a row."""
    for field in row._meta.concrete_fields:
        text = _text(row, field)
        for hit in find_hits(text) if text else ():
            name = str(field.verbose_name)
            made_of = "\n".join((hit.kind, str(hit.start), hit.words, text))
            yield PlacedHit(
                mark=sha256(made_of.encode()).hexdigest(),
                place=f"{place}{name}" if place else name.capitalize(),
                kind=hit.kind,
                words=hit.words,
                around=(
                    _end_of(text[: hit.start]),
                    _beginning_of(text[hit.end :]),
                ),
                field=field.name,
                rows=rows,
                key=row.pk if rows else None,
            )


def _text(row: models.Model, field: "models.Field[object, object]") -> str:
    """Return what somebody wrote in a field, or nothing where nobody writes."""
    if not field.editable or field.choices or isinstance(field, models.URLField):
        return ""
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField) and isinstance(value, list):
        return "\n".join(map(str, value))
    is_text = isinstance(field, models.CharField | models.TextField)
    return str(value or "") if is_text else ""


AROUND = 60
"""How many characters of the text are shown on either side of a hit."""


def _end_of(text: str) -> str:
    return text if len(text) <= AROUND else f"…{text[-AROUND:].lstrip()}"


def _beginning_of(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rstrip()}…"
