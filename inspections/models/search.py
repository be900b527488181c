"""The index of search: the words of each record that can be found, as plain text.

Triggers of the database keep it (see `inspections.searching.upkeep`), so that no way of
writing a record can forget it. It decides only what is looked at: what is shown is
asked of the records themselves, by `published()`.
"""

from django.db import models

from inspections.models.authorities import Authority
from inspections.models.inspections import Inspection


class SearchEntry(models.Model):
    """The words of one record: of its title, of what it stands in, and its own."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Authority"
        INSPECTION = "inspection", "Inspection"
        RECOMMENDATION = "recommendation", "Recommendation"
        FINDING = "finding", "Finding"
        RESPONSE = "response", "Council response"
        POSITION = "position", "Council position"
        ACTION = "action", "Council action"

    kind = models.CharField(max_length=14, choices=Kind.choices)
    record_id = models.PositiveBigIntegerField()
    authority = models.ForeignKey(
        Authority, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    title = models.TextField(blank=True)
    context = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id"], name="search_entry_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record_id}"


class SearchIndex(models.Model):
    """What the database itself searches: FTS5 on SQLite, a tsvector on PostgreSQL.

    The migration makes it; Django only joins it to the entries.
    """

    entry = models.OneToOneField(
        SearchEntry,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        related_name="indexed",
    )

    class Meta:
        managed = False
        db_table = "inspections_search"

    def __str__(self) -> str:
        return f"Words of entry {self.pk}"
