"""Django's admin and form classes: they keep to the remit, and a type may name them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import TextField

from inspections.admin.changes import KeepsHistory
from inspections.admin.conflicts import NoticesOthers
from inspections.admin.kinds import AnyAdmin, AnyInline, AnyModelAdmin
from inspections.admin.scope import KeepsToRemit, PageKeepsToRemit

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline
    from django.forms import ModelForm
else:

    class Named:
        """Let a class be written with the model it is for, as the stubs have it."""

        def __class_getitem__(cls, model: Any) -> type:
            return cls

    class ModelAdmin(
        Named, KeepsHistory, NoticesOthers, PageKeepsToRemit, admin.ModelAdmin
    ):
        pass

    class StackedInline(Named, KeepsToRemit, admin.StackedInline):
        pass

    class TabularInline(Named, KeepsToRemit, admin.TabularInline):
        pass

    class ModelForm(Named, forms.ModelForm):
        pass


class NamedList(ChangeList):
    """A list headed by what is in it, rather than by what to do with it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        plural = str(self.opts.verbose_name_plural)
        self.title = plural[:1].upper() + plural[1:]


SHORT_TEXT: dict[type[Any], dict[str, Any]] = {
    TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 60})}
}
"""Texts are mostly a sentence or two; a box can be drawn larger where they are not."""

__all__ = [
    "SHORT_TEXT",
    "NamedList",
    "AnyAdmin",
    "AnyInline",
    "AnyModelAdmin",
    "ModelAdmin",
    "ModelForm",
    "StackedInline",
    "TabularInline",
]
