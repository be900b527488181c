"""The document and the answers held to each other, by requests made up from it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup

from tests.api.cast import FIRST, SECOND, make_cast
from tests.kept_open import kept_open
from tracker.wsgi import application

KNOWN = {"ref": FIRST, "number": 1, "one": SECOND, "other": FIRST}
EXAMPLES = 12  # of each kind, right and wrong, for each address

examples = hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


AnyCase = Case[Any]


@pytest.fixture(autouse=True)
def served() -> Iterator[None]:
    """Let every answer be closed as the server closes it."""
    with kept_open():
        yield


class Trial:
    """Asks what it is given to ask, and keeps the answers and the faults."""

    def __init__(self) -> None:
        self.answers: Counter[int] = Counter()
        self.faults: dict[str, str] = {}

    def ask(self, case: AnyCase) -> None:
        """Ask, and hold the answer to every rule of the document."""
        query = case.query or {}
        since, until = query.get("since"), query.get("until")
        if isinstance(since, int) and isinstance(until, int) and since > until:
            return  # A rule between two parameters, for which OpenAPI has no words.
        if isinstance(query.get("page"), int) and query["page"] > 1:
            query["page"] = 1  # Past the last page there is nothing to hold to.
        response = case.call(headers={"Accept-Encoding": "identity"})
        self.answers[response.status_code] += 1
        try:
            case.validate_response(response)
        except FailureGroup as group:
            for failure in group.exceptions:
                key = f"{case.method} {case.path}: {type(failure).__name__}"
                self.faults.setdefault(key, f"{case.as_curl_command()}\n{failure}")

    def of(self, operation: Any, mode: GenerationMode, **known: Any) -> None:
        """Ask whatever may be made up for one address, beside what is known."""
        made_up = operation.as_strategy(generation_mode=mode, **known)

        @examples
        @hypothesis.given(case=made_up)
        def ask(case: AnyCase) -> None:
            self.ask(case)

        ask()


class TestDocument:
    @pytest.mark.django_db
    def test_every_answer_is_as_it_says_whatever_is_asked(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """No error of the server, no undocumented answer, nothing bad let through."""
        make_cast()
        document = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
        found: Any = document.get_all_operations()
        operations = [each.ok() for each in found]
        trial = Trial()
        for operation in operations:
            trial.of(operation, GenerationMode.POSITIVE)
            trial.of(operation, GenerationMode.NEGATIVE)
            if "{" in operation.path:
                place = {
                    "slug": "neglect" if "themes" in operation.path else "ambleford"
                }
                known = KNOWN | place
                trial.of(operation, GenerationMode.POSITIVE, path_parameters=known)
        with capsys.disabled():
            print(
                f"\n{trial.answers.total()} cases tried at {len(operations)} "
                f"addresses, {len(trial.faults)} faults found; "
                f"answers {dict(trial.answers)}"
            )
        assert trial.faults == {}, "\n\n".join(trial.faults.values())
        assert trial.answers[200] and trial.answers[400] and trial.answers[404]
