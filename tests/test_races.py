"""Two people press a button at once: one of them is told, nothing is doubled.

On PostgreSQL every step runs in a thread with a connection of its own.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Group, User
from django.core.serializers import deserialize, serialize
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from inspections.identified import unanswered
from inspections.models import (
    AnsweredHit,
    Inspection,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Release,
)
from inspections.publishing import (
    CannotPublish,
    answer_hits,
    approve,
    return_to_draft,
    revise,
    submit,
    withdraw,
)
from inspections.vocabulary import Kind
from tests import factories as make
from tests.admin.conftest import SignIn, make_staff
from tests.admin.conftest import sign_in as sign_in
from tests.admin.pages import address, admin_form
from tests.test_publishing import amir as amir
from tests.test_publishing import draft_inspection, events_of
from tests.test_publishing import petra as petra

Action = PublicationEvent.Action
Status = PublicationStatus
LATER = make.NOON + timedelta(days=1)


def at_once(*steps: Callable[[], object]) -> list[BaseException | None]:
    """Run steps side by side, each on a connection of its own; give what each raised.

    SQLite lets one writer in at a time, so there they run one after the other, with
    what each had read before the first one wrote.
    """
    raised: list[BaseException | None] = [None] * len(steps)

    def run(number: int) -> None:
        try:
            steps[number]()
        except Exception as error:
            raised[number] = error

    def run_and_close(number: int) -> None:
        run(number)
        connection.close()

    if connection.vendor == "sqlite":
        for number in range(len(steps)):
            run(number)
        return raised
    threads = [
        threading.Thread(target=run_and_close, args=[number])
        for number in range(len(steps))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return raised


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold each step between its reading and its writing until the other is there.

    Where a lock keeps the other one out, nobody comes, and the step goes on.
    """
    barrier = threading.Barrier(2)

    def wait(record: PublishedRecord) -> list[str]:
        if connection.vendor != "sqlite":
            try:
                barrier.wait(timeout=1)
            except threading.BrokenBarrierError:
                barrier.reset()
        return []

    monkeypatch.setattr("inspections.publishing.blockers", wait)


