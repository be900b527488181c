"""What a later inspection says of an earlier recommendation: the inspectors' voice."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from inspections.models.changes import Kept
from inspections.models.inspections import (
    NOT_OF_A_COPY,
    Finding,
    Inspection,
    InspectionPart,
    Recommendation,
)
from inspections.vocabulary import Verdict


class ProgressVerdict(InspectionPart):
    """Our reading of what a later report says became of an earlier recommendation.

    It rests on a passage of the later report; silence is `NOT_REVISITED`,
    never success.
    """

    public_when: ClassVar[tuple[str, ...]] = (
        "inspection__status",
        "recommendation__inspection__status",
    )
    public_unless: ClassVar[tuple[str, ...]] = (
        "retired_at",
        "recommendation__retired_at",
    )
    identity: ClassVar[tuple[str, ...]] = ("recommendation_id",)

    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.CASCADE,
        related_name="all_verdicts",
        help_text="The later inspection, whose report says it.",
    )
    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.CASCADE,
        related_name="all_verdicts",
        limit_choices_to=NOT_OF_A_COPY,
    )
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    finding = models.ForeignKey(
        Finding,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="all_verdicts",
    )
    quote = models.TextField("passage", blank=True)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    is_explicit = models.BooleanField(
        "refers back", default=False, help_text="The report names the earlier visit."
    )
    note = models.TextField("why we read it so", blank=True)
    is_confirmed = models.BooleanField(default=True)
    suggestion_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded_verdicts",
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    history = Kept(not_indexed=["finding", "recorded_by"])

    class Meta:
        ordering = ("inspection", "recommendation")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "recommendation"],
                name="verdict_is_given_once_a_visit",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=Verdict.NOT_REVISITED)
                | models.Q(finding__isnull=False)
                | ~models.Q(quote=""),
                name="verdict_rests_on_a_passage",
                violation_error_message=(
                    "Choose the passage of the later report that says so."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_verdict_display()}"

    def clean(self) -> None:
        """Refuse a verdict on a visit that is not earlier, or of another passage."""
        if not (self.recommendation_id and self.inspection_id):
            return
        check_order(self.recommendation.inspection, self.inspection)
        if self.finding and self.finding.inspection_id != self.inspection_id:
            raise ValidationError(
                {"finding": "Choose a passage of the later inspection's own report."}
            )


class Restatement(InspectionPart):
    """A later recommendation that asks again for what an earlier one asked."""

    public_when: ClassVar[tuple[str, ...]] = (
        "inspection__status",
        "earlier__inspection__status",
    )
    public_unless: ClassVar[tuple[str, ...]] = (
        "retired_at",
        "earlier__retired_at",
        "later__retired_at",
    )
    identity: ClassVar[tuple[str, ...]] = ("earlier_id", "later_id")

    earlier = models.ForeignKey(
        Recommendation,
        on_delete=models.CASCADE,
        related_name="all_restated_by",
        limit_choices_to=NOT_OF_A_COPY,
    )
    later = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="all_restates"
    )
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded_restatements",
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    history = Kept(not_indexed=["recorded_by"])

    class Meta:
        ordering = ("inspection", "earlier", "later")
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later"], name="restatement_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(earlier=models.F("later")),
                name="restatement_is_of_another_recommendation",
                violation_error_message="A recommendation cannot restate itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"

    def clean(self) -> None:
        """Refuse what does not run forward in time, so that no cycle can be."""
        if not (self.earlier_id and self.later_id):
            return
        check_order(self.earlier.inspection, self.later.inspection)
        if self.later.inspection_id != self.inspection_id:
            raise ValidationError("A restatement belongs to the later inspection.")


def check_order(earlier: Inspection, later: Inspection) -> None:
    """Raise ValidationError unless both are one history and the second came later.

    Reads the predecessors where the authorities differ.
    """
    if later.ended <= earlier.ended:
        raise ValidationError(
            f"{later.ref} is not later than {earlier.ref}: only a later visit can "
            "speak to an earlier recommendation."
        )
    if not later.authority.continues(earlier.authority):
        raise ValidationError(
            f"{later.authority} did not take over from {earlier.authority}, so "
            f"{later.ref} cannot speak to a recommendation of {earlier.ref}."
        )
