"""Template tags for references: each leads to the page of what it stands for."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inspections.references import address_of, read_reference

register = template.Library()


@register.simple_tag
def ref_link(text: str) -> SafeString | str:
    """Write a reference as a link to its page; as words where it has none."""
    reference = read_reference(text)
    if reference is None:
        return text
    return format_html('<a href="{}">{}</a>', address_of(reference), text)
