"""Django's admin and form classes, so written that a type may name their model."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline
    from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
    from django.forms import ModelForm

    AnyAdmin = BaseModelAdmin[Any]
    AnyInline = InlineModelAdmin[Any, Any]
    AnyModelAdmin = ModelAdmin[Any]
else:
    AnyAdmin = AnyInline = AnyModelAdmin = object

    class Named:
        """Let a class be written with the model it is for, as the stubs have it."""

        def __class_getitem__(cls, model: Any) -> type:
            return cls

    class ModelAdmin(Named, admin.ModelAdmin):
        pass

    class StackedInline(Named, admin.StackedInline):
        pass

    class TabularInline(Named, admin.TabularInline):
        pass

    class ModelForm(Named, forms.ModelForm):
        pass


__all__ = [
    "AnyAdmin",
    "AnyInline",
    "AnyModelAdmin",
    "ModelAdmin",
    "ModelForm",
    "StackedInline",
    "TabularInline",
]
