"""An authority's visits made of the versions of its inspections in force on a day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import models

from inspections.histories import raised_of, visit_from
from inspections.models import (
    Finding,
    Inspection,
    Judgement,
    ProgressVerdict,
    Recommendation,
    Restatement,
    Theme,
)
from inspections.released import Values, Version, frozen_row
from inspections.visits import FindingCount, ThemeName, Visit
from inspections.vocabulary import Polarity


@dataclass(frozen=True)
class Kept:
    """One inspection as it stood: its version, its own fields, and its findings.

    One whose version `is_hidden` held what could identify somebody: nothing is kept.
    """

    inspection: Inspection
    version: Version
    findings: tuple[Finding, ...] = ()
    themes: Mapping[int, tuple[Theme, ...]] | None = None

    def findings_on(self, theme: str) -> tuple[Finding, ...]:
        """Return the findings on a theme, by its slug; all of them on none."""
        if not theme:
            return self.findings
        return tuple(
            finding
            for finding in self.findings
            if not finding.is_case_study
            and any(own.slug == theme for own in self.themes_of(finding))
        )

    def themes_of(self, finding: Finding) -> tuple[Theme, ...]:
        """Return the themes that a finding was about."""
        return (self.themes or {}).get(finding.pk, ())


class PastVisits:
    """Makes visits of the versions of an authority's inspections."""

    def __init__(
        self, inspections: Mapping[int, Inspection], versions: Mapping[int, Version]
    ) -> None:
        self.versions = {
            key: version for key, version in versions.items() if not version.is_hidden
        }
        self.themes = {theme.pk: theme for theme in Theme.objects.all()}
        self.recommendations: dict[int, Recommendation] = {}
        self.kept: dict[int, Kept] = {}
        for key, version in versions.items():
            now = inspections[key]
            if version.is_hidden:
                self.kept[key] = Kept(now, version)
                continue
            then = frozen_row(Inspection, version.values, authority=now.authority)
            self.kept[key] = Kept(
                then,
                version,
                tuple(frozen_row(Finding, row) for row in self._rows(key, "findings")),
                {
                    row["id"]: self._themes_of(row)
                    for row in self._rows(key, "findings")
                },
            )
            for row in self._rows(key, "recommendations"):
                self.recommendations[row["id"]] = frozen_row(
                    Recommendation, row, inspection=then
                )

    def visits(self) -> tuple[Visit, ...]:
        """Return the visits of which anything was public, oldest first."""
        made = [self._visit(key) for key in self.versions]
        return tuple(sorted(made, key=lambda visit: (visit.ended, visit.ref)))

    def _rows(self, key: int, name: str) -> list[Values]:
        rows: list[Values] = self.versions[key].values[name]
        return sorted(rows, key=lambda row: row.get("position", 0))

    def _themes_of(self, row: Values) -> tuple[Theme, ...]:
        return tuple(self.themes[key] for key in row["themes"] if key in self.themes)

    def _visit(self, key: int) -> Visit:
        inspection = self.kept[key].inspection
        findings = {finding.pk: finding for finding in self.kept[key].findings}
        visit = visit_from(
            inspection,
            judgements=[
                frozen_row(Judgement, row) for row in self._rows(key, "judgements")
            ],
            raised=(
                raised_of(
                    self.recommendations[row["id"]],
                    inspection_ref=inspection.ref,
                    themes=self._themes_of(row),
                )
                for row in self._rows(key, "recommendations")
            ),
            verdicts=(
                frozen_row(ProgressVerdict, row, **self._pointed(row, findings))
                for row in self._rows(key, "verdicts")
                if row["recommendation_id"] in self.recommendations
            ),
            restatements=(
                frozen_row(
                    Restatement,
                    row,
                    earlier=self.recommendations[row["earlier_id"]],
                    later=self.recommendations[row["later_id"]],
                )
                for row in self._rows(key, "restatements")
                if {row["earlier_id"], row["later_id"]} <= set(self.recommendations)
            ),
        )
        return replace(visit, findings=self._counts(key))

    def _pointed(
        self, row: Values, findings: Mapping[int, Finding]
    ) -> dict[str, models.Model]:
        """Return what a verdict is about, and the finding that it rests on."""
        asked = self.recommendations[row["recommendation_id"]]
        finding = findings.get(row["finding_id"])
        pointed: dict[str, models.Model] = {"recommendation": asked}
        return pointed | ({"finding": finding} if finding else {})

    def _counts(self, key: int) -> tuple[FindingCount, ...]:
        counts: Counter[tuple[ThemeName | None, Polarity]] = Counter()
        for row in self._rows(key, "findings"):
            if row["is_case_study"]:
                continue
            names: list[ThemeName | None] = [
                ThemeName(theme.name, theme.slug) for theme in self._themes_of(row)
            ]
            counts.update((name, Polarity(row["polarity"])) for name in names or [None])
        return tuple(FindingCount(*what, number) for what, number in counts.items())
