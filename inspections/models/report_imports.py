"""Archived report PDFs, and what the importer read from each."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models

from inspections.models.changes import Kept


def archive_path(instance: "ReportFile", filename: str) -> str:
    """Return where a report is kept: under its hash, so that a name never matters."""
    return f"reports/{instance.sha256[:2]}/{instance.sha256}.pdf"


class ReportFile(models.Model):
    """A report as Ofsted published it, kept unchanged under its hash."""

    sha256 = models.CharField(
        max_length=64, unique=True, validators=[RegexValidator(r"\A[0-9a-f]{64}\Z")]
    )
    file = models.FileField(upload_to=archive_path)
    original_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField(help_text="In bytes.")
    pages = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_files",
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-uploaded_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0, pages__gt=0),
                name="report_file_is_not_empty",
                violation_error_message="The report has no pages.",
            )
        ]

    def __str__(self) -> str:
        return self.original_name


class ReportImport(models.Model):
    """One reading of a report: what was read, how sure, and the draft it became."""

    class State(models.TextChoices):
        READ = "read", "Read, to be checked"
        CONFIRMED = "confirmed", "Confirmed"
        DISCARDED = "discarded", "Discarded"

    report_file = models.ForeignKey(
        ReportFile, on_delete=models.PROTECT, related_name="imports"
    )
    parser = models.CharField(max_length=40, help_text="Name and version.")
    kind = models.CharField(max_length=20)
    confidence = models.FloatField(help_text="Of the least certain field, 0 to 1.")
    parsed = models.JSONField()
    warnings = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.READ, db_index=True
    )
    inspection = models.ForeignKey(
        "inspections.Inspection",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="all_imports",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="report_imports",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    why_discarded = models.TextField(blank=True)
    kept = models.JSONField(
        default=dict,
        blank=True,
        help_text="What a person has filled in so far, as the page sent it.",
    )
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kept_imports",
    )
    kept_at = models.DateTimeField(null=True, blank=True)

    history = Kept(excluded=["parsed", "warnings", "kept"])

    class Meta:
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="report_import_confidence_is_a_share",
                violation_error_message="Confidence goes from 0 to 1.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | models.Q(confirmed_at__isnull=False),
                name="report_import_confirmed_has_a_time",
                violation_error_message="Say when the import was confirmed.",
            ),
            models.CheckConstraint(
                condition=models.Q(kept_by__isnull=True, kept_at__isnull=True)
                | models.Q(kept_by__isnull=False, kept_at__isnull=False),
                name="report_import_kept_work_has_a_person_and_a_time",
                violation_error_message="Say who kept the unfinished review, and when.",
            ),
            models.UniqueConstraint(
                fields=["report_file"],
                condition=models.Q(state="read"),
                name="report_import_waits_once",
                violation_error_message="This report is already waiting to be checked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_file}, read {self.created_at:%d %B %Y}"

    @property
    def keeper(self) -> str:
        """The name of the person who saved the review unfinished, if anybody did."""
        by = self.kept_by
        return (by.get_full_name() or by.get_username()) if by else ""
