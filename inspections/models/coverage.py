"""Press coverage of an authority's inspections."""

from typing import ClassVar

from django.db import models

from inspections.models.authorities import Authority
from inspections.models.changes import RECORD_NOT_INDEXED, Kept
from inspections.models.inspections import DatePrecision, Inspection
from inspections.models.publication import PublishedRecord


class PressArticle(PublishedRecord):
    """An article about one or more inspections: where it stands and when it came."""

    public_when: ClassVar[tuple[str, ...]] = ("status",)

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="all_press_articles"
    )
    inspections = models.ManyToManyField(
        Inspection,
        related_name="all_press_articles",
        blank=True,
        limit_choices_to={"revises__isnull": True},
    )
    outlet = models.CharField(max_length=120)
    title = models.CharField(max_length=300, blank=True)
    subject = models.TextField("what it is about", help_text="In our own words.")
    url = models.URLField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    date_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    is_confirmed = models.BooleanField(default=True)
    source_note = models.TextField(blank=True)

    history = Kept(
        many=[inspections],
        not_indexed=[*RECORD_NOT_INDEXED, "pressarticle", "inspection"],
    )

    class Meta(PublishedRecord.Meta):
        ordering = ("-published_on", "outlet")
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["url"],
                condition=models.Q(revises__isnull=True) & ~models.Q(url=""),
                name="press_article_is_kept_once",
                violation_error_message="An article with this address is kept already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.title or self.subject[:60]}"
