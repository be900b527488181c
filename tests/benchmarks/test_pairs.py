"""Every two visits of every authority of the collection: the counts add up.

Run by `make bench` on the collection in REPORTS_DIR; the test run takes a sample.
"""

import pytest

from tests.collected import REPORTS, histories, pairs, parts_of, refs_of

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(), reason=f"The collection of reports is not in {REPORTS}."
)


def test_what_became_of_each_item_adds_up_in_every_pair() -> None:
    totals = {"carried over": 0, "restated": 0, "new": 0, "not revisited": 0}
    compared = items = 0
    for name, history in histories():
        for comparison in pairs(history):
            earlier, later = parts_of(comparison)
            assert sorted(earlier) == sorted(refs_of(comparison.earlier)), name
            assert sorted(later) == sorted(refs_of(comparison.later)), name
            totals["carried over"] += len(comparison.carried_over)
            totals["restated"] += len(comparison.restated)
            totals["new"] += len(comparison.new)
            totals["not revisited"] += len(comparison.not_revisited)
            compared += 1
            items += comparison.item_count
    print(f"\n{compared} pairs, {items} items: {totals}")
    assert sum(totals.values()) == items
    assert compared
