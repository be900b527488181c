"""Parts that several answers share: addresses, codes with labels, quoted passages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from inspections.visits import Passage


@extend_schema_field(OpenApiTypes.URI)
class Address(serializers.Field[Any, Any, Any, Any]):
    """An address of this site, made from the value that is being told."""

    def __init__(self, path: Callable[[Any], str], *, help_text: str) -> None:
        super().__init__(source="*", read_only=True, help_text=help_text)
        self.path = path

    def to_representation(self, value: Any) -> str:
        """Return the whole address."""
        return f"{settings.SITE_URL}{self.path(value)}"


@extend_schema_field(OpenApiTypes.STR)
class Always(serializers.Field[Any, Any, Any, Any]):
    """Words that are the same in every answer, so that none is read without them."""

    def __init__(self, words: str) -> None:
        super().__init__(source="*", read_only=True, help_text=words)
        self.words = words

    def to_representation(self, value: Any) -> str:
        """Return the words."""
        return self.words


@extend_schema_field(OpenApiTypes.STR)
class Label(serializers.Field[Any, Any, Any, Any]):
    """The words that people read for a code."""

    def __init__(self, source: str) -> None:
        super().__init__(source=source, read_only=True)

    def to_representation(self, value: Any) -> str:
        """Return the label of a choice."""
        return str(value.label)


@extend_schema_field({"type": ["string", "null"], "format": "date"})
class Day(serializers.Field[Any, Any, Any, Any]):
    """A day in ISO form; null where it is not known."""

    def __init__(self, source: str | None = None, *, help_text: str = "") -> None:
        super().__init__(source=source, read_only=True, help_text=help_text)

    def to_representation(self, value: date) -> str:
        """Return the day."""
        return value.isoformat()


class PassageShape(serializers.Serializer[Passage]):
    """Words of a report, and where they stand in it."""

    text = serializers.CharField()
    wording = serializers.SerializerMethodField(
        help_text="`printed`: the report's own words; `summary`: ours."
    )
    page = serializers.IntegerField(allow_null=True)
    paragraph = serializers.IntegerField(allow_null=True)
    section = serializers.CharField(help_text="The heading it stands under, if any.")

    @extend_schema_field({"type": "string", "enum": ["printed", "summary"]})
    def get_wording(self, passage: Passage) -> str:
        """Say whose words they are."""
        return "summary" if passage.is_summary else "printed"


class ProblemShape(serializers.Serializer[Any]):
    """What went wrong, in a sentence."""

    detail = serializers.CharField()
    parameters = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="For a bad query: sentences by the parameter's name.",
    )


def record_page(ref: str) -> str:
    """Return the page of a recommendation from its reference, “… R4”."""
    inspection, number = ref.split(" R")
    return reverse("inspection-recommendation", args=[inspection, number])
