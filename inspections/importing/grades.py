"""Grade words and judgement headings as reports print them, and their codes."""

import re

from inspections.vocabulary import Area, Grade

_GRADE_WORDS = (
    (re.compile(r"\binadequate\b", re.I), Grade.INADEQUATE),
    (
        re.compile(r"\brequires?\s+improvement(?:\s+to\s+be\s+good)?\b", re.I),
        Grade.REQUIRES_IMPROVEMENT,
    ),
    (re.compile(r"\boutstanding\b", re.I), Grade.OUTSTANDING),
    (re.compile(r"\badequate\b", re.I), Grade.ADEQUATE),
    (re.compile(r"\bnot\s+judged\b", re.I), Grade.NOT_JUDGED),
    (re.compile(r"\bgood\b(?!\s+because)", re.I), Grade.GOOD),
)
GRADE = (
    r"(?:requires?\s+improvement(?:\s+to\s+be\s+good)?|outstanding|inadequate|adequate"
    r"|not\s+judged|good)"
)
# At the end of a heading or cell, with or without "is", "are" or a colon before it.
_LAST = re.compile(
    rf"(?:\s*[:–-]\s*|\s+)(?:(?:is|are)(?:\s+that\s+it(?:\s+is)?)?:?\s+)?({GRADE})\.?$",
    re.I,
)


def normalise(printed: str) -> str | None:
    """Return the code of the one grade printed in a text, or None."""
    found = [code for pattern, code in _GRADE_WORDS if pattern.search(printed)]
    if Grade.REQUIRES_IMPROVEMENT in found and Grade.GOOD in found:
        found.remove(Grade.GOOD)
    return str(found[0]) if len(found) == 1 else None


def split_grade(heading: str) -> tuple[str, str] | None:
    """Return heading and printed grade where a text ends with a grade, or None."""
    match = _LAST.search(heading)
    if not match:
        return None
    return heading[: match.start()].strip(" :"), match[1]


def area_of(heading: str) -> str | None:
    """Return the code of the judgement area that a printed heading names, or None."""
    words = heading.lower().replace("’", "'")
    if "safeguarding children board" in words or "lscb" in words:
        return str(Area.LSCB)
    if "overall" in words or re.search(r"children's services .*(is|are)", words):
        return str(Area.OVERALL)
    if "adoption" in words:
        return str(Area.ADOPTION)
    if "leader" in words:
        return str(Area.LEADERS)
    if "help and protection" in words:
        return str(Area.HELP_AND_PROTECTION)
    return _care_area(words)


def _care_area(words: str) -> str | None:
    in_care = re.search(r"in care\b|looked after", words)
    leavers = re.search(r"care leavers|leaving care", words)
    if in_care and leavers:
        return str(Area.IN_CARE_AND_CARE_LEAVERS)
    if leavers:
        return str(Area.CARE_LEAVERS)
    return str(Area.IN_CARE) if in_care else None
