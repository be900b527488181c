"""The sector's own file of outcomes, `ilacs_summary.csv`, with a few columns of ours.

The columns, their names and their order are Data to Insight's, so that what councils'
analysts have already loads it; ours stand after them. It has the last full ILACS
inspection of each authority, and `import_outcomes` reads it back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from inspections.cells import Column
from inspections.histories import latest_visits_of_kinds
from inspections.models import Authority, Inspection, StatisticalNeighbour
from inspections.tidy_files import REGION_CODES, Place, grade_status
from inspections.visits import Visit
from inspections.vocabulary import Area, Grade, Kind

KINDS = {Kind.ILACS_STANDARD: "standard", Kind.ILACS_SHORT: "short"}


@dataclass(frozen=True)
class OutcomeRow:
    """The last full ILACS inspection of an authority, beside its neighbours."""

    place: Place
    visit: Visit
    inspectors: tuple[str, ...]
    source_url: str
    neighbours: tuple[str, ...]
    neighbour_grades: tuple[str, ...]

    def grade(self, *areas: Area) -> str | None:
        """Return the grade of the first of some areas that it has, in words."""
        made = self.visit.judgement_by_area
        found = next((made[area] for area in areas if area in made), None)
        return _words(found.grade) if found else None


def _words(grade: Grade | None) -> str:
    return str(grade.label).lower() if grade else ""


def _listed(items: tuple[str, ...]) -> str:
    """Write a list as the sector's file does."""
    return f"[{', '.join(repr(item) for item in items)}]" if items else ""


def _status(row: OutcomeRow) -> str | None:
    overall = row.visit.judgement_by_area.get(Area.OVERALL)
    return grade_status(overall) if overall else None


OUTCOMES: tuple[Column[OutcomeRow], ...] = (
    ("urn", lambda r: r.place.urn),
    ("la_code", lambda r: r.place.dfe_code),
    ("region_code", lambda r: REGION_CODES.get(r.place.region)),
    ("ltla23cd", lambda r: r.place.ons_code),
    ("stat_neighbours", lambda r: _listed(r.neighbours)),
    ("stat_neighbour_judgement", lambda r: _listed(r.neighbour_grades)),
    ("local_authority", lambda r: r.place.name),
    ("inspection_link", lambda r: r.source_url),
    ("overall_effectiveness_grade", lambda r: r.grade(Area.OVERALL)),
    ("inspection_framework", lambda r: KINDS[r.visit.kind]),
    ("inspector_name", lambda r: ", ".join(r.inspectors)),
    ("inspection_start_date", lambda r: r.visit.started),
    ("inspection_end_date", lambda r: r.visit.ended),
    ("publication_date", lambda r: r.visit.published_on),
    (
        "local_link_to_all_inspections",
        lambda r: r.place.address(f"/authorities/{r.place.slug}/"),
    ),
    ("impact_of_leaders_grade", lambda r: r.grade(Area.LEADERS)),
    ("help_and_protection_grade", lambda r: r.grade(Area.HELP_AND_PROTECTION)),
    ("in_care_grade", lambda r: r.grade(Area.IN_CARE, Area.IN_CARE_AND_CARE_LEAVERS)),
    ("care_leavers_grade", lambda r: r.grade(Area.CARE_LEAVERS)),
    # Nobody is helped by a table of inspectors.
    ("inspectors_inspections_count", lambda r: None),
    ("overall_effectiveness_status", _status),
    ("framework_version", lambda r: r.visit.framework.code),
    ("record_url", lambda r: r.place.address(f"/inspections/{r.visit.ref}/")),
)


def outcome_rows(*, places: Mapping[int, Place]) -> Iterator[OutcomeRow]:
    """Give a row for each authority that has had a full ILACS inspection; 4 queries.

    `places` holds how to name each authority, by its key.
    """
    visits = latest_visits_of_kinds(KINDS)
    beside = StatisticalNeighbour.objects.select_related("neighbour")
    authorities = Authority.objects.filter(pk__in=visits).prefetch_related(
        Prefetch("statistical_neighbours", queryset=beside.order_by("position"))
    )
    facts = {
        ref: (tuple(inspectors), url)
        for ref, inspectors, url in Inspection.objects.published()
        .filter(ref__in=[visit.ref for visit in visits.values()])
        .values_list("ref", "lead_inspectors", "source_url")
    }
    for authority in authorities:
        near = [n.neighbour for n in authority.statistical_neighbours.all()]
        visit = visits[authority.pk]
        inspectors, source_url = facts[visit.ref]
        yield OutcomeRow(
            place=places[authority.pk],
            visit=visit,
            inspectors=inspectors,
            source_url=source_url,
            neighbours=tuple(n.dfe_code for n in near),
            neighbour_grades=tuple(
                _words(visits[n.pk].headline_grade) if n.pk in visits else ""
                for n in near
            ),
        )
