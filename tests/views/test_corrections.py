"""Tests of asking for a correction, and of the public log of the outcomes."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from inspections.correction_requests import close, receive, take_up
from inspections.models import CorrectionRequest, Inspection, PublicationStatus
from inspections.subjects import subject_of
from inspections.views import corrections
from tests.factories import (
    NOON,
    make_action,
    make_finding,
    make_inspection,
    make_recommendation,
    make_request,
    make_response,
    make_user,
)

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT
NEW = "/corrections/new/"
REF = "ambleford-2022-02-ilacs"


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def html_of(response: Any) -> str:
    return str(response.content.decode())


def filled(about: str = REF, **fields: str) -> dict[str, str]:
    """Return what somebody sends who read the form for a minute."""
    opened = f"{(timezone.now() - timedelta(minutes=1)).timestamp():.3f}"
    return {
        "about": about,
        "opened": corrections._OPENED.sign(opened),
        "wrong": "fact",
        "should_say": "The visit ended on the fifth.",
        "source": "Page 2 of the report, https://example.org/report.pdf",
        **fields,
    }


class TestNew:
    def test_it_names_what_it_is_about_and_warns(self, client: Client) -> None:
        make_recommendation(make_inspection())
        html = html_of(client.get(NEW, {"about": f"{REF} R1"}))
        assert "Recommendation 1, Ambleford" in html
        assert "Do not name a child" in html
        assert f'value="{REF} R1"' in html

    def test_it_keeps_what_is_sent(self, client: Client) -> None:
        inspection = make_inspection()
        response = client.post(NEW, filled())
        assert response.headers["Location"] == "/corrections/sent/"
        kept = CorrectionRequest.objects.get()
        assert (kept.inspection, kept.authority) == (inspection, inspection.authority)
        assert kept.state == CorrectionRequest.State.RECEIVED
        assert kept.should_say == "The visit ended on the fifth."

    def test_it_sends_a_receipt_where_an_address_is_given(
        self,
        client: Client,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        make_inspection()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(NEW, filled(email="reader@example.org"))
            client.post(NEW, filled())
        (receipt,) = mail.outbox
        assert receipt.to == ["reader@example.org"]
        assert REF in receipt.body
        assert "The visit ended on the fifth." not in receipt.body

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("wrong", "", "Choose what is wrong."),
            ("should_say", "", "Write what it should say."),
            ("should_say", "x" * 2001, "at most 2000 characters"),
            ("email", "reader", "Write an e-mail address such as"),
            ("opened", "1.0:forged", "Read through what you wrote"),
        ],
    )
    def test_what_is_missing_or_wrong_gets_a_sentence(
        self, client: Client, field: str, value: str, sentence: str
    ) -> None:
        make_inspection()
        response = client.post(NEW, filled(**{field: value}))
        assert response.status_code == 400
        assert sentence in html_of(response)
        assert not CorrectionRequest.objects.exists()

    @pytest.mark.parametrize("field", ["should_say", "source"])
    def test_what_could_identify_a_child_is_refused_kindly(
        self, client: Client, field: str
    ) -> None:
        make_inspection()
        response = client.post(NEW, filled(**{field: "It means Daisy (14), I think."}))
        assert response.status_code == 400
        assert "a name with an age, which could identify somebody" in html_of(response)
        assert not CorrectionRequest.objects.exists()

    def test_a_form_filled_at_once_may_be_sent_again(self, client: Client) -> None:
        make_inspection()
        html = html_of(client.get(NEW, {"about": REF}))
        found = re.search(r'name="opened" value="([^"]+)"', html)
        assert found
        response = client.post(NEW, filled(opened=found[1]))
        assert "That was quick" in html_of(response)
        assert "The visit ended on the fifth." in html_of(response)

    def test_a_program_that_fills_every_field_is_told_nothing(
        self, client: Client
    ) -> None:
        make_inspection()
        response = client.post(NEW, filled(website="https://example.org/"))
        assert response.status_code == 302
        assert not CorrectionRequest.objects.exists()

    def test_one_network_address_asks_five_times_an_hour(self, client: Client) -> None:
        make_inspection()
        answers = [client.post(NEW, filled()).status_code for _ in range(6)]
        assert answers == [302] * 5 + [429]
        assert CorrectionRequest.objects.count() == 5
        elsewhere = client.post(NEW, filled(), REMOTE_ADDR="192.0.2.7")
        assert elsewhere.status_code == 302

    def test_it_wants_the_token_of_its_own_form(self) -> None:
        make_inspection()
        client = Client(enforce_csrf_checks=True)
        assert client.post(NEW, filled()).status_code == 403

    def test_nobody_keeps_the_form(self, client: Client) -> None:
        make_inspection()
        response = client.get(NEW, {"about": REF})
        assert "no-store" in response.headers["Cache-Control"]

    @pytest.mark.parametrize("about", [REF, f"/inspections/{REF}/", "nothing", "/x/"])
    def test_a_draft_is_as_unknown_as_what_is_not_there(
        self, client: Client, about: str
    ) -> None:
        make_inspection(status=DRAFT)
        assert client.get(NEW, {"about": about}).status_code == 404
        assert client.post(NEW, filled(about)).status_code == 404


class TestSubjectOf:
    @pytest.mark.parametrize("part", ["R1", "F1", "A1", "C1"])
    def test_it_finds_each_part_of_an_inspection(self, part: str) -> None:
        inspection = make_inspection()
        make_finding(inspection)
        make_action(make_response(inspection), make_recommendation(inspection))
        subject = subject_of(f"{REF} {part}")
        assert subject
        assert (subject.about, subject.inspection) == (f"{REF} {part}", inspection)
        assert subject_of(f"{REF} {part[0]}9") is None

    def test_a_records_page_is_about_the_record(self) -> None:
        make_recommendation(make_inspection())
        subject = subject_of(f"/inspections/{REF}/recommendations/1/")
        assert subject and subject.about == f"{REF} R1"

    @pytest.mark.parametrize(
        "path", ["/authorities/ambleford/", "/comparisons/ambleford/"]
    )
    def test_a_councils_page_is_the_councils(self, path: str) -> None:
        inspection = make_inspection()
        subject = subject_of(path)
        assert subject
        assert (subject.about, subject.authority) == (path, inspection.authority)

    def test_a_page_of_the_site_belongs_to_nobody(self) -> None:
        subject = subject_of("/glossary/")
        assert subject and subject.authority is None

    @pytest.mark.parametrize("about", ["/admin/", "//example.org/", "x" * 300])
    def test_nothing_else_is_one(self, about: str) -> None:
        assert subject_of(about) is None


def answered(inspection: Inspection | None = None, **fields: Any) -> CorrectionRequest:
    """Make a request and answer it as staff do."""
    asked = make_request(inspection, **fields)
    amir = make_user(f"amir-{asked.pk}")
    return close(
        asked, state="corrected", answer="We put the day right.", by=amir, at=NOON
    )


class TestLog:
    def test_it_tells_the_outcome_in_our_words_alone(self, client: Client) -> None:
        answered(
            make_inspection(),
            should_say="zorbl",
            source="zorbl",
            name="zorbl",
            email="zorbl@example.org",
        )
        html = html_of(client.get("/corrections/"))
        assert "We put the day right." in html
        assert f'<a href="/inspections/{REF}/">{REF}</a>' in html
        assert "answered 1 November 2026" in html
        assert "zorbl" not in html

    def test_what_waits_is_counted_and_not_shown(self, client: Client) -> None:
        asked = make_request(make_inspection())
        take_up(asked, by=make_user(), at=NOON)
        html = html_of(client.get("/corrections/"))
        assert "1 request received and not answered yet." in html
        assert REF not in html

    def test_it_reads_well_with_none(self, client: Client) -> None:
        html = html_of(client.get("/corrections/"))
        assert "No request has been answered yet." in html

    @pytest.mark.parametrize("requests", [1, 6])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        requests: int,
    ) -> None:
        inspection = make_inspection()
        for _ in range(requests):
            answered(inspection)
        client.get("/corrections/")
        with django_assert_num_queries(4):
            client.get("/corrections/")


class TestTheWayThere:
    @pytest.mark.parametrize(
        "path", ["/authorities/ambleford/", f"/inspections/{REF}/", "/how-it-works/"]
    )
    def test_pages_lead_to_the_form(self, client: Client, path: str) -> None:
        make_inspection()
        html = html_of(client.get(path))
        found = re.search(r'href="(/corrections/new/[^"]*)"', html)
        assert found
        assert client.get(found[1]).status_code == 200

    def test_sent_says_what_happens_next(self, client: Client) -> None:
        html = html_of(client.get("/corrections/sent/"))
        assert "your request has arrived" in html


class TestReceive:
    def test_the_request_stands_even_if_no_message_can_be_sent(
        self,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        def fail(*args: Any, **options: Any) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
        subject = subject_of("")
        assert subject
        with django_capture_on_commit_callbacks(execute=True):
            receive(
                subject,
                wrong="fact",
                should_say="It is so.",
                email="reader@example.org",
                at=NOON,
            )
        assert CorrectionRequest.objects.count() == 1
