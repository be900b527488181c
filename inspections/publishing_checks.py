"""What stands in the way of publishing a record, as sentences an editor can act on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q

from inspections.models import (
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    Judgement,
    PressArticle,
    ProgressVerdict,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
    Restatement,
)
from inspections.models.progress import check_order
from inspections.vocabulary import Kind


@dataclass(frozen=True)
class Blocker:
    """Why a record may not be published yet, and the field to mend.

    `field` is a field of the record; or, where `rows` is given, of such rows of it,
    and `key` is the one row meant, if it is one.
    """

    sentence: str
    field: str = ""
    rows: type[Model] | None = None
    key: int | None = None


Found = Iterator[Blocker]


def blockers(record: PublishedRecord) -> list[Blocker]:
    """Return why a record may not be published yet; an empty list when it may.

    Reads the record's own rows.
    """
    return list(_CHECKS[type(record)](record))


def _of_inspection(inspection: Inspection) -> Found:
    if not (
        inspection.report_file_id or inspection.source_url or inspection.source_note
    ):
        yield Blocker(
            "Say where this is from: attach the report, or give its address or a note.",
            "source_url",
        )
    if (
        inspection.kind == Kind.AREA_SEND
        and not (inspection.outcome or inspection.framework.code == "area-send-2016")
        and inspection.is_confirmed
    ):
        yield Blocker("Choose the outcome of this area SEND inspection.", "outcome")
    yield from _of_judgements(inspection)
    yield from _of_order(inspection)
    if inspection.revises_id:
        yield from _of_correction(inspection, original_id=inspection.revises_id)


def _of_judgements(inspection: Inspection) -> Found:
    framework = inspection.framework
    judgements = inspection.all_judgements.all()
    for judgement in judgements:
        if judgement.area not in framework.areas:
            yield Blocker(
                f"‘{judgement.get_area_display()}’ is not a judgement of "
                f"{framework.name}: remove it, or check the kind and the dates.",
                "area",
                Judgement,
                judgement.pk,
            )
        elif judgement.grade and judgement.grade not in framework.grades:
            yield Blocker(
                f"‘{judgement.get_grade_display()}’ is not a grade of "
                f"{framework.name}: check ‘{judgement.get_area_display()}’.",
                "grade",
                Judgement,
                judgement.pk,
            )
    if framework.is_graded and not judgements:
        areas = ", ".join(area.label.lower() for area in framework.areas)
        yield Blocker(
            f"No judgement is entered. {framework.name} grades {areas}: give each a "
            "grade, or the reason why there is none.",
            "area",
            Judgement,
        )


def _of_order(inspection: Inspection) -> Found:
    """Say where a link to another visit runs backwards or to another council.

    A correction of the dates can turn the links of later visits round, too.
    """
    original = inspection.revises or inspection
    verdicts = inspection.all_verdicts.select_related(
        "recommendation__inspection__authority"
    )
    restatements = inspection.all_restatements.select_related(
        "earlier__inspection__authority"
    )
    answered: dict[Inspection, tuple[str, type[Model], int]] = {}
    for verdict in verdicts:
        answered.setdefault(
            verdict.recommendation.inspection,
            ("recommendation", ProgressVerdict, verdict.pk),
        )
    for restatement in restatements:
        answered.setdefault(
            restatement.earlier.inspection, ("earlier", Restatement, restatement.pk)
        )
    for earlier, place in answered.items():
        for sentence in _disorder(earlier, inspection):
            yield Blocker(sentence, *place)
    answering = Q(
        all_verdicts__recommendation__inspection=original,
        all_verdicts__retired_at__isnull=True,
    ) | Q(
        all_restatements__earlier__inspection=original,
        all_restatements__retired_at__isnull=True,
    )
    visits = Inspection.objects.filter(revises__isnull=True).select_related("authority")
    for later in visits.filter(answering).distinct():
        for sentence in _disorder(inspection, later):
            yield Blocker(sentence, "ended")


def _disorder(earlier: Inspection, later: Inspection) -> list[str]:
    try:
        check_order(earlier, later)
    except ValidationError as error:
        return error.messages
    return []


def _of_correction(copy: Inspection, *, original_id: int) -> Found:
    """Say what the published record or another one has taken already."""
    others = Inspection.objects.filter(revises__isnull=True).exclude(
        Q(pk=original_id) | Q(status=PublicationStatus.WITHDRAWN)
    )
    file_id = copy.ofsted_file_id
    taken = others.filter(ofsted_file_id=file_id).first() if file_id else None
    if taken:
        yield Blocker(
            f"{taken} has the Ofsted file {file_id} already.", "ofsted_file_id"
        )
    for part, letter in ((Finding, "F"), (Recommendation, "R")):
        retired = part.objects.filter(inspection=original_id, retired_at__isnull=False)
        again = part.objects.filter(
            inspection=copy, position__in=retired.values("position")
        )
        for row in again:
            if _was_once(original_id, row):
                continue  # what had the number comes back under it
            yield Blocker(
                f"{letter}{row.position} was removed by an earlier correction, and a "
                "number is never given again: use another.",
                "position",
                part,
                row.pk,
            )


def _was_once(original_id: int, row: Any) -> bool:
    """Say whether a removed row with the number of this one ever had its words."""
    held = type(row).history.filter(
        inspection=original_id, position=row.position, text=row.text
    )
    return bool(held.exists())


def _of_response(response: CouncilResponse) -> Found:
    if not response.inspection.is_public():
        yield Blocker(
            f"Publish {response.inspection} first: this response belongs to it.",
            "inspection",
        )
    if response.kind != CouncilResponse.Kind.NONE_FOUND and not (
        response.url or response.source_note or response.response_file_id
    ):
        yield Blocker(
            "Give the address of the response, or say where it was found.", "url"
        )


def _of_action(action: CouncilAction) -> Found:
    if not action.response.is_public():
        yield Blocker(
            "Publish the council’s response first: this action belongs to it.",
            "response",
        )
    authority_id = action.response.inspection.authority_id
    for recommendation in action.recommendations.select_related("inspection"):
        if recommendation.inspection.authority_id != authority_id:
            yield Blocker(
                f"{recommendation} is a recommendation to another authority.",
                "recommendations",
            )


def _of_article(article: PressArticle) -> Found:
    if not (article.url or article.source_note):
        yield Blocker("Give the article’s address, or say where it was found.", "url")
    if article.revises_id and article.url:
        others = PressArticle.objects.filter(revises__isnull=True, url=article.url)
        if others.exclude(pk=article.revises_id).exists():
            yield Blocker("An article with this address is kept already.", "url")


_CHECKS: dict[type[PublishedRecord], Callable[[Any], Found]] = {
    Inspection: _of_inspection,
    CouncilResponse: _of_response,
    CouncilAction: _of_action,
    PressArticle: _of_article,
}
