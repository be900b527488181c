"""Real reports against labels made by reading them, where the collection is at hand."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from inspections.importing import read_report
from inspections.importing.records import as_record

SHARED = Path(os.environ.get("REPORTS_DIR", "../shared"))
LABELS = SHARED / "labels" / "reports.json"
EVERY = 4  # one labelled report in four, of every kind; the rest are for `make bench`


def labels() -> list[dict[str, Any]]:
    if not LABELS.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(LABELS.read_text(encoding="utf-8"))
    return found[::EVERY]


def letters(text: str) -> str:
    """Keep letters and figures alone, so that only the words count."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"There is no collection in {SHARED}.")
class TestCollection:
    @pytest.mark.parametrize("label", labels(), ids=lambda label: label["file"])
    def test_it_reads_what_a_careful_reader_found(self, label: dict[str, Any]) -> None:
        record = as_record(read_report(SHARED / label["file"]))
        for field in ("kind", "inspection_start", "inspection_end", "published"):
            assert record[field] == label[field]
        assert record["lead_inspector"] == label["lead_inspector"]
        assert record["outcome"] == label["outcome"]
        grades = {j["area"]: j["grade"] for j in record["judgements"]}
        assert grades == label["grades"]
        for field in ("recommendations", "priority_actions", "lscb_recommendations"):
            read = [letters(item["text"]) for item in record[field]]
            assert read == [letters(text) for text in label[field]]

    def test_the_labels_are_there(self) -> None:
        assert labels()
