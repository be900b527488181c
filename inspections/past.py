"""An authority's public records as they stood at the end of a day.

Made from the versions then in force, less what is no longer public: a visit that was
withdrawn since stays withdrawn, and what hung on it is left out. The values are those
of today's history, so that the same pages show them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Inspection,
    Look,
)
from inspections.past_answers import PastAnswers
from inspections.past_visits import Kept, PastVisits
from inspections.released import Version, versions_on
from inspections.threads import History


@dataclass(frozen=True)
class Past:
    """What was public of an authority at the end of a day.

    `kept` has the inspections by reference; `responses` and `actions` the versions of
    the council's own records, by the reference and number under which they stand.
    """

    day: date
    history: History
    kept: Mapping[str, Kept]
    responses: Mapping[tuple[str, int], Version]
    actions: Mapping[tuple[str, int], Version]


def past_of(authority: Authority, *, day: date) -> Past:
    """Return what was public of an authority at the end of a day.

    Costs a fixed number of queries, whatever the number of its visits.
    """
    inspections = {
        row.pk: row
        for row in Inspection.objects.published()
        .filter(authority=authority)
        .select_related("authority")
    }
    versions = versions_on([*inspections.values()], day=day)
    made = PastVisits(inspections, versions)
    responses = CouncilResponse.objects.published().filter(
        inspection__authority=authority
    )
    actions = CouncilAction.objects.published().filter(
        response__inspection__authority=authority
    )
    answers = PastAnswers(made, responses=[*responses], actions=[*actions], day=day)
    looks = _looks(authority, day=day)
    return Past(
        day=day,
        history=History(
            visits=made.visits(),
            answers=answers.all(looks=looks),
            looks=looks,
            today=day,
        ),
        kept={kept.inspection.ref: kept for kept in made.kept.values()},
        responses=answers.response_versions(),
        actions=answers.action_versions(),
    )


def _looks(authority: Authority, *, day: date) -> dict[str, date]:
    looks = Look.objects.published().filter(
        inspection__authority=authority, looked_on__lte=day
    )
    pairs = looks.order_by("looked_on").values_list("inspection__ref", "looked_on")
    return dict(pairs)
