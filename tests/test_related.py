"""Tests of recommendations on the same themes elsewhere."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from inspections.histories import raised_of
from inspections.models import PublicationStatus, Recommendation, Theme
from inspections.related import MOST, Related, related_to
from tests.factories import (
    make_authority,
    make_inspection,
    make_recommendation,
    make_theme,
)

pytestmark = pytest.mark.django_db


def ask(name: str, *themes: Theme, year: int = 2022, **fields: Any) -> Recommendation:
    inspection = make_inspection(make_authority(name), ended=date(year, 2, 4), **fields)
    made = make_recommendation(inspection, text=f"Asked of {name}.")
    made.themes.set(themes)
    return made


def found(asked: Recommendation) -> tuple[Related, ...]:
    inspection = asked.inspection
    return related_to(
        raised_of(asked, inspection_ref=inspection.ref),
        authority_pk=inspection.authority_id,
        today=date(2026, 11, 22),
    )


class TestRelatedTo:
    def test_what_shares_most_themes_comes_first_then_the_newest(self) -> None:
        neglect, plans = make_theme(), make_theme("Plans")
        asked = ask("Ambleford", neglect, plans)
        ask("Brackmere", neglect, year=2019)
        ask("Castlewick", neglect)
        ask("Dunholt", neglect, plans, year=2015)
        ask("Elverton", make_theme("Audit"))
        related = found(asked)
        assert [r.recommendation.text for r in related] == [
            "Asked of Dunholt.",
            "Asked of Castlewick.",
            "Asked of Brackmere.",
        ]
        assert {t.name for t in related[0].shared} == {"Neglect", "Plans"}

    def test_the_same_council_and_drafts_are_left_out(self) -> None:
        neglect = make_theme()
        asked = ask("Ambleford", neglect)
        make_recommendation(asked.inspection).themes.add(neglect)
        ask("Brackmere", neglect, status=PublicationStatus.DRAFT)
        assert found(asked) == ()

    def test_there_are_at_most_five(self) -> None:
        neglect = make_theme()
        asked = ask("Ambleford", neglect)
        for number in range(MOST + 2):
            ask(f"Council {number}", neglect)
        assert len(found(asked)) == MOST

    def test_without_a_theme_nothing_is_related(self) -> None:
        asked = ask("Ambleford")
        ask("Brackmere")
        assert found(asked) == ()


class TestOnThePage:
    def test_the_page_says_why_they_stand_together(self, client: Client) -> None:
        neglect = make_theme()
        asked = ask("Ambleford", neglect)
        ask("Brackmere", neglect)
        html = client.get(asked.get_absolute_url()).content.decode()
        related = html.split('id="related"')[1]
        assert "Asked of Brackmere." in related
        assert "Also about neglect" in related
