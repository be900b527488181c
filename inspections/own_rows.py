"""The rows that belong to each kind of record, and how a correction carries them."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from inspections.models import (
    ActionUpdate,
    CouncilAction,
    CouncilResponse,
    EvidenceLink,
    Finding,
    Inspection,
    Judgement,
    PressArticle,
    ProgressVerdict,
    PublishedRecord,
    Recommendation,
    RecommendationPosition,
    Restatement,
)


@dataclass(frozen=True)
class OwnRows:
    """One kind of row that belongs to a record, and how a correction carries it.

    `parent` is the row's relation to the record, `name` the key of such rows in a
    release. Rows that are only ever added stay where they are: a working copy holds
    the new ones alone.
    """

    model: type[models.Model]
    parent: str
    name: str
    is_only_added: bool = False

    def of(self, record: models.Model) -> "models.QuerySet[Any]":
        """Return the rows of one record, retired ones too."""
        return self.model._default_manager.filter(**{self.parent: record})


OWN_ROWS: dict[type[PublishedRecord], tuple[OwnRows, ...]] = {
    Inspection: (
        OwnRows(Judgement, "inspection", "judgements"),
        OwnRows(Finding, "inspection", "findings"),
        OwnRows(Recommendation, "inspection", "recommendations"),
        OwnRows(ProgressVerdict, "inspection", "verdicts"),
        OwnRows(Restatement, "inspection", "restatements"),
    ),
    CouncilResponse: (OwnRows(RecommendationPosition, "response", "positions"),),
    CouncilAction: (
        OwnRows(ActionUpdate, "action", "updates", is_only_added=True),
        OwnRows(EvidenceLink, "action", "evidence"),
    ),
    PressArticle: (),
}
"""Each kind of record with its rows, those that others point to first."""
