"""Rows that belong to a record: they can be edited while it is a draft, not after."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import BaseInlineFormSet, CheckboxInput
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst

from inspections.admin.autocompletes import Chooses, fetch_labels
from inspections.admin.bases import AnyAdmin, AnyInline, AnyModelAdmin
from inspections.models import PublicationStatus, PublishedRecord


class FollowsItsParent(AnyAdmin):
    """A row that belongs to a record: it can be changed while that is a draft."""

    parent = "inspection"

    @admin.display(description="standing")
    def standing(self, row: Any) -> str:
        """Say whether a row is in force or was retired by a correction."""
        if row.retired_at is None:
            return "In force"
        return f"Retired {row.retired_at:%-d %B %Y}"

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Follow the record that the row belongs to."""
        return super().has_change_permission(request, obj) and self.is_open(obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Follow the record that the row belongs to."""
        return super().has_delete_permission(request, obj) and self.is_open(obj)

    def is_open(self, obj: Model | None) -> bool:
        """Say whether a row's record, or the record itself, is a draft."""
        if obj is None:
            return True
        record = obj if isinstance(obj, PublishedRecord) else getattr(obj, self.parent)
        return bool(record.status == PublicationStatus.DRAFT)


class DeleteBox(CheckboxInput):
    """A box that says what it does, for its column's heading is not tied to it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"aria-label": "Delete", **(attrs or {})})


class NamedRows(BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows that ask for the labels of all that they have chosen at once."""

    deletion_widget = DeleteBox

    @cached_property
    def forms(self) -> list[Any]:
        """Make the rows, and fetch what their fields have chosen."""
        rows = list(super().forms)
        fetch_labels(rows)
        return rows


class PartInline(FollowsItsParent, Chooses, AnyInline):
    """Rows shown on their record's page."""

    formset = NamedRows
    extra = 0
    show_change_link = True
    view_on_site = False

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Name each control in a table, for its column's heading is not tied to it."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))
        return field

    def has_add_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Add to a draft alone."""
        return super().has_add_permission(request, obj) and self.is_open(obj)


class PartAdmin(FollowsItsParent, Chooses, AnyModelAdmin):
    """Rows on pages of their own: made on their record's page, never here."""

    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are added where their record is."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer no deletion of many at once."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
