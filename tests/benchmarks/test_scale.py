"""How much longer the main pages take with a hundred times the records.

Run by `make bench`, and on PostgreSQL through
`python -m tests.postgresql pytest -n 0 -s tests/benchmarks/test_scale.py`. The small
country has as many authorities and one of them has years of visits, as in the
demonstration; the large one has those visits everywhere.
"""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from inspections.models import Finding, Inspection, Recommendation
from tests.benchmarks.country import Country

pytestmark = pytest.mark.django_db

AUTHORITIES = 153
MOST_TIMES = 3.0
ROUNDS = 3
PAGES = {
    "home": "/",
    "authorities": "/authorities/",
    "authority": "/authorities/place-0/",
    "threads": "/authorities/place-0/threads/",
    "actions": "/authorities/place-0/actions/",
    "inspections": "/inspections/",
    "inspection": "/inspections/{ref}/",
    "recommendation": "/inspections/{ref}/recommendations/1/",
    "recommendations": "/recommendations/",
    "those open": "/recommendations/?headline=open",
    "comparison": "/comparisons/place-0/",
    "themes": "/themes/",
    "theme": "/themes/theme-1/",
    "regions": "/regions/",
    "region": "/regions/north-west/",
    "search, a rare word": "/search/?q=neglect",
    "search, a common word": "/search/?q=children",
}


def milliseconds(client: Client, url: str) -> float:
    """Return the shortest of some tries, as other work shares the machine."""
    taken = []
    for _ in range(ROUNDS):
        cache.clear()
        begun = time.perf_counter()
        response = client.get(url)
        taken.append(1000 * (time.perf_counter() - begun))
        assert response.status_code == 200, url
    return min(taken)


def measure(client: Client) -> dict[str, float]:
    rows = {
        model.__name__.lower(): model.objects.count()
        for model in (Inspection, Recommendation, Finding)
    }
    print("  " + ", ".join(f"{number:,} {name}s" for name, number in rows.items()))
    visit = Inspection.objects.get(authority__slug="place-0", ended__year=2018)
    return {
        name: milliseconds(client, url.format(ref=visit.ref))
        for name, url in PAGES.items()
    }


def test_pages_take_little_longer_with_a_hundred_times_the_records(
    client: Client,
) -> None:
    print(f"\n{connection.vendor}")
    country = Country(authorities=AUTHORITIES)
    country.visit(country.places[:1])
    small = measure(client)
    country.visit(country.places[1:])
    large = measure(client)
    for name in PAGES:
        ratio = large[name] / small[name]
        print(
            f"  {name:<24}{small[name]:>7.0f} ms{large[name]:>8.0f} ms{ratio:>6.1f} x"
        )
