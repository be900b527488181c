"""What tests of the admin's pages share: addresses, and a form's fields as sent."""

from typing import Any

from django.db.models import Model
from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse
from django.urls import reverse


def address(record: Model, page: str = "change", *more: Any) -> str:
    options = record._meta
    name = f"admin:{options.app_label}_{options.model_name}_{page}"
    return reverse(name, args=[record.pk, *more])


def list_address(model: type[Model]) -> str:
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


def text_of(response: Any) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def fields_of(form: BaseForm) -> dict[str, Any]:
    """Return a form's fields as a browser would send them untouched."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        outer: Any = bound.field.widget
        widget: Any = getattr(outer, "widget", outer)
        if getattr(widget, "allow_multiple_selected", False):
            sent[bound.html_name] = [str(getattr(one, "pk", one)) for one in value]
            continue
        shown = widget.format_value(value) if hasattr(widget, "format_value") else value
        if isinstance(shown, list | tuple):
            shown = shown[0] if shown else ""
        sent[bound.html_name] = "on" if value is True else shown
    return {name: value for name, value in sent.items() if value is not None}


def rows_of(formset: "BaseFormSet[Any]") -> dict[str, Any]:
    """Return a formset's fields, and its counts, as a browser would send them."""
    sent = fields_of(formset.management_form)
    for form in formset:
        sent |= fields_of(form)
    return sent


def admin_form(response: Any) -> dict[str, Any]:
    """Return everything that a change page of the admin would send untouched."""
    context = response.context
    sent = fields_of(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        sent |= rows_of(inline.formset)
    return sent


def review_form(response: Any) -> dict[str, Any]:
    """Return everything that a review page would send untouched."""
    forms = response.context["forms"]
    sent = fields_of(forms.facts)
    for rows in (forms.judgements, forms.items, forms.findings):
        sent |= rows_of(rows)
    return sent
