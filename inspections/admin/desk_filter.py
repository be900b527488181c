"""Narrowing a list to what waits for whoever looks: the rows that the desk counted."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from inspections.desk import Asked, items_for, rows_of
from inspections.workspace.start import FILTER


class DeskFilter(admin.SimpleListFilter):
    """Shows exactly the rows behind a number on the start page."""

    title = "what waits for you"
    parameter_name = FILTER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer what may wait for this person in this list."""
        self.model = model_admin.model
        items = items_for(request.user, model=self.model)  # type: ignore[arg-type]
        return [(item.code, item.title) for item in items]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what the desk counts; nothing where it is not this person's business."""
        if self.value() is None:
            return queryset
        user: Any = request.user
        asked = Asked(user, timezone.localdate())
        for item in items_for(user, model=self.model):
            if item.code == self.value():
                rows = rows_of(item, self.model, asked)
                return queryset.filter(pk__in=rows.values("pk"))
        return queryset.none()
