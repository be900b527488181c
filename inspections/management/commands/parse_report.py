"""Print what reports say, without touching the database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from django.core.management.base import BaseCommand

from inspections.importing import ReportUnreadable, read_report
from inspections.importing.records import as_record
from inspections.vocabulary import Area

NEEDED = ("Title", "Authority", "On site", "Published", "Lead inspectors")
LISTS = {
    "Recommendations": "recommendations",
    "Priority actions": "priority_actions",
    "Recommendations to the board": "lscb_recommendations",
}


class Command(BaseCommand):
    help = "Print what report PDFs say, one JSON object a line. Stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--format", choices=("jsonl", "text"), default="jsonl")
        parser.add_argument("--jobs", type=int, default=1, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        show = as_line if options["format"] == "jsonl" else as_text
        for record in read_all(options["files"], jobs=max(1, options["jobs"])):
            failed = failed or "error" in record
            self.stdout.write(show(record))
        if failed:
            sys.exit(1)


def read_all(files: list[str], *, jobs: int) -> Iterator[dict[str, Any]]:
    """Yield a record for each file in the order given, reading several at once."""
    if jobs == 1:
        yield from map(read_one, files)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(read_one, files)


def read_one(file: str) -> dict[str, Any]:
    """Return the record of one file, or its name and the reason it cannot be read."""
    try:
        return as_record(read_report(file))
    except ReportUnreadable as error:
        return {"file": file, "error": str(error)}
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return {"file": file, "error": f"The file cannot be opened: {reason}."}


def as_line(record: dict[str, Any]) -> str:
    """Return a record as one line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def as_text(record: dict[str, Any]) -> str:
    """Return a record for reading by eye."""
    if "error" in record:
        return f"{record['file']}\n  {record['error']}\n"
    facts = {
        "Kind": _kind(record),
        "Title": record["title"],
        "Authority": record["authority"],
        "URN": record["authority_urn"],
        "On site": ", ".join(
            f"{window['start']} to {window['end']}" for window in record["windows"]
        ),
        "Published": record["published"],
        "Lead inspectors": ", ".join(record["lead_inspectors"]),
        "Other inspectorates": ", ".join(record["partners"]),
        "Topic": record["theme"],
        "Outcome": record["outcome"],
        "Written statement due": record["statement_deadline"],
    }
    lines = [record["file"]]
    lines += [f"  {name}: {value}" for name, value in facts.items() if value]
    absent = [name for name in NEEDED if not facts[name]]
    if absent:
        lines.append(f"  Not read: {', '.join(absent)}")
    lines += [
        f"  Grade, {Area(judgement['area']).label}: {judgement['grade_as_printed']}"
        for judgement in record["judgements"]
    ]
    for title, key in LISTS.items():
        lines.append(f"  {title}: {len(record[key])}")
        for item in record[key]:
            lines.append(f"    {item['position']}. {item['text']} (p. {item['page']})")
    lines.append(f"  Findings: {len(record['findings'])}")
    lines += [f"  ! {warning['sentence']}" for warning in record["warnings"]]
    return "\n".join(lines) + "\n"


def _kind(record: dict[str, Any]) -> str:
    return (
        f"{record['kind']}, re-inspection" if record["reinspection"] else record["kind"]
    )
