"""The pages on which a table is taken away, and brought back: preview, then write.

A table is written whole or not at all. What the preview showed is what is written: if
anything it rests on changed meanwhile, the new preview is shown instead.
"""

from hashlib import sha256
from os.path import basename
from typing import Any

from django import forms
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm

from inspections.admin.exchange.formats import ENDINGS, FORMATS, MOST_BYTES, NAMES
from inspections.models.changes import one_change

SIGNER = Signer(salt="inspections.admin.exchange")
UNREADABLE = (
    "This file cannot be read as a table. Save it as CSV UTF-8 or as an Excel workbook "
    "(.xlsx), with the headings in the first line of the first sheet."
)


class TableForm(ImportForm):  # type: ignore[misc]
    """A file alone: its name says which format it is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        file: Any = self.fields["import_file"]
        file.label = "The table"
        file.widget.attrs["accept"] = ",".join(ENDINGS)
        format_field: Any = self.fields["format"]
        format_field.required = False
        format_field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Take the format from the name; refuse a file that is too large."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        file = given.get("import_file")
        if file is None:
            return given
        endings = [
            n for n, end in enumerate(ENDINGS) if file.name.lower().endswith(end)
        ]
        if not endings:
            self.add_error("import_file", "Bring a .csv or an .xlsx file.")
        elif file.size > MOST_BYTES:
            self.add_error("import_file", "It is larger than 2 MB: bring fewer rows.")
        given["format"] = str(endings[0]) if endings else "0"
        return given


class ConfirmForm(ConfirmImportForm):  # type: ignore[misc]
    """What the preview was of; the name of the kept file is signed, so it is ours."""

    mark = forms.CharField(widget=forms.HiddenInput())

    def clean_import_file_name(self) -> str:
        try:
            return str(SIGNER.unsign(super().clean_import_file_name()))
        except BadSignature:
            raise forms.ValidationError("Bring the table in again.") from None


class FormatForm(ExportForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["format"]
        choice.choices = [(str(number), name) for number, name in enumerate(NAMES)]


class Exchanges(ImportExportMixin):  # type: ignore[misc]
    """Adds both pages to a list; what may be read may be taken away."""

    import_template_name = "admin/workspace/table_import.html"
    export_template_name = "admin/workspace/table_export.html"
    import_export_change_list_template = "admin/workspace/table_list.html"
    import_form_class = TableForm
    confirm_form_class = ConfirmForm
    export_form_class = FormatForm
    import_formats = export_formats = FORMATS
    to_encoding = "utf-8-sig"

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "change")

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "view")

    def _may(self, request: HttpRequest, right: str) -> bool:
        name = self.model._meta.model_name
        return bool(request.user.has_perm(f"inspections.{right}_{name}"))

    def get_resource_kwargs(
        self, request: HttpRequest, *args: Any, **options: Any
    ) -> dict[str, Any]:
        """Let a table know whose remit it keeps to."""
        return {"user": request.user}

    def add_data_read_fail_error_to_form(self, form: Any, error: Exception) -> None:
        form.add_error("import_file", UNREADABLE)

    def import_action(self, request: HttpRequest, **options: Any) -> Any:
        """Show what would change; nothing of it is kept."""
        response = super().import_action(request, **options)
        context = response.context_data
        result = context.get("result")
        context |= {"title": f"Bring a table of {self._plural} in"}
        if result is not None:
            context["told"] = told_of(result)
        if "confirm_form" in context:
            initial = context["confirm_form"].initial
            initial["mark"] = mark_of(result)
            kept = basename(initial["import_file_name"])
            initial["import_file_name"] = SIGNER.sign(kept)
        return response

    def process_dataset(
        self, dataset: Any, form: Any, request: HttpRequest, **options: Any
    ) -> Any:
        """Write the whole table, or nothing of it."""
        name = form.cleaned_data["original_file_name"]
        user: Any = request.user
        reason = f"Brought in with the table {name}."
        with transaction.atomic(), one_change(by=user, reason=reason):
            result = super().process_dataset(dataset, form, request, **options)
            fails = result.has_errors() or result.has_validation_errors()
            result.is_refused = fails or mark_of(result) != form.cleaned_data["mark"]
            if result.is_refused:
                transaction.set_rollback(True)
        return result

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """Go back to the list; or say why nothing was written."""
        if not result.is_refused:
            answer: HttpResponse = super().process_result(result, request)
            return answer
        messages.error(
            request,
            "Nothing was written: what the table rests on changed after the preview. "
            "Below is how it stands now. Bring the table in again to write it.",
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"Bring a table of {self._plural} in",
            "form": self.create_import_form_empty(request),
            "opts": self.opts,
            "told": told_of(result),
        }
        return TemplateResponse(request, self.import_template_name, context)

    def create_import_form_empty(self, request: HttpRequest) -> TableForm:
        """Return the form for another file."""
        return TableForm(
            self.get_import_formats(), self.get_import_resource_classes(request)
        )

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        told = told_of(result)
        messages.success(
            request,
            f"The table is written: {told['new']} new, {told['changed']} changed, "
            f"{told['same']} left as they were.",
        )

    def init_request_context_data(self, request: HttpRequest, form: Any) -> Any:
        """Say how many rows the table would have."""
        context = super().init_request_context_data(request, form)
        rows = self.get_export_queryset(request)
        return context | {
            "title": f"Take a table of {self._plural} away",
            "count": rows.count(),
        }

    @property
    def _plural(self) -> str:
        return str(self.model._meta.verbose_name_plural)


def told_of(result: Any) -> dict[str, Any]:
    """Return what a table would do, or did, as the page tells it, line by line."""
    lines = []
    counts = {"new": 0, "update": 0, "skip": 0, "invalid": 0, "error": 0}
    for number, row in enumerate(result.rows, 2):
        counts[row.import_type] += 1
        if row.import_type != "skip":
            lines.append(
                {
                    "number": number,
                    "kind": row.import_type,
                    "name": row.object_repr if row.import_type == "update" else "",
                    "changes": row.diff or (),
                    "why": _why(row),
                }
            )
    return {
        "base": [str(error.error) for error in result.base_errors],
        "lines": lines,
        "new": counts["new"],
        "changed": counts["update"],
        "same": counts["skip"],
        "wrong": counts["invalid"] + counts["error"],
    }


def _why(row: Any) -> list[str]:
    """Say what is wrong with a row, a sentence for each cell."""
    if row.errors:
        return ["It cannot be written as it stands: check every cell of it."]
    error = row.validation_error
    if error is None:
        return []
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        sentence if column == "__all__" else f"{column}: {sentence}"
        for column, sentences in error.message_dict.items()
        for sentence in sentences
    ]


def mark_of(result: Any) -> str:
    """Return a mark of all that a table would do: it differs if any of it does."""
    rows = [(row.import_type, row.diff) for row in result.rows]
    return sha256(repr(rows).encode()).hexdigest()
