"""What councils say they will do: actions, their evidence, and what is said since."""

from datetime import date
from textwrap import shorten
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction

from inspections.models.changes import RECORD_NOT_INDEXED, Kept
from inspections.models.inspections import (
    NOT_OF_A_COPY,
    DatePrecision,
    Inspection,
    Recommendation,
)
from inspections.models.publication import OwnRow, PublicModel, PublishedRecord
from inspections.models.responses import CouncilResponse
from inspections.slips import end_of_month
from inspections.vocabulary import Delivery


class CouncilAction(PublishedRecord):
    """Something the council says it will do, for one or more recommendations.

    `number` is its place in public references, given once in an inspection, whichever
    of the council's responses to it the action stands in.
    """

    public_when: ClassVar[tuple[str, ...]] = (
        "status",
        "response__status",
        "response__inspection__status",
    )

    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.CASCADE,
        editable=False,
        related_name="all_actions",
        limit_choices_to={"revises__isnull": True},
    )
    response = models.ForeignKey(
        CouncilResponse,
        on_delete=models.CASCADE,
        related_name="all_actions",
        limit_choices_to={"revises__isnull": True},
    )
    recommendations = models.ManyToManyField(
        Recommendation,
        related_name="all_actions",
        blank=True,
        limit_choices_to=NOT_OF_A_COPY,
    )
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(help_text="In our own words unless quoted.")
    owner_role = models.CharField(
        max_length=120, blank=True, help_text="A role, never a person's name."
    )
    first_target = models.DateField("first target date", null=True, blank=True)
    first_target_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    current_target = models.DateField("current target date", null=True, blank=True)
    current_target_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    delivery = models.CharField(
        max_length=20, choices=Delivery.choices, default=Delivery.UNKNOWN
    )
    delivery_as_of = models.DateField(null=True, blank=True)
    source_note = models.TextField(blank=True)
    is_confirmed = models.BooleanField(default=True)

    history = Kept(
        many=[recommendations],
        not_indexed=[*RECORD_NOT_INDEXED, "councilaction", "recommendation"],
    )

    class Meta(PublishedRecord.Meta):
        ordering = ("inspection", "number")
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["inspection", "number"],
                condition=models.Q(revises__isnull=True),
                name="action_number_is_given_once",
                violation_error_message=(
                    "Another action after this inspection has this number."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="action_has_a_text"
            ),
            models.CheckConstraint(
                condition=models.Q(current_target__isnull=True)
                | models.Q(first_target__isnull=False),
                name="action_target_has_a_first_target",
                violation_error_message="Give the first target date as well.",
            ),
        ]

    def __str__(self) -> str:
        return f"A{self.number} {shorten(self.text, 60, placeholder='…')}"

    def clean(self) -> None:
        """Let a target of which only the month is known run to its end."""
        self.first_target = in_time_until(
            self.first_target, precision=self.first_target_precision
        )
        self.current_target = in_time_until(
            self.current_target, precision=self.current_target_precision
        )

    @classmethod
    def next_number(cls, inspection: Inspection) -> int:
        """Return the number that no action after an inspection has had; queries."""
        numbers = cls.objects.filter(inspection=inspection).values_list("number")
        return max((number for (number,) in numbers), default=0) + 1

    def record(self, update: "ActionUpdate") -> None:
        """Keep an update and carry what it says onto this action, or do neither.

        One that is older than what is known is kept, and changes nothing else.
        """
        with transaction.atomic():
            update.action = self
            update.full_clean()
            update.save()
            if self.delivery_as_of and update.dated < self.delivery_as_of:
                return
            self.delivery = update.delivery
            self.delivery_as_of = update.dated
            if update.target:
                self._take_target(update)
            self.save()

    def _take_target(self, update: "ActionUpdate") -> None:
        self.current_target = update.target
        self.current_target_precision = update.target_precision
        if self.first_target is None:
            self.first_target = update.target
            self.first_target_precision = update.target_precision


class EvidenceLink(OwnRow):
    """What the council points to as evidence of one action: words, address and day."""

    public_when: ClassVar[tuple[str, ...]] = (
        "action__status",
        "action__response__status",
        "action__response__inspection__status",
    )
    identity: ClassVar[tuple[str, ...]] = ("url",)

    action = models.ForeignKey(
        CouncilAction, on_delete=models.CASCADE, related_name="all_evidence"
    )
    label = models.CharField("what it is", max_length=200)
    url = models.URLField("address", max_length=500)
    dated = models.DateField(
        null=True, blank=True, help_text="The day it bears, if it bears one."
    )

    history = Kept()

    class Meta:
        ordering = ("action", "dated", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "url"],
                name="evidence_is_linked_once_an_action",
                violation_error_message="This action has that address already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(label=""), name="evidence_says_what_it_is"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ActionUpdate(PublicModel):
    """A dated word from the council on an action: added, never overwritten."""

    public_when: ClassVar[tuple[str, ...]] = (
        "action__status",
        "action__response__status",
        "action__response__inspection__status",
    )

    action = models.ForeignKey(
        CouncilAction, on_delete=models.CASCADE, related_name="all_updates"
    )
    dated = models.DateField()
    date_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    delivery = models.CharField(max_length=20, choices=Delivery.choices)
    target = models.DateField("new target date", null=True, blank=True)
    target_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    reason = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    source_note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded_updates",
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    history = Kept(not_indexed=["recorded_by"])

    class Meta:
        ordering = ("action", "dated", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(target__isnull=True)
                    & ~models.Q(delivery=Delivery.NO_LONGER_APPLICABLE)
                )
                | ~models.Q(reason=""),
                name="update_that_moves_a_date_or_drops_an_action_has_a_reason",
                violation_error_message=(
                    "Give the reason for the new date, or why it no longer applies."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dated:%d %B %Y}: {self.get_delivery_display()}"

    def clean(self) -> None:
        """Let a target of which only the month is known run to its end."""
        self.target = in_time_until(self.target, precision=self.target_precision)


def in_time_until(target: date | None, *, precision: str) -> date | None:
    """Return the last day that meets a target date: of a month alone, its end.

    Kept so, a date has passed once it is before today, whatever its precision.
    """
    if target is None or precision != DatePrecision.MONTH:
        return target
    return end_of_month(target)
