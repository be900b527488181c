"""How fast reports are read, against bare text extraction, and how rightly.

Run by `make bench` on the collection in REPORTS_DIR; never part of the test run.
"""

import json
import os
import resource
import time
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from inspections.importing import read_pages
from inspections.importing.pdf_child import read_document
from inspections.importing.pdf_text import pages_from_answer
from inspections.importing.records import as_record

REPORTS = Path(os.environ.get("REPORTS_DIR", "../shared")) / "reports"
EVERY = 6  # one report in six is enough for a ratio
MOST_TIMES_BARE = 3.0

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(), reason=f"The collection of reports is not in {REPORTS}."
)


def bare(data: bytes) -> int:
    """Extract the text and nothing else, as the library's own example does."""
    document = pdfium.PdfDocument(data)
    characters = 0
    for page in document:
        text_page = page.get_textpage()
        characters += len(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return characters


def whole(data: bytes) -> int:
    """Do all that reading does, but in this process, so that its start is left out."""
    answer = json.dumps(read_document(data)).encode()
    record = as_record(read_pages(pages_from_answer(answer, returncode=0)))
    return len(record["findings"])


def test_reading_takes_no_more_than_thrice_bare_extraction() -> None:
    files = sorted(REPORTS.glob("*/*.pdf"))[::EVERY]
    spent = {"bare": 0.0, "whole": 0.0}
    for file in files:
        data = file.read_bytes()
        for name, work in (("bare", bare), ("whole", whole)) * 2:
            begun = time.perf_counter()
            work(data)
            spent[name] += time.perf_counter() - begun
    ratio = spent["whole"] / spent["bare"]
    rounds = 2 * len(files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"\nreading: {spent['whole'] / rounds * 1000:.0f} ms a report, bare "
        f"extraction {spent['bare'] / rounds * 1000:.0f} ms, {ratio:.2f} times; "
        f"{rounds / spent['whole']:.1f} reports a second on one core; "
        f"peak memory {peak} MB"
    )
    assert ratio <= MOST_TIMES_BARE
