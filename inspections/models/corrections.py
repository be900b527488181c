"""What readers ask to have corrected: what they wrote, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from inspections.models.authorities import Authority
from inspections.models.changes import Kept
from inspections.models.inspections import Inspection
from inspections.models.publication import PublicModel


class CorrectionRequest(PublicModel):
    """A reader's request to correct something: private, but for our answer to it.

    `about` is a public reference or the path of a page. `waiting_since` stands until
    it is answered; then anybody may read what it was about and our own answer. What
    the sender wrote is never shown, and keeps no history, so that it can be erased.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        UNDER_REVIEW = "under_review", "Under review"
        CORRECTED = "corrected", "Corrected"
        NOT_CHANGED = "not_changed", "Not changed"

    class Wrong(models.TextChoices):
        FACT = "fact", "A date, grade or other fact"
        WORDS = "words", "Words or a page number that differ from the report"
        LINK = "link", "What became of a recommendation, or a link between two"
        COUNCIL = "council", "What the council said or did"
        MISSING = "missing", "Something is missing"
        IDENTIFIES = "identifies", "It could identify a child or a family"
        PAGE = "page", "The page does not work for me"
        OTHER = "other", "Something else"

    public_unless: ClassVar[tuple[str, ...]] = ("waiting_since",)
    ANSWERED = (State.CORRECTED, State.NOT_CHANGED)

    about = models.CharField(max_length=200)
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="all_correction_requests",
    )
    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="all_correction_requests",
        limit_choices_to={"revises__isnull": True},
    )
    wrong = models.CharField("what is wrong", max_length=20, choices=Wrong.choices)
    should_say = models.TextField("what it should say")
    source = models.CharField(max_length=500, blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.RECEIVED
    )
    received_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    answer = models.TextField(
        "our answer, in our own words",
        blank=True,
        help_text="Public. Do not repeat what the sender wrote, nor who it was.",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_requests",
    )

    history = Kept(excluded=["should_say", "source", "name", "email"])

    class Meta:
        ordering = ("-received_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=("received", "under_review", "corrected", "not_changed")
                ),
                name="correction_request_has_a_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=("received", "under_review"),
                    waiting_since__isnull=False,
                    answered_at__isnull=True,
                    answered_by__isnull=True,
                )
                | models.Q(
                    state__in=("corrected", "not_changed"),
                    waiting_since__isnull=True,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                )
                & ~models.Q(answer=""),
                name="correction_request_is_closed_with_an_answer",
                violation_error_message=(
                    "Write an answer to close the request; a closed one stays closed."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(about="") & ~models.Q(should_say=""),
                name="correction_request_says_what_about_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_wrong_display()}: {self.about}"

    @classmethod
    def count_waiting(cls) -> int:
        """Count the requests that nobody has answered: their number alone is public."""
        return cls.objects.filter(waiting_since__isnull=False).count()

    @property
    def is_answered(self) -> bool:
        return self.state in self.ANSWERED
