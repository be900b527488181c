"""The front door of importing: a report's file in, what it says out."""

import hashlib
import logging
from dataclasses import replace
from pathlib import Path

from inspections.importing.kinds import READERS
from inspections.importing.layout import clean_report
from inspections.importing.parsed import ParsedReport
from inspections.importing.pdf_text import Page, ReportUnreadable, extract

__all__ = ["ParsedReport", "ReportUnreadable", "read_pages", "read_report"]

logger = logging.getLogger(__name__)


def read_report(path: Path | str) -> ParsedReport:
    """Return what the report in a PDF file says.

    Raises ReportUnreadable, with a sentence that says what to do, for a file that is
    no readable report, and OSError for one that cannot be opened. Everything missing
    or doubtful in a report that can be read is a warning in the result.
    """
    data = Path(path).read_bytes()
    pages = extract(data)
    try:
        parsed = read_pages(pages)
    except (
        Exception
    ) as error:  # strangers make these files: no layout may stop the site
        logger.exception("The reader stumbled over a report.")
        raise ReportUnreadable("not_understood") from error
    digest = hashlib.sha256(data).hexdigest()
    return replace(parsed, file=str(path), sha256=digest)


def read_pages(pages: tuple[Page, ...]) -> ParsedReport:
    """Return what pages say, by the first reader that knows their kind."""
    report = clean_report(pages)
    reader = next(reader for reader in READERS if reader.recognises(report))
    return reader.parse(report)
