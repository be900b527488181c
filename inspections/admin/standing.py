"""A record that stands already of the visit under review, and where the two differ."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from inspections.frameworks import ref_kind
from inspections.importing import ParsedReport
from inspections.importing.drafts import SAME_VISIT
from inspections.models import (
    CouncilAction,
    Inspection,
    ProgressVerdict,
    PublicationStatus,
    RecommendationPosition,
    Restatement,
)
from inspections.vocabulary import Area, Grade

Status = PublicationStatus


@dataclass(frozen=True)
class Difference:
    """One field of which the record says one thing and the report another."""

    label: str
    stands: str
    says: str


@dataclass(frozen=True)
class Standing:
    """The record of the same visit, what differs, and why it cannot be written into."""

    inspection: Inspection
    differences: list[Difference]
    refusal: str = ""


def find_standing(facts: dict[str, Any], *, sha256: str) -> Inspection | None:
    """Return the record of the visit that these facts describe, if one stands."""
    authority, started, ended = facts["authority"], facts["started"], facts["ended"]
    if not (authority and started and ended):
        return None
    last = facts["second_ended"] or ended
    found = Inspection.objects.filter(
        Q(report_file__sha256=sha256)
        | Q(
            authority=authority,
            started__lte=last + SAME_VISIT,
            ended__gte=started - SAME_VISIT,
        ),
        revises__isnull=True,
    ).exclude(status=Status.WITHDRAWN)
    for inspection in found.select_related("report_file", "authority"):
        same_file = inspection.report_file and inspection.report_file.sha256 == sha256
        if same_file or ref_kind(inspection.kind) == ref_kind(facts["kind"]):
            return inspection
    return None


def standing_of(parsed: ParsedReport, facts: dict[str, Any]) -> Standing | None:
    """Return the standing record beside what the report says; queries."""
    inspection = find_standing(facts, sha256=parsed.sha256)
    if inspection is None:
        return None
    return Standing(
        inspection, _differences(inspection, parsed, facts), _refusal(inspection)
    )


def _refusal(inspection: Inspection) -> str:
    """Say why a record cannot take the report in, or nothing where it can."""
    copy = Inspection.objects.filter(revises=inspection).first()
    if inspection.status == Status.SUBMITTED:
        return "It waits for approval: return it to draft first."
    if copy:
        return "A correction of it is being made: finish that first."
    if _is_leant_on(inspection):
        return (
            "People have recorded what became of its recommendations, and taking this "
            "report in could lose that: correct the record by hand."
        )
    return ""


def _is_leant_on(inspection: Inspection) -> bool:
    """Say whether rows would be lost if the record's own were written anew."""
    own = (ProgressVerdict, Restatement)
    if any(part.objects.filter(inspection=inspection).exists() for part in own):
        return True
    if inspection.status != Status.DRAFT:
        return False  # a copy takes the report in: what points here stays
    to_it = Q(recommendation__inspection=inspection)
    return (
        ProgressVerdict.objects.filter(to_it).exists()
        or RecommendationPosition.objects.filter(to_it).exists()
        or Restatement.objects.filter(earlier__inspection=inspection).exists()
        or CouncilAction.objects.filter(recommendations__inspection=inspection).exists()
    )


def _differences(
    inspection: Inspection, parsed: ParsedReport, facts: dict[str, Any]
) -> list[Difference]:
    labels = {
        "kind": "Kind",
        "started": "First day on site",
        "ended": "Last day on site",
        "published_on": "Published by Ofsted",
        "lead_inspectors": "Lead inspectors",
        "partners": "Other inspectorates",
        "focus": "Topic or theme",
        "outcome": "Outcome",
        "statement_due": "Written statement due",
    }
    pairs = [
        (label, _words(getattr(inspection, name)), _words(facts[name]))
        for name, label in labels.items()
        if facts[name] or name not in ("published_on",)
    ]
    pairs += _grades(inspection, parsed)
    pairs += _texts(inspection, parsed)
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _grades(inspection: Inspection, parsed: ParsedReport) -> list[tuple[str, str, str]]:
    stands = {
        judgement.area: judgement.get_grade_display()
        for judgement in inspection.all_judgements.filter(retired_at__isnull=True)
    }
    says = {j.area: str(Grade(j.grade).label) for j in parsed.judgements}
    return [
        (str(Area(area).label), stands.get(area, ""), says.get(area, ""))
        for area in [*says, *(area for area in stands if area not in says)]
    ]


def _texts(inspection: Inspection, parsed: ParsedReport) -> list[tuple[str, str, str]]:
    asked = (
        *parsed.priority_actions,
        *parsed.recommendations,
        *parsed.lscb_recommendations,
    )
    stands = {
        row.position: row.text
        for row in inspection.all_recommendations.filter(retired_at__isnull=True)
    }
    says = dict(enumerate((item.text for item in asked), 1))
    pairs = [
        (f"Recommendation {n}", stands.get(n, ""), says.get(n, ""))
        for n in sorted(stands.keys() | says.keys())
    ]
    count = inspection.all_findings.filter(retired_at__isnull=True).count()
    return [*pairs, ("Findings", str(count), str(len(parsed.findings)))]


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
