"""How rightly the whole collection is read, and whether anything is wrong in silence.

Run by `make bench` on the collection in REPORTS_DIR; never part of the test run.
"""

import json
import os
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from inspections.importing import ParsedReport, read_report
from inspections.importing.parsed import (
    LIKELY,
    FindingRead,
    NumberedRead,
    RecommendationRead,
)
from inspections.importing.records import as_record
from inspections.theming import suggest
from tests.test_theming import shipped

SHARED = Path(os.environ.get("REPORTS_DIR", "../shared"))
CORES = 2
MOST_SECONDS = 60.0
LEAST_WHOLE = {"reports": 0.95, "front_pages": 0.99}
LEAST_FIELDS = 0.995
LEAST_WITH_THEMES = 0.93

# What a field of a label is called in a warning, where it has another name there.
ABOUT = {
    "grades": "judgements",
    "inspection_end": "inspection_start",
    "urn": "authority",
    "paragraphs": "findings",
    "last_paragraph": "findings",
}
NO_FIELDS = {"file", "notes", "authority"}
LISTS = ("recommendations", "priority_actions", "lscb_recommendations")

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"There is no collection in {SHARED}."
)


@pytest.fixture(scope="module")
def collection() -> dict[str, ParsedReport]:
    """Read every report once, each in a child of its own, on both cores."""
    files = sorted((SHARED / "reports").glob("*/*.pdf"))
    begun = time.perf_counter()
    with ThreadPoolExecutor(CORES) as pool:
        parsed = list(pool.map(read_report, files))
    spent = time.perf_counter() - begun
    peaks = [
        resource.getrusage(who).ru_maxrss // 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(
        f"\nthe whole collection: {len(files)} reports in {spent:.0f} s on {CORES} "
        f"cores, {len(files) / spent:.1f} a second, starts of processes included; "
        f"peak memory {peaks[0]} MB, of one report's process {peaks[1]} MB"
    )
    assert spent <= MOST_SECONDS
    return {
        str(file.relative_to(SHARED)): report
        for file, report in zip(files, parsed, strict=True)
    }


def labels(name: str) -> list[dict[str, Any]]:
    """Return what a careful reader found in some of the reports."""
    path = SHARED / "labels" / f"{name}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def letters(text: str | None) -> str:
    """Keep letters and figures alone, so that only the words count."""
    return re.sub(r"[^a-z0-9]", "", (text or "").lower())


def wrong_fields(label: dict[str, Any], parsed: ParsedReport) -> Iterator[str]:
    """Yield the label's fields that were read otherwise."""
    record = as_record(parsed)
    for name in ("kind", "inspection_start", "inspection_end", "published", "outcome"):
        if name in label and record[name] != label[name]:
            yield name
    folder = re.search(r"(\d+)-", label["file"])
    if folder and record["authority_urn"] != int(folder[1]):
        yield "urn"
    lead = letters(record["lead_inspector"])
    if "lead_inspector" in label and lead != letters(label["lead_inspector"]):
        yield "lead_inspector"
    grades = {j["area"]: j["grade"] for j in record["judgements"]}
    if "grades" in label and grades != label["grades"]:
        yield "grades"
    for name in LISTS:
        read = [letters(item["text"]) for item in record[name]]
        if name in label and read != [letters(text) for text in label[name]]:
            yield name
    yield from _wrong_paragraphs(label, parsed)


def _wrong_paragraphs(label: dict[str, Any], parsed: ParsedReport) -> Iterator[str]:
    last = label.get("numbered_paragraphs")
    if not isinstance(last, int):
        return
    items: list[FindingRead | NumberedRead | RecommendationRead] = [
        *parsed.findings,
        *parsed.numbered_other,
        *parsed.recommendations,
        *parsed.priority_actions,
        *parsed.lscb_recommendations,
    ]
    numbered = {item.paragraph: item.text for item in items if item.paragraph}
    if set(numbered) != set(range(1, last + 1)):
        yield "paragraphs"
    start = letters(label.get("last_paragraph"))
    if start and not letters(numbered.get(last)).startswith(start):
        yield "last_paragraph"


