"""Template tags for references: each leads to the page of what it stands for."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inspections.references import Reference, read_reference

register = template.Library()


@register.simple_tag
def ref_link(text: str) -> SafeString | str:
    """Write a reference as a link to its page; as words where it has none."""
    reference = read_reference(text)
    address = address_of(reference) if reference else ""
    return format_html('<a href="{}">{}</a>', address, text) if address else text


def address_of(reference: Reference) -> str:
    """Return the address of what a reference stands for; a part's own if it has one."""
    if reference.letter:
        try:
            own = f"inspection-{reference.kind}"
            return reverse(own, args=[reference.inspection, reference.number])
        except NoReverseMatch:
            pass
    return reverse("inspection-detail", args=[reference.inspection])
