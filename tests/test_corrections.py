"""Corrections of what is no inspection: responses, actions and articles, in place."""

from datetime import date, timedelta

import pytest

from inspections.models import (
    ActionUpdate,
    CouncilAction,
    CouncilResponse,
    EvidenceLink,
    Inspection,
    PressArticle,
    PublicationStatus,
    PublishedRecord,
    RecommendationPosition,
    Release,
)
from inspections.publishing import (
    CannotPublish,
    approve,
    publish_import,
    revise,
    submit,
    withdraw,
    working_copy_of,
)
from inspections.releases import FIXED, as_if_public
from inspections.vocabulary import Delivery, Position
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(days=30)


class Answers:
    """What Ambleford answered to one inspection, all of it published."""

    def __init__(self) -> None:
        self.petra, self.amir = make.make_user("petra"), make.make_user("amir")
        self.inspection = make.make_inspection(
            recommendations=("Plans.", "Supervision.", "Life-story work.")
        )
        self.one, self.two, self.three = self.inspection.all_recommendations.all()
        draft = PublicationStatus.DRAFT
        self.response = make.make_response(self.inspection, status=draft)
        self.first = make.make_position(self.response, self.one, words="We will.")
        self.second = make.make_position(self.response, self.two)
        self.publish(self.response)
        self.action = make.make_action(self.response, self.one, status=draft)
        make.make_update(self.action, dated=date(2022, 6, 1))
        self.evidence = EvidenceLink.objects.create(
            action=self.action, label="Minutes", url="https://example.org/minutes"
        )
        self.publish(self.action)
        self.article = make.make_article(
            self.inspection.authority, self.inspection, status=draft
        )
        self.publish(self.article)

    @property
    def records(self) -> list[PublishedRecord]:
        return [self.response, self.action, self.article]

    def publish(self, record: PublishedRecord) -> None:
        publish_import(record, by=self.amir, at=make.NOON)
        record.refresh_from_db()

    def approve(self, copy: PublishedRecord) -> PublishedRecord:
        submit(copy, by=self.petra, at=LATER, note="Misread.")
        return approve(copy, by=self.amir, at=LATER)

    def copy_of_response(self) -> CouncilResponse:
        return revise(self.response, by=self.petra, at=make.NOON)

    def copy_of_action(self) -> CouncilAction:
        return revise(self.action, by=self.petra, at=make.NOON)


@pytest.fixture
def answers() -> Answers:
    return Answers()


class TestEveryKind:
    def test_a_copy_is_a_draft_that_nobody_outside_sees(self, answers: Answers) -> None:
        for record in answers.records:
            copy = revise(record, by=answers.petra, at=make.NOON)
            assert (copy.status, copy.revises) == (PublicationStatus.DRAFT, record)
            assert not copy.is_public()
            assert copy not in type(copy).objects.published()
            assert record in type(record).objects.published()
            assert working_copy_of(record) == copy

    def test_a_correction_of_nothing_keeps_every_row(self, answers: Answers) -> None:
        rows = (CouncilResponse, CouncilAction, PressArticle) + (
            RecommendationPosition,
            ActionUpdate,
            EvidenceLink,
        )
        before = {kind: list(kind._default_manager.values_list("pk")) for kind in rows}
        for record in answers.records:
            approved = answers.approve(revise(record, by=answers.petra, at=make.NOON))
            assert approved == record
            releases = Release.objects.about(record)
            assert [(r.number, r.reason) for r in releases] == [
                (1, ""),
                (2, "Misread."),
            ]
        after = {kind: list(kind._default_manager.values_list("pk")) for kind in rows}
        assert after == before

    def test_what_it_belongs_to_stays(self, answers: Answers) -> None:
        other = make.make_inspection(
            answers.inspection.authority, ended=date(2024, 1, 5)
        )
        copy = answers.copy_of_response()
        copy.inspection = other
        copy.save()
        answers.approve(copy)
        answers.response.refresh_from_db()
        assert answers.response.inspection == answers.inspection
        assert set(FIXED) == set(PublishedRecord.__subclasses__())

    def test_one_withdrawn_meanwhile_is_not_corrected(self, answers: Answers) -> None:
        for record in answers.records:
            copy = revise(record, by=answers.petra, at=make.NOON)
            withdraw(record, by=answers.amir, at=make.NOON, note="Entered twice.")
            with pytest.raises(CannotPublish, match="withdrawn while|first"):
                answers.approve(copy)
            record.refresh_from_db()
            assert record.status == PublicationStatus.WITHDRAWN
            record.status = PublicationStatus.PUBLISHED
            record.save()

    def test_whoever_submitted_one_may_not_approve_it(self, answers: Answers) -> None:
        for record in answers.records:
            copy = revise(record, by=answers.petra, at=make.NOON)
            submit(copy, by=answers.amir, at=LATER, note="Misread.")
            with pytest.raises(CannotPublish, match="somebody else"):
                approve(copy, by=answers.amir, at=LATER)

    def test_the_parts_of_a_corrected_record_go_on(self, answers: Answers) -> None:
        answers.copy_of_response()
        action = make.make_action(answers.response, answers.two, number=7)
        assert action.is_public()


