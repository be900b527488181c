"""Tests of the list of authorities, and of one authority's page."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from inspections.models import (
    Authority,
    FormerSlug,
    PublicationStatus,
    StatisticalNeighbour,
)
from inspections.views import offered
from inspections.views.offered import Offer
from inspections.vocabulary import Area, Delivery, Grade, Kind
from tests.factories import (
    make_action,
    make_article,
    make_authority,
    make_inspection,
    make_recommendation,
    make_response,
    make_restatement,
    make_verdict,
)

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT
GOOD = {Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.OUTSTANDING}


class TestIndex:
    def test_it_lists_councils_with_grade_and_date(self, client: Client) -> None:
        make_inspection(make_authority("Ambleford"), grades=GOOD)
        make_authority("Brackmere")
        html = client.get("/authorities/").content.decode()
        assert 'href="/authorities/ambleford/"' in html
        assert "Feb\xa02022" in html
        assert "No graded visit here yet" in html

    def test_a_search_that_finds_one_goes_to_it(self, client: Client) -> None:
        make_authority("Ambleford")
        make_authority("Brackmere")
        response = client.get("/authorities/?q=AMBLE")
        assert response.headers["Location"] == "/authorities/ambleford/"

    @pytest.mark.parametrize(
        "words", ["ambleford and brackmere", "Ambleford & Brackmere", "old-ambleford"]
    )
    def test_it_knows_other_names_and_ways_to_write_them(
        self, client: Client, words: str
    ) -> None:
        make_authority("Ambleford and Brackmere", other_names=["Old Ambleford Council"])
        make_authority("Castlewick")
        response = client.get("/authorities/", {"q": words})
        assert response.headers["Location"] == "/authorities/ambleford-and-brackmere/"

    def test_it_narrows_by_region_and_grade(self, client: Client) -> None:
        make_inspection(make_authority("Ambleford"), grades=GOOD)
        london = make_authority("Brackmere", region=Authority.Region.LONDON)
        make_inspection(london, grades=GOOD)
        query = {"region": "London", "grade": "good"}
        found = client.get("/authorities/", query).context["found"]
        assert [entry.name for entry in found] == ["Brackmere"]

    def test_it_finds_those_without_an_overall_grade(self, client: Client) -> None:
        make_inspection(make_authority("Ambleford"), grades=GOOD)
        make_authority("Brackmere")
        make_authority("Castlewick")
        found = client.get("/authorities/?grade=none").context["found"]
        assert [entry.name for entry in found] == ["Brackmere", "Castlewick"]

    def test_it_says_so_when_nothing_fits(self, client: Client) -> None:
        make_authority("Ambleford")
        html = client.get("/authorities/?q=zzz").content.decode()
        assert "No council has that name" in html
        assert "Show every council" in html

    def test_a_faulty_filter_gets_a_sentence(self, client: Client) -> None:
        make_authority("Ambleford")
        response = client.get("/authorities/?region=Narnia")
        assert response.status_code == 200
        assert "There is a problem" in response.content.decode()

    def test_abolished_councils_stand_apart(self, client: Client) -> None:
        make_authority("Oldshire", valid_to=date(2023, 3, 31))
        response = client.get("/authorities/")
        assert [e.name for e in response.context["abolished"]] == ["Oldshire"]
        assert response.context["regions"] == ()

    def test_it_reads_well_with_no_councils(self, client: Client) -> None:
        assert client.get("/authorities/").status_code == 200

    def test_it_hides_a_drafts_grade(self, client: Client) -> None:
        make_inspection(grades=GOOD, status=DRAFT)
        found = client.get("/authorities/").context["found"]
        assert found[0].grade == ""

    @pytest.mark.parametrize("councils", [1, 8])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        councils: int,
    ) -> None:
        for number in range(councils):
            make_inspection(make_authority(f"Council {number}"), grades=GOOD)
        with django_assert_num_queries(4):
            client.get("/authorities/")


class TestDetail:
    def test_it_shows_the_grades_that_stand_since_when(self, client: Client) -> None:
        ambleford = make_authority()
        make_inspection(ambleford, grades=GOOD)
        make_inspection(ambleford, kind=Kind.FOCUSED_VISIT, ended=date(2024, 5, 1))
        html = client.get("/authorities/ambleford/").content.decode()
        assert "since February 2022" in html
        assert "Impact of leaders" in html

    def test_it_draws_and_lists_every_visit(self, client: Client) -> None:
        ambleford = make_authority()
        shown = [
            make_inspection(ambleford, grades=GOOD),
            make_inspection(ambleford, kind=Kind.JTAI, ended=date(2023, 5, 26)),
        ]
        html = client.get("/authorities/ambleford/").content.decode()
        for inspection in shown:
            assert html.count(f'href="{inspection.get_absolute_url()}"') >= 2

    def test_it_reads_well_without_a_visit(self, client: Client) -> None:
        make_authority()
        response = client.get("/authorities/ambleford/")
        assert response.status_code == 200
        assert "No inspection of this council is published" in response.content.decode()

    def test_it_reads_well_with_one_ungraded_visit(self, client: Client) -> None:
        make_inspection(kind=Kind.FOCUSED_VISIT)
        html = client.get("/authorities/ambleford/").content.decode()
        assert "No graded inspection is published here yet." in html
        assert "Compare visits" in html or "comparisons" not in html

    def test_it_names_what_came_before_and_after(self, client: Client) -> None:
        old = make_authority("Oldshire", valid_to=date(2023, 3, 31))
        make_authority("Newshire").predecessors.add(old)
        assert "Newshire" in client.get("/authorities/oldshire/").content.decode()
        assert "Oldshire" in client.get("/authorities/newshire/").content.decode()

    def test_it_names_the_councils_most_like_it(self, client: Client) -> None:
        ambleford, brackmere = make_authority(), make_authority("Brackmere")
        StatisticalNeighbour.objects.create(
            authority=ambleford, neighbour=brackmere, position=1
        )
        html = client.get("/authorities/ambleford/").content.decode()
        assert 'href="/authorities/brackmere/"' in html

    def test_it_hides_drafts_of_every_kind(self, client: Client) -> None:
        ambleford = make_authority()
        public = make_inspection(ambleford, grades=GOOD)
        secret = make_inspection(
            ambleford, ended=date(2024, 5, 1), focus="xyzzy", status=DRAFT
        )
        make_recommendation(secret, text="xyzzy")
        make_verdict(make_recommendation(public), secret, quote="xyzzy")
        make_response(public, title="xyzzy", status=DRAFT)
        make_action(make_response(public), text="xyzzy", status=DRAFT)
        make_article(ambleford, title="xyzzy", status=DRAFT)
        assert "xyzzy" not in client.get("/authorities/ambleford/").content.decode()

    def test_a_former_address_leads_here(self, client: Client) -> None:
        FormerSlug.objects.create(slug="old-name", authority=make_authority())
        response = client.get("/authorities/old-name/")
        assert response.status_code == 301
        assert response.headers["Location"] == "/authorities/ambleford/"

    def test_an_unknown_council_is_not_found(self, client: Client) -> None:
        assert client.get("/authorities/nowhere/").status_code == 404


PARTS = ("", "threads/", "actions/", "responses/", "press/", "downloads/")


def full_history(*, visits: int = 1) -> Authority:
    """Make Ambleford with so many visits, each with something in every part."""
    ambleford = make_authority()
    for number in range(visits):
        inspection = make_inspection(
            ambleford, ended=date(2012 + 2 * number, 5, 1), grades=GOOD
        )
        made = make_recommendation(inspection)
        make_action(make_response(inspection), made)
        make_article(ambleford, inspection)
    return ambleford


class TestEveryPart:
    @pytest.mark.parametrize("part", PARTS)
    def test_it_leads_to_all_the_others_and_marks_itself(
        self, client: Client, part: str
    ) -> None:
        full_history()
        html = client.get(f"/authorities/ambleford/{part}").content.decode()
        for other in PARTS:
            assert f'href="/authorities/ambleford/{other}"' in html
        assert f'/ambleford/{part}" aria-current="page"' in html

    def test_each_has_a_title_of_its_own(self, client: Client) -> None:
        full_history()
        pages = [client.get(f"/authorities/ambleford/{part}") for part in PARTS]
        titles = {
            page.content.decode().split("<title>")[1].split("</title>")[0]
            for page in pages
        }
        assert len(titles) == len(PARTS)
        assert all("Ambleford" in title for title in titles)

    @pytest.mark.parametrize("part", PARTS[1:])
    def test_it_says_where_it_stands(self, client: Client, part: str) -> None:
        full_history()
        html = client.get(f"/authorities/ambleford/{part}").content.decode()
        trail = html.split('aria-label="Breadcrumb"')[1].split("</nav>")[0]
        assert 'href="/authorities/ambleford/"' in trail

    @pytest.mark.parametrize("part", PARTS)
    def test_it_reads_well_with_nothing_to_show(
        self, client: Client, part: str
    ) -> None:
        make_authority()
        html = client.get(f"/authorities/ambleford/{part}").content.decode()
        assert 'class="empty"' in html

    @pytest.mark.parametrize("part", PARTS)
    def test_it_hides_drafts_of_every_kind(self, client: Client, part: str) -> None:
        ambleford = make_authority()
        public = make_inspection(ambleford, grades=GOOD)
        asked = make_recommendation(public)
        secret = make_inspection(
            ambleford, ended=date(2024, 5, 1), focus="xyzzy", status=DRAFT
        )
        make_recommendation(secret, text="xyzzy")
        make_response(public, title="xyzzy", status=DRAFT)
        make_action(make_response(public), asked, text="xyzzy", status=DRAFT)
        make_article(ambleford, title="xyzzy", status=DRAFT)
        html = client.get(f"/authorities/ambleford/{part}").content.decode()
        assert "xyzzy" not in html

    @pytest.mark.parametrize("part", PARTS)
    def test_a_former_address_leads_here(self, client: Client, part: str) -> None:
        FormerSlug.objects.create(slug="old-name", authority=make_authority())
        response = client.get(f"/authorities/old-name/{part}")
        assert response.status_code == 301
        assert response.headers["Location"] == f"/authorities/ambleford/{part}"

    @pytest.mark.parametrize("part", PARTS)
    def test_an_unknown_council_is_not_found(self, client: Client, part: str) -> None:
        assert client.get(f"/authorities/nowhere/{part}").status_code == 404

    @pytest.mark.parametrize("part", PARTS)
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self, client: Client, part: str
    ) -> None:
        asked = []
        for visits in (1, 6):
            Authority.objects.filter(name="Ambleford").update(
                name="Brackmere", slug="brackmere"
            )
            full_history(visits=visits)
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/authorities/ambleford/{part}")
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 20


class TestThreads:
    def test_it_shows_what_is_open_and_what_was_raised_again(
        self, client: Client
    ) -> None:
        ambleford = make_authority()
        earlier = make_inspection(ambleford, ended=date(2017, 10, 19))
        later = make_inspection(ambleford)
        first = make_recommendation(earlier, text="Make plans better.")
        again = make_recommendation(later, text="Make plans much better.")
        make_restatement(first, again)
        make_recommendation(later, text="Hear children.")
        html = client.get("/authorities/ambleford/threads/").content.decode()
        assert (
            "Raised October 2017, still raised February 2022: 4 years 4 months." in html
        )
        opened, closed = html.split('id="closed"')
        assert "Hear children." in opened.split('id="open"')[1]
        assert "Make plans better." in closed


class TestActions:
    def test_an_action_past_its_date_comes_first_and_says_what_it_is_for(
        self, client: Client
    ) -> None:
        inspection = make_inspection(recommendations=("Plan well.",))
        response = make_response(inspection, title="Ambleford’s plan")
        asked = inspection.all_recommendations.get()
        make_action(response, text="Buy a clock.", delivery=Delivery.REPORTED_COMPLETE)
        late = date(2022, 6, 1)
        make_action(
            response,
            asked,
            text="Train every manager.",
            first_target=late,
            current_target=late,
        )
        html = client.get("/authorities/ambleford/actions/").content.decode()
        assert html.index("Train every manager.") < html.index("Buy a clock.")
        assert f'href="{asked.get_absolute_url()}"' in html
        assert "not checked by anybody else" in html
        assert "Ambleford’s plan" in html


class TestResponses:
    def test_it_shows_answers_by_visit_and_where_there_is_none(
        self, client: Client
    ) -> None:
        ambleford = make_authority()
        answered = make_inspection(
            ambleford, ended=date(2018, 5, 1), recommendations=("Plan.",)
        )
        make_response(answered, title="Ambleford’s plan")
        make_inspection(ambleford, recommendations=("Hear children.",))
        html = client.get("/authorities/ambleford/responses/").content.decode()
        assert "Ambleford’s plan" in html
        assert html.index("No answer is recorded here.") < html.index("s plan")


class TestPress:
    def test_it_lists_articles_with_outlet_and_link(self, client: Client) -> None:
        inspection = make_inspection()
        make_article(inspection.authority, inspection, title="Council told to improve")
        html = client.get("/authorities/ambleford/press/").content.decode()
        assert "Council told to improve" in html
        assert "The Ambleford Post" in html


class TestDownloads:
    def test_it_lists_the_reports(self, client: Client) -> None:
        full_history()
        html = client.get("/authorities/ambleford/downloads/").content.decode()
        assert "Not archived here" in html

    def test_it_lists_what_the_site_offers_once_it_exists(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        full_history()
        offers = (
            Offer("A page", "Of this council.", "authority-press"),
            Offer("A list", "Narrowed.", "authority-list", "q={slug}"),
            Offer("Not yet", "Some day.", "no-such-address"),
        )
        monkeypatch.setattr(offered, "OFFERS", offers)
        html = client.get("/authorities/ambleford/downloads/").content.decode()
        assert '<a href="/authorities/ambleford/press/">A page</a>' in html
        assert '<a href="/authorities/?q=ambleford">A list</a>' in html
        assert "Not yet" not in html
