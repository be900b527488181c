"""The rule of `headlines.headline` asked of the database, for lists and counts.

A test holds both to the same answers, recommendation by recommendation.
"""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from inspections.models import (
    CouncilAction,
    ProgressVerdict,
    Recommendation,
    Restatement,
)
from inspections.vocabulary import Delivery, Headline, Verdict

OPEN = (Headline.OPEN, Headline.OPEN_OVERDUE, Headline.UNVERIFIED)
FINISHED = (Delivery.REPORTED_COMPLETE, Delivery.NO_LONGER_APPLICABLE)


def with_headline(
    recommendations: QuerySet[Recommendation], *, today: date
) -> QuerySet[Recommendation, Any]:
    """Annotate recommendations with `headline`, what this site infers of each."""
    spoken = (
        ProgressVerdict.objects.published()
        .filter(
            recommendation=OuterRef("pk"),
            inspection__authority=OuterRef("inspection__authority"),
        )
        .exclude(verdict=Verdict.NOT_REVISITED)
        .order_by("-inspection__ended", "-inspection__ref")
    )
    restated = Restatement.objects.published().filter(
        earlier=OuterRef("pk"),
        inspection__authority=OuterRef("inspection__authority"),
    )
    actions = CouncilAction.objects.published().filter(
        recommendations=OuterRef("pk"),
        response__inspection__authority=OuterRef("inspection__authority"),
    )
    unfinished = actions.exclude(delivery__in=FINISHED)
    latest = (
        actions.order_by()
        .values("recommendations")
        .annotate(latest=Max("delivery_as_of"))
        .values("latest")
    )
    return recommendations.annotate(
        last_spoken=Subquery(spoken.values("verdict")[:1]),
        last_spoken_on=Subquery(spoken.values("inspection__ended")[:1]),
        last_reported_on=Subquery(latest[:1], output_field=DateField()),
    ).annotate(
        headline=Case(
            When(Exists(restated), then=Value(Headline.SUPERSEDED.value)),
            When(last_spoken=Verdict.ADDRESSED, then=Value(Headline.ADDRESSED.value)),
            When(
                Exists(actions)
                & ~Exists(unfinished)
                & (
                    Q(last_spoken_on__isnull=True)
                    | ~Exists(actions.filter(delivery_as_of__isnull=True))
                    & Q(last_spoken_on__lte=F("last_reported_on"))
                ),
                then=Case(
                    When(
                        Exists(actions.filter(delivery=Delivery.REPORTED_COMPLETE)),
                        then=Value(Headline.UNVERIFIED.value),
                    ),
                    default=Value(Headline.SUPERSEDED.value),
                ),
            ),
            When(
                Exists(unfinished.filter(current_target__lt=today)),
                then=Value(Headline.OPEN_OVERDUE.value),
            ),
            default=Value(Headline.OPEN.value),
        )
    )
