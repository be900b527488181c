"""A reading kept while a person checks it: nothing is lost, old ones stay readable."""

import json
from dataclasses import replace

from inspections.importing import read_pages
from inspections.importing.parsed import DOUBTFUL
from inspections.importing.stored import from_stored, least_confidence, to_stored
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pages

PARSED = read_pages(make_pages(*ilacs()))


class TestStored:
    def test_everything_comes_back(self) -> None:
        stored = json.loads(json.dumps(to_stored(PARSED)))
        assert from_stored(stored) == PARSED

    def test_what_an_older_version_stored_can_be_read(self) -> None:
        stored = to_stored(PARSED) | {"abandoned": 1}
        del stored["footnotes"]
        assert from_stored(stored) == replace(PARSED, footnotes=())


class TestLeastConfidence:
    def test_it_is_that_of_the_least_certain_field(self) -> None:
        assert PARSED.published is None
        doubtful = replace(PARSED.judgements[0], confidence=DOUBTFUL)
        parsed = replace(PARSED, judgements=(doubtful, *PARSED.judgements[1:]))
        assert least_confidence(parsed) == DOUBTFUL

    def test_a_missing_authority_leaves_none(self) -> None:
        assert least_confidence(replace(PARSED, authority_slug=None)) == 0.0

    def test_missing_dates_leave_none(self) -> None:
        assert least_confidence(replace(PARSED, windows=())) == 0.0
