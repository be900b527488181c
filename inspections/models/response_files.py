"""Archived copies of what a council published in answer to an inspection."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models


def archive_path(instance: "ResponseFile", filename: str) -> str:
    """Return where a document is kept: under its hash, so that a name never matters."""
    return f"responses/{instance.sha256[:2]}/{instance.sha256}.pdf"


class ResponseFile(models.Model):
    """A document as the council published it, kept unchanged under its hash."""

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
        related_name="response_files",
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-uploaded_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0, pages__gt=0),
                name="response_file_is_not_empty",
                violation_error_message="The document has no pages.",
            )
        ]

    def __str__(self) -> str:
        return self.original_name
