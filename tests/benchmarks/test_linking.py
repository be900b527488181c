"""How rightly and how fast links are suggested, and what each ingredient gains.

Run by `make bench` on the labelled pairs in REPORTS_DIR; never part of the test run.
"""

import itertools
import time
from collections.abc import Callable, Iterator

import pytest

from inspections.importing import read_report
from inspections.linking import ranking, suggest_links, verdicts, weights
from inspections.linking import words as linking_words
from inspections.linking.ranking import Index
from inspections.linking.restating import Restatements, likenesses
from inspections.linking.weights import Weights
from inspections.management.report_parts import earlier_recommendations, later_report
from inspections.word_counts import load
from tests.benchmarks.fitting import Model, fit, predict
from tests.lineage import (
    COLLECTION,
    LABELS,
    MISSING,
    Pair,
    pairs,
    score,
    suggested,
)

LONGEST = 2.0  # seconds for one new report against all earlier ones

# Settings tried when one pair of reports is left out, the code's own first.
RANKINGS = (
    ((weights, "IDEA_WEIGHT"), (1.4, 1.2, 1.7)),
    ((weights, "FADING"), (0.03, 0.0, 0.06)),
    ((ranking, "SECTION_WEIGHT"), (0.3, 0.15, 0.5)),
    ((ranking, "THEME_WEIGHT"), (0.3, 0.15, 0.5)),
)
VERDICTS = (
    ((verdicts, "FOUND"), (1.35, 1.0, 1.7)),
    ((verdicts, "ADDRESSED"), (0.6, 0.45, 0.75)),
    ((verdicts, "IMPROVED"), (-0.1, -0.2, 0.0)),
)
LIKENESSES = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)

pytestmark = pytest.mark.skipif(not LABELS.is_file(), reason=MISSING)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what takes one ingredient out of the ranking."""

    def without(ingredient: str) -> None:
        if ingredient == "section agreement":
            monkeypatch.setattr(ranking, "SECTION_WEIGHT", 0.0)
        elif ingredient == "theme agreement":
            monkeypatch.setattr(ranking, "THEME_WEIGHT", 0.0)
        elif ingredient == "ideas of the glossary":
            monkeypatch.setattr(linking_words, "_phrase_table", dict)
        elif ingredient == "weight on ideas":
            monkeypatch.setattr(weights, "IDEA_WEIGHT", 1.0)
        elif ingredient == "weight on opening words":
            monkeypatch.setattr(weights, "FADING", 0.0)
        elif ingredient == "counts of the sector's words":
            monkeypatch.setattr(weights, "_rarity", lambda found, of: 4.0)

    return without


INGREDIENTS = (
    "section agreement",
    "theme agreement",
    "ideas of the glossary",
    "weight on ideas",
    "weight on opening words",
    "counts of the sector's words",
)


class TestQuality:
    def test_suggestions_agree_with_readers(self) -> None:
        found = score(suggested(pairs()))
        print(f"\nlinks: {found}")
        for pair in pairs():
            print(f"  {pair.name}: {score(suggested([pair]))}")
        assert found.first >= 0.72
        assert found.in_three >= 0.92

    def test_what_each_ingredient_gains(
        self, plain: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = score(suggested(pairs()))
        print(f"\n{'all of it':38} {whole}")
        for ingredient in INGREDIENTS:
            plain(ingredient)
            less = score(suggested(pairs()))
            monkeypatch.undo()
            print(f"{'without ' + ingredient:38} {less}")
        for ingredient in INGREDIENTS[:5]:
            plain(ingredient)
        bare = score(suggested(pairs()))
        print(f"{'BM25 over stems alone':38} {bare}")
        assert whole.first > bare.first

    def test_weights_chosen_without_the_pair_they_are_tried_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The figures to expect on reports that nobody looked at."""
        left_out = list(_ranked_left_out(monkeypatch))
        first = sum(hit == 1 for hit in left_out) / len(left_out)
        in_three = sum(hit <= 3 for hit in left_out) / len(left_out)
        right = list(_verdicts_left_out(monkeypatch))
        precision, recall = _restated_left_out()
        print(
            f"\none pair left out: first {first:.1%}  in three {in_three:.1%}"
            f"  restated: right {precision:.1%} found {recall:.1%}"
            f"  verdicts {sum(right) / len(right):.1%}"
        )
        assert in_three >= 0.92


