"""Which records of an authority were corrected or updated after publication, and why.

A fixed number of queries, whatever the number of records; each starts at what anybody
may see now, so nothing is told of what was withdrawn.
"""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Inspection,
    Release,
)
from inspections.packs import Corrected


def corrections_between(
    authority: Authority, *, start: date, end: date
) -> tuple[Corrected, ...]:
    """Return each correction published from one day to another, both included."""
    named = _named(authority)
    of_these = Q(pk__in=[])
    for model, records in named.items():
        kind = ContentType.objects.get_for_model(model)
        of_these |= Q(record_type=kind, record_id__in=list(records))
    names = {
        (ContentType.objects.get_for_model(model).pk, key): name
        for model, records in named.items()
        for key, name in records.items()
    }
    releases = Release.objects.filter(
        of_these, number__gt=1, at__date__gte=start, at__date__lte=end
    ).order_by("at", "pk")
    return tuple(
        Corrected(timezone.localdate(release.at), of, ref, release.reason)
        for release in releases.only("record_type", "record_id", "at", "reason")
        for of, ref in [names[release.record_type_id, release.record_id]]
    )


Model = type[Inspection] | type[CouncilResponse] | type[CouncilAction]


def _named(authority: Authority) -> dict[Model, dict[int, tuple[str, str]]]:
    """Return each public record's name and its inspection's reference, by its key."""
    inspections = Inspection.objects.published().filter(authority=authority)
    own = {"inspection__authority": authority}
    responses = CouncilResponse.objects.published().filter(**own)
    actions = CouncilAction.objects.published().filter(
        response__inspection__authority=authority
    )
    return {
        Inspection: {
            pk: ("The inspection", ref)
            for pk, ref in inspections.order_by().values_list("pk", "ref")
        },
        CouncilResponse: {
            pk: (f"The council’s response “{title}”", ref)
            for pk, title, ref in responses.order_by().values_list(
                "pk", "title", "inspection__ref"
            )
        },
        CouncilAction: {
            pk: (f"Action {number} of the council", ref)
            for pk, number, ref in actions.order_by().values_list(
                "pk", "number", "response__inspection__ref"
            )
        },
    }
