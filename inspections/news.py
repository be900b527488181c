"""What changed in public, and when: the one source of feeds, alerts and “latest”."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Inspection,
    ProgressVerdict,
    PublishedRecord,
    Recommendation,
    Release,
)
from inspections.news_items import Item, Scope
from inspections.news_of_answers import of_actions, of_responses
from inspections.news_of_visits import of_inspections

MOST = 40
EVERYWHERE = Scope()
TELLERS: dict[type[PublishedRecord], Callable[[Iterable[int]], Iterator[Item]]] = {
    Inspection: of_inspections,
    CouncilResponse: of_responses,
    CouncilAction: of_actions,
}


def news(
    scope: Scope = EVERYWHERE, *, since: datetime | None = None, most: int = MOST
) -> list[Item]:
    """Return what changed, the newest first; a fixed number of queries.

    At most so many pieces, of as many versions; those after a time alone, if given.
    """
    inspections = _inspections(scope)
    responses = CouncilResponse.objects.published().filter(inspection__in=inspections)
    actions = CouncilAction.objects.published().filter(
        response__inspection__in=inspections
    )
    found: list[Item] = []
    picked = _newest(
        {Inspection: inspections, CouncilResponse: responses, CouncilAction: actions},
        since=since,
        most=most,
    )
    for kind, tell in TELLERS.items():
        found += tell(picked.get(kind, set()))
    kept = [
        item
        for item in found
        if item.is_of(scope) and (since is None or item.at > since)
    ]
    kept.sort(key=lambda item: (item.at, item.key), reverse=True)
    return kept[:most]


def _inspections(scope: Scope) -> "QuerySet[Inspection]":
    """Return the public inspections that may hold news of a scope."""
    inspections = Inspection.objects.published()
    if scope.authority:
        inspections = inspections.filter(authority__slug=scope.authority)
    if scope.region:
        inspections = inspections.filter(authority__region=scope.region)
    if scope.theme:
        asked = Recommendation.objects.published().filter(themes__slug=scope.theme)
        said = ProgressVerdict.objects.published().filter(
            recommendation__in=asked.values("pk")
        )
        inspections = inspections.filter(
            Q(pk__in=asked.values("inspection")) | Q(pk__in=said.values("inspection"))
        )
    return inspections.order_by()


def _newest(
    records: Mapping[type[PublishedRecord], "QuerySet[Any]"],
    *,
    since: datetime | None,
    most: int,
) -> dict[type[PublishedRecord], set[int]]:
    """Return the keys of the records of the newest versions, and of what hangs on them.

    What speaks of an inspection comes into view with it, however old it is.
    """
    kinds = {ContentType.objects.get_for_model(model): model for model in records}
    of_these = Q(pk__in=[])
    for content_type, model in kinds.items():
        own = records[model].values("pk")
        of_these |= Q(record_type=content_type, record_id__in=own)
    releases = Release.objects.filter(of_these)
    if since:
        releases = releases.filter(at__gt=since)
    picked: dict[type[PublishedRecord], set[int]] = {model: set() for model in records}
    models = {content_type.pk: model for content_type, model in kinds.items()}
    newest = releases.order_by("-at", "-pk").values_list("record_type", "record_id")
    for content_type_pk, key in newest[:most]:
        picked[models[content_type_pk]].add(key)
    of_visits = list(picked[Inspection])
    later = ProgressVerdict.objects.published().filter(
        recommendation__inspection__in=of_visits
    )
    picked[Inspection] |= set(later.values_list("inspection", flat=True))
    answers = records[CouncilResponse].filter(inspection__in=of_visits)
    picked[CouncilResponse] |= set(answers.values_list("pk", flat=True))
    work = records[CouncilAction].filter(response__inspection__in=of_visits)
    picked[CouncilAction] |= set(work.values_list("pk", flat=True))
    return picked
