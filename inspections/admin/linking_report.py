"""An inspection with what its linking page needs, each part of it read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspections.admin.decisions import DecisionForm
from inspections.concerns import Concern, open_concerns
from inspections.models import (
    Finding,
    Inspection,
    ProgressVerdict,
    Recommendation,
    Restatement,
)
from inspections.suggesting import Suggested, suggestions_for


@dataclass
class Report:
    """A report as recorded, what stood before it, and what was decided of that.

    `sent` holds forms that were sent with a mistake, by recommendation.
    """

    inspection: Inspection
    concerns: list[Concern]
    findings: list[Finding]
    later: list[Recommendation]
    recorded: Mapping[int, ProgressVerdict]
    restated: Mapping[int, list[Recommendation]]
    sent: dict[int, DecisionForm] = field(default_factory=dict)

    def suggest(self, concerns: Sequence[Concern]) -> list[Suggested]:
        """Suggest what this report says of some concerns; one query."""
        if not concerns:
            return []
        return suggestions_for(
            self.inspection, concerns, findings=self.findings, later=self.later
        )

    def form(self, concern: Concern, data: Any) -> DecisionForm:
        """Return the form by which a decision on a concern was sent."""
        recorded = self.recorded.get(concern.recommendation.pk)
        return DecisionForm(
            data,
            findings=self.findings,
            later=self.later,
            has_words=bool(recorded and recorded.quote),
        )


def read_report(inspection: Inspection) -> Report:
    """Read an inspection's own rows, and the concerns that stood before it."""
    recorded = {
        verdict.recommendation_id: verdict
        for verdict in ProgressVerdict.objects.filter(
            inspection=inspection, retired_at__isnull=True
        ).select_related("finding", "recorded_by")
    }
    restated: dict[int, list[Recommendation]] = {}
    for row in Restatement.objects.filter(
        inspection=inspection, retired_at__isnull=True
    ).select_related("later"):
        restated.setdefault(row.earlier_id, []).append(row.later)
    return Report(
        inspection=inspection,
        concerns=open_concerns(inspection, keeping={*recorded, *restated}),
        findings=list(
            Finding.objects.filter(inspection=inspection, retired_at__isnull=True)
        ),
        later=list(
            Recommendation.objects.filter(
                inspection=inspection, retired_at__isnull=True
            ).prefetch_related("themes")
        ),
        recorded=recorded,
        restated=restated,
    )
