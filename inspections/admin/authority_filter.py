"""Narrowing a long list to one authority, chosen from a list that is searched."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from inspections.models import Authority
from inspections.remits import within


class AuthorityFilter(admin.SimpleListFilter):
    """A list of the authorities in one's remit, instead of a link for each."""

    title = "authority"
    parameter_name = "authority"
    template = "admin/inspections/authority_filter.html"
    path = "authority"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer each authority of the remit by its name in addresses."""
        rows = within(Authority.objects.all(), user=request.user)
        return list(rows.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep one authority's."""
        if not self.value():
            return queryset
        return queryset.filter(**{f"{self.path}__slug": self.value()})

    def choices(self, changelist: Any) -> Any:
        """Give the list, and what else the address holds, for the form to send on."""
        others = [
            (name, value)
            for name, value in changelist.get_filters_params().items()
            if name != self.parameter_name
        ]
        if changelist.query:
            others.append(("q", changelist.query))
        kept = [(n, v[-1] if isinstance(v, list) else v) for n, v in others]
        yield {"kept": kept, "value": self.value() or "", "rows": self.lookup_choices}


class PartAuthorityFilter(AuthorityFilter):
    path = "inspection__authority"
