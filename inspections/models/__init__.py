"""The records. Import models from here."""

from inspections.models.actions import ActionUpdate, CouncilAction, EvidenceLink
from inspections.models.alerts import AlertSubscription
from inspections.models.authorities import Authority, FormerSlug, StatisticalNeighbour
from inspections.models.bulk_changes import BulkChange
from inspections.models.corrections import CorrectionRequest
from inspections.models.coverage import PressArticle
from inspections.models.digests import Digest, DigestChoice
from inspections.models.inspections import (
    DatePrecision,
    Finding,
    Inspection,
    InspectionPart,
    Judgement,
    Recommendation,
    Wording,
)
from inspections.models.looks import Look
from inspections.models.progress import ProgressVerdict, Restatement
from inspections.models.publication import (
    AnsweredHit,
    OwnRow,
    PublicationEvent,
    PublicationStatus,
    PublicModel,
    PublicQuerySet,
    PublishedRecord,
    Release,
)
from inspections.models.remits import Remit
from inspections.models.report_imports import ReportFile, ReportImport
from inspections.models.response_files import ResponseFile
from inspections.models.responses import CouncilResponse, RecommendationPosition
from inspections.models.search import SearchEntry, SearchIndex
from inspections.models.sessions import Session
from inspections.models.themes import Theme

__all__ = [
    "ActionUpdate",
    "AlertSubscription",
    "AnsweredHit",
    "Authority",
    "BulkChange",
    "CorrectionRequest",
    "CouncilAction",
    "CouncilResponse",
    "DatePrecision",
    "Digest",
    "DigestChoice",
    "EvidenceLink",
    "Finding",
    "FormerSlug",
    "Inspection",
    "InspectionPart",
    "Judgement",
    "Look",
    "OwnRow",
    "PressArticle",
    "ProgressVerdict",
    "PublicModel",
    "PublicQuerySet",
    "PublicationEvent",
    "PublicationStatus",
    "PublishedRecord",
    "Recommendation",
    "RecommendationPosition",
    "Release",
    "Remit",
    "ReportFile",
    "ReportImport",
    "ResponseFile",
    "Restatement",
    "SearchEntry",
    "SearchIndex",
    "Session",
    "StatisticalNeighbour",
    "Theme",
    "Wording",
]
