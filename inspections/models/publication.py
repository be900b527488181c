"""What "public" means, and the record of how a thing became so.

`PublicQuerySet.published` is the only definition of public: every public page, file
and feed starts there. A model names in `public_when` the statuses that must all be
published.
"""

from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from inspections.models.changes import change_key

Row = TypeVar("Row", bound=models.Model, covariant=True)
PublicRow = TypeVar("PublicRow", bound="PublicModel", covariant=True)


class PublicationStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted for approval"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PublicQuerySet(models.QuerySet[PublicRow]):
    def published(self) -> Self:
        """Keep what anybody may see."""
        conditions: dict[str, Any] = dict.fromkeys(
            self.model.public_when, PublicationStatus.PUBLISHED
        )
        conditions |= {f"{path}__isnull": True for path in self.model.public_unless}
        return self.filter(**conditions)


class PublicModel(models.Model):
    """A row that anybody may see once every status it names is published.

    `public_when` holds paths to statuses; `public_unless` holds paths to fields that
    hide it when they are set.
    """

    public_when: ClassVar[tuple[str, ...]] = ()
    public_unless: ClassVar[tuple[str, ...]] = ()

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_public(self) -> bool:
        """Say whether anybody may see this row; may query its parents."""
        return all(
            _walk(self, path) == PublicationStatus.PUBLISHED
            for path in self.public_when
        ) and all(_walk(self, path) is None for path in self.public_unless)


def _walk(row: object, path: str) -> object:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


class PublishedRecord(PublicModel):
    """A record with a life of its own: draft, submitted, published, withdrawn.

    Only `inspections.publishing` writes `status` and the three names below it. A row
    with `revises` set is a working copy of a published record: a correction that staff
    edit and that approval carries onto the row it revises.
    """

    public_when: ClassVar[tuple[str, ...]] = ("status",)

    status = models.CharField(
        max_length=10,
        choices=PublicationStatus.choices,
        default=PublicationStatus.DRAFT,
        editable=False,
        # No index: nearly every row is published, and SQLite would take it for the way
        # to the few rows of one authority.
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    revises = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="all_working_copy",
    )
    revises_id: int | None
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        # Who may approve answers for what is public, so may also withdraw it.
        default_permissions = ("add", "change", "delete", "view", "approve")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(submitted_by__isnull=True)
                | models.Q(approved_by__isnull=True)
                | ~models.Q(submitted_by=models.F("approved_by")),
                name="%(class)s_approver_is_not_submitter",
                violation_error_message=(
                    "The person who submitted this may not approve it."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=PublicationStatus.values),
                name="%(class)s_status_is_known",
                violation_error_message="There is no such publication status.",
            ),
            models.CheckConstraint(
                condition=models.Q(revises__isnull=True)
                | models.Q(
                    status__in=[PublicationStatus.DRAFT, PublicationStatus.SUBMITTED]
                ),
                name="%(class)s_working_copy_is_never_public",
                violation_error_message=(
                    "A correction is carried onto the published record, "
                    "not published beside it."
                ),
            ),
        ]


class OwnRow(PublicModel):
    """A row that belongs to a record: public when that is, until it is retired.

    `identity` names the fields by which a working copy's row is known to be the same as
    a published one.
    """

    public_unless: ClassVar[tuple[str, ...]] = ("retired_at",)
    identity: ClassVar[tuple[str, ...]] = ()

    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class AppendOnly(models.Model):
    """A row that is written once: it cannot be changed or deleted through the ORM."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError(f"A {self._meta.verbose_name} is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"A {self._meta.verbose_name} is never deleted.")


class EventQuerySet(models.QuerySet[Row]):
    def about(self, record: models.Model) -> Self:
        """Keep what concerns one record, oldest first."""
        return self.filter(
            record_type=ContentType.objects.get_for_model(record),
            record_id=record.pk,
        ).order_by("at", "pk")

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("What happened is written once.")

    def delete(self) -> NoReturn:
        raise TypeError("What happened is never deleted.")


class PublicationEvent(AppendOnly):
    """One step in the life of a record: who moved it, when, and why."""

    class Action(models.TextChoices):
        SUBMITTED = "submitted", "Submitted for approval"
        RETURNED = "returned", "Returned to draft"
        APPROVED = "approved", "Approved and published"
        CORRECTED = "corrected", "Correction approved"
        LOADED = "loaded", "Published on loading a collection"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REVISED = "revised", "Correction begun"

    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    action = models.CharField(max_length=10, choices=Action.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="publication_events",
    )
    at = models.DateTimeField()
    change = models.UUIDField(null=True, default=change_key, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        indexes = [
            models.Index(fields=["record_type", "record_id"], name="event_of_record")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action="withdrawn") | ~models.Q(note=""),
                name="event_withdrawal_has_a_reason",
                violation_error_message="Say why it is withdrawn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} on {self.at:%d %B %Y}"


class Release(AppendOnly):
    """A frozen published version of a record, in force until the next one.

    One that `hides_earlier` took out what could identify somebody: no version before
    it is shown in public again, nor how it differs from them.
    """

    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    number = models.PositiveIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    hides_earlier = models.BooleanField(
        default=False, help_text="Earlier versions are not shown in public again."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="releases"
    )
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("record_type", "record_id", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "number"],
                name="release_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="release_number_starts_at_one",
                violation_error_message="The first release is number 1.",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""),
                name="release_correction_has_a_reason",
                violation_error_message="Say what was corrected and why.",
            ),
        ]

    def __str__(self) -> str:
        return f"Release {self.number} of {self.at:%d %B %Y}"


class AnsweredHit(AppendOnly):
    """A warning that a text may identify somebody, and how an approver answered it.

    It is kept with the published record, by a mark made of the whole text: while the
    text stands as it was, the answer holds.
    """

    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    mark = models.CharField(max_length=64)
    place = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    answer = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answered_hits"
    )
    at = models.DateTimeField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "mark"],
                name="hit_is_answered_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer=""), name="hit_has_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: “{self.words}”"
