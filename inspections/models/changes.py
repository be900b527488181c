"""Every change to a record is kept: who made it, when, why, and what it was before.

Each model that staff edit has a `history`. Rows that are written together, by one save
of one person, share a `change`, so that they can be read as one.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from simple_history.models import HistoricalRecords
from simple_history.utils import (
    bulk_create_with_history,
    get_history_manager_for_model,
    get_m2m_field_name,
)

P = ParamSpec("P")
Done = TypeVar("Done")
Row = TypeVar("Row", bound=models.Model)

RECORD_NOT_INDEXED = ("status", "submitted_by", "approved_by", "authority")
"""What of a record nobody looks up in its history: each index slows every save."""


@dataclass(frozen=True)
class Change:
    """What is being done now, by whom and why."""

    key: uuid.UUID
    by: AbstractBaseUser | None
    reason: str


_now: ContextVar[Change | None] = ContextVar("change", default=None)
_is_recorded: ContextVar[bool] = ContextVar("is_recorded", default=True)


@contextmanager
def one_change(*, by: AbstractBaseUser | None, reason: str = "") -> Iterator[None]:
    """Let what is written inside be one change of this person, for this reason.

    Inside another change, or a request, it stays part of that, and without a reason
    of its own it has that one's.
    """
    outer = _now.get()
    reason = reason or (outer.reason if outer else "")
    token = _now.set(Change(key=change_key(), by=by, reason=reason))
    try:
        yield
    finally:
        _now.reset(token)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Keep no history of what is written inside: for what is taken back at once."""
    token = _is_recorded.set(False)
    try:
        yield
    finally:
        _is_recorded.reset(token)


def as_one_change(step: Callable[P, Done]) -> Callable[P, Done]:
    """Let what a step writes be one change of the person whom it is given as `by`."""

    @wraps(step)
    def taken(*args: P.args, **options: P.kwargs) -> Done:
        by = options.get("by")
        with one_change(by=by if isinstance(by, AbstractBaseUser) else None):
            return step(*args, **options)

    return taken


def change_key() -> uuid.UUID:
    """Return what the rows written now share: one key a change, or a request."""
    change = _now.get()
    if change is not None:
        return change.key
    request = getattr(HistoricalRecords.context, "request", None)
    if request is None:
        return uuid.uuid4()
    key: uuid.UUID = request.__dict__.setdefault("change_key", uuid.uuid4())
    return key


class KeptRow(models.Model):
    """A row as it stood after one change."""

    change = models.UUIDField(default=change_key, editable=False, db_index=True)

    class Meta:
        abstract = True


class Kept(HistoricalRecords):  # type: ignore[misc]
    """The history of a model: each row as it stood after each change."""

    def __init__(
        self,
        *,
        many: Sequence["models.ManyToManyField[Any, Any]"] = (),
        not_indexed: Iterable[str] = (),
        excluded: Iterable[str] = (),
    ) -> None:
        super().__init__(
            bases=(KeptRow,),
            m2m_fields=tuple(many),
            no_db_index=list(not_indexed),
            excluded_fields=list(excluded),
        )

    def _get_history_user_fields(self) -> dict[str, Any]:
        """Keep the account of whoever changed a record: who is part of what."""
        return {
            "history_user": models.ForeignKey(
                settings.AUTH_USER_MODEL,
                null=True,
                related_name="+",
                db_index=False,
                on_delete=models.PROTECT,
            )
        }

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        """Keep a row as it now stands, unless all of it is taken back at once."""
        if _is_recorded.get():
            super().create_historical_record(instance, history_type, using)

    def get_history_user(self, instance: models.Model) -> AbstractBaseUser | None:
        """Return who makes the change: of a command, else of the request."""
        change = _now.get()
        if change is not None:
            return change.by
        user: AbstractBaseUser | None = super().get_history_user(instance)
        return user

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str:
        """Return why the change is made, where somebody said so."""
        change = _now.get()
        return change.reason if change else ""


def create_rows(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Write many new rows at once, and their history.

    What is many-to-many of them is empty; `link_rows` fills it.
    """
    change = _now.get()
    made: list[Row] = bulk_create_with_history(
        list(rows), model, default_change_reason=change.reason if change else ""
    )
    return made


@transaction.atomic
def link_rows(
    field: "models.ManyToManyField[Any, Any]", pairs: Iterable[tuple[int, int]]
) -> None:
    """Link rows that were just made to others, in bulk, as part of how they were made.

    In: a many-to-many field, and pairs of the keys of a row and of what it points to.
    """
    through: Any = field.remote_field.through
    source = f"{get_m2m_field_name(field)}_id"
    target = f"{field.m2m_reverse_field_name()}_id"
    links = through.objects.bulk_create(
        through(**{source: row, target: there}) for row, there in pairs
    )
    manager = get_history_manager_for_model(field.model)
    made = dict(
        manager.filter(
            id__in={getattr(link, source) for link in links}, history_type="+"
        ).values_list("id", "history_id")
    )
    kept = Kept.m2m_models[field]
    kept.objects.bulk_create(
        kept(
            id=link.pk,
            history_id=made[getattr(link, source)],
            **{name: getattr(link, name) for name in (source, target)},
        )
        for link in links
    )
