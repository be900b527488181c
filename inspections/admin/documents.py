"""What a council published, kept as a PDF: checked by its content, under its hash.

Whose licence it stands under is seldom said, so the copy is for staff alone; the public
is led to where the council published it.
"""

import hashlib
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from inspections.admin.history import ReadOnlyAdmin
from inspections.importing import ReportUnreadable
from inspections.importing.pdf_text import MAX_BYTES, SENTENCES, extract
from inspections.models import ResponseFile


class DocumentField(forms.FileField):
    """A PDF whose content is read before the form is good; gives (bytes, pages)."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,.pdf"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload with `pages` set, or say in a sentence what is wrong."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_sentence(SENTENCES["too_large"]))
        content = upload.read()
        try:
            pages = len(extract(content))
        except ReportUnreadable as error:
            raise forms.ValidationError(_sentence(str(error))) from None
        return Document(upload.name or "response.pdf", content, pages)


class Document:
    """A PDF that was read: its name, content and number of pages."""

    def __init__(self, name: str, content: bytes, pages: int) -> None:
        self.name, self.content, self.pages = name, content, pages

    def keep(self, *, by: AbstractBaseUser) -> ResponseFile:
        """Return the archived copy, keeping it under its hash if it is new."""
        digest = hashlib.sha256(self.content).hexdigest()
        standing = ResponseFile.objects.filter(sha256=digest).first()
        if standing is not None:
            return standing
        kept = ResponseFile(
            sha256=digest,
            original_name=self.name[:255],
            size=len(self.content),
            pages=self.pages,
            uploaded_by_id=by.pk,
        )
        kept.file.save(self.name, ContentFile(self.content), save=False)
        kept.save()
        return kept


def _sentence(words: str) -> str:
    """Say of a council's document what the importer says of a report."""
    return words.replace("no inspection report", "no response").replace(
        "report", "document"
    )


@admin.register(ResponseFile)
class ResponseFileAdmin(ReadOnlyAdmin[ResponseFile]):
    list_display = ("original_name", "pages", "size", "uploaded_by", "uploaded_at")
    list_select_related = ("uploaded_by",)
    search_fields = ("original_name", "=sha256")
    date_hierarchy = "uploaded_at"
    fields = (
        "original_name",
        "pdf",
        "sha256",
        "size",
        "pages",
        "uploaded_by",
        "uploaded_at",
    )
    readonly_fields = ("pdf",)

    @admin.display(description="document")
    def pdf(self, document: ResponseFile) -> str:
        return pdf_link(document)

    def get_urls(self) -> list[URLPattern]:
        """Add the PDF."""
        view = self.admin_site.admin_view(self.pdf_view)
        name = "inspections_responsefile_pdf"
        return [path("<int:pk>/document.pdf", view, name=name), *super().get_urls()]

    def pdf_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """Return the PDF as it was brought in, so served that nothing in it can act."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = self.get_queryset(request).filter(pk=pk).first()
        if document is None:
            raise Http404
        response = FileResponse(
            document.file.open("rb"),
            content_type="application/pdf",
            filename=f"{document.sha256[:12]}.pdf",
        )
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["Cache-Control"] = "private, max-age=3600"
        return response


def pdf_link(document: ResponseFile) -> str:
    """Return a link to an archived document, with its name and length."""
    address = reverse("admin:inspections_responsefile_pdf", args=[document.pk])
    pages = f"{document.pages} page{'' if document.pages == 1 else 's'}"
    return format_html(
        '<a href="{}">{}</a> ({})', address, document.original_name, pages
    )
