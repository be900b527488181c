"""What is wrong on a page of the admin, as links to the fields to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from inspections.admin.duplicates import KNOWING
from inspections.admin.kinds import AnyModelAdmin


@dataclass(frozen=True)
class ErrorLink:
    """A sentence, and where on the page to mend it."""

    anchor: str
    words: str


def error_links(form: BaseForm, formsets: Iterable[Any]) -> list[ErrorLink]:
    """Return every error of a page in its order: of the record, then of its rows."""
    found = _of_form(form, before="", anchor="content-main")
    for formset in formsets:
        if not formset.is_bound:
            continue
        group = f"{formset.prefix}-group"
        named = formset.model._meta.verbose_name
        plural = str(formset.model._meta.verbose_name_plural)
        found += [
            ErrorLink(group, f"{_upper(plural)}: {words}")
            for words in formset.non_form_errors()
        ]
        for place, row in enumerate(formset.forms, 1):
            words = f"{_upper(str(named))} {place}, "
            row_anchor = f"{formset.prefix}-{place - 1}"
            found += _of_form(row, before=words, anchor=row_anchor)
    return found


def _of_form(form: BaseForm, *, before: str, anchor: str) -> list[ErrorLink]:
    if not form.is_bound or not form.errors:
        return []
    found = [ErrorLink(anchor, f"{before}{words}") for words in form.non_field_errors()]
    for bound in form:
        label = str(bound.label or bound.name)
        label = f"{label[:1].lower()}{label[1:]}" if before else _upper(label)
        found += [
            ErrorLink(bound.id_for_label, f"{before}{label}: {words}")
            for words in bound.errors
        ]
    return found


def _upper(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


class SaysErrors(AnyModelAdmin):
    """An admin whose page begins with its errors and what may be there already."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        """Link each error to its field, and say what may be there already."""
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        warned = [
            warning
            for part in (form, *formsets)
            for warning in getattr(part, "warnings", ())
        ]
        context |= {
            "error_links": error_links(form, formsets),
            "warned": warned,
            "known": request.POST.getlist(KNOWING),
        }
        return super().render_change_form(request, context, *args, **options)
