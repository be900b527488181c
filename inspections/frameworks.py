"""The versions of the frameworks, the dates they held, the areas and grades of each,
and what may honestly be compared with what.

Plain data and pure functions: no database, no clock. Sources: the headings and grades
printed in the published reports from 2013 to 2025, the announcement of 27 November 2025
that ILACS has no overall grade from April 2026, and Ofsted's decision of 2022 to grade
care leavers apart from 16 January 2023.
"""

from dataclasses import dataclass
from datetime import date

from inspections.vocabulary import Area, Grade, Kind, Reason


@dataclass(frozen=True)
class Framework:
    """One version of a framework, and the first and last on-site days it governs."""

    code: str
    name: str
    family: str
    kinds: tuple[Kind, ...]
    starts: date
    ends: date | None
    areas: tuple[Area, ...] = ()
    grades: tuple[Grade, ...] = ()

    @property
    def is_graded(self) -> bool:
        return bool(self.areas)


@dataclass(frozen=True)
class Comparability:
    """Whether two judgements may be compared, and the sentence that goes with it.

    `reason` says why not where `allowed` is false; where it is true it is a caution,
    or empty when there is none.
    """

    allowed: bool
    reason: str = ""


FOUR_POINT = (
    Grade.OUTSTANDING,
    Grade.GOOD,
    Grade.REQUIRES_IMPROVEMENT,
    Grade.INADEQUATE,
)
FOUR_POINT_BEFORE_2013 = (
    Grade.OUTSTANDING,
    Grade.GOOD,
    Grade.ADEQUATE,
    Grade.INADEQUATE,
)
_SIF_AREAS = (
    Area.OVERALL,
    Area.HELP_AND_PROTECTION,
    Area.IN_CARE,
    Area.ADOPTION,
    Area.CARE_LEAVERS,
    Area.LEADERS,
)
_ILACS_KINDS = (Kind.ILACS_STANDARD, Kind.ILACS_SHORT)
_ILACS_2023_AREAS = (
    Area.LEADERS,
    Area.HELP_AND_PROTECTION,
    Area.IN_CARE,
    Area.CARE_LEAVERS,
)

FRAMEWORKS: tuple[Framework, ...] = (
    Framework(
        "slac-2009",
        "Safeguarding and looked after children inspections, 2009 to 2012",
        "before-2013",
        (Kind.SLAC,),
        date(2009, 4, 1),
        date(2013, 5, 31),
        (Area.SAFEGUARDING, Area.LOOKED_AFTER_SERVICES),
        FOUR_POINT_BEFORE_2013,
    ),
    Framework(
        "looked-after-2013",
        "Inspections of services for looked after children, 2013",
        "before-2013",
        (Kind.LOOKED_AFTER,),
        date(2013, 1, 1),
        date(2013, 11, 18),
        (Area.OVERALL, Area.CAPACITY, Area.LEADERS, Area.IN_CARE),
        FOUR_POINT_BEFORE_2013,
    ),
    Framework(
        "sif-2013",
        "Single inspection framework, 2013 to 2018",
        "sif",
        (Kind.SIF,),
        date(2013, 11, 19),
        date(2018, 12, 31),
        (*_SIF_AREAS, Area.LSCB),
        FOUR_POINT,
    ),
    Framework(
        "sif-reinspection-2016",
        "Single inspection framework, re-inspections 2016 to 2018",
        "sif",
        (Kind.SIF_REINSPECTION,),
        date(2016, 1, 1),
        date(2018, 12, 31),
        _SIF_AREAS,
        FOUR_POINT,
    ),
    Framework(
        "lscb-review-2013",
        "Reviews of Local Safeguarding Children Boards, 2013 to 2018",
        "sif",
        (Kind.LSCB_REVIEW,),
        date(2013, 11, 19),
        date(2019, 9, 29),
        (Area.LSCB,),
        FOUR_POINT,
    ),
    Framework(
        "ilacs-2018",
        "ILACS, January 2018 to January 2023",
        "ilacs",
        _ILACS_KINDS,
        date(2018, 1, 1),
        date(2023, 1, 15),
        (
            Area.LEADERS,
            Area.HELP_AND_PROTECTION,
            Area.IN_CARE_AND_CARE_LEAVERS,
            Area.OVERALL,
        ),
        FOUR_POINT,
    ),
    Framework(
        "ilacs-2023",
        "ILACS, January 2023 to March 2026",
        "ilacs",
        _ILACS_KINDS,
        date(2023, 1, 16),
        date(2026, 3, 31),
        (*_ILACS_2023_AREAS, Area.OVERALL),
        FOUR_POINT,
    ),
    Framework(
        "ilacs-2026",
        "ILACS from April 2026, without an overall grade",
        "ilacs",
        _ILACS_KINDS,
        date(2026, 4, 1),
        None,
        _ILACS_2023_AREAS,
        FOUR_POINT,
    ),
    Framework(
        "focused-visit-2018",
        "ILACS focused visits",
        "ungraded",
        (Kind.FOCUSED_VISIT,),
        date(2018, 1, 1),
        None,
    ),
    Framework(
        "monitoring-visit-2016",
        "Monitoring visits to inadequate authorities",
        "ungraded",
        (Kind.MONITORING_VISIT,),
        date(2016, 1, 1),
        None,
    ),
    Framework(
        "jtai-2016",
        "Joint targeted area inspections, 2016 to 2020",
        "ungraded",
        (Kind.JTAI,),
        date(2016, 1, 1),
        date(2020, 12, 31),
    ),
    Framework(
        "jtai-2022",
        "Joint targeted area inspections since November 2021",
        "ungraded",
        (Kind.JTAI,),
        date(2021, 1, 1),
        None,
    ),
    Framework(
        "area-send-2016",
        "Local area SEND inspections, 2016 to 2022",
        "ungraded",
        (Kind.AREA_SEND,),
        date(2016, 5, 1),
        date(2022, 12, 31),
    ),
    Framework(
        "area-send-2023",
        "Area SEND inspections since January 2023",
        "ungraded",
        (Kind.AREA_SEND,),
        date(2023, 1, 1),
        None,
    ),
)
OLDER = Framework(
    "other",
    "Other inspections and reviews",
    "other",
    (Kind.OTHER,),
    date(1989, 11, 16),
    None,
)

