"""A review that is kept unfinished, gone on with, and met by a second person."""

import pytest
from django.test import Client

from inspections.models import Inspection, ReportImport
from inspections.vocabulary import Grade
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, list_address, messages_of, review_form, text_of
from tests.factories import make_remit, make_user

KEEP = {"keep": "yes"}


@pytest.fixture
def colleague(sign_in: SignIn) -> Client:
    """The browser of a second officer."""
    other = make_remit(make_user("bo", is_staff=True))
    other.groups.set(make_staff("QA officer").groups.all())
    client = Client()
    client.force_login(other)
    return client


class TestKeep:
    def test_nothing_is_lost_however_wrong(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = review_form(client.get(address(report_import))) | {
            "fact-ended": "2023-09-01",
            "fact-focus": "Half a thou",
            "judgement-0-grade": "",
            "item-0-text": "",
            "item-3-text": "One that was missed.",
            "finding-0-more_themes": "No such theme",
        }
        response = client.post(address(report_import), sent | KEEP, follow=True)
        assert messages_of(response)[0].startswith("Your review is saved unfinished.")
        assert not Inspection.objects.exists()
        again = client.get(address(report_import))
        shown = review_form(again)
        assert {name: shown.get(name, "") for name in sent} == sent
        page = text_of(again)
        assert "petra began this review" in page
        assert "Still to do before this can be confirmed" in page

    def test_what_was_kept_can_be_confirmed(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = review_form(client.get(address(report_import)))
        text = {"item-0-text": "See children who live far away."}
        client.post(address(report_import), sent | text | KEEP)
        again = client.get(address(report_import))
        sent = review_form(again) | {"seen": again.context["seen"]}
        client.post(address(report_import), sent)
        rows = Inspection.objects.get().all_recommendations.all()
        assert rows[0].text == "See children who live far away."
        report_import.refresh_from_db()
        assert (report_import.kept, report_import.kept_at) == ({}, None)

    def test_the_list_says_who_began(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = review_form(client.get(address(report_import)))
        client.post(address(report_import), sent | KEEP)
        assert "Begun by petra" in text_of(client.get(list_address(ReportImport)))

    def test_a_character_that_no_database_holds_is_dropped(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = review_form(client.get(address(report_import)))
        client.post(address(report_import), sent | KEEP | {"fact-focus": "a\x00b"})
        report_import.refresh_from_db()
        assert report_import.kept["fact-focus"] == ["ab"]

    def test_those_who_may_not_check_keep_nothing(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        sign_in("Approver").post(address(report_import), KEEP)
        report_import.refresh_from_db()
        assert report_import.kept_at is None


class TestTwoPeople:
    def test_the_second_to_save_is_told_and_loses_nothing(
        self, sign_in: SignIn, colleague: Client, report_import: ReportImport
    ) -> None:
        first, second = sign_in("QA officer"), colleague
        mine = review_form(first.get(address(report_import)))
        theirs = review_form(second.get(address(report_import)))
        first.post(
            address(report_import), mine | KEEP | {"judgement-0-grade": Grade.GOOD}
        )
        changed = {"judgement-0-grade": Grade.INADEQUATE, "fact-focus": "Early help"}
        response = second.post(address(report_import), theirs | KEEP | changed)
        page = text_of(response)
        assert "petra saved other changes to this review" in page
        assert [
            (one.label, one.theirs, one.yours) for one in response.context["clashing"]
        ] == [
            ("Topic or theme", "", "Early help"),
            ("Judgement 1, grade", "Good", "Inadequate"),
        ]
        assert review_form(response)["fact-focus"] == "Early help"
        report_import.refresh_from_db()
        assert report_import.kept["judgement-0-grade"] == [Grade.GOOD]

        over = review_form(response) | {"seen": response.context["seen"]} | KEEP
        second.post(address(report_import), over)
        report_import.refresh_from_db()
        assert report_import.kept["fact-focus"] == ["Early help"]
        assert report_import.keeper == "bo"

    def test_the_second_to_confirm_is_told(
        self, sign_in: SignIn, colleague: Client, report_import: ReportImport
    ) -> None:
        first, second = sign_in("QA officer"), colleague
        mine = review_form(first.get(address(report_import)))
        theirs = review_form(second.get(address(report_import)))
        first.post(address(report_import), mine | KEEP | {"fact-focus": "Early help"})
        response = second.post(address(report_import), theirs)
        assert "petra saved other changes to this review" in text_of(response)
        assert not Inspection.objects.exists()

    @pytest.mark.parametrize("more", [KEEP, {}], ids=["keep", "confirm"])
    def test_after_a_confirmation_the_second_is_told_and_can_copy(
        self,
        sign_in: SignIn,
        colleague: Client,
        report_import: ReportImport,
        more: dict[str, str],
    ) -> None:
        first, second = sign_in("QA officer"), colleague
        mine = review_form(first.get(address(report_import)))
        first.post(address(report_import), mine)
        typed = {"fact-focus": "Early help"} | more
        response = second.post(address(report_import), mine | typed)
        assert "confirmed by now: somebody else was here" in messages_of(response)[0]
        assert 'value="Early help"' in text_of(response)
        assert Inspection.objects.count() == 1
