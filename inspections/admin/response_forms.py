"""The forms of a council's response: its document, and a position a recommendation."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from inspections.admin.bases import ModelForm
from inspections.admin.documents import DocumentField
from inspections.admin.parts import NamedRows
from inspections.models import (
    CouncilResponse,
    Inspection,
    Recommendation,
    RecommendationPosition,
)
from inspections.vocabulary import Position


class ResponseForm(ModelForm[CouncilResponse]):
    document = DocumentField(
        required=False,
        label="Archive the document",
        help_text="A PDF, kept for staff as evidence. The public gets the address.",
    )
    rest = forms.ChoiceField(
        required=False,
        label="Set all that have no position yet to",
        choices=[("", "Leave them"), *Position.choices],
        help_text="Where the response accepts everything, say so once.",
    )

    class Meta:
        model = CouncilResponse
        fields = ("inspection", "kind", "title", "summary", "url", "source_note")
        labels = {"url": "Address of the response"}
        help_texts = {
            "received_on": "The deadline counts from this day, where it is known.",
            "last_looked_on": "Only where no response was found.",
        }


class PositionForm(ModelForm[RecommendationPosition]):
    """One recommendation with the council's position; the row is there beforehand."""

    class Meta:
        model = RecommendationPosition
        fields = ("recommendation", "position", "words", "page")
        widgets = {
            "recommendation": forms.HiddenInput,
            "words": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = self._about()
        if not self.instance.pk and "position" in self.fields:
            self.fields["position"].choices = [  # type: ignore[attr-defined]
                ("", "Not entered"),
                *Position.choices,
            ]

    def _about(self) -> Recommendation | None:
        """Return the recommendation of the row, without a query where it is known."""
        if self.instance.pk:
            return self.instance.recommendation
        row = self.initial.get("recommendation")
        return row if isinstance(row, Recommendation) else None


class Positions(NamedRows):
    """A row for each recommendation of the inspection, those without a position too."""

    _rows: QuerySet[RecommendationPosition] | None = None

    def get_queryset(self) -> QuerySet[RecommendationPosition]:
        """Fetch with each position what it is about, once, in the report's order."""
        if self._rows is None:
            rows = super().get_queryset().order_by("recommendation__position")
            self._rows = rows.select_related("recommendation__inspection__authority")
        return self._rows


def without_position(
    inspection: Inspection, response: CouncilResponse | None
) -> QuerySet[Recommendation]:
    """Return the recommendations on which a response takes no position yet."""
    rows = Recommendation.objects.filter(
        inspection=inspection, retired_at__isnull=True
    ).select_related("inspection__authority")
    if response is not None and response.pk:
        taken = RecommendationPosition.objects.filter(response=response)
        rows = rows.exclude(pk__in=taken.values("recommendation"))
    return rows.order_by("position")
