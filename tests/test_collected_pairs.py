"""Real visits in pairs: what became of each item adds up, and no item is lost."""

import pytest

from tests.collected import REPORTS, histories, pairs, parts_of, refs_of

EVERY = 9  # one authority in nine; `make bench` takes them all


@pytest.mark.skipif(
    not REPORTS.is_dir(), reason=f"There is no collection in {REPORTS}."
)
class TestPairs:
    def test_the_four_counts_are_the_union_of_both_visits(self) -> None:
        compared = restated = 0
        for name, history in histories(every=EVERY):
            for comparison in pairs(history):
                earlier, later = parts_of(comparison)
                assert sorted(earlier) == sorted(refs_of(comparison.earlier)), name
                assert sorted(later) == sorted(refs_of(comparison.later)), name
                counts = (
                    len(comparison.carried_over),
                    len(comparison.restated),
                    len(comparison.not_revisited),
                    len(comparison.new),
                )
                assert sum(counts) == comparison.item_count, name
                compared += 1
                restated += len(comparison.restated)
        # A collection in which nothing is restated would prove little.
        assert compared
        assert restated
