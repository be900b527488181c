"""Every page of the admin keeps to the remit of who looks: lists, forms and choices.

The bases in `inspections.admin.bases` take this in, so a new admin keeps to it by
itself. What is outside the remit answers as what does not exist.
"""

import copy
from typing import Any, NoReturn

from django.contrib.admin.filters import ChoicesFieldListFilter, RelatedFieldListFilter
from django.contrib.admin.utils import NestedObjects, get_fields_from_path
from django.core.exceptions import PermissionDenied
from django.db import router
from django.db.models import Field, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest

from inspections.admin.kinds import AnyAdmin, AnyModelAdmin
from inspections.models import Authority
from inspections.remits import (
    KEPT_NATIONALLY,
    ONLY_NAMED,
    RULES,
    authorities_of,
    covers,
    is_shared,
    reach_of,
    within,
)


class ScopedRelatedFilter(RelatedFieldListFilter):
    """Offers only related rows that the remit covers."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        rows = field.remote_field.model._default_manager.all()
        covered = within(rows, user=request.user).values("pk")
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(
            include_blank=False,
            ordering=ordering,
            limit_choices_to={"pk__in": covered},
        )


class ScopedAuthorityFilter(ChoicesFieldListFilter):
    """Offers only regions and kinds of the authorities in the remit."""

    def __init__(
        self, field: Any, request: HttpRequest, *args: Any, **options: Any
    ) -> None:
        found = authorities_of(request.user).values_list(field.name, flat=True)
        theirs = set(found)
        field = copy.copy(field)
        field.choices = [pair for pair in field.flatchoices if pair[0] in theirs]
        super().__init__(field, request, *args, **options)


class KeepsToRemit(AnyAdmin):
    """A page, or rows on a page, that hold only what the remit covers."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return within(super().get_queryset(request), user=request.user)

    def has_view_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return super().has_view_permission(request, obj) and _covers(request, obj)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        """Leave to national editors what would stand in nobody's remit."""
        is_national = is_shared(self.model) or self.model in KEPT_NATIONALLY
        return super().has_add_permission(request, *args) and (
            reach_of(request.user).everywhere
            or not (is_national or any(not _covers(request, obj) for obj in args))
        )

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return super().has_change_permission(request, obj) and self._keeps(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Leave to national editors what others' records hang on."""
        if self.model in KEPT_NATIONALLY and not reach_of(request.user).everywhere:
            return False
        return super().has_delete_permission(request, obj) and self._keeps(request, obj)

    def _keeps(self, request: HttpRequest, obj: Model | None) -> bool:
        """Say whether it is this person's to change: what all share is not."""
        if is_shared(self.model) and not reach_of(request.user).everywhere:
            return False
        return _covers(request, obj)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **options)
        return _narrowed(field, db_field, request)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **options: Any
    ) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **options)
        return _narrowed(field, db_field, request)


class PageKeepsToRemit(KeepsToRemit, AnyModelAdmin):
    """An admin of its own, whose lists, saves and deletions hold to the remit too."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Let a form know who asks: some look for what is recorded already."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.asked_by = request.user
        return form

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Offer in each filter only what stands in the remit."""
        return [self._scoped(one) for one in super().get_list_filter(request)]

    def _scoped(self, one: Any) -> Any:
        if not isinstance(one, str):
            return one
        field: Any = get_fields_from_path(self.model, one)[-1]
        if field.is_relation and field.remote_field.model in RULES:
            return (one, ScopedRelatedFilter)
        is_of_authority = field.model is Authority and self.model is not Authority
        if isinstance(field, Field) and field.choices and is_of_authority:
            return (one, ScopedAuthorityFilter)
        return one

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Keep what a form could not show; refuse what would leave the remit.

        A form offers only what the remit covers, so this is a second lock.
        """
        unseen = _unseen(request, form)
        super().save_related(request, form, formsets, change)
        for name, rows in unseen.items():
            getattr(form.instance, name).add(*rows)
        saved = [form.instance]
        for formset in formsets:
            saved += getattr(formset, "new_objects", [])
            saved += [row for row, _ in getattr(formset, "changed_objects", [])]
        if not all(_covers(request, row) for row in saved):
            raise PermissionDenied

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Neither delete nor name what hangs on these but is outside the remit."""
        rows = list(objs)
        if rows and not reach_of(request.user).everywhere:
            using = router.db_for_write(type(rows[0]))
            collector = NestedObjects(using=using, origin=rows)
            collector.collect(rows)
            gone = {row for found in collector.model_objs.values() for row in found}
            outside = [
                row
                for row in gone | set(collector.protected)
                if type(row) in RULES and not _covers(request, row)
            ]
            if outside:
                words = f"records of other authorities ({len(outside)})"
                return [], {}, {words}, []
        return super().get_deleted_objects(objs, request)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> NoReturn:
        """Answer that there is no such page, as the public site does."""
        raise Http404(f"There is no {opts.verbose_name} {object_id}.")


def _covers(request: HttpRequest, obj: Model | None) -> bool:
    return obj is None or covers(user=request.user, row=obj)


def _narrowed(field: Any, db_field: Any, request: HttpRequest) -> Any:
    """Offer in a form's field only what the remit covers."""
    is_open = (db_field.model, db_field.name) in ONLY_NAMED
    if isinstance(field, ModelChoiceField) and not is_open:
        rows = field.queryset
        if rows is not None and rows.model in RULES:
            field.queryset = within(rows, user=request.user)
    return field


def _unseen(request: HttpRequest, form: Any) -> dict[str, list[Model]]:
    """Return the related rows that stand but could not be offered, by field."""
    found: dict[str, list[Model]] = {}
    instance = form.instance
    for db_field in instance._meta.many_to_many:
        field = form.fields.get(db_field.name)
        if isinstance(field, ModelChoiceField) and db_field.remote_field.model in RULES:
            rows = getattr(instance, db_field.name).all()
            offered = within(rows, user=request.user).values("pk")
            if (db_field.model, db_field.name) not in ONLY_NAMED:
                found[db_field.name] = list(rows.exclude(pk__in=offered))
    return found
