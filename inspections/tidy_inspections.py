"""The tidy file of inspections: a visit a row, graded or not.

Frozen values: no database, clock or request.
"""

from dataclasses import dataclass

from inspections.accounts import Answer
from inspections.cells import Column
from inspections.tidy_files import GEOGRAPHY, Place, grade_status
from inspections.tracking import Tracked
from inspections.visits import Visit
from inspections.vocabulary import Area


@dataclass(frozen=True)
class InspectionRow:
    """A visit with what it asked, what the council answered, and its source."""

    place: Place
    visit: Visit
    tracked: tuple[Tracked, ...]
    answers: tuple[Answer, ...]
    source_url: str

    @property
    def overall_status(self) -> str | None:
        """Return "graded", the reason why not, or None where it has no such grade."""
        overall = self.visit.judgement_by_area.get(Area.OVERALL)
        return grade_status(overall) if overall else None


def _grade(row: InspectionRow) -> str | None:
    grade = row.visit.headline_grade
    return grade.value if grade else None


INSPECTIONS: tuple[Column[InspectionRow], ...] = (
    *GEOGRAPHY,
    ("urn", lambda r: r.place.urn),
    ("inspection_ref", lambda r: r.visit.ref),
    ("framework", lambda r: r.visit.framework.family),
    ("framework_version", lambda r: r.visit.framework.code),
    ("visit_type", lambda r: r.visit.kind.value),
    ("focus", lambda r: r.visit.focus),
    ("inspection_start_date", lambda r: r.visit.started),
    ("inspection_end_date", lambda r: r.visit.ended),
    ("date_precision", lambda r: "month" if r.visit.is_month_only else "day"),
    ("publication_date", lambda r: r.visit.published_on),
    ("overall_effectiveness_grade", _grade),
    ("overall_effectiveness_status", lambda r: r.overall_status),
    ("outcome", lambda r: r.visit.outcome),
    ("recommendations", lambda r: len(r.tracked)),
    ("recommendations_open", lambda r: sum(t.is_open for t in r.tracked)),
    ("responses_found", lambda r: sum(answer.is_found for answer in r.answers)),
    ("source_url", lambda r: r.source_url),
    ("record_url", lambda r: r.place.address(f"/inspections/{r.visit.ref}/")),
)
