"""Two people on one page: the second sees what the first changed and loses nothing."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from inspections.models import (
    CouncilAction,
    Inspection,
    PublicationStatus,
    Recommendation,
    RecommendationPosition,
    Theme,
)
from inspections.publishing import submit
from inspections.vocabulary import Area, Grade, Position
from tests import factories as make
from tests.admin.conftest import SignIn, make_staff
from tests.admin.pages import address, admin_form, text_of

pytestmark = pytest.mark.django_db

ASKED = "all_recommendations"


@pytest.fixture
def petra(sign_in: SignIn) -> Client:
    return sign_in("QA officer")


@pytest.fixture
def ada(sign_in: SignIn) -> Client:
    return sign_in("Administrator")


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """A second officer, on another machine."""
    user = make.make_user("omar", first_name="Omar", last_name="Officer", is_staff=True)
    user.groups.set(make_staff("QA officer").groups.all())
    make.make_remit(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def visit(db: None) -> Inspection:
    visit: Inspection = make.make_inspection(
        status="draft",
        grades={Area.OVERALL: Grade.GOOD},
        recommendations=("Visit children sooner.", "Keep plans up to date."),
        source_note="By hand.",
    )
    return visit


def page_fields(response: Any) -> dict[str, Any]:
    """Return what a page would send untouched, with the version it was made from."""
    return admin_form(response) | {"_version": response.context["version"]}


def opened(client: Client, record: Any) -> dict[str, Any]:
    """Return what the page would send if nothing on it were changed."""
    response = client.get(address(record))
    assert response.status_code == 200
    return page_fields(response)


def row_of(data: dict[str, Any], row: Any, prefix: str = ASKED) -> str:
    total = int(data[f"{prefix}-TOTAL_FORMS"])
    (place,) = [n for n in range(total) if data.get(f"{prefix}-{n}-id") == str(row.pk)]
    return f"{prefix}-{place}"


class TestSecondToSave:
    def test_the_page_comes_back_and_nothing_is_written(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        mine, theirs = opened(petra, visit), opened(officer, visit)
        assert (
            officer.post(address(visit), theirs | {"focus": "Front door"}).status_code
            == 302
        )
        response = petra.post(address(visit), mine | {"summary": "In short."})
        assert response.status_code == 409
        visit.refresh_from_db()
        assert (visit.focus, visit.summary) == ("Front door", "")
        page = text_of(response)
        assert "Omar Officer" in page
        assert "In short." in page
        assert "Front door" in page

    def test_saved_again_both_stand(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        first, second = Recommendation.objects.filter(inspection=visit)
        mine, theirs = opened(petra, visit), opened(officer, visit)
        officer.post(
            address(visit),
            theirs | {"focus": "Front door", f"{row_of(theirs, first)}-text": "Go."},
        )
        again = page_fields(
            petra.post(
                address(visit), mine | {f"{row_of(mine, second)}-text": "Plan better."}
            )
        )
        assert petra.post(address(visit), again).status_code == 302
        visit.refresh_from_db()
        first.refresh_from_db()
        second.refresh_from_db()
        assert (visit.focus, first.text, second.text) == (
            "Front door",
            "Go.",
            "Plan better.",
        )

    @pytest.mark.parametrize(
        ("choice", "stands"), [("mine", "Go today."), ("theirs", "Go now.")]
    )
    def test_where_both_changed_a_field_a_person_chooses(
        self,
        petra: Client,
        officer: Client,
        visit: Inspection,
        choice: str,
        stands: str,
    ) -> None:
        first = visit.all_recommendations.get(position=1)
        mine, theirs = opened(petra, visit), opened(officer, visit)
        name = f"{row_of(mine, first)}-text"
        officer.post(address(visit), theirs | {name: "Go now."})
        response = petra.post(address(visit), mine | {name: "Go today."})
        (clash,) = response.context["meanwhile"].merged.clashes
        assert (clash.row, clash.label) == ("Recommendation 1", "Text")
        assert clash.before == "Visit children sooner."
        again = page_fields(response) | {clash.choice: choice}
        assert petra.post(address(visit), again).status_code == 302
        first.refresh_from_db()
        assert first.text == stands

    def test_themes_of_rows_are_told_apart_too(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        first = visit.all_recommendations.get(position=1)
        neglect, plans = make.make_theme(), make.make_theme("Plans")
        mine, theirs = opened(petra, visit), opened(officer, visit)
        name = f"{row_of(mine, first)}-themes"
        officer.post(address(visit), theirs | {name: [str(neglect.pk)]})
        response = petra.post(address(visit), mine | {name: [str(plans.pk)]})
        assert response.status_code == 409
        assert [c.label for c in response.context["meanwhile"].merged.clashes] == [
            "Themes"
        ]
        assert petra.post(address(visit), page_fields(response)).status_code == 302
        assert list(first.themes.all()) == [plans]

    def test_a_row_the_other_added_stays_and_keeps_its_number(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        mine, theirs = opened(petra, visit), opened(officer, visit)
        for data, text in ((theirs, "Theirs."), (mine, "Mine.")):
            data |= {
                f"{ASKED}-TOTAL_FORMS": "3",
                f"{ASKED}-2-id": "",
                f"{ASKED}-2-text": text,
                f"{ASKED}-2-kind": "recommendation",
                f"{ASKED}-2-position": "",
            }
        assert officer.post(address(visit), theirs).status_code == 302
        response = petra.post(address(visit), mine)
        assert response.status_code == 409
        assert petra.post(address(visit), page_fields(response)).status_code == 302
        texts = visit.all_recommendations.values_list("position", "text")
        assert list(texts)[2:] == [(3, "Theirs."), (4, "Mine.")]

    def test_a_row_the_other_removed_comes_back_if_one_had_changed_it(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        first = visit.all_recommendations.get(position=1)
        mine, theirs = opened(petra, visit), opened(officer, visit)
        officer.post(address(visit), theirs | {f"{row_of(theirs, first)}-DELETE": "on"})
        response = petra.post(
            address(visit), mine | {f"{row_of(mine, first)}-text": "Go today."}
        )
        assert response.status_code == 409
        assert "Recommendation 1 was removed. You changed it" in text_of(response)
        assert petra.post(address(visit), page_fields(response)).status_code == 302
        assert visit.all_recommendations.filter(text="Go today.").exists()

    def test_a_third_change_is_noticed_too(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        mine, theirs = opened(petra, visit), opened(officer, visit)
        officer.post(address(visit), theirs | {"focus": "Front door"})
        again = page_fields(petra.post(address(visit), mine | {"summary": "Short."}))
        officer.post(address(visit), opened(officer, visit) | {"focus": "Duty"})
        response = petra.post(address(visit), again)
        assert response.status_code == 409
        assert page_fields(response)["focus"] == "Duty"

    def test_a_page_alone_is_saved_at_once(
        self, petra: Client, visit: Inspection
    ) -> None:
        for focus in ("Front door", "Duty"):
            data = opened(petra, visit) | {"focus": focus}
            assert petra.post(address(visit), data).status_code == 302

    def test_a_page_with_a_fault_keeps_the_version_it_was_made_from(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        mine, theirs = opened(petra, visit), opened(officer, visit)
        officer.post(address(visit), theirs | {"focus": "Front door"})
        rehearsal = petra.post(address(visit), mine | {"_judgements": "1"})
        assert rehearsal.status_code == 200
        again = page_fields(rehearsal)
        assert petra.post(address(visit), again).status_code == 409


class TestOtherPages:
    def test_a_row_s_own_page_is_watched(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        first = visit.all_recommendations.get(position=1)
        mine, theirs = opened(petra, first), opened(officer, first)
        officer.post(address(first), theirs | {"text": "Go now."})
        response = petra.post(address(first), mine | {"source_note": "Page 2."})
        assert response.status_code == 409
        assert page_fields(response)["text"] == "Go now."

    def test_a_theme_is_watched(self, ada: Client, db: None) -> None:
        theme = make.make_theme()
        mine = opened(ada, theme)
        Theme.objects.get().save()
        assert ada.post(address(theme), mine).status_code == 302
        mine = opened(ada, theme)
        theme.definition = "Another."
        theme.save()
        assert ada.post(address(theme), mine).status_code == 409

    def test_an_authority_is_watched(self, ada: Client, db: None) -> None:
        authority = make.make_authority()
        mine = opened(ada, authority)
        authority.other_names = ["Amble"]
        authority.save()
        response = ada.post(address(authority), mine | {"ons_code": "E06000001"})
        assert response.status_code == 409
        assert page_fields(response)["other_names"] == "Amble"

    def test_two_positions_on_one_recommendation_meet(
        self, petra: Client, officer: Client, visit: Inspection
    ) -> None:
        response = make.make_response(visit, status="draft")
        mine, theirs = opened(petra, response), opened(officer, response)
        name = "all_positions-0-position"
        words = "all_positions-0-words"
        saved = officer.post(address(response), theirs | {name: Position.ACCEPTED})
        assert saved.status_code == 302
        page = petra.post(
            address(response),
            mine | {name: Position.NOT_ACCEPTED, words: "We do not agree."},
        )
        assert page.status_code == 409
        assert petra.post(address(response), page_fields(page)).status_code == 302
        position = RecommendationPosition.objects.get(response=response)
        assert position.position == Position.NOT_ACCEPTED
        assert position.words == "We do not agree."

    def test_an_action_is_watched_with_its_updates(
        self, petra: Client, visit: Inspection
    ) -> None:
        action: CouncilAction = make.make_action(
            make.make_response(visit, status="draft"), status="draft"
        )
        mine = opened(petra, action)
        make.make_update(action)
        response = petra.post(address(action), mine | {"text": "Audit all plans."})
        assert response.status_code == 409
        assert "Audit all plans." in text_of(response)


class TestTooLate:
    def test_deleted_meanwhile_what_was_entered_is_shown(
        self, petra: Client, visit: Inspection
    ) -> None:
        mine = opened(petra, visit)
        first = visit.all_recommendations.get(position=1)
        name = f"{row_of(mine, first)}-text"
        place = address(visit)
        visit.delete()
        response = petra.post(
            place,
            mine | {name: "Go today.", "focus": "Front door"},
        )
        assert response.status_code == 409
        page = text_of(response)
        assert "no longer here" in page
        assert "Go today." in page
        assert "Front door" in page
        assert "Keep plans up to date." not in page

    def test_submitted_meanwhile_what_was_entered_is_shown(
        self, petra: Client, visit: Inspection
    ) -> None:
        mine = opened(petra, visit)
        submit(visit, by=make_staff("QA officer"), at=timezone.now())
        response = petra.post(address(visit), mine | {"focus": "Front door"})
        assert response.status_code == 409
        assert "submitted for approval now" in text_of(response)
        assert "Front door" in text_of(response)
        visit.refresh_from_db()
        assert visit.status == PublicationStatus.SUBMITTED

    def test_who_may_not_change_it_is_refused(
        self, sign_in: SignIn, petra: Client, visit: Inspection
    ) -> None:
        mine = opened(petra, visit)
        assert sign_in("Viewer").post(address(visit), mine).status_code == 403