class TestSpeed:
    def test_a_new_report_against_all_earlier_ones(self) -> None:
        folder = max(
            (path for path in (COLLECTION / "reports").iterdir() if path.is_dir()),
            key=lambda path: len(list(path.glob("*childrens-services.pdf"))),
        )
        files = sorted(folder.glob("*childrens-services.pdf"))
        begun = time.perf_counter()
        earlier = [read_report(file) for file in files]
        reading = time.perf_counter() - begun
        begun = time.perf_counter()
        asked = [
            recommendation
            for report in earlier[:-1]
            for _, _, recommendation in earlier_recommendations(report)
        ]
        found = suggest_links(asked, later=later_report(earlier[-1]), background=load())
        spent = time.perf_counter() - begun
        print(
            f"\nlinks: {len(found)} earlier recommendations against one report in"
            f" {spent:.2f} s, {spent / reading * len(files):.2f} times reading a report"
        )
        assert spent < LONGEST


def _ranked_left_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Yield the rank of the first right passage, by weights fitted on other pairs."""
    by_setting = {}
    for setting in itertools.product(*(values for _, values in RANKINGS)):
        for ((module, name), _), value in zip(RANKINGS, setting, strict=True):
            monkeypatch.setattr(module, name, value)
        by_setting[setting] = {pair.name: list(_hits(pair)) for pair in pairs()}
    monkeypatch.undo()
    for left_out in pairs():
        best = max(
            by_setting,
            key=lambda setting: sum(
                1 / hit
                for name, hits in by_setting[setting].items()
                if name != left_out.name
                for hit in hits
            ),
        )
        yield from by_setting[best][left_out.name]


def _hits(pair: Pair) -> Iterator[int]:
    index = Index(pair.later.paragraphs, weights=Weights(load()))
    for link in pair.links:
        if link.paragraphs:
            numbers = [
                found.paragraph.number for found in index.rank(link.recommendation)
            ]
            yield next(
                (place for place, n in enumerate(numbers, 1) if n in link.paragraphs),
                99,
            )


def _verdicts_left_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """Yield whether a verdict is right, by thresholds fitted on other pairs."""
    by_setting = {}
    for setting in itertools.product(*(values for _, values in VERDICTS)):
        for ((module, name), _), value in zip(VERDICTS, setting, strict=True):
            monkeypatch.setattr(module, name, value)
        by_setting[setting] = {
            pair.name: [
                link.verdict == suggestion.verdict.verdict
                for link, suggestion in suggested([pair])
            ]
            for pair in pairs()
        }
    monkeypatch.undo()
    for left_out in pairs():
        best = max(
            by_setting,
            key=lambda setting: sum(
                sum(right)
                for name, right in by_setting[setting].items()
                if name != left_out.name
            ),
        )
        yield from by_setting[best][left_out.name]


def _restated_left_out() -> tuple[float, float]:
    """Return precision and recall of restatements, by weights fitted on other pairs."""
    rows = [
        (pair.name, kinds, true) for pair in pairs() for kinds, true in _alike(pair)
    ]
    right = proposed = 0
    for left_out in pairs():
        others = [(kinds, true) for name, kinds, true in rows if name != left_out.name]
        model = fit([kinds for kinds, _ in others], [true for _, true in others])
        least = max(
            LIKENESSES, key=lambda least: _agreement(model, others, least=least)
        )
        for name, kinds, true in rows:
            if name == left_out.name and _proposes(model, kinds, least=least):
                proposed += 1
                right += true
    return right / max(proposed, 1), right / sum(true for *_, true in rows)


def _agreement(
    model: Model, rows: list[tuple[tuple[float, ...], int]], *, least: float
) -> float:
    """Return the harmonic mean of precision and recall."""
    chosen = [true for kinds, true in rows if _proposes(model, kinds, least=least)]
    return 2 * sum(chosen) / (len(chosen) + sum(true for _, true in rows))


def _proposes(model: Model, kinds: tuple[float, ...], *, least: float) -> bool:
    return bool(kinds[1]) and predict(model, kinds) >= least


def _alike(pair: Pair) -> Iterator[tuple[tuple[float, ...], int]]:
    own = Weights(load())
    restatements = Restatements(
        pair.later.recommendations,
        index=Index(pair.later.paragraphs, weights=own),
        weights=own,
    )
    for link in pair.links:
        asked = restatements.ready(link.recommendation.text, link.recommendation.themes)
        for later, ready in restatements.later:
            yield likenesses(asked, ready), int(later.position in link.restated_by)
