"""Names for Django's admin classes that a type may be told by, and a base that may."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin

    AnyAdmin = BaseModelAdmin[Any]
    AnyInline = InlineModelAdmin[Any, Any]
    AnyModelAdmin = ModelAdmin[Any]
else:
    AnyAdmin = AnyInline = AnyModelAdmin = object

__all__ = ["AnyAdmin", "AnyInline", "AnyModelAdmin"]
