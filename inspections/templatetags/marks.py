"""The marks that stand for grades, kinds of visit, statuses and voices: drawn shapes.

Every path is on a grid of 24 by 24. Two things that may stand side by side never share
a shape, so that nothing is told by colour alone.
"""

from dataclasses import dataclass

from inspections.vocabulary import Grade, Kind

CIRCLE = "M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21Z"
RING = "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19Z"
DOT_IN_RING = RING + "M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z"
STAR = "M12 .8l3.4 7.2 7.8 1-5.7 5.5 1.4 7.8L12 18.5l-6.9 3.8 1.4-7.8L.8 9l7.8-1Z"
TRIANGLE = "M12 1.8 23.2 21.6H.8Z"
DIAMOND = "M12 .8 23.2 12 12 23.2.8 12Z"
SQUARE = "M2.4 2.4h19.2v19.2H2.4Z"
HEXAGON = "M12 1.5 21 6.75v10.5L12 22.5 3 17.25V6.75Z"
PENTAGON = "M12 1.8 22.6 9.5 18.5 22H5.5L1.4 9.5Z"
HOLLOW_SQUARE = "M3.5 3.5h17v17h-17Z"
HOLLOW_DIAMOND = "M12 2 22 12 12 22 2 12Z"
TWO_RINGS = (
    "M8.2 4.7a7.3 7.3 0 1 0 0 14.6 7.3 7.3 0 0 0 0-14.6Z"
    "M15.8 4.7a7.3 7.3 0 1 0 0 14.6 7.3 7.3 0 0 0 0-14.6Z"
)
TICK = "M9.2 20.4 1.8 13l2.6-2.6 4.8 4.8L19.6 4.6l2.6 2.6Z"
UP = "M12 2 22 13h-6v9H8v-9H2Z"
DOWN = "M12 22 2 11h6V2h8v9h6Z"
LEVEL = "M2 6.5h20v4H2Zm0 7h20v4H2Z"
CLOCK = (
    "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22Zm0 3a8 8 0 1 1 0 16 8 8 0 0 1 0-16Z"
    "m-1.5 2.5v6.3l4.6 3.4 1.7-2.4-3.3-2.4V6.5Z"
)
HALF = "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22Zm0 3v16a8 8 0 0 1 0-16Z"
DASH = "M3 9.5h18v5H3Z"
HALL = (
    "M12 1 1.5 6.5V9h21V6.5ZM3.5 10.5h3V18h-3Zm7 0h3V18h-3Zm7 0h3V18h-3Z"
    "M1.5 19.5h21V23h-21Z"
)
GLASS = (
    "M10 1.5a8.5 8.5 0 1 0 5.2 15.2l5.6 5.8 2-2-5.7-5.7A8.5 8.5 0 0 0 10 1.5Z"
    "m0 3a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z"
)
KNOT = (
    "M5 1.5a3.5 3.5 0 0 1 1.5 6.7v.8c0 1 .6 1.5 1.5 1.5h8c2.7 0 4.5 1.7 4.5 4.3v1"
    "a3.5 3.5 0 1 1-3 0v-1c0-.9-.6-1.3-1.5-1.3H8c-.5 0-1-.1-1.5-.3v2.6"
    "a3.5 3.5 0 1 1-3 0V8.2A3.5 3.5 0 0 1 5 1.5Z"
)


@dataclass(frozen=True)
class Mark:
    """A shape, filled or drawn as an outline."""

    path: str
    hollow: bool = False


@dataclass(frozen=True)
class Status:
    """How a status tag looks, and the words it has unless a page gives better."""

    mark: Mark
    label: str


NOT_GRADED = Mark(RING, hollow=True)

GRADES: dict[str, Mark] = {
    Grade.OUTSTANDING: Mark(STAR),
    Grade.GOOD: Mark(CIRCLE),
    Grade.REQUIRES_IMPROVEMENT: Mark(TRIANGLE),
    Grade.ADEQUATE: Mark(DIAMOND),
    Grade.INADEQUATE: Mark(SQUARE),
    Grade.NOT_JUDGED: NOT_GRADED,
}

KINDS: dict[str, Mark] = {
    Kind.FOCUSED_VISIT: Mark(DOT_IN_RING, hollow=True),
    Kind.MONITORING_VISIT: Mark(HOLLOW_SQUARE, hollow=True),
    Kind.JTAI: Mark(TWO_RINGS, hollow=True),
    Kind.AREA_SEND: Mark(HEXAGON, hollow=True),
    Kind.LSCB_REVIEW: Mark(PENTAGON, hollow=True),
    Kind.OTHER: Mark(HOLLOW_DIAMOND, hollow=True),
}

SHORT_KINDS: dict[str, str] = {
    Kind.SIF: "SIF",
    Kind.SIF_REINSPECTION: "SIF re-inspection",
    Kind.ILACS_STANDARD: "ILACS",
    Kind.ILACS_SHORT: "ILACS short",
    Kind.FOCUSED_VISIT: "Focused visit",
    Kind.MONITORING_VISIT: "Monitoring visit",
    Kind.JTAI: "Joint inspection",
    Kind.AREA_SEND: "Area SEND",
    Kind.SLAC: "Safeguarding",
    Kind.LOOKED_AFTER: "Looked after",
    Kind.LSCB_REVIEW: "LSCB review",
    Kind.OTHER: "Other",
}

STATUSES: dict[str, Status] = {
    "open": Status(NOT_GRADED, "Open"),
    "open_overdue": Status(Mark(CLOCK), "Overdue"),
    "reported_complete_unverified": Status(
        Mark(HALF), "Reported complete, not verified"
    ),
    "closed_addressed": Status(Mark(TICK), "Addressed"),
    "closed_not_addressed": Status(Mark(DASH), "Superseded"),
    "addressed": Status(Mark(TICK), "Addressed"),
    "improved": Status(Mark(UP), "Improved"),
    "unchanged": Status(Mark(LEVEL), "Unchanged"),
    "declined": Status(Mark(DOWN), "Declined"),
    "not_revisited": Status(Mark(DASH), "Not revisited"),
    "not_comparable": Status(NOT_GRADED, "Not comparable"),
    "early": Status(Mark(TICK), "Published early"),
    "on_time": Status(Mark(TICK), "Published on time"),
    "late": Status(Mark(CLOCK), "Published late"),
    "not_found": Status(Mark(DASH), "Not found"),
}

VOICES: dict[str, tuple[Mark, str, str]] = {
    "council": (Mark(HALL), "The council says", "Reported by the council, not checked"),
    "inspectors": (Mark(GLASS), "Inspectors say", "Our reading of the report"),
    "site": (Mark(KNOT), "This site infers", "Worked out by a published rule"),
}


def short_grade(code: str) -> str:
    """Return a grade in as few words as it is known by."""
    if code == Grade.REQUIRES_IMPROVEMENT:
        return "Requires improvement"
    return str(Grade(code).label)


def grade_mark(grade: str | None) -> Mark:
    """Return the shape of a grade code; a ring for none or an unknown one."""
    return GRADES.get(grade or "", NOT_GRADED)


def visit_mark(*, kind: str, grade: str | None) -> Mark:
    """Return the shape of a visit: its grade's, or its kind's where it gives none."""
    if grade and grade in GRADES:
        return GRADES[grade]
    return KINDS.get(kind, NOT_GRADED)
