"""What one person did to many rows at once, kept so that it can be undone."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models


class BulkChange(models.Model):
    """A step taken with many rows at once: what became of each, and if it was undone.

    `rows` holds for each row its key, its name, whether it was done, why not, and
    what undoing needs to know.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_changes"
    )
    name = models.SlugField(max_length=40)
    row_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    rows = models.JSONField(default=list)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True)
                | models.Q(undone_at__gte=models.F("at")),
                name="bulk_change_is_undone_after_it_was_made",
                violation_error_message="Nothing is undone before it was done.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {len(self.rows)} rows, {self.at:%-d %B %Y}"
