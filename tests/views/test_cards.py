"""Share images at their addresses."""

from datetime import date
from io import BytesIO

import pytest
from django.core.cache import caches
from django.test import Client
from PIL import Image

from inspections.card_words import card_of_recommendation, card_of_visit
from inspections.cards import Card
from inspections.histories import history_of
from inspections.models import Inspection, PublicationStatus
from inspections.vocabulary import Area, Grade
from tests import factories as make

pytestmark = pytest.mark.django_db


def two_visits() -> tuple[Inspection, Inspection]:
    council = make.make_authority()
    first = make.make_inspection(
        council,
        ended=date(2017, 10, 12),
        grades={Area.OVERALL: Grade.GOOD},
        recommendations=("See neglect sooner.",),
    )
    return first, make.make_inspection(council, grades={Area.OVERALL: Grade.INADEQUATE})


def addresses() -> list[str]:
    one, other = two_visits()
    return [
        "/cards/authorities/ambleford.png",
        f"/cards/inspections/{one.ref}.png",
        f"/cards/inspections/{one.ref}/recommendations/1.png",
        f"/cards/comparisons/ambleford/{one.ref}/{other.ref}.png",
    ]


class TestImages:
    def test_each_is_an_image_of_the_size_that_is_asked_for(
        self, client: Client
    ) -> None:
        for address in addresses():
            response = client.get(address)
            assert response.headers["Content-Type"] == "image/png"
            assert Image.open(BytesIO(response.content)).size == (1200, 630)

    def test_each_is_drawn_once(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        caches["images"].clear()
        drawn: list[Card] = []

        def count(card: Card) -> bytes:
            drawn.append(card)
            return b"png"

        monkeypatch.setattr("inspections.views.cards.draw", count)
        found = addresses()
        for address in [*found, *found]:
            client.get(address)
        assert len(drawn) == len(found)
        caches["images"].clear()

    def test_nothing_is_drawn_of_a_draft(self, client: Client) -> None:
        draft = make.make_inspection(status=PublicationStatus.DRAFT)
        assert client.get(f"/cards/inspections/{draft.ref}.png").status_code == 404

    def test_a_number_that_is_unknown_has_none(self, client: Client) -> None:
        one, _ = two_visits()
        address = f"/cards/inspections/{one.ref}/recommendations/9.png"
        assert client.get(address).status_code == 404

    def test_two_visits_are_the_earlier_first(self, client: Client) -> None:
        one, other = two_visits()
        address = f"/cards/comparisons/ambleford/{other.ref}/{one.ref}.png"
        assert (
            client.get(address)
            .headers["Location"]
            .endswith(f"/{one.ref}/{other.ref}.png")
        )


class TestWords:
    def test_a_grade_has_its_month_and_the_image_its_day(self) -> None:
        one, _ = two_visits()
        history = history_of(one.authority, today=date(2026, 11, 22))
        card = card_of_visit(
            history, history.visit_by_ref[one.ref], region="North West", site="S"
        )
        assert card.grade
        assert card.grade.given == "overall, October 2017"
        assert card.as_at == date(2026, 11, 22)

    def test_what_is_not_confirmed_is_marked(self) -> None:
        visit = make.make_inspection(is_confirmed=False, recommendations=("A.",))
        history = history_of(visit.authority, today=date(2026, 11, 22))
        card = card_of_recommendation(history, history.tracked[0], site="S")
        assert "Not confirmed" in card.description
