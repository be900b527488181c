"""Tests of comparisons: each visit with the next, and any two."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.models import Authority, FormerSlug, PublicationStatus
from inspections.publishing import withdraw
from inspections.vocabulary import Area, Grade, Kind, Verdict
from tests.factories import (
    NOON,
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_restatement,
    make_theme,
    make_user,
    make_verdict,
)

pytestmark = pytest.mark.django_db
SIF = "ambleford-2017-10-sif"
ILACS = "ambleford-2022-02-ilacs"
PAIR = f"/comparisons/ambleford/{SIF}/{ILACS}/"


@pytest.fixture
def ambleford() -> Authority:
    """Ambleford, good in 2017 and not in 2022, with a recommendation of each fate."""
    authority = make_authority()
    earlier = make_inspection(
        authority,
        ended=date(2017, 10, 19),
        kind=Kind.SIF,
        grades={Area.OVERALL: Grade.GOOD, Area.CARE_LEAVERS: Grade.GOOD},
        recommendations=("Plan well.", "Hear children.", "Visit often."),
    )
    later = make_inspection(
        authority,
        grades={
            Area.OVERALL: Grade.REQUIRES_IMPROVEMENT,
            Area.IN_CARE_AND_CARE_LEAVERS: Grade.REQUIRES_IMPROVEMENT,
        },
    )
    plan, hear, _ = earlier.all_recommendations.all()
    make_restatement(plan, make_recommendation(later, text="Plan better."))
    make_verdict(hear, later, verdict=Verdict.ADDRESSED, quote="Children are heard.")
    make_recommendation(later, text="Find homes.")
    return authority


class TestSuccessive:
    def test_it_compares_each_visit_with_the_next(
        self, client: Client, ambleford: Authority
    ) -> None:
        make_inspection(ambleford, kind=Kind.JTAI, ended=date(2023, 5, 26))
        response = client.get("/comparisons/ambleford/")
        pairs = [(c.earlier.ref, c.later.ref) for c in response.context["comparisons"]]
        assert pairs == [(ILACS, "ambleford-2023-05-jtai"), (SIF, ILACS)]
        assert PAIR in response.content.decode()

    def test_it_leads_to_any_two(self, client: Client, ambleford: Authority) -> None:
        for address in (
            f"/comparisons/ambleford/?visit={SIF}&visit={ILACS}",
            f"/comparisons/ambleford/?visit={ILACS}&visit={SIF}&visit={SIF}",
        ):
            assert client.get(address).headers["Location"] == PAIR

    def test_any_others_stand_oldest_first(
        self, client: Client, ambleford: Authority
    ) -> None:
        jtai = make_inspection(ambleford, kind=Kind.JTAI, ended=date(2023, 5, 26)).ref
        make_inspection(ambleford, kind=Kind.FOCUSED_VISIT, ended=date(2024, 4, 2))
        query = "&".join(f"visit={ref}" for ref in (jtai, SIF, ILACS))
        response = client.get(f"/comparisons/ambleford/?{query}")
        ordered = "&".join(f"visit={ref}" for ref in (SIF, ILACS, jtai))
        assert response.headers["Location"] == f"/comparisons/ambleford/?{ordered}"
        response = client.get(response.headers["Location"])
        assert [v.ref for v in response.context["visits"]] == [SIF, ILACS, jtai]
        assert "Compare every visit" in response.content.decode()

    @pytest.mark.parametrize("refs", [["nowhere"], [SIF, "nowhere"], ["x" * 900]])
    def test_an_unknown_reference_is_answered_with_those_that_are_known(
        self, client: Client, ambleford: Authority, refs: list[str]
    ) -> None:
        response = client.get("/comparisons/ambleford/", {"visit": refs})
        assert response.status_code == 404
        html = response.content.decode()
        assert refs[-1][:100] in html
        assert refs[-1][:121] not in html or len(refs[-1]) <= 120
        assert SIF in html
        assert ILACS in html

    def test_a_withdrawn_visit_is_gone_and_its_reason_said(
        self, client: Client, ambleford: Authority
    ) -> None:
        gone = make_inspection(ambleford, ended=date(2024, 5, 1))
        withdraw(gone, by=make_user(), at=NOON, note="Published by mistake.")
        for address in (
            f"/comparisons/ambleford/?visit={SIF}&visit={gone.ref}",
            f"/comparisons/ambleford/{SIF}/{gone.ref}/",
        ):
            response = client.get(address)
            assert response.status_code == 410
            assert "Published by mistake." in response.content.decode()

    def test_the_same_visit_twice_gets_a_sentence(
        self, client: Client, ambleford: Authority
    ) -> None:
        html = client.get(f"/comparisons/ambleford/?visit={SIF}").content.decode()
        assert "Choose at least two visits." in html
        twice = client.get(f"/comparisons/ambleford/?visit={SIF}&visit={SIF}")
        assert twice.headers["Location"] == f"/comparisons/ambleford/?visit={SIF}"

    def test_themes_say_how_many_concerns_and_strengths_each_visit_printed(
        self, client: Client, ambleford: Authority
    ) -> None:
        theme = make_theme()
        earlier = ambleford.all_inspections.get(ref=SIF)
        for recommendation in earlier.all_recommendations.all()[:2]:
            recommendation.themes.add(theme)
        for polarity in ("concern", "strength", "not_classified"):
            make_finding(earlier, polarity=polarity).themes.add(theme)
        html = client.get("/comparisons/ambleford/").content.decode()
        for words in ("3 concerns", "1 strength, 1 other", "not classified"):
            assert words in html
        assert f"/inspections/{SIF}/?theme={theme.slug}#recommendations" in html

    def test_recommendations_travel_from_visit_to_visit(
        self, client: Client, ambleford: Authority
    ) -> None:
        html = client.get("/comparisons/ambleford/").content.decode()
        assert "Asked for at more than one visit" in html
        assert "Asked again<" in html
        assert "Asked for once, with what later visits say" in html

    def test_where_comparison_stops_the_reason_stands(
        self, client: Client, ambleford: Authority
    ) -> None:
        make_inspection(
            ambleford,
            kind=Kind.LOOKED_AFTER,
            ended=date(2013, 6, 3),
            grades={Area.OVERALL: Grade.ADEQUATE},
        )
        html = client.get("/comparisons/ambleford/").content.decode()
        assert "Where comparison stops" in html
        assert "another scale" in html

    def test_visits_to_a_council_before_it_are_not_set_against_its_own(
        self, client: Client, ambleford: Authority
    ) -> None:
        ambleford.predecessors.add(make_authority("Old Shire"))
        html = client.get("/comparisons/ambleford/").content.decode()
        assert "/authorities/old-shire/" in html
        assert "another body was inspected then" in html

    @pytest.mark.parametrize("visits", [0, 1])
    def test_it_reads_well_with_fewer_than_two(
        self, client: Client, visits: int
    ) -> None:
        authority = make_authority()
        for _ in range(visits):
            make_inspection(authority)
        html = client.get("/comparisons/ambleford/").content.decode()
        assert "There are not yet two published visits to compare." in html

    def test_it_hides_a_draft(self, client: Client, ambleford: Authority) -> None:
        draft = make_inspection(
            ambleford, ended=date(2024, 5, 1), status=PublicationStatus.DRAFT
        )
        assert draft.ref not in client.get("/comparisons/ambleford/").content.decode()

    @pytest.mark.parametrize("more", [0, 5])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        ambleford: Authority,
        django_assert_num_queries: DjangoAssertNumQueries,
        more: int,
    ) -> None:
        for number in range(more):
            make_inspection(ambleford, ended=date(2024, 1 + number, 1))
        with django_assert_num_queries(14):
            client.get("/comparisons/ambleford/")


class TestPair:
    def test_it_says_which_way_a_grade_went(
        self, client: Client, ambleford: Authority
    ) -> None:
        html = client.get(PAIR).content.decode()
        assert "Lower grade" in html
        assert "4 years 4 months later" in html

    def test_it_says_why_two_grades_cannot_be_compared(
        self, client: Client, ambleford: Authority
    ) -> None:
        html = client.get(PAIR).content.decode()
        assert "Not comparable" in html
        assert "together until January 2023" in html

    def test_it_says_what_became_of_each_recommendation(
        self, client: Client, ambleford: Authority
    ) -> None:
        response = client.get(PAIR)
        comparison = response.context["comparison"]
        assert len(comparison.restated) == 1
        assert len(comparison.carried_over) == 1
        assert len(comparison.not_revisited) == 1
        assert len(comparison.new) == 1
        html = response.content.decode()
        for words in ("Plan better.", "Children are heard.", "Find homes."):
            assert words in html

    def test_what_nobody_has_linked_is_not_called_new(self, client: Client) -> None:
        authority = make_authority()
        for year in (2017, 2022):
            make_inspection(
                authority, ended=date(year, 2, 4), recommendations=("Plan well.",)
            )
        html = client.get("/comparisons/ambleford/").content.decode()
        assert "have not been linked here yet" in html
        assert "<dt>New</dt>" not in html

    def test_the_wrong_order_leads_to_the_right_one(
        self, client: Client, ambleford: Authority
    ) -> None:
        response = client.get(f"/comparisons/ambleford/{ILACS}/{SIF}/")
        assert response.status_code == 301
        assert response.headers["Location"] == PAIR

    def test_two_visits_without_grades_say_so(
        self, client: Client, ambleford: Authority
    ) -> None:
        one = make_inspection(ambleford, kind=Kind.JTAI, ended=date(2023, 5, 26))
        other = make_inspection(
            ambleford, kind=Kind.FOCUSED_VISIT, ended=date(2024, 5, 1)
        )
        html = client.get(f"/comparisons/ambleford/{one.ref}/{other.ref}/")
        assert "Neither visit gave grades" in html.content.decode()

    def test_a_draft_is_not_found(self, client: Client, ambleford: Authority) -> None:
        draft = make_inspection(
            ambleford, ended=date(2024, 5, 1), status=PublicationStatus.DRAFT
        )
        address = f"/comparisons/ambleford/{SIF}/{draft.ref}/"
        assert client.get(address).status_code == 404

    def test_another_councils_visit_is_not_found(
        self, client: Client, ambleford: Authority
    ) -> None:
        other = make_inspection(make_authority("Brackmere"))
        address = f"/comparisons/ambleford/{SIF}/{other.ref}/"
        assert client.get(address).status_code == 404

    def test_one_visit_alone_leads_to_them_all(
        self, client: Client, ambleford: Authority
    ) -> None:
        response = client.get(f"/comparisons/ambleford/{SIF}/{SIF}/")
        assert response.headers["Location"] == "/comparisons/ambleford/"

    def test_a_changed_wording_is_marked_by_more_than_colour(
        self, client: Client, ambleford: Authority
    ) -> None:
        html = client.get(PAIR).content.decode()
        assert "taken out: </span>well.</del>" in html
        assert "put in: </span>better.</ins>" in html

    def test_a_former_address_leads_here(
        self, client: Client, ambleford: Authority
    ) -> None:
        FormerSlug.objects.create(slug="old-name", authority=ambleford)
        response = client.get(f"/comparisons/old-name/{SIF}/{ILACS}/")
        assert response.headers["Location"] == PAIR

    def test_it_asks_little_of_the_database(
        self,
        client: Client,
        ambleford: Authority,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        with django_assert_num_queries(12):
            client.get(PAIR)
