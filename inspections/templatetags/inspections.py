"""Template tags for grades, statuses, voices, dates, navigation, forms: looks only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inspections.linked_data import trail_data
from inspections.templatetags import marks
from inspections.vocabulary import Grade, Reason

register = template.Library()

NAVIGATION = (
    ("Authorities", "authority-list"),
    ("Inspections", "inspection-list"),
    ("Recommendations", "recommendation-list"),
    ("Themes", "theme-list"),
    ("How this works", "how-it-works"),
)
BESIDE = (
    ("Regions", "region-list"),
    ("Glossary", "glossary"),
    ("Downloads", "download-list"),
    ("Data for programs", "api"),
    ("Alerts by e-mail", "alert-ask"),
    ("Corrections", "correction-log"),
    ("Accessibility", "accessibility"),
)
"""Pages that the foot of the page offers beside the navigation."""
LABELS = {name: label for label, name in (*NAVIGATION, *BESIDE)}
SEARCHES = (
    ("search", "Search inspections, recommendations and authorities"),
    ("authority-list", "Find a council’s children’s services"),
)


# Grades, statuses and voices


@register.inclusion_tag("_shared/grade.html")
def grade(
    code: str | None,
    *,
    on: date | None = None,
    reason: str = "",
    short: bool = False,
) -> dict[str, object]:
    """Draw a grade by shape and word, with its date; or say why there is none."""
    known = code in Grade.values and code != Grade.NOT_JUDGED
    if not code or not known:
        words = _absence_words(reason)
    else:
        words = marks.short_grade(code) if short else str(Grade(code).label)
    return {
        "code": code if known else "none",
        "known": known,
        "mark": marks.grade_mark(code),
        "words": words,
        "on": on,
    }


def _absence_words(reason: str) -> str:
    if reason in Reason.values:
        return str(Reason(reason).label)
    return reason or "Not graded"


@register.inclusion_tag("_shared/status.html")
def status(code: str, label: str = "") -> dict[str, object]:
    """Draw a status tag; a code without a look of its own has a plain ring."""
    look = marks.STATUSES.get(code, marks.Status(marks.NOT_GRADED, code))
    return {"code": code, "mark": look.mark, "label": label or look.label}


NOT_IN_USE = (Grade.ADEQUATE, Grade.NOT_JUDGED)
DIRECTIONS = {1: "improved", 0: "unchanged", -1: "declined"}


@register.inclusion_tag("_shared/status.html")
def direction(change: int | None, words: str) -> dict[str, object]:
    """Draw which way a grade went; the words say it, the arrow helps."""
    code = "not_comparable" if change is None else DIRECTIONS[change]
    return {"code": code, "mark": marks.STATUSES[code].mark, "label": words}


@register.simple_tag
def grade_choices() -> list[tuple[str, str]]:
    """List the grades in use, best first, then the want of one: (code, words)."""
    grades = [grade for grade in marks.GRADES if grade not in NOT_IN_USE]
    return [*((code, str(Grade(code).label)) for code in grades), ("none", "No grade")]


@register.inclusion_tag("_shared/mark.html")
def grade_mark(code: str) -> dict[str, object]:
    """Draw a grade's shape alone, where its word stands beside it."""
    return {"mark": marks.grade_mark(code), "grade": code}


@register.inclusion_tag("_shared/mark.html")
def visit_mark(kind: str, grade: str | None = None) -> dict[str, object]:
    """Draw a visit's shape: its grade's where it gives one, or else its kind's."""
    return {
        "mark": marks.visit_mark(kind=kind, grade=grade),
        "grade": grade or "none",
    }


@register.simple_block_tag
def voice(
    content: str, who: str, *, note: str | None = None, level: int = 3
) -> SafeString:
    """Wrap what one voice says in its own look: council, inspectors or site."""
    mark, label, usual_note = marks.VOICES[who]
    return render_to_string(
        "_shared/voice.html",
        {
            "who": who,
            "mark": mark,
            "label": label,
            "note": usual_note if note is None else note,
            "level": level,
            "content": content,
        },
    )


@register.filter
def mid_sentence(words: str) -> str:
    """Write a label as it stands within a sentence, leaving abbreviations and names."""
    if words.startswith("Local Safeguarding"):
        return words
    return words[:1].lower() + words[1:]