AREA_ORDER: tuple[Area, ...] = (
    Area.OVERALL,
    Area.LEADERS,
    Area.HELP_AND_PROTECTION,
    Area.IN_CARE,
    Area.CARE_LEAVERS,
    Area.IN_CARE_AND_CARE_LEAVERS,
    Area.ADOPTION,
    Area.LSCB,
    Area.SAFEGUARDING,
    Area.LOOKED_AFTER_SERVICES,
    Area.CAPACITY,
)
"""The order in which judgements are shown side by side, whatever a cover prints."""


def framework_for(kind: str, started: date | None) -> Framework:
    """Return the framework that governs a kind of inspection begun on a day.

    A kind with no framework on that day gives the newest version of its kind that had
    begun by then, an unknown kind gives `OLDER`; it never raises. The rule goes by the
    first day on site, not by publication (announcement of 27 November 2025).
    """
    versions = [f for f in FRAMEWORKS if kind in f.kinds]
    if not versions:
        return OLDER
    if started is None:
        return versions[-1]
    begun = [f for f in versions if f.starts <= started]
    return begun[-1] if begun else versions[0]


def ref_kind(kind: str) -> str:
    """Return the word for a kind in a reference: ILACS is one, short or standard."""
    return "ilacs" if kind in _ILACS_KINDS else kind.replace("_", "-")


def direction(earlier: str, later: str) -> int | None:
    """Return 1 where a grade rose, -1 where it fell, 0 where it stayed.

    `None` where no one scale holds both: ‘adequate’ was a grade until November 2013,
    ‘requires improvement’ is one since, and ‘not judged’ is on neither scale.
    """
    for scale in (FOUR_POINT, FOUR_POINT_BEFORE_2013):
        if earlier in scale and later in scale:
            before, after = scale.index(Grade(earlier)), scale.index(Grade(later))
            return (before > after) - (before < after)
    return None


_COMBINED = Area.IN_CARE_AND_CARE_LEAVERS
_COMBINED_UNTIL_2023 = (
    "ILACS judged children in care and care leavers together until January 2023, "
    "so one grade covered both."
)
_GRADED_APART = "Children in care and care leavers were graded separately here."
_CHANGED_2018 = (
    "The framework changed in January 2018; the four grades kept their names."
)
_NOT_GRADED_2026 = "Overall effectiveness is not graded under ILACS from April 2026."
_SCALE_BEFORE_2013 = (
    "Inspections before November 2013 used another scale, with ‘adequate’ as its third "
    "grade, and judged services under other headings."
)


def absence(framework: Framework, area: Area) -> tuple[Reason, str]:
    """Return why a visit under a framework has no grade for an area, and a sentence."""
    if area in framework.areas:
        return Reason.NOT_ENTERED, "The grade is not entered here yet."
    if not framework.is_graded:
        return (
            Reason.NOT_GRADED_IN_FRAMEWORK,
            f"{framework.name} are not graded."
            if framework.family == "ungraded"
            else "This kind of inspection gave no grades.",
        )
    if framework.code == "ilacs-2026" and area is Area.OVERALL:
        return Reason.NOT_GRADED_IN_FRAMEWORK, _NOT_GRADED_2026
    if area in (Area.IN_CARE, Area.CARE_LEAVERS) and _COMBINED in framework.areas:
        return Reason.JUDGEMENT_NOT_IN_FRAMEWORK, _COMBINED_UNTIL_2023
    if area is _COMBINED and Area.IN_CARE in framework.areas:
        return Reason.JUDGEMENT_NOT_IN_FRAMEWORK, _GRADED_APART
    return (
        Reason.JUDGEMENT_NOT_IN_FRAMEWORK,
        f"‘{area.label}’ is not a judgement of {framework.name}.",
    )


def comparability(area: Area, earlier: Framework, later: Framework) -> Comparability:
    """Say whether an area's grades under two frameworks may be set side by side.

    Both must grade the area on the same scale. Within ILACS an area that both versions
    grade compares freely; across 2018 it compares with a caution.
    """
    pair = (earlier, later)
    for framework in pair:
        if not framework.is_graded:
            return Comparability(False, absence(framework, area)[1])
    if earlier.grades != later.grades:
        return Comparability(False, _SCALE_BEFORE_2013)
    for framework in pair:
        if area not in framework.areas:
            return Comparability(False, absence(framework, area)[1])
    if earlier.family == later.family:
        return Comparability(True)
    return Comparability(True, _CHANGED_2018)
