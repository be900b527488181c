"""What a person decides became of an earlier recommendation, and how it is kept.

A decision is a verdict on a passage and the later recommendations that ask for the same
again; both are rows of the later inspection, and only a draft takes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from inspections.models import (
    Finding,
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    Recommendation,
    Restatement,
    Wording,
)
from inspections.vocabulary import Verdict

KEPT = "kept"
"""Stands for the words already recorded, where they are not a paragraph's."""

NO_PASSAGE = "Choose the passage that says so, or say that it was not revisited."


class CannotDecide(Exception):
    """Why a decision was not kept, in sentences."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Decision:
    """A verdict, the passage it rests on, and what asks for the same again.

    `keeps_passage` leaves the words that were recorded before.
    """

    verdict: Verdict
    finding: Finding | None = None
    rank: int | None = None
    keeps_passage: bool = False
    restated_by: tuple[Recommendation, ...] = ()
    is_explicit: bool = False
    note: str = ""


class DecisionForm(forms.Form):
    """What one recommendation's form sends; the template draws its controls."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        error_messages={"required": "Say what became of it."},
    )
    passage = forms.CharField(required=False)
    restated_by = forms.TypedMultipleChoiceField(required=False, coerce=int)
    is_explicit = forms.BooleanField(required=False)
    note = forms.CharField(required=False, max_length=2000)

    def __init__(
        self,
        data: Any,
        *,
        findings: Sequence[Finding],
        later: Sequence[Recommendation],
        has_words: bool,
    ) -> None:
        super().__init__(data)
        self._findings = {str(finding.pk): finding for finding in findings}
        self._later = {row.pk: row for row in later}
        self._has_words = has_words
        again: Any = self.fields["restated_by"]
        again.choices = [(row.pk, str(row.position)) for row in later]

    def clean_passage(self) -> str:
        """Take a paragraph of this report, or the words recorded before."""
        chosen = str(self.cleaned_data["passage"])
        known = chosen in self._findings or (chosen == KEPT and self._has_words)
        if chosen and not known:
            raise ValidationError("Choose a passage of this inspection's own report.")
        return chosen

    def clean(self) -> None:
        """Ask for a passage, unless the report is silent."""
        values = self.cleaned_data
        silent = values.get("verdict") == Verdict.NOT_REVISITED
        if "passage" in values and not values["passage"] and not silent:
            self.add_error("passage", NO_PASSAGE)

    def sentences(self) -> list[str]:
        """Return each mistake once."""
        return [str(words) for found in self.errors.values() for words in found]

    def decision(self) -> Decision:
        """Return what was decided; the rank is for whoever knows the suggestions."""
        values = self.cleaned_data
        verdict = Verdict(values["verdict"])
        silent = verdict is Verdict.NOT_REVISITED
        return Decision(
            verdict=verdict,
            finding=None if silent else self._findings.get(values["passage"]),
            keeps_passage=not silent and values["passage"] == KEPT,
            restated_by=tuple(self._later[pk] for pk in values["restated_by"]),
            is_explicit=values["is_explicit"] and not silent,
            note=values["note"],
        )


@transaction.atomic
def decide(
    inspection: Inspection,
    recommendation: Recommendation,
    decision: Decision,
    *,
    by: AbstractBaseUser,
    at: datetime,
) -> ProgressVerdict:
    """Keep a decision, in place of the one before it, or raise CannotDecide."""
    hold(inspection)
    own = ProgressVerdict.objects.filter(
        inspection=inspection, recommendation=recommendation
    )
    verdict = own.first() or ProgressVerdict(
        inspection=inspection, recommendation=recommendation
    )
    verdict.verdict = decision.verdict
    if not decision.keeps_passage:
        verdict.finding, verdict.quote = decision.finding, ""
        verdict.page = decision.finding.page if decision.finding else None
        verdict.suggestion_rank = decision.rank
    verdict.is_explicit, verdict.note = decision.is_explicit, decision.note
    verdict.is_confirmed = True
    verdict.recorded_by_id, verdict.recorded_at = by.pk, at
    _save(verdict)
    _tie(inspection, recommendation, decision.restated_by, by=by)
    return verdict


@transaction.atomic
def take_back(inspection: Inspection, recommendation: Recommendation) -> None:
    """Forget what was decided, as if nobody had looked yet."""
    hold(inspection)
    inspection.all_verdicts.filter(recommendation=recommendation).delete()
    inspection.all_restatements.filter(earlier=recommendation).delete()


def hold(inspection: Inspection) -> None:
    """Lock the inspection, so that no step to the public passes the decision by."""
    fresh = Inspection.objects.select_for_update().filter(pk=inspection.pk).first()
    if fresh is None or fresh.status != PublicationStatus.DRAFT:
        raise CannotDecide(
            ["This is no draft any more, so nothing was kept. Reload the page."]
        )


def _tie(
    inspection: Inspection,
    earlier: Recommendation,
    later: Sequence[Recommendation],
    *,
    by: AbstractBaseUser,
) -> None:
    """Let exactly these later recommendations restate the earlier one."""
    standing = inspection.all_restatements.filter(earlier=earlier)
    standing.exclude(later__in=later).delete()
    tied = set(standing.values_list("later_id", flat=True))
    for row in later:
        if row.pk not in tied:
            _save(
                Restatement(
                    inspection=inspection,
                    earlier=earlier,
                    later=row,
                    recorded_by_id=by.pk,
                )
            )


def _save(row: ProgressVerdict | Restatement) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise CannotDecide(error.messages) from error
    row.save()


@dataclass(frozen=True)
class HitRate:
    """How often the passage that a person chose was among the first suggested."""

    chosen: int
    first: int
    top_three: int

    @property
    def first_share(self) -> int:
        """Return the share in per cent; 0 where nothing was chosen yet."""
        return round(100 * self.first / self.chosen) if self.chosen else 0

    @property
    def top_three_share(self) -> int:
        """Return the share in per cent; 0 where nothing was chosen yet."""
        return round(100 * self.top_three / self.chosen) if self.chosen else 0


def hit_rate(verdicts: QuerySet[ProgressVerdict]) -> HitRate:
    """Count, in one query, the paragraphs people chose and where they were suggested.

    Counted are verdicts in force that somebody rested on a paragraph as printed; those
    without a rank were not suggested. A correction's copies are not counted again.
    """
    counted = verdicts.filter(
        finding__wording=Wording.PRINTED,
        recorded_by__isnull=False,
        retired_at__isnull=True,
        inspection__revises__isnull=True,
    )
    return HitRate(
        **counted.aggregate(
            chosen=Count("pk"),
            first=Count("pk", filter=Q(suggestion_rank=1)),
            top_three=Count("pk", filter=Q(suggestion_rank__lte=3)),
        )
    )
