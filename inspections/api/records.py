"""Addresses of the interface: inspections and what they hold."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inspections.api.bases import (
    GONE,
    NUMBER,
    PROBLEMS,
    REF,
    ListView,
    RecordView,
    paged,
)
from inspections.api.errors import Gone
from inspections.api.shapes.records import (
    FindingShape,
    InspectionShape,
    InspectionSummary,
    JudgementShape,
    RecommendationShape,
    ResponseShape,
    VerdictShape,
)
from inspections.api.values import (
    FindingItem,
    InspectionItem,
    JudgementItem,
    RecommendationItem,
    ResponseItem,
    VerdictItem,
)
from inspections.histories import (
    histories_of,
    history_of,
    judgement_made,
    passage_of,
    verdict_given,
    visit_of,
    with_grades,
)
from inspections.models import (
    Authority,
    CouncilResponse,
    Finding,
    Inspection,
    Judgement,
    ProgressVerdict,
    Recommendation,
)
from inspections.threads import History
from inspections.withdrawals import withdrawal_of

COUNCIL = "inspection__authority"


def published_inspection(ref: str) -> Inspection:
    """Return a public inspection; Gone where it was withdrawn, else 404."""
    inspections = Inspection.objects.published().select_related("authority")
    try:
        return get_object_or_404(inspections, ref=ref)
    except Http404:
        if withdrawal := withdrawal_of(ref):
            raise Gone(withdrawal) from None
        raise


def _histories(authorities: Sequence[Authority], *, today: date) -> dict[int, History]:
    """Return the histories of some authorities, each asked for once."""
    each = {authority.pk: authority for authority in authorities}
    return histories_of(list(each.values()), today=today)


class Inspections(ListView):
    """Every inspection and visit, newest first.

    With the grades of each, or why there are none. Filters are those of the page
    /inspections/; theme, verdict and status are of what a visit asked.
    """

    narrows = "inspections"
    shape = InspectionSummary

    @extend_schema(responses={200: paged("Inspection", InspectionSummary), **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[Inspection]:
        return with_grades(super().found(query, today=today))

    def items(self, rows: Sequence[Inspection], *, today: date) -> list[InspectionItem]:
        return [InspectionItem(i, visit_of(i, only_judgements=True)) for i in rows]


class OneInspection(RecordView):
    """One inspection in full, with what each of three voices says.

    `inspectors_say` holds the recommendations, `council_says` the published answers,
    and `site_infers` how much is open. Findings have a list of their own.
    """

    @extend_schema(
        parameters=[REF], responses={200: InspectionShape, **PROBLEMS, **GONE}
    )
    def get(self, request: Request, ref: str) -> Response:
        inspection = published_inspection(ref)
        history = history_of(inspection.authority, today=self.today)
        item = InspectionItem(inspection, history.visit_by_ref[ref], history)
        return self.told(request, InspectionShape, item)


class Recommendations(ListView):
    """Every recommendation, newest first, with what each of three voices says.

    `council_says` is not checked by anybody, `inspectors_say` rests on passages of
    later reports, `site_infers` is computed by one rule. Filters are those of the page
    /recommendations/.
    """

    narrows = "recommendations"
    shape = RecommendationShape

    @extend_schema(
        responses={200: paged("Recommendation", RecommendationShape), **PROBLEMS}
    )
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[Recommendation]:
        return super().found(query, today=today).select_related(COUNCIL)

    def items(
        self, rows: Sequence[Recommendation], *, today: date
    ) -> list[RecommendationItem]:
        authorities = [row.inspection.authority for row in rows]
        histories = _histories(authorities, today=today)
        items = []
        for row in rows:
            history = histories[row.inspection.authority_id]
            tracked = history.tracked_by_ref[str(row)]
            items.append(RecommendationItem(row.inspection.authority, history, tracked))
        return items


class OneRecommendation(RecordView):
    """One recommendation, with what each of three voices says of it."""

    @extend_schema(
        parameters=[REF, NUMBER],
        responses={200: RecommendationShape, **PROBLEMS, **GONE},
    )
    def get(self, request: Request, ref: str, number: int) -> Response:
        inspection = published_inspection(ref)
        history = history_of(inspection.authority, today=self.today)
        tracked = history.tracked_by_ref.get(f"{ref} R{number}")
        if tracked is None:
            raise Http404("No such recommendation.")
        item = RecommendationItem(inspection.authority, history, tracked)
        return self.told(request, RecommendationShape, item)


class Judgements(ListView):
    """Every judgement: a grade with its date, or the reason why there is none.

    The filter `grade` is of the visit's overall grade.
    """

    narrows = "judgements"
    shape = JudgementShape

    @extend_schema(responses={200: paged("Judgement", JudgementShape), **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[Judgement]:
        return super().found(query, today=today).select_related(COUNCIL)

    def items(self, rows: Sequence[Judgement], *, today: date) -> list[JudgementItem]:
        return [
            JudgementItem(
                row.inspection.authority,
                row.inspection.ref,
                row.inspection.ended,
                judgement_made(row),
            )
            for row in rows
        ]


class Findings(ListView):
    """Every paragraph of the reports that are read in full, with its page.

    Polarity and themes are this site's reading. A finding's theme is its own; the
    other filters are of its visit.
    """

    narrows = "findings"
    shape = FindingShape

    @extend_schema(responses={200: paged("Finding", FindingShape), **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[Finding]:
        rows = super().found(query, today=today).select_related(COUNCIL)
        return rows.prefetch_related("themes")

    def items(self, rows: Sequence[Finding], *, today: date) -> list[FindingItem]:
        return [
            FindingItem(
                authority=row.inspection.authority,
                inspection_ref=row.inspection.ref,
                visit_ended=row.inspection.ended,
                number=row.position,
                passage=passage_of(row),
                polarity=row.polarity,
                is_case_study=row.is_case_study,
                themes=tuple(theme.slug for theme in row.themes.all()),
            )
            for row in rows
        ]


class Responses(ListView):
    """What councils published in answer, with positions and actions.

    All of it is the council's voice: reported by the council, not checked. Where we
    looked and found nothing, `is_found` is false and `last_looked_on` says when.
    """

    narrows = "responses"
    shape = ResponseShape

    @extend_schema(responses={200: paged("Response", ResponseShape), **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[CouncilResponse]:
        return super().found(query, today=today).select_related(COUNCIL)

    def items(
        self, rows: Sequence[CouncilResponse], *, today: date
    ) -> list[ResponseItem]:
        histories = _histories([r.inspection.authority for r in rows], today=today)
        answers = {a.key: a for h in histories.values() for a in h.answers}
        return [ResponseItem(r.inspection.authority, answers[r.pk]) for r in rows]


class Verdicts(ListView):
    """What later visits say of earlier recommendations, as we read it.

    The inspectors' voice: each rests on a passage of the later report, or says that
    the report is silent. Silence is never success. Filters are of the later visit;
    theme and status are of the recommendation.
    """

    narrows = "verdicts"
    shape = VerdictShape

    @extend_schema(responses={200: paged("Verdict", VerdictShape), **PROBLEMS})
    def get(self, request: Request) -> Response:
        return self.page_of(request)

    def found(self, query: QueryDict, *, today: date) -> QuerySet[ProgressVerdict]:
        rows = super().found(query, today=today)
        return rows.select_related(COUNCIL, "finding", "recommendation__inspection")

    def items(
        self, rows: Sequence[ProgressVerdict], *, today: date
    ) -> list[VerdictItem]:
        return [
            VerdictItem(
                row.inspection.authority,
                row.inspection.ref,
                row.inspection.ended,
                verdict_given(row),
            )
            for row in rows
        ]
