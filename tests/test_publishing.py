"""How a record becomes public: each move, who may make it, and what is written."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from inspections.models import (
    CouncilResponse,
    Inspection,
    PressArticle,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
    Release,
)
from inspections.publishing import (
    MOVES,
    CannotPublish,
    approve,
    publish_import,
    return_to_draft,
    revise,
    submit,
    withdraw,
)
from inspections.releases import as_if_public
from inspections.vocabulary import Area, Grade
from tests import factories as make

Action = PublicationEvent.Action
Status = PublicationStatus
Step = Callable[[PublishedRecord, User], object]
LATER = make.NOON + timedelta(days=1)


@pytest.fixture
def petra() -> User:
    return make.make_user("petra")


@pytest.fixture
def amir() -> User:
    return make.make_user("amir")


def draft_inspection(**fields: object) -> Inspection:
    grades = {
        Area.OVERALL: Grade.GOOD,
        Area.LEADERS: Grade.GOOD,
    }
    values = {"grades": grades, "status": Status.DRAFT, **fields}
    return make.make_inspection(**values)  # type: ignore[arg-type]


def draft_of_each_kind() -> list[PublishedRecord]:
    """Return a draft of each kind of record, ready to be published."""
    inspection = make.make_inspection()
    response = make.make_response(inspection)
    return [
        draft_inspection(authority=inspection.authority),
        make.make_response(inspection, status=Status.DRAFT),
        make.make_action(response, status=Status.DRAFT),
        make.make_article(inspection.authority, status=Status.DRAFT),
    ]


def events_of(record: PublishedRecord) -> list[str]:
    return [event.action for event in PublicationEvent.objects.about(record)]


def written() -> tuple[int, int]:
    return PublicationEvent.objects.count(), Release.objects.count()


def put(record: PublishedRecord, status: str) -> PublishedRecord:
    """Give a record a status as if it had come there."""
    record.status = status
    record.save()
    return record


@pytest.mark.django_db
class TestMoves:
    STEPS: dict[str, tuple[Step, PublicationStatus]] = {
        "submit": (lambda r, by: submit(r, by=by, at=make.NOON), Status.SUBMITTED),
        "return_to_draft": (
            lambda r, by: return_to_draft(r, by=by, at=make.NOON),
            Status.DRAFT,
        ),
        "approve": (lambda r, by: approve(r, by=by, at=make.NOON), Status.PUBLISHED),
        "withdraw": (
            lambda r, by: withdraw(r, by=by, at=make.NOON, note="Wrong council."),
            Status.WITHDRAWN,
        ),
        "publish_import": (
            lambda r, by: publish_import(r, by=by, at=make.NOON),
            Status.PUBLISHED,
        ),
    }
    ALLOWED = {
        ("draft", "submit"),
        ("draft", "publish_import"),
        ("submitted", "return_to_draft"),
        ("submitted", "approve"),
        ("published", "withdraw"),
    }

    def test_every_status_has_its_moves(self) -> None:
        assert set(MOVES) == set(Status)

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("status", Status.values)
    def test_only_the_allowed_ones_change_anything(
        self, status: str, step: str, petra: User
    ) -> None:
        make_step, reached = self.STEPS[step]
        for record in draft_of_each_kind():
            put(record, status)
            before = written()
            if (status, step) in self.ALLOWED:
                make_step(record, petra)
                record.refresh_from_db()
                assert record.status == reached
                assert written() > before
                continue
            with pytest.raises(CannotPublish) as refused:
                make_step(record, petra)
            assert str(Status(status).label).lower() in refused.value.blockers[0]
            record.refresh_from_db()
            assert record.status == status
            assert written() == before

    @pytest.mark.parametrize(
        "status", [Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN]
    )
    def test_only_what_is_published_can_be_revised(
        self, status: str, petra: User
    ) -> None:
        inspection = draft_inspection(status=status)
        with pytest.raises(CannotPublish, match="Only what is published"):
            revise(inspection, by=petra, at=make.NOON)
        assert written() == (0, 0)
        assert not Inspection.objects.filter(revises=inspection).exists()

    def test_a_record_that_is_gone_is_said_to_be_gone(self, petra: User) -> None:
        draft = draft_inspection()
        Inspection.objects.filter(pk=draft.pk).delete()
        with pytest.raises(CannotPublish, match="no longer here"):
            submit(draft, by=petra, at=make.NOON)


@pytest.mark.django_db
class TestSubmit:
    def test_it_says_who_and_when(self, petra: User) -> None:
        draft = submit(draft_inspection(), by=petra, at=make.NOON, note=" Done. ")
        event = PublicationEvent.objects.about(draft).get()
        assert (event.action, event.by, event.at, event.note) == (
            Action.SUBMITTED,
            petra,
            make.NOON,
            "Done.",
        )
        assert draft.submitted_by == petra
        assert not Release.objects.exists()
        assert not Inspection.objects.published().exists()

    def test_it_refuses_with_what_is_missing(self, petra: User) -> None:
        draft = make.make_inspection(status=Status.DRAFT, source_note="")
        with pytest.raises(CannotPublish) as refused:
            submit(draft, by=petra, at=make.NOON)
        assert len(refused.value.blockers) == 2
        assert written() == (0, 0)


@pytest.mark.django_db
class TestReturnToDraft:
    def test_anybody_may_submit_it_again(self, petra: User, amir: User) -> None:
        record = submit(draft_inspection(), by=petra, at=make.NOON)
        record = return_to_draft(record, by=amir, at=make.NOON, note="Check page 3.")
        assert record.submitted_by is None
        record = submit(record, by=amir, at=make.NOON)
        approve(record, by=petra, at=make.NOON)
        assert events_of(record) == [
            Action.SUBMITTED,
            Action.RETURNED,
            Action.SUBMITTED,
            Action.APPROVED,
        ]


@pytest.mark.django_db
class TestApprove:
    def test_every_kind_is_published_with_its_first_release(
        self, petra: User, amir: User
    ) -> None:
        for draft in draft_of_each_kind():
            submit(draft, by=petra, at=make.NOON)
            record = approve(draft, by=amir, at=LATER)
            assert record.is_public()
            assert record.first_published_at == LATER
            assert (record.submitted_by, record.approved_by) == (petra, amir)
            release = Release.objects.about(record).get()
            assert (release.number, release.by, release.at) == (1, amir, LATER)
            assert release.content["id"] == record.pk
            assert events_of(record) == [Action.SUBMITTED, Action.APPROVED]

    def test_whoever_submitted_may_not(self, petra: User) -> None:
        for draft in draft_of_each_kind():
            submit(draft, by=petra, at=make.NOON)
            before = written()
            with pytest.raises(CannotPublish, match="somebody else must approve"):
                approve(draft, by=petra, at=make.NOON)
            draft.refresh_from_db()
            assert draft.status == Status.SUBMITTED
            assert written() == before

    def test_what_was_spoilt_since_it_was_submitted_is_refused(
        self, petra: User, amir: User
    ) -> None:
        draft = submit(draft_inspection(), by=petra, at=make.NOON)
        draft.source_note = ""
        draft.save()
        with pytest.raises(CannotPublish, match="Say where this is from"):
            approve(draft, by=amir, at=make.NOON)

    def test_it_writes_everything_or_nothing(
        self, petra: User, amir: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft = submit(draft_inspection(), by=petra, at=make.NOON)

        def fail(record: PublishedRecord) -> None:
            raise OSError("The disk is full.")

        monkeypatch.setattr("inspections.publishing.content_of", fail)
        with pytest.raises(OSError, match="disk"):
            approve(draft, by=amir, at=make.NOON)
        draft.refresh_from_db()
        assert (draft.status, draft.approved_by) == (Status.SUBMITTED, None)
        assert draft.first_published_at is None
        assert events_of(draft) == [Action.SUBMITTED]
        assert not Release.objects.exists()


@pytest.mark.django_db
class TestPublishImport:
    def test_one_person_answers_and_the_event_says_so(self, petra: User) -> None:
        draft = draft_inspection()
        record = publish_import(draft, by=petra, at=make.NOON, note="The collection.")
        assert record.is_public()
        assert events_of(record) == [Action.LOADED]
        assert Release.objects.about(record).get().reason == "The collection."
        assert (record.submitted_by, record.approved_by) == (None, petra)

    def test_what_is_missing_is_not_passed_over(self, petra: User) -> None:
        draft = make.make_inspection(status=Status.DRAFT)
        with pytest.raises(CannotPublish, match="No judgement is entered"):
            publish_import(draft, by=petra, at=make.NOON)
        assert written() == (0, 0)

    def test_a_correction_needs_two_people_all_the_same(self, petra: User) -> None:
        copy = revise(draft_inspection(status="published"), by=petra, at=make.NOON)
        with pytest.raises(CannotPublish, match="needs two people"):
            publish_import(copy, by=petra, at=make.NOON)


@pytest.mark.django_db
class TestWithdraw:
    @pytest.mark.parametrize("note", ["", "  \n"])
    def test_it_needs_a_reason(self, note: str, petra: User) -> None:
        inspection = make.make_inspection()
        with pytest.raises(CannotPublish, match="Say why it is withdrawn"):
            withdraw(inspection, by=petra, at=make.NOON, note=note)
        assert Inspection.objects.published().exists()

    def test_it_hides_the_record_and_keeps_its_releases(
        self, petra: User, amir: User
    ) -> None:
        record = submit(draft_inspection(), by=petra, at=make.NOON)
        approve(record, by=amir, at=make.NOON)
        withdraw(record, by=petra, at=LATER, note="It was another council’s.")
        assert not Inspection.objects.published().exists()
        assert Release.objects.about(record).count() == 1
        event = PublicationEvent.objects.about(record).last()
        assert event is not None
        assert (event.action, event.note) == (
            Action.WITHDRAWN,
            "It was another council’s.",
        )

    def test_what_hangs_on_an_inspection_goes_with_it(self, petra: User) -> None:
        inspection = make.make_inspection(recommendations=("Improve plans.",))
        response = make.make_response(inspection)
        action = make.make_action(response)
        withdraw(inspection, by=petra, at=make.NOON, note="Wrong council.")
        assert not CouncilResponse.objects.published().exists()
        assert not response.__class__.objects.get().is_public()
        assert not action.__class__.objects.get().is_public()

    def test_an_article_stays_when_one_of_its_inspections_goes(
        self, petra: User
    ) -> None:
        inspection = make.make_inspection()
        make.make_article(inspection.authority, inspection)
        withdraw(inspection, by=petra, at=make.NOON, note="Wrong council.")
        assert PressArticle.objects.published().count() == 1


@pytest.mark.django_db
class TestAsIfPublic:
    def test_a_draft_is_public_inside_and_a_draft_again_outside(self) -> None:
        draft = draft_inspection()
        with as_if_public(draft, at=make.NOON) as shown:
            assert Inspection.objects.published().get() == shown == draft
        draft.refresh_from_db()
        assert draft.status == Status.DRAFT
        assert written() == (0, 0)

    def test_a_correction_is_shown_in_the_place_of_its_record(
        self, petra: User
    ) -> None:
        inspection = draft_inspection(status="published", recommendations=("Plans.",))
        copy = revise(inspection, by=petra, at=make.NOON)
        copy.summary = "Corrected."
        copy.save()
        copy.all_recommendations.all().delete()
        with as_if_public(copy, at=make.NOON) as shown:
            assert (shown, shown.summary) == (inspection, "Corrected.")
            assert not Recommendation.objects.published().exists()
        inspection.refresh_from_db()
        assert inspection.summary == ""
        assert Recommendation.objects.published().count() == 1
        assert Inspection.objects.filter(revises=inspection).exists()

    def test_a_page_that_fails_leaves_nothing_public(self) -> None:
        draft = draft_inspection()
        with (
            pytest.raises(ZeroDivisionError),
            as_if_public(draft, at=make.NOON),
        ):
            raise ZeroDivisionError
        assert not Inspection.objects.published().exists()
