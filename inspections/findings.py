"""What a report says, section by section, with the page of each paragraph."""

from collections.abc import Iterable
from dataclasses import dataclass

from inspections.histories import passage_of
from inspections.models import Finding, Inspection
from inspections.visits import Passage
from inspections.vocabulary import Polarity


@dataclass(frozen=True)
class Found:
    """A paragraph of a report, and how this site reads it where that is plain.

    `is_ground` is set where the report marks it as behind a recommendation, `repeats`
    where it says that an earlier visit had asked for the same.
    """

    passage: Passage
    polarity: Polarity
    number: int
    is_ground: bool = False
    repeats: bool = False

    @property
    def is_classified(self) -> bool:
        return self.polarity is not Polarity.NOT_CLASSIFIED


@dataclass(frozen=True)
class Section:
    """What a report says under one of its headings, paragraph by paragraph."""

    heading: str
    findings: tuple[Found, ...]

    @property
    def has_readings(self) -> bool:
        return any(found.is_classified for found in self.findings)


def findings_of(inspection: Inspection, *, theme: str = "") -> tuple[Section, ...]:
    """Return the findings of a public inspection, section by section, in order.

    With the slug of a theme, those alone that are about it.
    """
    findings = Finding.objects.published().filter(inspection=inspection)
    if theme:
        findings = findings.filter(themes__slug=theme, is_case_study=False)
    return sections_of(findings.order_by("position"))


def sections_of(findings: Iterable[Finding]) -> tuple[Section, ...]:
    """Return findings, as they stand or stood, under the headings of the report."""
    by_heading: dict[str, list[Found]] = {}
    for finding in findings:
        by_heading.setdefault(finding.section, []).append(found_of(finding))
    return tuple(
        Section(heading, tuple(found)) for heading, found in by_heading.items()
    )


def found_of(finding: Finding) -> Found:
    """Return a finding, as it stands or stood, as a value."""
    return Found(
        passage_of(finding),
        Polarity(finding.polarity),
        number=finding.position,
        is_ground=finding.is_ground,
        repeats=bool(finding.repeats),
    )
