"""The filters of lists that only programs have: the same as those of the pages."""

from typing import Any

from django.db.models import Q, QuerySet

from inspections.filtering import (
    LISTS,
    Narrowing,
)
from inspections.filtering.fields import NEWEST, OLDEST
from inspections.models import (
    CouncilResponse,
    Finding,
    Judgement,
    ProgressVerdict,
    Recommendation,
)


class OfAVisit(Narrowing):
    """Filters over rows of a visit: theme, verdict and status are of what it asked."""

    q = None
    to_inspection = "inspection__"
    to_authority = "inspection__authority"
    by_number = "position"

    @classmethod
    def _orders(cls) -> dict[str, tuple[Any, ...]]:
        return {
            NEWEST: ("-inspection__ended", "inspection__ref", cls.by_number, "pk"),
            OLDEST: ("inspection__ended", "inspection__ref", cls.by_number, "pk"),
        }

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.orders = cls._orders()

    def holds(self, recommendations: QuerySet[Recommendation]) -> Q:
        return Q(inspection__in=recommendations.values("inspection"))


class JudgementNarrowing(OfAVisit):
    def everything(self) -> QuerySet[Judgement]:
        return Judgement.objects.published()


class FindingNarrowing(OfAVisit):
    """A finding's theme is its own."""

    def everything(self) -> QuerySet[Finding]:
        return Finding.objects.published()

    def of_theme(self, slug: str) -> Q:
        return Q(themes__slug=slug)


class ResponseNarrowing(OfAVisit):
    by_number = "published_on"

    def everything(self) -> QuerySet[CouncilResponse]:
        return CouncilResponse.objects.published()


class VerdictNarrowing(OfAVisit):
    """Theme and status are of the recommendation; the verdict is this one itself."""

    by_number = "recommendation"

    def everything(self) -> QuerySet[ProgressVerdict]:
        return ProgressVerdict.objects.published()

    def of_verdict(self, verdicts: list[str]) -> Q:
        return Q(verdict__in=verdicts)

    def holds(self, recommendations: QuerySet[Recommendation]) -> Q:
        return Q(recommendation__in=recommendations.values("pk"))


NARROWINGS: dict[str, type[Narrowing]] = {
    "inspections": LISTS["inspections"],
    "recommendations": LISTS["recommendations"],
    "judgements": JudgementNarrowing,
    "findings": FindingNarrowing,
    "responses": ResponseNarrowing,
    "verdicts": VerdictNarrowing,
}
