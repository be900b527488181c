"""What stands in the way of publishing a record, as sentences an editor can act on."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    PressArticle,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
)
from inspections.models.progress import check_order
from inspections.vocabulary import Kind


def blockers(record: PublishedRecord) -> list[str]:
    """Return why a record may not be published yet; an empty list when it may.

    Reads the record's own rows.
    """
    return _CHECKS[type(record)](record)


def _of_inspection(inspection: Inspection) -> list[str]:
    found = []
    if not (
        inspection.report_file_id or inspection.source_url or inspection.source_note
    ):
        found.append(
            "Say where this is from: attach the report, or give its address or a note."
        )
    if (
        inspection.kind == Kind.AREA_SEND
        and not (inspection.outcome or inspection.framework.code == "area-send-2016")
        and inspection.is_confirmed
    ):
        found.append("Choose the outcome of this area SEND inspection.")
    found += _of_judgements(inspection)
    found += _of_order(inspection)
    if inspection.revises:
        found += _of_correction(inspection, inspection.revises)
    return found


def _of_judgements(inspection: Inspection) -> list[str]:
    framework = inspection.framework
    found = []
    judged = {judgement.area for judgement in inspection.all_judgements.all()}
    for judgement in inspection.all_judgements.all():
        if judgement.area not in framework.areas:
            found.append(
                f"‘{judgement.get_area_display()}’ is not a judgement of "
                f"{framework.name}: remove it, or check the kind and the dates."
            )
        elif judgement.grade and judgement.grade not in framework.grades:
            found.append(
                f"‘{judgement.get_grade_display()}’ is not a grade of "
                f"{framework.name}: check ‘{judgement.get_area_display()}’."
            )
    if framework.is_graded and not judged:
        found.append(
            f"No judgement is entered. {framework.name} grades "
            + ", ".join(area.label.lower() for area in framework.areas)
            + ": give each a grade, or the reason why there is none."
        )
    return found


def _of_order(inspection: Inspection) -> list[str]:
    """Say where a link to another visit runs backwards or to another council.

    A correction of the dates can turn the links of later visits round, too.
    """
    original = inspection.revises or inspection
    visits = Inspection.objects.filter(revises__isnull=True).select_related("authority")
    answered = Q(all_recommendations__all_verdicts__inspection=inspection) | Q(
        all_recommendations__all_restated_by__inspection=inspection
    )
    answering = Q(
        all_verdicts__recommendation__inspection=original,
        all_verdicts__retired_at__isnull=True,
    ) | Q(
        all_restatements__earlier__inspection=original,
        all_restatements__retired_at__isnull=True,
    )
    pairs = [(visit, inspection) for visit in visits.filter(answered).distinct()]
    pairs += [(inspection, visit) for visit in visits.filter(answering).distinct()]
    found = []
    for earlier, later in pairs:
        try:
            check_order(earlier, later)
        except ValidationError as error:
            found += error.messages
    return found


def _of_correction(copy: Inspection, original: Inspection) -> list[str]:
    """Say what the published record or another one has taken already."""
    found = []
    others = Inspection.objects.filter(revises__isnull=True).exclude(
        Q(pk=original.pk) | Q(status=PublicationStatus.WITHDRAWN)
    )
    file_id = copy.ofsted_file_id
    taken = others.filter(ofsted_file_id=file_id).first() if file_id else None
    if taken:
        found.append(f"{taken} has the Ofsted file {file_id} already.")
    for part, letter in ((Finding, "F"), (Recommendation, "R")):
        retired = part.objects.filter(inspection=original, retired_at__isnull=False)
        again = part.objects.filter(
            inspection=copy, position__in=retired.values("position")
        )
        found += [
            f"{letter}{row.position} was removed by an earlier correction, and a "
            "number is never given again: use another."
            for row in again
        ]
    return found


def _of_response(response: CouncilResponse) -> list[str]:
    found = []
    if not response.inspection.is_public():
        found.append(
            f"Publish {response.inspection} first: this response belongs to it."
        )
    if response.kind != CouncilResponse.Kind.NONE_FOUND and not (
        response.url or response.source_note
    ):
        found.append("Give the address of the response, or say where it was found.")
    return found


def _of_action(action: CouncilAction) -> list[str]:
    found = []
    if not action.response.is_public():
        found.append("Publish the council’s response first: this action belongs to it.")
    authority_id = action.response.inspection.authority_id
    for recommendation in action.recommendations.select_related("inspection"):
        if recommendation.inspection.authority_id != authority_id:
            found.append(f"{recommendation} is a recommendation to another authority.")
    return found


def _of_article(article: PressArticle) -> list[str]:
    if article.url or article.source_note:
        return []
    return ["Give the article’s address, or say where it was found."]


_CHECKS: dict[type[PublishedRecord], Callable[[Any], list[str]]] = {
    Inspection: _of_inspection,
    CouncilResponse: _of_response,
    CouncilAction: _of_action,
    PressArticle: _of_article,
}
