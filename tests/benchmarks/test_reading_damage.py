"""Thousands of damaged copies of real reports: none may break the reader.

Run by `make bench` on the collection in REPORTS_DIR; never part of the test run.
"""

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inspections.importing import ReportUnreadable, read_pages
from inspections.importing.pdf_text import extract
from tests.importing.mutations import mutations

REPORTS = Path(os.environ.get("REPORTS_DIR", "../shared")) / "reports"
COPIES = int(os.environ.get("DAMAGED_COPIES", "2000"))

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(), reason=f"The collection of reports is not in {REPORTS}."
)


def outcome(data: bytes) -> str:
    """Return the kind that was read, or the code of the refusal."""
    try:
        return read_pages(extract(data)).kind
    except ReportUnreadable as error:
        return f"refused: {error.code}"


def test_no_damaged_copy_breaks_the_reader() -> None:
    files = sorted(REPORTS.glob("*/*.pdf"))
    each = -(-COPIES // len(files))
    begun = time.perf_counter()
    seen: Counter[str] = Counter()
    with ThreadPoolExecutor(2) as pool:
        for number, file in enumerate(files):
            copies = mutations(file.read_bytes(), count=each, seed=number)
            seen.update(pool.map(outcome, copies))
    spent = time.perf_counter() - begun
    print(f"\n{seen.total()} damaged copies in {spent:.0f} s: {dict(seen)}")
    assert seen.total() >= COPIES
