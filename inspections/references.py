"""Public references: “ambleford-2022-02-ilacs R4” is a recommendation of an inspection.

Pure: text in, a frozen value out, and the address of what it stands for.
"""

import re
from dataclasses import dataclass

from django.urls import reverse

LETTERS = {
    "R": "recommendation",
    "F": "finding",
    "A": "action",
    "C": "response",
}
"""What the letter after an inspection's reference stands for."""

_REFERENCE = re.compile(
    rf"(?P<inspection>[a-z0-9]+(?:-[a-z0-9]+)*)"
    rf"(?:[ +]?(?P<letter>[{''.join(LETTERS)}])(?P<number>[1-9]\d{{0,4}}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Reference:
    """An inspection's reference, and where it is of a part of it, which one."""

    inspection: str
    letter: str = ""
    number: int = 0

    def __str__(self) -> str:
        part = f" {self.letter}{self.number}" if self.letter else ""
        return f"{self.inspection}{part}"

    @property
    def kind(self) -> str:
        """What it refers to, in a word."""
        return LETTERS.get(self.letter, "inspection")


def read_reference(text: str) -> Reference | None:
    """Return what a reference stands for, or None where its form is of none."""
    found = _REFERENCE.fullmatch(text.strip())
    if not found:
        return None
    number = int(found["number"]) if found["number"] else 0
    return Reference(found["inspection"], found["letter"] or "", number)


def address_of(reference: Reference) -> str:
    """Return the path of the page of what a reference stands for."""
    if not reference.letter:
        return reverse("inspection-detail", args=[reference.inspection])
    name = f"inspection-{reference.kind}"
    return reverse(name, args=[reference.inspection, reference.number])
