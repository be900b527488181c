"""Every address of the interface: works, is empty, hides a draft, counts queries."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from inspections.models import Authority, Inspection, PublicationStatus
from inspections.publishing import withdraw
from tests import factories as make
from tests.api.cast import FIRST, SECOND, make_cast

pytestmark = pytest.mark.django_db

LISTS = (
    "authorities",
    "inspections",
    "judgements",
    "recommendations",
    "findings",
    "responses",
    "verdicts",
    "themes",
)
RECORDS = (
    "authorities/ambleford/",
    "authorities/ambleford/threads/",
    f"inspections/{FIRST}/",
    f"inspections/{FIRST}/recommendations/1/",
    "comparisons/ambleford/",
    f"comparisons/ambleford/{FIRST}/{SECOND}/",
    "themes/neglect/",
)


@pytest.fixture
def second() -> Inspection:
    return make_cast()


def get(client: Client, path: str, **query: str) -> dict[str, object]:
    response = client.get(f"/api/v1/{path}", query)
    assert response.status_code == 200, response.content
    told: dict[str, object] = response.json()
    return told


class TestLists:
    @pytest.mark.parametrize("name", LISTS)
    def test_it_is_empty_where_nothing_is_published(
        self, client: Client, name: str
    ) -> None:
        assert get(client, f"{name}/") == {
            "count": 0,
            "pages": 1,
            "previous": None,
            "next": None,
            "results": [],
        }

    @pytest.mark.parametrize("name", LISTS)
    def test_it_gives_a_page_at_a_time(
        self, client: Client, second: Inspection, name: str
    ) -> None:
        whole = get(client, f"{name}/")
        results = whole["results"]
        assert isinstance(results, list)
        assert whole["count"] == len(results) > 0
        found, address = [], f"http://testserver/api/v1/{name}/?per_page=1"
        while address:
            page = client.get(address.removeprefix("http://testserver")).json()
            found += page["results"]
            address = page["next"]
        assert found == results

    @pytest.mark.parametrize("name", LISTS)
    def test_queries_do_not_grow_with_rows(
        self,
        client: Client,
        second: Inspection,
        name: str,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(4):
            place = make.make_authority(f"Council {number}")
            visit = make.make_inspection(place, recommendations=("One.", "Two."))
            make.make_position(
                make.make_response(visit), visit.all_recommendations.all()[0]
            )
            make.make_finding(visit)
        with django_assert_max_num_queries(24):
            get(client, f"{name}/", per_page="100")

    @pytest.mark.parametrize("name", LISTS[1:-1])
    def test_it_is_narrowed_as_the_pages_are(
        self, client: Client, second: Inspection, name: str
    ) -> None:
        make.make_inspection(make.make_authority("Bramley"), ended=date(2026, 1, 9))
        all_of_it = get(client, f"{name}/")["count"]
        assert get(client, f"{name}/", authority="bramley")["count"] != all_of_it
        assert get(client, f"{name}/", until="1999")["count"] == 0


class TestRecords:
    @pytest.mark.parametrize("path", RECORDS)
    def test_it_works(self, client: Client, second: Inspection, path: str) -> None:
        assert get(client, path)

    def test_the_three_voices_are_three_objects(
        self, client: Client, second: Inspection
    ) -> None:
        told = client.get(f"/api/v1/inspections/{FIRST}/recommendations/1/").json()
        assert told["council_says"]["positions"][0]["position"] == "accepted"
        assert "not checked" in told["council_says"]["note"]
        verdict = told["inspectors_say"]["verdicts"][0]
        assert (verdict["verdict"], verdict["passage"]["page"]) == ("improved", 4)
        assert told["site_infers"]["headline"] == "open_overdue"

    def test_a_pages_own_json_is_the_same_answer(
        self, client: Client, second: Inspection
    ) -> None:
        for page, path in (
            (f"/inspections/{FIRST}.json", f"inspections/{FIRST}/"),
            ("/authorities/ambleford.json", "authorities/ambleford/"),
            ("/comparisons/ambleford.json", "comparisons/ambleford/"),
        ):
            assert client.get(page).json() == get(client, path)

    def test_what_was_withdrawn_is_gone_and_says_why(
        self, client: Client, second: Inspection
    ) -> None:
        withdraw(second, by=make.make_user(), at=make.NOON, note="It was a mistake.")
        response = client.get(f"/api/v1/inspections/{SECOND}/")
        assert response.status_code == 410
        assert "It was a mistake." in response.json()["detail"]
        assert SECOND not in str(get(client, "verdicts/"))

    def test_it_hides_a_draft(self, client: Client, second: Inspection) -> None:
        make.make_inspection(
            Authority.objects.get(),
            ended=date(2025, 9, 9),
            recommendations=("Secret.",),
            status=PublicationStatus.DRAFT,
        )
        for path in (*(f"{name}/" for name in LISTS), *RECORDS):
            told = str(get(client, path))
            assert "Secret." not in told
            assert "2025-09" not in told


class TestQueries:
    @pytest.mark.parametrize(
        "query",
        [
            "colour=red",
            "authority=",
            "authority=nowhere",
            "since=soon",
            "since=1990.0",
            "page=0",
            "page=1e3",
            "page=99999999999999999999",
            "per_page=101",
            "page=1&page=2",
            "since=2020&until=2019",
            "q=%00",
        ],
    )
    def test_what_cannot_be_is_refused_with_a_sentence(
        self, client: Client, second: Inspection, query: str
    ) -> None:
        response = client.get(f"/api/v1/recommendations/?{query}")
        assert response.status_code == 400
        assert response.json()["detail"]

    def test_a_record_takes_no_parameters(
        self, client: Client, second: Inspection
    ) -> None:
        assert client.get(f"/api/v1/inspections/{FIRST}/?x=1").status_code == 400

    def test_a_page_past_the_last_is_not_there(
        self, client: Client, second: Inspection
    ) -> None:
        response = client.get("/api/v1/inspections/?page=7")
        assert response.status_code == 404
        assert response.json() == {"detail": "There are 1 pages only."}


class TestManners:
    def test_every_error_is_json(self, client: Client) -> None:
        for address, status in (
            ("/api/v1/nowhere/", 404),
            ("/api/v1/authorities/nowhere/", 404),
        ):
            response = client.get(address, headers={"Accept": "text/html"})
            assert response.status_code == status
            assert response.json()["detail"]
        refused = client.post("/api/v1/authorities/")
        assert (refused.status_code, "GET" in refused["Allow"]) == (405, True)
        assert refused.json()["detail"]

    def test_an_error_nobody_foresaw_is_json_too(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delattr("inspections.api.wholes.Authority.objects")
        response = client.get("/api/v1/authorities/")
        assert response.status_code == 500
        assert "try again later" in response.json()["detail"]

    def test_what_is_known_is_not_sent_again(
        self, client: Client, second: Inspection
    ) -> None:
        address = "/api/v1/recommendations/"
        tag = client.get(address)["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        make.make_look(second)
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200

    def test_any_site_may_read_and_ask_whether_it_may(self, client: Client) -> None:
        asked = client.options("/api/v1/authorities/")
        assert asked.status_code == 204
        for response in (asked, client.get("/api/v1/authorities/")):
            assert response["Access-Control-Allow-Origin"] == "*"
            assert "Set-Cookie" not in response

    def test_whoever_asks_too_often_waits(
        self, client: Client, settings: Settings
    ) -> None:
        settings.API_RATE = "2/minute"
        cache.clear()
        answers = [client.get("/api/v1/themes/") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert int(answers[2]["Retry-After"]) > 0
        assert answers[2].json()["detail"]
        cache.clear()


class TestReference:
    def test_it_has_a_form_for_every_address(
        self, client: Client, second: Inspection
    ) -> None:
        page = client.get("/api/v1/").content.decode()
        paths = client.get("/api/v1/schema/").json()["paths"]
        assert len(paths) == 15
        for path in paths:
            assert f'value="{path}"' in page

    def test_it_works_where_nothing_is_published(self, client: Client) -> None:
        assert client.get("/api/v1/").status_code == 200

    def test_a_form_leads_to_the_address_that_it_asks_for(self, client: Client) -> None:
        to = "/api/v1/inspections/{ref}/recommendations/{number}/"
        response = client.get("/api/v1/try/", {"to": to, "ref": FIRST, "number": "1"})
        assert response["Location"] == f"/api/v1/inspections/{FIRST}/recommendations/1/"

    def test_it_leaves_out_what_is_empty(self, client: Client) -> None:
        query = {"to": "/api/v1/findings/", "since": "2020", "until": ""}
        response = client.get("/api/v1/try/", query)
        assert response["Location"] == "/api/v1/findings/?since=2020"

    @pytest.mark.parametrize("to", ["https://example.org/", "//example.org", "/admin/"])
    def test_it_leads_nowhere_else(self, client: Client, to: str) -> None:
        assert client.get("/api/v1/try/", {"to": to})["Location"] == "/api/v1/"
