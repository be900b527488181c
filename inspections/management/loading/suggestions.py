"""Themes and polarity suggested for what was brought in before there were any."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from inspections.importing.drafts import suggested_themes
from inspections.models import (
    Finding,
    Inspection,
    PublicationStatus,
    Recommendation,
)
from inspections.models.changes import one_change
from inspections.polarity import suggest_polarity
from inspections.publishing import revise, working_copy_of
from inspections.vocabulary import Polarity

Status = PublicationStatus
Rows = QuerySet[Finding] | QuerySet[Recommendation]
REASON = "Themes and polarity suggested."


@dataclass
class Suggested:
    """What was suggested, for how many inspections, and which are left as they are."""

    drafts: int = 0
    corrections: int = 0
    themed: int = 0
    classified: int = 0
    published_left: int = 0

    def __str__(self) -> str:
        said = (
            f"{self.themed} rows given themes and {self.classified} findings a "
            f"polarity, in {self.drafts} drafts and {self.corrections} corrections."
        )
        if self.published_left:
            said += (
                f" {self.published_left} published inspections were left as they are: "
                "--corrections --by USER makes a correction of each."
            )
        return said


def suggest_for_all(
    *, by: AbstractBaseUser | None, at: datetime, corrections: bool
) -> Suggested:
    """Suggest for every inspection that was read from a report and never checked.

    A row that has themes, or a polarity, keeps it, and so does every inspection that a
    person checked or entered: there a blank is an answer. A published one is not
    written into: its suggestions wait for approval in a correction, if that is asked
    and nobody is at another one.
    """
    told = Suggested()
    for inspection in _read_by_machine():
        is_published = inspection.status == Status.PUBLISHED
        if not _lacks(inspection):
            continue
        if is_published and not (
            corrections and by and not working_copy_of(inspection)
        ):
            told.published_left += 1
            continue
        with transaction.atomic(), one_change(by=by, reason=REASON):
            if is_published and by:
                draft = revise(inspection, by=by, at=at, note=REASON)
            else:
                draft = inspection
            themed, classified = _suggest(draft)
            if is_published and not (themed or classified):
                transaction.set_rollback(True)  # an empty correction helps nobody
                continue
        told.themed += themed
        told.classified += classified
        told.corrections += is_published
        told.drafts += bool(themed or classified) and not is_published
    return told


def _read_by_machine() -> QuerySet[Inspection]:
    return Inspection.objects.filter(
        provenance=Inspection.Provenance.EXTRACTED,
        status__in=(Status.DRAFT, Status.PUBLISHED),
        revises__isnull=True,
    ).order_by("pk")


def _unthemed(model: type[Finding] | type[Recommendation]) -> Rows:
    """Return the rows in force without a theme."""
    links = model.themes.through.objects.filter(
        **{f"{model._meta.model_name}_id": OuterRef("pk")}
    )
    rows = model._base_manager.filter(~Exists(links), retired_at__isnull=True)
    return rows.select_related("inspection")


def _lacks(inspection: Inspection) -> bool:
    """Say whether an inspection has a row without a theme."""
    rows = Q(inspection=inspection)
    return any(
        _unthemed(model).filter(rows).exists() for model in (Finding, Recommendation)
    )


def _suggest(inspection: Inspection) -> tuple[int, int]:
    """Suggest for the rows of one draft; return how many got themes, and polarity."""
    themed = 0
    for model in (Finding, Recommendation):
        rows = {r.pk: r for r in _unthemed(model).filter(inspection=inspection)}
        found: dict[int, list[int]] = {}
        for row, theme in suggested_themes(list(rows.values())):
            found.setdefault(row, []).append(theme)
        for row, themes in found.items():
            rows[row].themes.add(*themes)
        themed += len(found)
    classified = 0
    for finding in Finding.objects.filter(
        inspection=inspection,
        retired_at__isnull=True,
        polarity=Polarity.NOT_CLASSIFIED,
    ):
        polarity = suggest_polarity(finding.text, section=finding.section)
        if polarity != Polarity.NOT_CLASSIFIED:
            finding.polarity = polarity
            finding.save()
            classified += 1
    return themed, classified
