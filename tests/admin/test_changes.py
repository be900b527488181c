"""The history of a record in the admin, and the way back to an old version."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspections.models import Inspection, PublicationStatus
from inspections.models.changes import one_change
from inspections.own_rows import OWN_ROWS
from inspections.publishing import approve, submit
from inspections.record_history import moments
from inspections.versions import history_of, is_kept
from inspections.vocabulary import Area, Grade
from tests import factories as make
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, messages_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(db: None) -> Inspection:
    with one_change(by=make_staff("QA officer")):
        visit: Inspection = make.make_inspection(
            status="draft",
            grades={Area.OVERALL: Grade.GOOD},
            recommendations=("Visit children sooner.",),
            source_note="By hand.",
        )
    return visit


@pytest.fixture
def petra(sign_in: SignIn) -> Client:
    return sign_in("QA officer")


def edit(visit: Inspection, **values: Any) -> uuid.UUID:
    """Change a visit, and return the key of the change."""
    for name, value in values.items():
        setattr(visit, name, value)
    visit.save()
    return moments(visit)[0].key


class TestHistory:
    def test_it_shows_words_out_and_in(self, petra: Client, visit: Inspection) -> None:
        edit(visit, summary="Plans are late.")
        edit(visit, summary="Plans are better.")
        page = text_of(petra.get(address(visit, "history")))
        assert "taken out: </span>late<span" in page
        assert "put in: </span>better<span" in page

    def test_it_is_one_page_after_another(
        self, petra: Client, visit: Inspection
    ) -> None:
        for number in range(25):
            edit(visit, focus=f"Topic {number}")
        first = petra.get(address(visit, "history"))
        assert len(first.context["entries"]) == 20
        second = petra.get(address(visit, "history"), {"p": "2"})
        assert len(second.context["entries"]) == 6
        assert "put in: </span>24<" in text_of(first)
        assert "put in: </span>24<" not in text_of(second)

    def test_the_number_of_queries_does_not_grow(
        self,
        petra: Client,
        visit: Inspection,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for number in range(20):
            edit(visit, focus=f"Topic {number}")
            make.make_finding(visit)
        with django_assert_max_num_queries(60):
            petra.get(address(visit, "history"))

    def test_what_happened_is_woven_in(self, petra: Client, visit: Inspection) -> None:
        submit(visit, by=make_staff("QA officer"), at=timezone.now(), note="Look.")
        page = text_of(petra.get(address(visit, "history")))
        assert "Submitted for approval" in page
        assert "“Look.”" in page

    def test_an_empty_history_says_so(self, petra: Client, visit: Inspection) -> None:
        for model, parent in (
            (type(visit), "id"),
            *((row.model, "inspection_id") for row in OWN_ROWS[Inspection]),
        ):
            history_of(model).filter(**{parent: visit.pk}).delete()
        page = text_of(petra.get(address(visit, "history")))
        assert "Nothing was changed since changes are kept." in page

    def test_another_remit_finds_no_page(self, visit: Inspection) -> None:
        stranger = make.make_user("stella", is_staff=True)
        stranger.groups.set(make_staff("QA officer").groups.all())
        make.make_remit(stranger, make.make_authority("Elsewhere"))
        client = Client()
        client.force_login(stranger)
        key = edit(visit, focus="Front door")
        for page in ("history", "entry", "restore"):
            more = () if page == "history" else (key,)
            assert client.get(address(visit, page, *more)).status_code == 404

    def test_history_is_in_no_other_page_of_the_admin(self) -> None:
        assert not [
            model
            for model in apps.get_app_config("inspections").get_models()
            if hasattr(model, "instance_type") and admin.site.is_registered(model)
        ]

    def test_every_record_that_staff_edit_keeps_one(self) -> None:
        not_kept = {"ReportFile", "ResponseFile", "Remit", "PublicationEvent"}
        not_kept |= {"Release", "AnsweredHit", "Look", "AlertSubscription"}
        kept = {
            model.__name__
            for model in admin.site._registry
            if model._meta.app_label == "inspections" and is_kept(model)
        }
        shown = {
            model.__name__
            for model in admin.site._registry
            if model._meta.app_label == "inspections"
        }
        assert shown - kept <= not_kept

    def test_no_page_needs_what_the_policy_forbids(
        self, petra: Client, visit: Inspection
    ) -> None:
        key = edit(visit, focus="Front door")
        for page, more in (("history", ()), ("entry", (key,)), ("restore", (key,))):
            text = text_of(petra.get(address(visit, page, *more)))
            assert " style=" not in text
            assert "<style" not in text
            assert "<script>" not in text


class TestRestore:
    def test_it_shows_first_what_will_change(
        self, petra: Client, visit: Inspection
    ) -> None:
        key = edit(visit, focus="Front door")
        edit(visit, focus="Duty")
        response = petra.get(address(visit, "restore", key))
        page = text_of(response)
        assert "What changes" in page
        assert "taken out: </span>Duty<span" in page
        assert "put in: </span>Front door<span" in page
        visit.refresh_from_db()
        assert visit.focus == "Duty"

    def test_a_draft_stands_again_as_it_did(
        self, petra: Client, visit: Inspection
    ) -> None:
        key = edit(visit, focus="Front door")
        edit(visit, focus="Duty")
        response = petra.post(address(visit, "restore", key), follow=True)
        assert messages_of(response)[0].startswith("This stands again as it did on")
        visit.refresh_from_db()
        assert visit.focus == "Front door"
        assert visit.history.first().history_user == make_staff("QA officer")

    def test_of_what_is_public_a_correction_is_begun(
        self, petra: Client, visit: Inspection
    ) -> None:
        key = edit(visit, focus="Front door")
        edit(visit, focus="Duty")
        submit(visit, by=make_staff("QA officer"), at=timezone.now())
        approve(visit, by=make_staff("Approver"), at=timezone.now())
        assert "This is public." in text_of(petra.get(address(visit, "restore", key)))
        petra.post(address(visit, "restore", key))
        copy = Inspection.objects.get(revises=visit)
        assert (copy.focus, copy.status) == ("Front door", PublicationStatus.DRAFT)
        visit.refresh_from_db()
        assert visit.focus == "Duty"

    def test_who_may_not_change_it_may_not_restore_it(
        self, sign_in: SignIn, visit: Inspection
    ) -> None:
        key = edit(visit, focus="Front door")
        edit(visit, focus="Duty")
        response = sign_in("Viewer").post(address(visit, "restore", key))
        assert "Your role does not let you" in text_of(response)
        visit.refresh_from_db()
        assert visit.focus == "Duty"

    def test_a_row_is_brought_back_with_its_record(
        self, petra: Client, visit: Inspection
    ) -> None:
        row = visit.all_recommendations.get()
        key = moments(row)[0].key
        page = text_of(petra.get(address(row, "entry", key)))
        assert "A row is brought back with its record" in page

    def test_a_change_of_another_record_is_not_found(
        self, petra: Client, visit: Inspection
    ) -> None:
        assert petra.get(address(visit, "entry", uuid.uuid4())).status_code == 404
