"""What waits for one person: each item, within the remit, by the documented rules."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from inspections import publishing
from inspections.accounts import ActionReported
from inspections.desk import ITEMS, NEAR, Asked, piles_for, rows_of
from inspections.headlines import is_overdue
from inspections.models import (
    Authority,
    CouncilAction,
    DatePrecision,
    Inspection,
    PublicationStatus,
)
from inspections.slips import TargetDate
from inspections.vocabulary import Delivery, RecommendationKind
from inspections.workspace.start import list_address
from tests import factories as make
from tests.admin.cast import make_import
from tests.admin.conftest import make_staff

pytestmark = pytest.mark.django_db
Status = PublicationStatus
TODAY = date(2026, 11, 22)
ITEM = {item.code: item for item in ITEMS}
FINISHED = (Delivery.REPORTED_COMPLETE, Delivery.NO_LONGER_APPLICABLE)


@pytest.fixture
def council() -> Authority:
    return make.make_authority()


@pytest.fixture
def petra() -> User:
    return make_staff("QA officer")


@pytest.fixture
def amir() -> User:
    return make_staff("Approver")


def found(code: str, user: User, model: type = Inspection) -> set[object]:
    return set(rows_of(ITEM[code], model, Asked(user, TODAY)))


def reported(action: CouncilAction) -> ActionReported:
    """Return an action as the rule of overdue reads it."""
    return ActionReported(
        number=action.number,
        text=action.text,
        owner_role="",
        delivery=Delivery(action.delivery),
        as_of=None,
        first_target=action.first_target,
        current_target=action.current_target,
        source_note="",
        is_confirmed=True,
        inspection_ref="",
        current_is_month_only=action.current_target_precision == DatePrecision.MONTH,
    )


def some_actions(seed: int) -> list[CouncilAction]:
    """Make actions with every sort of date, some near the ends of months."""
    chance = random.Random(seed)
    response = make.make_response(make.make_inspection())
    made = []
    for _ in range(40):
        target = chance.choice([None, TODAY + timedelta(days=chance.randint(-70, 70))])
        made.append(
            make.make_action(
                response,
                status=chance.choice(["draft", "submitted", "published"]),
                delivery=chance.choice(list(Delivery)),
                first_target=target,
                current_target=target,
                current_target_precision=chance.choice(DatePrecision.values),
            )
        )
    return made


class TestOverdue:
    @pytest.mark.parametrize("seed", range(3))
    def test_it_is_the_one_rule(self, seed: int, petra: User) -> None:
        made = some_actions(seed)
        by_rule = {one for one in made if is_overdue(reported(one), today=TODAY)}
        assert found("overdue", petra, CouncilAction) == by_rule
        assert by_rule

    def test_it_leaves_out_what_is_withdrawn_and_corrections(self, petra: User) -> None:
        response = make.make_response(make.make_inspection())
        late: dict[str, Any] = {
            "first_target": date(2026, 1, 1),
            "current_target": date(2026, 1, 1),
        }
        make.make_action(response, status=Status.WITHDRAWN, **late)
        action = make.make_action(response, **late)
        make.make_action(response, status=Status.DRAFT, revises=action, **late)
        assert found("overdue", petra, CouncilAction) == {action}


class TestDueSoon:
    @pytest.mark.parametrize("today", [TODAY, date(2026, 11, 30), date(2026, 12, 1)])
    def test_it_is_what_runs_out_within_thirty_days(
        self, today: date, petra: User
    ) -> None:
        made = some_actions(7)
        by_rule = {
            one
            for one in made
            if one.current_target
            and one.delivery not in FINISHED
            and today <= last_day(one) <= today + NEAR
        }
        rows = rows_of(ITEM["due-soon"], CouncilAction, Asked(petra, today))
        assert set(rows) == by_rule
        assert by_rule


def last_day(action: CouncilAction) -> date:
    assert action.current_target
    is_month = action.current_target_precision == DatePrecision.MONTH
    return TargetDate(action.current_target, is_month).last_day


class TestMyDrafts:
    def test_they_are_those_that_one_began(self, petra: User, amir: User) -> None:
        mine = begun(petra)
        begun(amir)
        assert found("my-drafts", petra) == {mine}

    def test_what_came_back_is_there_whoever_began_it(
        self, petra: User, council: Authority
    ) -> None:
        draft = make.make_inspection(council, status=Status.DRAFT, kind="focused_visit")
        publishing.submit(draft, by=petra, at=make.NOON)
        assert found("my-drafts", petra) == set()
        publishing.return_to_draft(draft, by=make_staff("Approver"), at=make.NOON)
        assert found("my-drafts", petra) == {draft}
        assert found("my-drafts", make_staff("Approver")) == set()


def begun(user: User) -> Inspection:
    """Make a draft as this person's browser would."""
    draft = make.make_inspection(
        make.make_authority(f"Council of {user}"),
        status=Status.DRAFT,
        kind="focused_visit",
    )
    version = draft.history.get()
    version.history_user = user
    version.save()
    return draft