@register.filter
def short_kind(visit: Any) -> str:
    """Name a visit's kind in as few words as it is known by."""
    return marks.SHORT_KINDS.get(visit.kind, str(visit.kind_label))


# Dates


@register.filter
def day(value: date | None) -> SafeString | str:
    """Write a date in full, as in 8 December 2017."""
    return _time(value, "j F Y") if value else ""


@register.filter
def month(value: date | None) -> SafeString | str:
    """Write a date's month and year, as in Dec 2017."""
    return _time(value, "M Y") if value else ""


def _time(value: date, style: str) -> SafeString:
    words = date_format(value, style).replace(" ", "\u00a0")
    return format_html('<time datetime="{}">{}</time>', f"{value:%Y-%m-%d}", words)


@register.simple_tag
def dates(start: date | None, end: date | None) -> str:
    """Write a span of days as a report does: 25 September to 19 October 2017."""
    if start is None or end is None or start == end:
        only = start or end
        return date_format(only, "j F Y") if only else ""
    if start.year != end.year:
        style = "j F Y"
    else:
        style = "j" if start.month == end.month else "j F"
    return f"{date_format(start, style)} to {date_format(end, 'j F Y')}"


# Frame of the page


@dataclass(frozen=True)
class Link:
    """A place in the navigation, and whether the reader is in that part of the site."""

    label: str
    url: str
    current: bool


@register.simple_tag(takes_context=True)
def navigation(context: dict[str, Any]) -> list[Link]:
    """List the parts of the site that exist, marking the one being read."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    links = []
    for label, name in NAVIGATION:
        url = _address(name)
        if url:
            links.append(Link(label, url, current=path.startswith(url)))
    return links


@register.simple_tag
def beside_navigation() -> list[Link]:
    """List the pages that only the foot of the page leads to."""
    return [
        Link(label, url, current=False)
        for label, name in BESIDE
        if (url := _address(name))
    ]


@register.simple_tag
def search_place() -> dict[str, str] | None:
    """Say where the search box sends its words, and what it is called."""
    for name, label in SEARCHES:
        url = _address(name)
        if url:
            return {"url": url, "label": label}
    return None


@register.simple_tag
def address(name: str) -> str:
    """Return a page's address, or nothing where the site has no such page."""
    return _address(name)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("_shared/breadcrumbs.html")
def breadcrumbs(*steps: Any) -> dict[str, object]:
    """Draw the way back, from the front page to what stands above this page.

    A step is the name of a page in the navigation, a record with a page of its own, or
    a Link.
    """
    home = Link("Home", _address("home"), current=False)
    trail = [home, *(_step(step) for step in steps)]
    whole = [(step.label, settings.SITE_URL + step.url) for step in trail]
    return {"trail": trail, "data": trail_data(whole)}


def _step(step: Any) -> Link:
    if isinstance(step, Link):
        return step
    if isinstance(step, str):
        return Link(LABELS[step], _address(step), current=False)
    label = str(step)
    if hasattr(step, "get_kind_display") and hasattr(step, "ended"):
        # The council stands before it in the trail already.
        label = f"{step.get_kind_display()}, {date_format(step.ended, 'F Y')}"
    return Link(label, step.get_absolute_url(), current=False)


@register.simple_tag
def link(label: str, name: str, *args: object) -> Link:
    """Make a step of the way back: a label, and the address it leads to."""
    return Link(label, reverse(name, args=args), current=False)


@register.filter
def page_numbers(page: "Page[Any]") -> Iterator[int | str]:
    """List the pages to offer, with a gap where many are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


# Forms


@register.filter
def first_control(field: BoundField) -> str:
    """Return the id of the control that an error leads to, in a group the first."""
    if not field.use_fieldset:
        return field.id_for_label or field.auto_id
    return field.field.widget.id_for_label(field.auto_id, "0") or field.auto_id


@register.filter
def each_error(form: Any) -> Iterator[tuple[str, str]]:
    """List a form's errors as (id of the control, sentence); the id may be empty."""
    for error in form.non_field_errors():
        yield "", error
    for field in form.visible_fields():
        for error in field.errors:
            yield first_control(field), error
