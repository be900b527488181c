"""How fast files stream, in how much memory, and what a page of the interface costs.

Run by `make bench`; never part of the test run.
"""

import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from inspections.models import Finding, Recommendation
from inspections.models.changes import create_rows
from inspections.vocabulary import Area, Grade
from tests import factories as make

ROWS = 50_000
AUTHORITIES = 100
VISITS = 10
MOST_MEMORY = 60  # megabytes beside what the process holds already
pytestmark = pytest.mark.django_db


@pytest.fixture
def many() -> None:
    """Make fifty thousand recommendations: fifty at each of a thousand visits."""
    for number in range(AUTHORITIES):
        authority = make.make_authority(f"Council {number}")
        for year in range(VISITS):
            inspection = make.make_inspection(
                authority,
                ended=date(2010 + year, 3, 4),
                grades={Area.OVERALL: Grade.GOOD},
            )
            create_rows(
                Recommendation,
                [
                    Recommendation(
                        inspection=inspection,
                        position=position,
                        text=f"Improve the plans of children, item {position}.",
                        page=3,
                    )
                    for position in range(1, ROWS // AUTHORITIES // VISITS + 1)
                ],
            )
            create_rows(
                Finding, [Finding(inspection=inspection, position=1, text="Late.")]
            )


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_a_file_of_fifty_thousand_rows_streams_in_fixed_memory(
    client: Client, many: None
) -> None:
    def stream() -> int:
        response: Any = client.get("/downloads/recommendations.csv")
        return sum(part.count(b"\r\n") for part in response.streaming_content)

    lines = 0

    def count() -> None:
        nonlocal lines
        lines = stream()

    taken = seconds(count)
    tracemalloc.start()
    stream()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(
        f"\n{lines - 1:,} rows of recommendations.csv in {taken:.1f} s: "
        f"{(lines - 1) / taken:,.0f} rows a second, peak {peak / 2**20:.0f} MB"
    )
    assert lines == ROWS + 1
    assert peak / 2**20 < MOST_MEMORY


def test_a_page_of_the_interface_beside_the_page_for_people(
    client: Client, many: None
) -> None:
    def fetch(address: str) -> float:
        return min(seconds(lambda: client.get(address)) for _ in range(3))

    for name in ("inspections", "recommendations"):
        people, programs = fetch(f"/{name}/"), fetch(f"/api/v1/{name}/?per_page=30")
        print(
            f"\n{name}: page {people * 1000:.0f} ms, interface "
            f"{programs * 1000:.0f} ms, {programs / people:.2f} times"
        )
