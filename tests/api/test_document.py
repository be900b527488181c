"""The document and the answers held to each other, by requests made up from it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case

from tests.api.cast import make_cast
from tracker.wsgi import application

EXAMPLES = 8  # of each kind for each address, beside the limits of every parameter


@pytest.fixture
def document(db: None) -> Any:
    """Read the document of a site with something of everything in it."""
    make_cast()
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application)


@pytest.fixture(scope="module")
def tried() -> Iterator[Counter[int]]:
    """Count the answers by status, and print them once all are in."""
    counts: Counter[int] = Counter()
    yield counts
    print(f"\n{counts.total()} cases tried, no fault found; answers {dict(counts)}")


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_document_has_it(
    case: Case, tried: Counter[int]
) -> None:
    """No error of the server, no undocumented answer, nothing bad let through."""
    query = case.query or {}
    since, until = query.get("since"), query.get("until")
    if isinstance(since, int) and isinstance(until, int) and since > until:
        return  # A rule between two parameters, for which OpenAPI has no words.
    response = case.call_and_validate()
    tried[response.status_code] += 1
