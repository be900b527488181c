"""The readers of each kind of report, in the order in which they are asked."""

from typing import Protocol

from inspections.importing.kinds import (
    area_send,
    ilacs,
    jtai,
    looked_after,
    other,
    single_inspection,
    visit_letter,
)
from inspections.importing.layout import Report
from inspections.importing.parsed import ParsedReport


class Reader(Protocol):
    """What the module of each kind offers."""

    def recognises(self, report: Report) -> bool:
        """Tell whether a report is of this kind."""

    def parse(self, report: Report) -> ParsedReport:
        """Return what a report of this kind says."""


READERS: tuple[Reader, ...] = (
    visit_letter,  # first, for a letter may name what full inspections judge
    single_inspection,
    ilacs,
    area_send,
    jtai,
    looked_after,
    other,
)
