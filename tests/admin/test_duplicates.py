"""What may be recorded already: a warning with a link, and going on knowingly."""

from typing import Any

import pytest

from inspections.admin.duplicates import plain_address, texts_alike
from inspections.models import (
    CouncilResponse,
    Inspection,
    PressArticle,
    PublicationStatus,
)
from inspections.vocabulary import Kind
from tests.admin.conftest import SignIn
from tests.admin.pages import address, text_of
from tests.admin.test_entry import rows
from tests.admin.test_inspections import ADD, basics
from tests.factories import (
    make_article,
    make_authority,
    make_inspection,
    make_response,
)

DRAFT = PublicationStatus.DRAFT
ALIKE = "Improve the quality and timeliness of assessments"


class TestInspection:
    def enter(self, sign_in: SignIn, other: Inspection, **more: Any) -> Any:
        return sign_in("QA officer").post(ADD, basics(other.authority) | more)

    @pytest.mark.parametrize(
        "days",
        [
            {},
            {"started": "01/02/2022", "ended": "18/02/2022"},
            {"started": "07/02/2022", "ended": "11/02/2022"},
        ],
        ids=["same days", "overlapping days", "same month"],
    )
    def test_one_of_the_same_days_or_month_is_linked(
        self, sign_in: SignIn, days: dict[str, str]
    ) -> None:
        other = make_inspection(kind=Kind.ILACS_SHORT)
        page = text_of(self.enter(sign_in, other, **days))
        assert "is recorded already" in page
        assert address(other) in page
        assert Inspection.objects.count() == 1

    def test_a_person_may_go_on_knowingly(self, sign_in: SignIn) -> None:
        other = make_inspection()
        self.enter(sign_in, other, _knowing=f"inspection-{other.pk}")
        assert Inspection.objects.count() == 2

    @pytest.mark.parametrize(
        "more",
        [
            {"kind": Kind.FOCUSED_VISIT},
            {"started": "07/03/2022", "ended": "11/03/2022"},
        ],
    )
    def test_another_visit_is_not_warned_of(
        self, sign_in: SignIn, more: dict[str, str]
    ) -> None:
        self.enter(sign_in, make_inspection(), **more)
        assert Inspection.objects.count() == 2


class TestTexts:
    def test_nearly_the_same_twice_is_warned_of(self, sign_in: SignIn) -> None:
        texts = rows(
            "all_recommendations",
            {"text": f"{ALIKE}.", "kind": "recommendation"},
            {"text": f"{ALIKE}", "kind": "recommendation"},
        )
        sent = basics(make_authority()) | texts
        page = text_of(sign_in("QA officer").post(ADD, sent))
        assert "R1 and R2 have nearly the same text." in page
        sign_in("QA officer").post(ADD, sent | {"_knowing": "text-1-2"})
        assert Inspection.objects.get().all_recommendations.count() == 2

    def test_each_pair_is_found_once(self) -> None:
        other = "Give every care leaver a plan of their own."
        assert texts_alike([ALIKE, other, f"{ALIKE}.", ALIKE.upper()]) == [
            (0, 2),
            (0, 3),
            (2, 3),
        ]

    def test_short_texts_are_alike_by_chance(self) -> None:
        assert texts_alike(["Visits.", "Visits."]) == []


class TestAddresses:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("https://www.example.org/a/", "http://example.org/a"),
            ("https://example.org/a#top", "https://EXAMPLE.org/a"),
        ],
    )
    def test_the_same_place_is_known(self, one: str, other: str) -> None:
        assert plain_address(one) == plain_address(other)

    def test_another_query_is_another_place(self) -> None:
        assert plain_address("https://a.org/?id=1") != plain_address("https://a.org/")

    @pytest.mark.parametrize("words", ["", "no address", "http://["])
    def test_no_address_is_none(self, words: str) -> None:
        assert plain_address(words) == ""

    def test_an_article_kept_already_is_linked(self, sign_in: SignIn) -> None:
        other = make_article(make_authority(), url="https://www.example.org/story/")
        sent = {
            "authority": other.authority.pk,
            "outlet": "The Gazette",
            "subject": "An inspection.",
            "url": "http://example.org/story",
            "date_precision": "day",
            "is_confirmed": "on",
        }
        client = sign_in("QA officer")
        add = "/admin/inspections/pressarticle/add/"
        page = text_of(client.post(add, sent))
        assert "has this address already" in page
        assert address(other) in page
        assert PressArticle.objects.count() == 1
        knowing = sent | {"_knowing": f"pressarticle-{other.pk}"}
        response = client.post(add, knowing)
        assert response.status_code == 302, text_of(response)

    def test_a_response_kept_already_is_linked(self, sign_in: SignIn) -> None:
        inspection = make_inspection()
        other = make_response(inspection, url="https://example.org/plan.pdf")
        sent = {
            "inspection": inspection.pk,
            "kind": "action_plan",
            "title": "Plan",
            "url": "https://example.org/plan.pdf",
            "all_positions-TOTAL_FORMS": "0",
            "all_positions-INITIAL_FORMS": "0",
        }
        add = "/admin/inspections/councilresponse/add/"
        page = text_of(sign_in("QA officer").post(add, sent))
        assert "has this address already" in page
        assert address(other) in page
        assert CouncilResponse.objects.count() == 1
