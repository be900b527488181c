"""What a report says, section by section, with the page of each paragraph."""

from dataclasses import dataclass

from inspections.histories import passage_of
from inspections.models import Finding, Inspection
from inspections.visits import Passage


@dataclass(frozen=True)
class Section:
    """What a report says under one of its headings, paragraph by paragraph."""

    heading: str
    passages: tuple[Passage, ...]


def findings_of(inspection: Inspection) -> tuple[Section, ...]:
    """Return the findings of a public inspection, section by section, in order."""
    findings = Finding.objects.published().filter(inspection=inspection)
    by_heading: dict[str, list[Passage]] = {}
    for finding in findings.order_by("position"):
        by_heading.setdefault(finding.section, []).append(passage_of(finding))
    return tuple(
        Section(heading, tuple(passages)) for heading, passages in by_heading.items()
    )