def is_silent(field: str, parsed: ParsedReport) -> bool:
    """Tell whether neither a warning nor a low confidence speaks of a field."""
    about = ABOUT.get(field, field)
    if any(warning.field in (about, field, "") for warning in parsed.warnings):
        return False
    reads: dict[str, tuple[Any, ...]] = {
        "authority": (parsed.authority, parsed.urn),
        "inspection_start": parsed.windows,
        "published": (parsed.published,),
        "lead_inspector": parsed.lead_inspectors,
        "judgements": parsed.judgements,
        "outcome": (parsed.outcome,),
        "recommendations": parsed.recommendations,
        "priority_actions": parsed.priority_actions,
        "lscb_recommendations": parsed.lscb_recommendations,
    }
    return all(
        read is None or read.confidence >= LIKELY for read in reads.get(about, ())
    )


@pytest.mark.parametrize("name", ["reports", "front_pages"])
def test_it_reads_what_a_careful_reader_found(
    name: str, collection: dict[str, ParsedReport]
) -> None:
    wrong = {
        label["file"]: list(wrong_fields(label, collection[label["file"]]))
        for label in labels(name)
    }
    fields = sum(
        len(set(label) - {"file", "notes", "authority"}) for label in labels(name)
    )
    faults = [(file, field) for file, found in wrong.items() for field in found]
    silent = [(f, field) for f, field in faults if is_silent(field, collection[f])]
    whole = sum(not found for found in wrong.values())
    print(
        f"\n{name}: {whole} of {len(wrong)} reports wholly right, "
        f"{fields - len(faults)} of {fields} fields; wrong with a warning or a low "
        f"confidence: {len(faults) - len(silent)}; silent errors: {len(silent)}"
    )
    for file, field in faults:
        print(f"  {file}: {field}")
    assert silent == []
    assert whole / len(wrong) >= LEAST_WHOLE[name]
    assert 1 - len(faults) / fields >= LEAST_FIELDS


def missing_fields(parsed: ParsedReport) -> Iterator[str]:
    """Yield the facts that every report of a kind has and that were not read."""
    if parsed.urn is None:
        yield "authority"
    if not parsed.windows:
        yield "inspection_start"
    if not parsed.published and parsed.kind in ("sif", "jtai"):
        yield "published"
    if not parsed.lead_inspectors and parsed.kind in ("sif", "ilacs", "area_send"):
        yield "lead_inspector"
    if not parsed.judgements and parsed.kind in ("sif", "ilacs"):
        yield "judgements"
    if not parsed.outcome and parsed.kind == "area_send":
        yield "outcome"
    if not any(getattr(parsed, name) for name in LISTS):
        yield "recommendations"
    if not parsed.findings:
        yield "findings"


def test_nothing_is_missing_in_silence(collection: dict[str, ParsedReport]) -> None:
    missing = [
        (file, field)
        for file, parsed in collection.items()
        for field in missing_fields(parsed)
    ]
    silent = [
        (file, field) for file, field in missing if is_silent(field, collection[file])
    ]
    warned = Counter(w.code for p in collection.values() for w in p.warnings)
    print(
        f"\n{len(missing)} facts are missing in {len(collection)} reports; without a "
        f"warning: {len(silent)}; warnings of every sort: {dict(warned.most_common())}"
    )
    assert silent == []


def test_nearly_every_recommendation_has_a_theme(
    collection: dict[str, ParsedReport],
) -> None:
    phrases = {scope: shipped(scope) for scope in ("childrens_services", "area_send")}

    def share(texts: Callable[[ParsedReport], list[str]]) -> float:
        has_theme = [
            bool(suggest(text, phrases[scope]))
            for parsed in collection.values()
            for scope in (
                "area_send" if parsed.kind == "area_send" else "childrens_services",
            )
            for text in texts(parsed)
        ]
        return sum(has_theme) / len(has_theme)

    asked = share(
        lambda p: [
            item.text
            for item in (
                *p.recommendations,
                *p.priority_actions,
                *p.lscb_recommendations,
            )
        ]
    )
    begun = time.perf_counter()
    found = share(lambda p: [item.text for item in p.findings])
    spent = time.perf_counter() - begun
    print(
        f"\nthemes are suggested for {asked:.1%} of recommendations and {found:.1%} of "
        f"findings; the findings took {spent / len(collection) * 1000:.0f} ms a report"
    )
    assert asked >= LEAST_WITH_THEMES
