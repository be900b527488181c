"""The rule of headlines asked of the database, to narrow and count without histories.

`headlines.headline` is the rule and is what pages show. This is the same rule over the
same rows that `histories` reads, so that a list of every recommendation in the country
can be narrowed by it; a test makes histories at random and holds the two to be equal.
"""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from inspections.models import (
    CouncilAction,
    DatePrecision,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    Restatement,
)
from inspections.vocabulary import Delivery, Headline, Verdict

FINISHED = (Delivery.REPORTED_COMPLETE, Delivery.NO_LONGER_APPLICABLE)
NOTHING_RECORDED = "none"
_SAME_AUTHORITY = OuterRef("inspection__authority_id")


def with_verdict(
    recommendations: QuerySet[Recommendation],
) -> QuerySet[Recommendation]:
    """Annotate the last verdict that spoke to each (`last_verdict`) and its day.

    Where visits were read and none spoke it is `NOT_REVISITED`; where nothing is
    recorded it is `NOTHING_RECORDED`.
    """
    given = ProgressVerdict.objects.published().filter(
        recommendation=OuterRef("pk"), inspection__authority=_SAME_AUTHORITY
    )
    spoken = given.exclude(verdict=Verdict.NOT_REVISITED).order_by(
        "-inspection__ended", "-inspection__ref"
    )
    silent: Any = Case(
        When(Exists(given), then=Value(Verdict.NOT_REVISITED.value)),
        default=Value(NOTHING_RECORDED),
    )
    return recommendations.annotate(
        last_verdict=Coalesce(
            Subquery(spoken.values("verdict")[:1]), silent, output_field=CharField()
        ),
        last_spoken=Subquery(spoken.values("inspection__ended")[:1]),
    )


def with_headline(
    recommendations: QuerySet[Recommendation], *, today: date
) -> QuerySet[Recommendation]:
    """Annotate what this site infers of each, by the rule and order of `headline`."""
    actions = CouncilAction.objects.published().filter(
        recommendations=OuterRef("pk"),
        response__inspection__authority=_SAME_AUTHORITY,
    )
    open_actions = actions.exclude(delivery__in=FINISHED)
    all_finished = Q(Exists(actions)) & ~Q(Exists(open_actions))
    # A report of completion without a day cannot be said to come after a visit.
    since = actions.filter(delivery_as_of__gte=OuterRef("last_spoken"))
    undated = actions.filter(delivery_as_of__isnull=True)
    not_contradicted = Q(last_spoken__isnull=True) | (
        Q(Exists(since)) & ~Q(Exists(undated))
    )
    dropped = ~Q(Exists(actions.exclude(delivery=Delivery.NO_LONGER_APPLICABLE)))
    reported = all_finished & not_contradicted
    return with_verdict(recommendations).annotate(
        headline=Case(
            When(Exists(_restated()), then=Value(Headline.SUPERSEDED.value)),
            When(last_verdict=Verdict.ADDRESSED, then=Value(Headline.ADDRESSED.value)),
            When(reported & dropped, then=Value(Headline.SUPERSEDED.value)),
            When(reported, then=Value(Headline.UNVERIFIED.value)),
            When(
                Exists(open_actions.filter(late(today))),
                then=Value(Headline.OPEN_OVERDUE.value),
            ),
            default=Value(Headline.OPEN.value),
            output_field=CharField(),
        )
    )


def _restated() -> QuerySet[Restatement]:
    """Return what asks again for the same within one authority's published visits."""
    return Restatement.objects.published().filter(
        earlier=OuterRef("pk"),
        inspection__authority=_SAME_AUTHORITY,
        later__inspection__authority=F("inspection__authority"),
        later__inspection__status=PublicationStatus.PUBLISHED,
    )


def late(today: date) -> Q:
    """Say which target dates are over: a day before today, or a month before this.

    With a finished action left out it is the rule of `headlines.is_overdue`.
    """
    is_month = Q(current_target_precision=DatePrecision.MONTH)
    return (is_month & Q(current_target__lt=today.replace(day=1))) | (
        ~is_month & Q(current_target__lt=today)
    )
