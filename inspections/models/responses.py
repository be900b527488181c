"""What councils published in answer, and the position they took on each point."""

from typing import ClassVar

from django.db import models

from inspections.models.changes import RECORD_NOT_INDEXED, Kept
from inspections.models.inspections import (
    NOT_OF_A_COPY,
    Inspection,
    Recommendation,
)
from inspections.models.publication import OwnRow, PublishedRecord
from inspections.models.response_files import ResponseFile
from inspections.vocabulary import Position


class CouncilResponse(PublishedRecord):
    """A council's published answer to an inspection, or that none was found.

    `number` is its place in public references, given once in an inspection.
    """

    class Kind(models.TextChoices):
        ACTION_PLAN = "action_plan", "Action plan"
        WRITTEN_STATEMENT = "written_statement", "Written statement"
        OTHER_REPLY = "other_reply", "Other published reply"
        NONE_FOUND = "none_found", "No response found"

    public_when: ClassVar[tuple[str, ...]] = ("status", "inspection__status")

    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.CASCADE,
        related_name="all_responses",
        limit_choices_to={"revises__isnull": True},
    )
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="In our own words.")
    url = models.URLField(max_length=500, blank=True)
    response_file = models.ForeignKey(
        ResponseFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="all_responses",
    )
    received_on = models.DateField(
        "report received by the council", null=True, blank=True
    )
    published_on = models.DateField("published by the council", null=True, blank=True)
    last_looked_on = models.DateField(null=True, blank=True)
    source_note = models.TextField(blank=True)
    is_confirmed = models.BooleanField(default=True)

    history = Kept(not_indexed=RECORD_NOT_INDEXED)

    class Meta(PublishedRecord.Meta):
        ordering = ("inspection", "published_on", "pk")
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["inspection", "number"],
                condition=models.Q(revises__isnull=True),
                name="response_number_is_given_once",
                violation_error_message=(
                    "Another response to this inspection has this number."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="none_found")
                | models.Q(last_looked_on__isnull=False, published_on__isnull=True),
                name="response_not_found_says_when_we_looked",
                violation_error_message=(
                    "Say on which day you last looked; a response that was not found "
                    "has no publication date."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def next_number(cls, inspection: Inspection) -> int:
        """Return the number that no response to an inspection has had; queries."""
        numbers = cls.objects.filter(inspection=inspection).values_list("number")
        return max((number for (number,) in numbers), default=0) + 1


class RecommendationPosition(OwnRow):
    """The council's position on one recommendation, in its words where published."""

    public_when: ClassVar[tuple[str, ...]] = (
        "response__status",
        "response__inspection__status",
        "recommendation__inspection__status",
    )
    public_unless: ClassVar[tuple[str, ...]] = (
        "retired_at",
        "recommendation__retired_at",
    )
    identity: ClassVar[tuple[str, ...]] = ("recommendation_id",)

    response = models.ForeignKey(
        CouncilResponse, on_delete=models.CASCADE, related_name="all_positions"
    )
    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.CASCADE,
        related_name="all_positions",
        limit_choices_to=NOT_OF_A_COPY,
    )
    position = models.CharField(max_length=24, choices=Position.choices)
    words = models.TextField(blank=True, help_text="The council's own words.")
    page = models.PositiveSmallIntegerField(null=True, blank=True)

    history = Kept()

    class Meta:
        ordering = ("response", "recommendation")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "recommendation"],
                name="position_is_taken_once_a_response",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_position_display()}"
