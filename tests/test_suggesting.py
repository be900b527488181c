"""From records to suggestions and back: paragraphs, verdicts, restatements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.concerns import open_concerns
from inspections.models import Finding, Inspection, Recommendation
from inspections.suggesting import Suggested, suggestions_for
from inspections.vocabulary import Kind, RecommendationKind, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db

ASKED = "Ensure that personal education plans are specific and of good quality."
SPEAKS = (
    "Personal education plans are now specific and of consistently good quality, and "
    "children in care do well at school."
)
OTHER = "Early help is easy to find and families value it."


@pytest.fixture
def later() -> Inspection:
    inspection = make.make_inspection()
    make.make_finding(inspection, text=OTHER)
    make.make_finding(inspection, text=SPEAKS)
    return inspection


@pytest.fixture
def asked(later: Inspection) -> Recommendation:
    visit = make.make_inspection(
        later.authority, ended=date(2017, 10, 12), kind=Kind.SIF
    )
    return make.make_recommendation(visit, text=ASKED)


def suggested(later: Inspection) -> Suggested:
    [found] = suggestions_for(
        later,
        open_concerns(later),
        findings=list(later.all_findings.all()),
        later=list(later.all_recommendations.prefetch_related("themes")),
    )
    return found


class TestSuggestionsFor:
    def test_the_paragraph_that_speaks_to_it_comes_first(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        first = suggested(later).candidates[0]
        assert first.finding.text == SPEAKS
        assert first.rank == 1

    def test_a_verdict_comes_with_the_sentence_it_rests_on(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        found = suggested(later)
        assert found.verdict is not Verdict.NOT_REVISITED
        assert found.words
        assert any(candidate.sentences for candidate in found.candidates)

    def test_what_asks_for_the_same_again_is_proposed(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        make.make_recommendation(later, text="Housing for care leavers.")
        again = make.make_recommendation(
            later, text="The quality of personal education plans."
        )
        assert [row for row, _ in suggested(later).restated_by] == [again]

    def test_what_is_asked_of_the_board_is_not(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        make.make_recommendation(later, text=ASKED, kind=RecommendationKind.LSCB)
        assert suggested(later).restated_by == ()

    def test_paragraphs_on_the_board_are_not_ranked(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        Finding.objects.update(section="The Local Safeguarding Children Board (LSCB)")
        found = suggested(later)
        assert found.candidates == ()
        assert found.verdict is Verdict.NOT_REVISITED

    def test_nor_is_a_summary_among_numbered_paragraphs(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        make.make_finding(later, text=SPEAKS + " In short.", paragraph=None)
        texts = [c.finding.text for c in suggested(later).candidates]
        assert SPEAKS in texts
        assert SPEAKS + " In short." not in texts

    def test_a_paragraph_knows_its_rank_and_a_stranger_has_none(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        found = suggested(later)
        assert found.rank_of(found.candidates[0].finding) == 1
        assert found.rank_of(None) is None
        assert found.rank_of(make.make_finding(later, text="New.")) is None

    def test_it_asks_once_for_the_themes(
        self, later: Inspection, asked: Recommendation
    ) -> None:
        concerns, findings = open_concerns(later), list(later.all_findings.all())
        with CaptureQueriesContext(connection) as queries:
            suggestions_for(later, concerns, findings=findings, later=[])
        assert len(queries) == 1