class TestResponse:
    def test_positions_keep_their_keys_come_and_are_retired(
        self, answers: Answers
    ) -> None:
        copy = answers.copy_of_response()
        assert copy.all_positions.count() == 2
        position = copy.all_positions.get(recommendation=answers.one)
        position.position = Position.NOT_ACCEPTED
        position.save()
        copy.all_positions.get(recommendation=answers.two).delete()
        make.make_position(copy, answers.three)
        copy.title = "Improvement plan"
        copy.save()
        answers.approve(copy)
        answers.response.refresh_from_db()
        assert answers.response.title == "Improvement plan"
        public = RecommendationPosition.objects.published().order_by("recommendation")
        assert [(p.recommendation, p.position) for p in public] == [
            (answers.one, Position.NOT_ACCEPTED),
            (answers.three, Position.ACCEPTED),
        ]
        assert public[0] == answers.first
        assert RecommendationPosition.objects.get(pk=answers.second.pk).retired_at

    def test_a_position_comes_back_in_its_own_row(self, answers: Answers) -> None:
        copy = answers.copy_of_response()
        copy.all_positions.get(recommendation=answers.two).delete()
        answers.approve(copy)
        copy = answers.copy_of_response()
        make.make_position(copy, answers.two, words="After all.")
        answers.approve(copy)
        back = answers.response.all_positions.get(recommendation=answers.two)
        assert (back, back.words, back.retired_at) == (
            answers.second,
            "After all.",
            None,
        )


class TestAction:
    def test_new_updates_are_added_and_standing_ones_stay(
        self, answers: Answers
    ) -> None:
        (standing,) = ActionUpdate.objects.values()
        copy = answers.copy_of_action()
        assert not copy.all_updates.exists()
        make.make_update(
            copy, dated=date(2022, 9, 1), delivery=Delivery.REPORTED_COMPLETE
        )
        assert ActionUpdate.objects.published().count() == 1
        answers.approve(copy)
        answers.action.refresh_from_db()
        assert answers.action.delivery == Delivery.REPORTED_COMPLETE
        first, second = answers.action.all_updates.values()
        assert first == standing
        assert second["dated"] == date(2022, 9, 1)
        assert ActionUpdate.objects.published().count() == 2

    def test_its_recommendations_and_evidence_are_carried(
        self, answers: Answers
    ) -> None:
        copy = answers.copy_of_action()
        assert list(copy.recommendations.all()) == [answers.one]
        copy.recommendations.set([answers.two, answers.three])
        link = copy.all_evidence.get()
        link.label = "Minutes of May"
        link.save()
        answers.approve(copy)
        assert set(answers.action.recommendations.all()) == {answers.two, answers.three}
        kept = answers.action.all_evidence.get()
        assert (kept, kept.label) == (answers.evidence, "Minutes of May")

    def test_its_number_stays_free_for_no_other(self, answers: Answers) -> None:
        copy = answers.copy_of_action()
        assert (copy.number, copy.response) == (1, answers.response)
        copy.full_clean()

    def test_the_recommendation_s_actions_do_not_double(self, answers: Answers) -> None:
        answers.copy_of_action()
        assert CouncilAction.objects.published().count() == 1


class TestArticle:
    def test_its_address_may_stay(self, answers: Answers) -> None:
        copy = revise(answers.article, by=answers.petra, at=make.NOON)
        copy.full_clean()
        copy.subject = "What they found, rightly told."
        copy.save()
        answers.approve(copy)
        answers.article.refresh_from_db()
        assert answers.article.subject == "What they found, rightly told."
        assert list(answers.article.inspections.all()) == [answers.inspection]

    def test_its_address_may_not_be_another_s(self, answers: Answers) -> None:
        other = make.make_article(answers.inspection.authority)
        copy = revise(answers.article, by=answers.petra, at=make.NOON)
        copy.url = other.url
        copy.save()
        with pytest.raises(CannotPublish, match="kept already"):
            submit(copy, by=answers.petra, at=LATER)


class TestAsIfPublic:
    def test_a_draft_is_shown_with_what_it_belongs_to(self) -> None:
        inspection = make.make_inspection(
            status=PublicationStatus.DRAFT, recommendations=("Plans.",)
        )
        response = make.make_response(inspection, status=PublicationStatus.DRAFT)
        action = make.make_action(response, status=PublicationStatus.SUBMITTED)
        with as_if_public(action, at=LATER) as shown:
            assert shown in CouncilAction.objects.published()
            assert inspection in Inspection.objects.published()
        for record in (inspection, response, action):
            record.refresh_from_db()
            assert not record.is_public()

    def test_a_correction_is_shown_in_its_record_s_place(
        self, answers: Answers
    ) -> None:
        copy = answers.copy_of_action()
        make.make_update(copy, dated=date(2022, 9, 1))
        with as_if_public(copy, at=LATER) as shown:
            assert shown == answers.action
            assert ActionUpdate.objects.published().count() == 2
        assert ActionUpdate.objects.published().count() == 1
        assert CouncilAction.objects.filter(pk=copy.pk).exists()
