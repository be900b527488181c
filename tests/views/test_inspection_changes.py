"""Tests of the page of what was corrected since an inspection was published."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.models import Inspection, PublicationStatus
from inspections.publishing import approve, publish_import, revise, submit, withdraw
from tests.factories import NOON, make_inspection, make_recommendation, make_user

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT


def html_of(response: Any) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


class TestChanges:
    def corrected(self, **fields: Any) -> Inspection:
        """Publish a visit and correct its summary."""
        officer, approver = make_user("petra"), make_user("amir")
        draft = make_inspection(
            kind="focused_visit", status=DRAFT, summary="Plans are late.", **fields
        )
        inspection = publish_import(draft, by=approver, at=NOON)
        copy = revise(inspection, by=officer, at=NOON)
        copy.summary = "Plans are in time."
        copy.save()
        submit(copy, by=officer, at=NOON, note="Page 3 was misread.")
        return approve(copy, by=approver, at=NOON)

    def test_it_says_what_was_corrected_when_and_why(self, client: Client) -> None:
        inspection = self.corrected()
        html = html_of(client.get(f"{inspection.get_absolute_url()}changes/"))
        assert "1 November 2026: This inspection" in html
        assert "Page 3 was misread." in html
        assert '<del><span class="visually-hidden">taken out: </span>late</del>' in html
        assert "put in: </span>in time</ins>" in html

    def test_the_inspection_leads_to_it(self, client: Client) -> None:
        inspection = self.corrected()
        html = html_of(client.get(inspection.get_absolute_url()))
        assert "Corrected or updated on 1 November 2026" in html
        assert f'href="{inspection.get_absolute_url()}changes/"' in html

    def test_it_says_that_nothing_was_corrected(self, client: Client) -> None:
        inspection = make_inspection()
        html = html_of(client.get(f"{inspection.get_absolute_url()}changes/"))
        assert "Nothing has been corrected since this was published." in html
        assert "changes/" not in html_of(client.get(inspection.get_absolute_url()))

    def test_a_draft_has_none(self, client: Client) -> None:
        draft = make_inspection(status=DRAFT)
        assert client.get(f"{draft.get_absolute_url()}changes/").status_code == 404

    def test_of_what_is_withdrawn_it_says_when_and_no_more(
        self, client: Client
    ) -> None:
        inspection = self.corrected()
        withdraw(inspection, by=make_user("zoe"), at=NOON, note="Wrong council.")
        response = client.get(f"{inspection.get_absolute_url()}changes/")
        assert response.status_code == 410
        html = html_of(response)
        assert "Corrected on 1 November 2026." in html
        assert "Wrong council." in html
        assert "Plans are" not in html
        assert "misread" not in html

    def test_what_identified_somebody_is_not_shown_again(self, client: Client) -> None:
        inspection = self.corrected()
        copy = revise(inspection, by=make_user("zoe"), at=NOON)
        copy.summary = "Other words."
        copy.save()
        submit(copy, by=make_user("ada"), at=NOON, note="It told too much.")
        approve(copy, by=make_user("uma"), at=NOON, hides_earlier=True)
        html = html_of(client.get(f"{inspection.get_absolute_url()}changes/"))
        assert "because it could identify somebody" in html
        assert "It told too much." in html
        assert "in time" not in html

    @pytest.mark.parametrize("number", [1, 5])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        number: int,
    ) -> None:
        inspection = self.corrected()
        for place in range(number):
            copy = revise(inspection, by=make_user(f"a{place}"), at=NOON)
            make_recommendation(copy, text=f"Visit {place} times.")
            submit(copy, by=make_user(f"b{place}"), at=NOON, note="Left out.")
            approve(copy, by=make_user(f"c{place}"), at=NOON)
        with django_assert_num_queries(7):
            client.get(f"{inspection.get_absolute_url()}changes/")