@pytest.fixture(scope="class")
def roles_kept(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Put back the roles that a migration made: a test that commits empties all."""
    with django_db_blocker.unblock():
        kept = serialize("json", Group.objects.all(), use_natural_foreign_keys=True)
    yield
    with django_db_blocker.unblock():
        for row in deserialize("json", kept):
            row.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("roles_kept", "meeting")
class TestTwoAtOnce:
    """Two people press the button at once: one of them is told, nothing is doubled."""

    def test_only_one_approval_counts(self, petra: User, amir: User) -> None:
        zoe = make.make_user("zoe")
        record = submit(draft_inspection(), by=petra, at=make.NOON)
        one, other = (Inspection.objects.get(pk=record.pk) for _ in range(2))
        raised = at_once(
            lambda: approve(one, by=amir, at=LATER),
            lambda: approve(other, by=zoe, at=LATER),
        )
        assert sorted(type(error).__name__ for error in raised) == [
            "CannotPublish",
            "NoneType",
        ]
        assert Release.objects.about(record).count() == 1
        assert events_of(record) == [Action.SUBMITTED, Action.APPROVED]

    def test_only_one_approval_of_a_correction_counts(
        self, petra: User, amir: User
    ) -> None:
        zoe = make.make_user("zoe")
        inspection = draft_inspection(status="published")
        copy = revise(inspection, by=petra, at=make.NOON)
        submit(copy, by=petra, at=make.NOON, note="A wrong page.")
        one, other = (Inspection.objects.get(pk=copy.pk) for _ in range(2))
        raised = at_once(
            lambda: approve(one, by=amir, at=LATER),
            lambda: approve(other, by=zoe, at=LATER),
        )
        refusals = [error for error in raised if error]
        assert [str(error) for error in refusals] == [
            "This is no longer here: somebody approved or deleted it meanwhile."
        ]
        assert Release.objects.about(inspection).count() == 1

    def test_an_approval_and_a_return_do_not_both_count(
        self, petra: User, amir: User
    ) -> None:
        record = submit(draft_inspection(), by=petra, at=make.NOON)
        one, other = (Inspection.objects.get(pk=record.pk) for _ in range(2))
        raised = at_once(
            lambda: approve(one, by=amir, at=LATER),
            lambda: return_to_draft(other, by=amir, at=LATER),
        )
        assert len([error for error in raised if error]) == 1
        assert len(events_of(record)) == 2

    def test_two_revisions_are_one_copy(self, petra: User, amir: User) -> None:
        inspection = draft_inspection(status="published", ended=date(2022, 2, 4))
        one, other = (Inspection.objects.get(pk=inspection.pk) for _ in range(2))
        raised = at_once(
            lambda: revise(one, by=petra, at=make.NOON),
            lambda: revise(other, by=amir, at=make.NOON),
        )
        assert raised == [None, None]
        assert Inspection.objects.filter(revises=inspection).count() == 1

    def test_two_corrections_of_any_record_are_one_copy(
        self, petra: User, amir: User
    ) -> None:
        inspection = make.make_inspection()
        response = make.make_response(inspection)
        records: list[PublishedRecord] = [
            response,
            make.make_action(response),
            make.make_article(inspection.authority),
        ]
        for record in records:
            rows = type(record)._base_manager
            raised = at_once(
                partial(revise, rows.get(pk=record.pk), by=petra, at=make.NOON),
                partial(revise, rows.get(pk=record.pk), by=amir, at=make.NOON),
            )
            assert raised == [None, None]
            assert rows.exclude(pk=record.pk).count() == 1
            assert events_of(record) == [Action.REVISED]

    def test_one_person_with_two_tabs_does_not_publish(self, petra: User) -> None:
        record = draft_inspection()
        one, other = (Inspection.objects.get(pk=record.pk) for _ in range(2))
        submitted, approved = at_once(
            lambda: submit(one, by=petra, at=make.NOON),
            lambda: approve(other, by=petra, at=make.NOON),
        )
        assert submitted is None
        assert isinstance(approved, CannotPublish)
        assert str(approved) in (
            "You submitted this, so somebody else must approve it.",
            "This is draft, so it cannot become published. Reload the page to see who "
            "changed it.",
        )
        record.refresh_from_db()
        assert record.status == Status.SUBMITTED
        assert not Release.objects.exists()

    def test_a_correction_of_what_is_withdrawn_is_refused_or_came_first(
        self, petra: User, amir: User
    ) -> None:
        zoe = make.make_user("zoe")
        inspection = draft_inspection(status="published")
        copy = revise(inspection, by=petra, at=make.NOON)
        submit(copy, by=petra, at=make.NOON, note="A wrong page.")
        corrected, withdrawn = at_once(
            lambda: approve(copy, by=amir, at=LATER),
            lambda: withdraw(inspection, by=zoe, at=LATER, note="Wrong council."),
        )
        assert withdrawn is None
        events = events_of(inspection)
        if corrected is None:
            assert events == [Action.REVISED, Action.CORRECTED, Action.WITHDRAWN]
        else:
            assert "withdrawn while it was being corrected" in str(corrected)
            assert events == [Action.REVISED, Action.WITHDRAWN]
        assert Release.objects.about(inspection).count() == len(events) - 2
        inspection.refresh_from_db()
        assert inspection.status == Status.WITHDRAWN

    def test_two_answers_to_one_warning_are_one(self, petra: User, amir: User) -> None:
        zoe = make.make_user("zoe")
        record = submit(
            draft_inspection(summary="Rumi, aged 9, was moved."),
            by=petra,
            at=make.NOON,
        )
        answers = {hit.mark: "A made-up name." for hit in unanswered(record)}
        raised = at_once(
            lambda: answer_hits(record, answers, by=amir, at=LATER),
            lambda: answer_hits(record, answers, by=zoe, at=LATER),
        )
        assert raised == [None, None]
        assert AnsweredHit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("roles_kept")
class TestEditingWhileSubmitting:
    def test_what_waits_for_approval_is_not_edited(self, sign_in: SignIn) -> None:
        """Whichever comes first: the edit is in what was submitted, or refused."""
        draft = make.make_inspection(
            kind=Kind.FOCUSED_VISIT, status=Status.DRAFT, summary="Before."
        )
        first, second = sign_in("QA officer"), Client()
        second.force_login(make_staff("Administrator"))
        sent = admin_form(first.get(address(draft))) | {"summary": "After."}
        answers: dict[str, int] = {}

        def edit() -> None:
            answers["edit"] = first.post(address(draft), sent).status_code

        def put_forward() -> None:
            step = address(draft, "step", "submit")
            answers["submit"] = second.post(step).status_code

        assert at_once(put_forward, edit) == [None, None]
        draft.refresh_from_db()
        assert draft.status == Status.SUBMITTED
        assert (answers["edit"], draft.summary) in ((403, "Before."), (302, "After."))