class TestToApprove:
    def test_ones_own_is_left_to_others(self, petra: User, council: Authority) -> None:
        draft = make.make_inspection(council, status=Status.DRAFT, kind="focused_visit")
        publishing.submit(draft, by=petra, at=make.NOON)
        assert found("to-approve", petra) == set()
        assert found("to-approve", make_staff("Approver")) == {draft}

    def test_who_may_not_approve_is_not_asked(self, petra: User, amir: User) -> None:
        draft = make.make_inspection(status=Status.DRAFT, kind="focused_visit")
        publishing.submit(draft, by=make.make_user("paul"), at=make.NOON)
        codes = {
            user: [pile.item.code for pile in piles_for(Asked(user, TODAY))]
            for user in (petra, amir)
        }
        assert codes == {petra: [], amir: ["to-approve"]}


class TestDeadlines:
    def test_an_answer_that_is_due_soon(self, petra: User, council: Authority) -> None:
        near = make.make_inspection(
            council, ended=date(2026, 8, 1), published_on=date(2026, 8, 28)
        )
        far = make.make_inspection(
            council, ended=date(2026, 11, 1), published_on=date(2026, 11, 20)
        )
        passed = make.make_inspection(
            council, ended=date(2026, 1, 5), published_on=date(2026, 2, 1)
        )
        assert found("deadlines", petra) == {near}
        make.make_response(near, published_on=date(2026, 9, 9))
        assert found("deadlines", petra) == set()
        assert {far, passed}

    def test_a_draft_for_inspectors_alone_is_due_too(self, petra: User) -> None:
        visit = make.make_inspection(
            kind="focused_visit",
            ended=date(2026, 10, 20),
            published_on=date(2026, 11, 10),
        )
        make.make_recommendation(visit, kind=RecommendationKind.PRIORITY_ACTION)
        assert found("deadlines", petra) == {visit}


class TestRemit:
    def test_nothing_of_another_authority_is_counted(self, council: Authority) -> None:
        late: dict[str, Any] = {
            "first_target": date(2026, 1, 1),
            "current_target": date(2026, 1, 1),
        }
        make.make_action(make.make_response(make.make_inspection(council)), **late)
        stranger = make.make_user("stella", is_staff=True)
        stranger.groups.set(make_staff("Administrator").groups.all())
        make.make_remit(stranger, make.make_authority("Elsewhere"))
        assert piles_for(Asked(stranger, TODAY)) == []


class TestLists:
    def test_every_count_is_of_the_list_behind_it(self) -> None:
        """Every item at once, through the addresses that the start page gives."""
        ada = make_staff("Administrator")
        client = Client()
        client.force_login(ada)
        everything_waits(ada)
        start = client.get(reverse("admin:index"))
        seen = set()
        for pile in start.context["waiting"]:
            for one in pile.counts:
                shown = client.get(one.address).context["cl"]
                assert shown.result_count == one.count, one.address
                seen.add(pile.item.code)
        assert seen == set(ITEM)

    def test_the_list_of_another_s_work_is_empty(self, amir: User) -> None:
        client = Client()
        client.force_login(amir)
        begun(amir)
        shown = client.get(list_address(ITEM["my-drafts"], Inspection))
        assert shown.context["cl"].result_count == 0


def everything_waits(ada: User) -> None:
    """Make something of every item, as of the day on which the test is run."""
    today = date.today()
    council = make.make_authority("Borchester")
    begun(ada)
    submitted = make.make_inspection(
        council, status=Status.DRAFT, kind="focused_visit", ended=date(2020, 1, 1)
    )
    publishing.submit(submitted, by=make.make_user("paul"), at=make.NOON)
    recent = today - timedelta(days=80)
    earlier = make.make_inspection(council, recommendations=("Improve.",))
    visit = make.make_inspection(council, ended=recent, published_on=recent)
    make.make_finding(visit)
    response = make.make_response(earlier)
    for day in (today - timedelta(days=40), today + timedelta(days=3)):
        make.make_action(response, first_target=day, current_target=day)
    warned_import(council, ada)
    make.make_request(earlier)


def warned_import(council: Authority, by: User) -> None:
    row = make_import(council, by, state="read")
    row.warnings = ["No day."]
    row.save()
