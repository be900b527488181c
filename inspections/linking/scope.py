"""Which of a later report's paragraphs are ranked, which are summary, and which are not
read: the one rule for records and for reports that were just read."""

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

# Paragraphs on the board speak of another body than the council; each council's board
# had its own letters before SCB.
_ON_THE_BOARD = re.compile(r"safeguarding children board|\b\w{0,3}SCB\b", re.IGNORECASE)


class Placed(Protocol):
    """A paragraph with the heading it stands under and its printed number, if any."""

    @property
    def section(self) -> str: ...

    @property
    def paragraph(self) -> int | None: ...


Row = TypeVar("Row", bound=Placed)


def ranked_and_summary(paragraphs: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Return a report's paragraphs on the council's services, apart from its summary.

    In: all paragraphs of one report. Out: those to rank and those of the summary, each
    in the order given; what is said of a Local Safeguarding Children Board is in
    neither. Where paragraphs are numbered, those without a number are summary or
    heading; where none is, all are ranked.
    """
    rows = list(paragraphs)
    numbered = any(row.paragraph is not None for row in rows)
    ranked: list[Row] = []
    summary: list[Row] = []
    for row in rows:
        if not _ON_THE_BOARD.search(row.section):
            is_summary = numbered and row.paragraph is None
            (summary if is_summary else ranked).append(row)
    return ranked, summary
