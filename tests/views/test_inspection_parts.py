"""Tests of the pages of a finding, a judgement, a response and an action."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.models import Inspection, PublicationStatus
from inspections.publishing import approve, publish_import, revise, submit, withdraw
from inspections.vocabulary import Area, Grade, Position
from tests import factories as make

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT
HOME = "/inspections/ambleford-2022-02-ilacs/"


ALL_GOOD = dict.fromkeys(
    [
        Area.OVERALL,
        Area.LEADERS,
        Area.HELP_AND_PROTECTION,
        Area.IN_CARE_AND_CARE_LEAVERS,
    ],
    Grade.GOOD,
)


@pytest.fixture
def inspection() -> Inspection:
    row = make.make_inspection(
        grades={Area.OVERALL: Grade.GOOD, Area.HELP_AND_PROTECTION: Grade.OUTSTANDING},
        recommendations=("Improve plans.",),
    )
    make.make_finding(row, text="Plans are late.").themes.add(make.make_theme())
    response = make.make_response(row, summary="What it will do.")
    asked = row.all_recommendations.get()
    make.make_position(response, asked, position=Position.ACCEPTED, words="We agree.")
    make.make_action(response, asked, text="Audit the plans.")
    return row


PARTS = [
    ("findings/1/", "Plans are late."),
    ("judgements/help-and-protection/", "Outstanding"),
    ("responses/1/", "We agree."),
    ("actions/1/", "Audit the plans."),
]
QUERIES = {"findings/1/": 18, "judgements/help-and-protection/": 16} | {
    "responses/1/": 17,
    "actions/1/": 17,
}


@pytest.mark.parametrize(("own", "words"), PARTS)
class TestEachPart:
    def test_it_has_a_page(
        self, client: Client, inspection: Inspection, own: str, words: str
    ) -> None:
        html = client.get(HOME + own).content.decode()
        assert words in html.split("<main")[1]
        assert "Cite and share" in html
        assert f'href="{HOME}"' in html

    def test_the_inspection_leads_to_it(
        self, client: Client, inspection: Inspection, own: str, words: str
    ) -> None:
        assert f'href="{HOME}{own}"' in client.get(HOME).content.decode()

    def test_a_drafts_is_not_found(
        self, client: Client, inspection: Inspection, own: str, words: str
    ) -> None:
        inspection.status = DRAFT
        inspection.save()
        assert client.get(HOME + own).status_code == 404

    def test_one_that_never_was_is_not_found(
        self, client: Client, inspection: Inspection, own: str, words: str
    ) -> None:
        other = own.replace("1/", "7/").replace("help-and-protection", "adoption")
        assert client.get(HOME + other).status_code == 404

    def test_capitals_lead_to_it(
        self, client: Client, inspection: Inspection, own: str, words: str
    ) -> None:
        response = client.get((HOME + own).upper())
        assert (response.status_code, response["Location"]) == (301, HOME + own)

    def test_it_is_cited_as_a_file(
        self, client: Client, inspection: Inspection, own: str, words: str
    ) -> None:
        for ending, begins in (("bib", "@techreport{"), ("ris", "TY  - RPRT")):
            response = client.get(f"{HOME}{own.rstrip('/')}.{ending}")
            assert response.content.decode().startswith(begins)
            assert f'.{ending}"' in response["Content-Disposition"]

    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        inspection: Inspection,
        django_assert_num_queries: DjangoAssertNumQueries,
        own: str,
        words: str,
    ) -> None:
        for _ in range(3):
            make.make_finding(inspection)
            make.make_recommendation(inspection)
            make.make_action(make.make_response(inspection))
        with django_assert_num_queries(QUERIES[own]):
            client.get(HOME + own)


class TestJudgement:
    def test_a_code_as_files_have_it_leads_to_the_page(
        self, client: Client, inspection: Inspection
    ) -> None:
        response = client.get(f"{HOME}judgements/help_and_protection/?at=2026-11-01")
        there = f"{HOME}judgements/help-and-protection/?at=2026-11-01"
        assert (response.status_code, response["Location"]) == (301, there)


class TestTakenOut:
    def published(self) -> Inspection:
        draft = make.make_inspection(
            status=DRAFT,
            grades=ALL_GOOD,
            recommendations=("Improve plans.", "Improve visits."),
        )
        make.make_finding(draft)
        publish_import(draft, by=make.make_user("amir"), at=make.NOON)
        draft.refresh_from_db()
        return draft

    def test_what_a_correction_took_out_is_gone_and_says_why(
        self, client: Client
    ) -> None:
        inspection = self.published()
        at = make.NOON + timedelta(days=1)
        officer, approver = make.make_user("petra"), make.make_user("ann")
        copy = revise(inspection, by=officer, at=at)
        copy.all_recommendations.get(position=2).delete()
        copy.all_findings.all().delete()
        copy.all_judgements.get(area=Area.LEADERS).delete()
        submit(copy, by=officer, at=at, note="They are of another report.")
        approve(copy, by=approver, at=at)
        for own in ("recommendations/2/", "findings/1/", "judgements/leaders/"):
            response = client.get(HOME + own)
            html = response.content.decode()
            assert response.status_code == 410
            assert "They are of another report." in html
            assert "A correction of 2 November 2026" in html
            assert client.get(f"{HOME}{own}?at=2026-11-01").status_code == 200

    def test_a_withdrawn_response_and_its_actions_say_why(self, client: Client) -> None:
        inspection = self.published()
        response = make.make_response(inspection, status=DRAFT)
        publish_import(response, by=make.make_user("ann"), at=make.NOON)
        action = make.make_action(response, status=DRAFT)
        publish_import(action, by=make.make_user("bea"), at=make.NOON)
        response.refresh_from_db()
        withdraw(response, by=make.make_user(), at=make.NOON, note="Not the council’s.")
        for own, what in (("responses/1/", "response"), ("actions/1/", "action")):
            answer = client.get(HOME + own)
            html = answer.content.decode()
            assert answer.status_code == 410
            assert f"This {what} was withdrawn" in html
            assert "Not the council’s." in html
