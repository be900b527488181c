"""Explain a term of art where it stands: by hover, tap and keyboard, without script.

A button opens the explanation (`popovertarget`), pointing at it or focusing it does so
too where the browser knows `interestfor`. Only the first occurrence on a page is one;
the others are plain words. Nothing printed by inspectors is ever touched.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

from inspections.terms import Term, parts_of, term_by_slug

register = template.Library()

_EXPLAINED: WeakKeyDictionary[HttpRequest, set[str]] = WeakKeyDictionary()
"""The terms that the page being made has explained already."""

_OPENING = re.compile(r"[(‘“]+$")
_CLOSING = re.compile(r"^[).,;:’”]+")


@register.simple_tag(takes_context=True)
def term(context: Any, slug: str, words: str = "") -> SafeString:
    """Write a term of the glossary, explained if it is the first on the page."""
    known = term_by_slug()[slug]
    return _written(context, words or known.name, known)


@register.simple_tag(takes_context=True)
def explain(context: Any, words: object) -> SafeString:
    """Write our own words, explaining each term in them that is new on the page."""
    return format_html_join(
        "",
        "{}",
        ((part,) for part in _explained(context, str(words or ""))),
    )


def _explained(context: Any, words: str) -> Iterator[str]:
    """Write each stretch of words; a sign that touches a term stays on its line."""
    opening = closing = ""
    parts = [*parts_of(words), ("", None)]
    for place, (part, known) in enumerate(parts[:-1]):
        following, is_term_next = parts[place + 1]
        if known:
            found = _CLOSING.search("" if is_term_next else following)
            closing = found[0] if found else ""
            yield _written(context, part, known, before=opening, after=closing)
            opening = ""
            continue
        rest, closing = part.removeprefix(closing), ""
        if is_term_next and (found := _OPENING.search(rest)):
            opening = found[0]
        yield rest.removesuffix(opening)


@register.simple_tag(takes_context=True)
def kinds_explained(context: Any, visits: Iterable[Any]) -> SafeString:
    """List the kinds of these visits whose words are new on the page, explained.

    For lists in which the kind itself leads to the visit.
    """
    labels = dict.fromkeys(visit.kind_label for visit in visits)
    written = [(explain(context, label),) for label in labels]
    return format_html_join(", ", "{}", (w for w in written if "<button" in w[0]))


def _written(
    context: Any, words: str, known: Term, *, before: str = "", after: str = ""
) -> SafeString:
    request = context.get("request") or getattr(context, "request", None)
    explained = _EXPLAINED.setdefault(request, set()) if request else {known.slug}
    if known.slug in explained:
        return conditional_escape(f"{before}{words}{after}")
    explained.add(known.slug)
    values = {"term": known, "words": words, "before": before, "after": after}
    return render_to_string("_shared/term.html", values)
