"""What another person decided on the linking page while somebody was on it."""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from inspections.models import (
    Inspection,
    ProgressVerdict,
    Recommendation,
    Restatement,
)
from inspections.versions import history_of

TABLES: tuple[tuple[Any, str], ...] = (
    (ProgressVerdict, "recommendation_id"),
    (Restatement, "earlier_id"),
)
"""What a decision writes, and its key to the recommendation that it is about."""


def seen_so_far(inspection: Inspection) -> str:
    """Return what tells the decisions that a page shows from later ones; queries."""
    numbers = (
        history_of(model)
        .filter(inspection_id=inspection.pk)
        .aggregate(last=Max("history_id"))
        for model, _ in TABLES
    )
    return ".".join(str(number["last"] or 0) for number in numbers)


def decided_meanwhile(
    inspection: Inspection, earlier: Recommendation, *, seen: str
) -> str:
    """Say who decided on a recommendation after a page was shown, if anybody did.

    A page that does not say what it showed is taken at its word.
    """
    numbers = seen.split(".")
    if len(numbers) != len(TABLES) or not all(
        number.isascii() and number.isdigit() and len(number) < 19 for number in numbers
    ):
        return ""
    last: Any = None
    for number, (model, key) in zip(numbers, TABLES, strict=True):
        later = history_of(model).filter(
            history_id__gt=int(number), inspection_id=inspection.pk, **{key: earlier.pk}
        )
        found = later.select_related("history_user").order_by("history_id").last()
        if found and (last is None or found.history_date > last.history_date):
            last = found
    if last is None:
        return ""
    by = last.history_user
    name = (by.get_full_name() or by.get_username()) if by else "Somebody"
    standing = ProgressVerdict.objects.filter(
        inspection=inspection, recommendation=earlier
    ).first()
    said = (
        f"and said “{standing.get_verdict_display()}”"
        if standing
        else "and took back what was said before"
    )
    when = f"{timezone.localtime(last.history_date):%H:%M on %-d %B %Y}"
    return (
        f"{name} decided on this at {when}, after you opened the page, {said}. Nothing "
        "of yours was kept yet: what you chose is below. Confirm it to put it in place "
        "of theirs."
    )
