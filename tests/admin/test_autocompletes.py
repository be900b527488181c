"""Choosing a recommendation or finding by typing: possible ones alone, told apart."""

from datetime import date

import pytest

from inspections.admin.autocompletes import label_of
from inspections.models import Authority, Inspection, PublicationStatus
from inspections.vocabulary import Kind
from tests.admin.conftest import SignIn
from tests.admin.pages import address, text_of
from tests.factories import (
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_verdict,
)

DRAFT = PublicationStatus.DRAFT


@pytest.fixture
def later(db: None) -> Inspection:
    """A draft of an authority that took over from another, each with a history."""
    before = make_authority("Old Ambleford")
    authority = make_authority()
    authority.predecessors.add(before)
    stranger = make_authority("Elsewhere")
    for whose, ended in (
        (before, date(2015, 3, 3)),
        (authority, date(2019, 3, 3)),
        (stranger, date(2019, 3, 3)),
        (authority, date(2023, 3, 3)),
    ):
        make_inspection(
            whose, kind=Kind.FOCUSED_VISIT, ended=ended, recommendations=("Plans.",)
        )
    return make_inspection(authority, status=DRAFT, recommendations=("Own.",))


def ask(
    sign_in: SignIn, visit: str, *, field: str = "recommendation", term: str = ""
) -> list[str]:
    model, name = {
        "recommendation": ("progressverdict", "recommendation"),
        "finding": ("progressverdict", "finding"),
        "earlier": ("restatement", "earlier"),
        "later": ("restatement", "later"),
    }[field]
    asked = "finding" if field == "finding" else "recommendation"
    answer = sign_in("QA officer").get(
        f"/admin/inspections/{asked}/choose/",
        {
            "of": visit,
            "app_label": "inspections",
            "model_name": model,
            "field_name": name,
            "term": term,
        },
    )
    assert answer.status_code == 200
    return [row["text"] for row in answer.json()["results"]]


class TestChoices:
    @pytest.mark.parametrize("field", ["recommendation", "earlier"])
    def test_earlier_ones_of_the_same_history_alone(
        self, sign_in: SignIn, later: Inspection, field: str
    ) -> None:
        assert ask(sign_in, f"inspection-{later.pk}", field=field) == [
            "Ambleford, Focused visit, Mar 2019 R1: Plans.",
            "Old Ambleford, Focused visit, Mar 2015 R1: Plans.",
        ]

    def test_what_restates_is_of_the_inspection_itself(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        found = ask(sign_in, f"inspection-{later.pk}", field="later")
        assert [text.endswith("R1: Own.") for text in found] == [True]

    def test_a_passage_is_of_the_inspection_itself(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        make_finding(later, text="Plans are better.")
        make_finding(make_inspection(later.authority, ended=date(2018, 5, 5)))
        found = ask(sign_in, f"inspection-{later.pk}", field="finding")
        assert [text.endswith("F1: Plans are better.") for text in found] == [True]

    def test_a_verdicts_own_page_asks_for_its_inspection(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        earlier = make_recommendation(
            make_inspection(later.authority, ended=date(2018, 5, 5))
        )
        verdict = make_verdict(earlier, later)
        assert len(ask(sign_in, f"progressverdict-{verdict.pk}")) == 3

    @pytest.mark.parametrize("term", ["R1", "r1 old", "old 1", "plans old"])
    def test_a_number_is_read(
        self, sign_in: SignIn, later: Inspection, term: str
    ) -> None:
        found = ask(sign_in, f"inspection-{later.pk}", term=term)
        assert "Old Ambleford, Focused visit, Mar 2015 R1: Plans." in found
        assert ask(sign_in, f"inspection-{later.pk}", term="R7") == []

    @pytest.mark.parametrize("place", ["", "inspection-", "theme-1", "inspection-x"])
    def test_a_place_that_is_none_narrows_nothing(
        self, sign_in: SignIn, later: Inspection, place: str
    ) -> None:
        assert len(ask(sign_in, place)) == 5

    def test_only_staff_may_ask(self, client: object, sign_in: SignIn) -> None:
        answer = sign_in("Viewer").get("/admin/inspections/recommendation/choose/")
        assert answer.status_code == 403


class TestLabel:
    def test_it_tells_one_from_another(self, db: None) -> None:
        inspection = make_inspection(kind=Kind.ILACS_STANDARD)
        row = make_recommendation(inspection, text="Visits " + "and plans " * 30)
        label = label_of(row)
        assert label.startswith("Ambleford, ILACS, Feb 2022 R1: Visits and plans")
        assert label.endswith("…")
        assert len(label) < 130

    def test_anything_else_is_as_it_is(self, db: None) -> None:
        assert label_of(Authority(name="Ambleford")) == "Ambleford"


class TestPage:
    def test_what_is_chosen_is_shown_by_that_name(
        self, sign_in: SignIn, later: Inspection
    ) -> None:
        earlier = make_recommendation(
            make_inspection(later.authority, ended=date(2018, 5, 5)), text="Homes."
        )
        make_verdict(earlier, later)
        page = text_of(sign_in("QA officer").get(address(later)))
        assert f"{label_of(earlier)}</option>" in page
        assert f"/choose/?of=inspection-{later.pk}" in page
