"""The council's published answers, and our own looks for them, as values.

The part of `histories` that reads the council's voice: each query starts at
`published()`, and their number is fixed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from inspections.accounts import (
    ActionReported,
    Answer,
    EvidenceGiven,
    PositionTaken,
    UpdateReported,
)
from inspections.models import (
    ActionUpdate,
    Authority,
    CouncilAction,
    CouncilResponse,
    DatePrecision,
    EvidenceLink,
    Look,
    Recommendation,
    RecommendationPosition,
)
from inspections.vocabulary import Delivery, Position


def looks_of(authorities: Sequence[Authority]) -> dict[int, dict[str, date]]:
    """Return the last day we looked for an answer to each visit.

    By the key of the authority, and the reference of the visit.
    """
    looks = Look.objects.published().filter(inspection__authority__in=authorities)
    found: dict[int, dict[str, date]] = {}
    for authority, ref, day in looks.order_by("looked_on").values_list(
        "inspection__authority", "inspection__ref", "looked_on"
    ):
        found.setdefault(authority, {})[ref] = day
    return found


def answers_of(
    authorities: Sequence[Authority], *, looks: Mapping[int, Mapping[str, date]]
) -> dict[int, tuple[Answer, ...]]:
    """Return councils' published answers, with positions and actions, by visit.

    By the key of the authority. The last day of looking is the latest, whether the
    answer's record or the log has it.
    """
    answers: dict[int, tuple[Answer, ...]] = {}
    for response in _published(authorities):
        key, ref = response.inspection.authority_id, response.inspection.ref
        answer = answer_from(
            response,
            ref=ref,
            positions=response.all_positions.all(),
            actions=(
                action_from(
                    action,
                    ref=ref,
                    recommendations=action.recommendations.all(),
                    updates=action.all_updates.all(),
                    evidence=action.all_evidence.all(),
                )
                for action in response.all_actions.all()
            ),
            looked_on=looks.get(key, {}).get(ref),
        )
        answers[key] = (*answers.get(key, ()), answer)
    return answers


def _published(authorities: Sequence[Authority]) -> QuerySet[CouncilResponse]:
    """Return the answers with everything of them that is public, oldest visit first."""
    return (
        CouncilResponse.objects.published()
        .filter(inspection__authority__in=authorities)
        .select_related("inspection")
        .prefetch_related(
            Prefetch(
                "all_positions",
                queryset=RecommendationPosition.objects.published().select_related(
                    "recommendation__inspection"
                ),
            ),
            Prefetch(
                "all_actions",
                queryset=CouncilAction.objects.published().prefetch_related(
                    Prefetch(
                        "recommendations",
                        queryset=Recommendation.objects.published().select_related(
                            "inspection"
                        ),
                    ),
                    Prefetch("all_updates", queryset=ActionUpdate.objects.published()),
                    Prefetch("all_evidence", queryset=EvidenceLink.objects.published()),
                ),
            ),
        )
        .order_by("inspection__ended", "published_on", "pk")
    )


def answer_from(
    response: CouncilResponse,
    *,
    ref: str,
    positions: Iterable[RecommendationPosition],
    actions: Iterable[ActionReported],
    looked_on: date | None,
) -> Answer:
    """Return a response and its rows, as they stand or stood, as one value.

    `ref` is the visit's that it answers.
    """
    is_found = response.kind != CouncilResponse.Kind.NONE_FOUND
    days = [response.last_looked_on, None if is_found else looked_on]
    return Answer(
        key=response.pk,
        number=response.number,
        inspection_ref=ref,
        kind=response.kind,
        kind_label=response.get_kind_display(),
        is_found=is_found,
        title=response.title,
        summary=response.summary,
        url=response.url,
        received_on=response.received_on,
        published_on=response.published_on,
        last_looked_on=max((day for day in days if day), default=None),
        source_note=response.source_note,
        is_confirmed=response.is_confirmed,
        positions=tuple(
            PositionTaken(
                recommendation_ref=str(position.recommendation),
                position=Position(position.position),
                words=position.words,
                page=position.page,
            )
            for position in positions
        ),
        actions=tuple(actions),
    )


def action_from(
    action: CouncilAction,
    *,
    ref: str,
    recommendations: Iterable[Recommendation],
    updates: Iterable[ActionUpdate],
    evidence: Iterable[EvidenceLink],
) -> ActionReported:
    """Return an action and its rows, as they stand or stood, as one value.

    `ref` is the visit's after which it stands.
    """
    return ActionReported(
        number=action.number,
        text=action.text,
        owner_role=action.owner_role,
        delivery=Delivery(action.delivery),
        as_of=action.delivery_as_of,
        first_target=action.first_target,
        first_is_month_only=action.first_target_precision == DatePrecision.MONTH,
        current_target=action.current_target,
        current_is_month_only=action.current_target_precision == DatePrecision.MONTH,
        source_note=action.source_note,
        is_confirmed=action.is_confirmed,
        inspection_ref=ref,
        recommendation_refs=tuple(str(r) for r in recommendations),
        updates=tuple(
            UpdateReported(
                dated=update.dated,
                delivery=Delivery(update.delivery),
                target=update.target,
                target_is_month_only=update.target_precision == DatePrecision.MONTH,
                reason=update.reason,
                source_url=update.source_url,
                source_note=update.source_note,
                is_month_only=update.date_precision == DatePrecision.MONTH,
                recorded_at=update.recorded_at,
            )
            for update in updates
        ),
        evidence=tuple(
            EvidenceGiven(link.label, link.url, link.dated) for link in evidence
        ),
    )
