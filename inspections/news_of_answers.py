"""News of what councils published in answer, and how far they say their actions are."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse

from inspections.models import CouncilAction, CouncilResponse, Recommendation
from inspections.news_items import (
    Item,
    make_item,
    recommendations_of,
    themes_of,
    with_themes,
)
from inspections.released import Values, Version, versions_of
from inspections.vocabulary import Delivery, News


def of_responses(keys: Iterable[int]) -> Iterator[Item]:
    """Tell of councils’ public answers: found, and corrected; queries."""
    responses = list(
        CouncilResponse.objects.published()
        .filter(pk__in=keys)
        .select_related("inspection__authority")
    )
    visits = {response.inspection_id for response in responses}
    asked = recommendations_of(Q(inspection__in=visits)).values()
    versions = versions_of(responses)
    for response in responses:
        visit = response.inspection
        own = [r for r in asked if r.inspection_id == visit.pk]
        was = ""
        for version in versions.get(response.pk, ()):
            kind = version.values.get("kind", was)
            missing = CouncilResponse.Kind.NONE_FOUND
            is_new = kind not in ("", missing) and was in ("", missing)
            is_told = is_new or version.number > 1
            was = kind
            if not is_told:
                continue
            named = (
                f"{visit.authority}, {visit.get_kind_display()}, {visit.ended:%B %Y}"
            )
            title = version.values.get("title", "")
            yield make_item(
                response,
                News.RESPONSE_FOUND if is_new else News.CORRECTION,
                version,
                since=visit.first_published_at,
                title=f"{named}: the council’s response found"
                if is_new
                else f"{named}: the council’s response corrected",
                words=f"The council published “{title}” in answer. Reported by the "
                "council, not checked."
                if is_new
                else version.reason,
                path=visit.get_absolute_url(),
                source=f"{visit.authority} council" if is_new else "",
                themes=themes_of(own),
            )


def of_actions(keys: Iterable[int]) -> Iterator[Item]:
    """Tell how far councils say that public actions are; queries."""
    actions = list(
        CouncilAction.objects.published()
        .filter(pk__in=keys)
        .select_related("response__inspection__authority", "inspection__authority")
        .prefetch_related(
            Prefetch(
                "recommendations",
                queryset=with_themes(Recommendation.objects.published()),
            )
        )
    )
    versions = versions_of(actions)
    for action in actions:
        before: Version | None = None
        for version in versions.get(action.pk, ()):
            if not version.is_hidden:
                yield _of_action(action, before, version)
            before = version


def _of_action(action: CouncilAction, before: Version | None, now: Version) -> Item:
    """Tell how far the council says an action is, or what was corrected of it."""
    visit = action.inspection
    old = before.values if before else {}
    fields = ("delivery", "current_target")
    moved = any(old.get(name) != now.values.get(name) for name in fields)
    about = list(action.recommendations.all())
    path = (
        about[0].get_absolute_url()
        if len(about) == 1
        else reverse("authority-actions", args=[visit.authority.slug])
    )
    told = f"Action {action.number} of {visit.authority}, {visit.ended:%B %Y}"
    if not moved:
        return make_item(
            action,
            News.CORRECTION,
            now,
            title=f"{told}: corrected",
            words=now.reason,
            path=path,
            themes=themes_of(about),
        )
    return make_item(
        action,
        News.STATUS_CHANGED,
        now,
        since=max(
            filter(
                None, [visit.first_published_at, action.response.first_published_at]
            ),
            default=None,
        ),
        title=f"{told}: the council reports {_delivery(now.values)}",
        words=_moved(old, now.values),
        path=path,
        quote=now.values.get("text", ""),
        source=f"{visit.authority} council: reported, not checked",
        themes=themes_of(about),
    )


def _moved(old: Values, now: Values) -> str:
    """Say how far the council says it is, and how its date moved."""
    words = f"The council reports it {_delivery(now)}"
    if old and old.get("delivery") != now.get("delivery"):
        words += f"; before, {_delivery(old)}"
    target, was = now.get("current_target"), old.get("current_target")
    if target and target != was:
        words += f"; it gave {_day(target)} as its date"
        words += f", before {_day(was)}" if was else ""
    return f"{words}. Reported by the council, not checked."


def _delivery(values: Values) -> str:
    return str(Delivery(values["delivery"]).label).lower()


def _day(value: Any) -> str:
    day = datetime.fromisoformat(str(value)[:10])
    return f"{day.day} {day:%B %Y}"
