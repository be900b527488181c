"""What was corrected, when and why, field by field and word by word."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

import pytest
from pytest_django import DjangoAssertNumQueries

from inspections.change_log import Correction, corrections_of, last_correction
from inspections.models import Inspection, Judgement, PublicationStatus, PublishedRecord
from inspections.publishing import approve, publish_import, revise, submit
from inspections.vocabulary import Area, Delivery, Grade, Kind, Position
from tests import factories as make

pytestmark = pytest.mark.django_db
Record = TypeVar("Record", bound=PublishedRecord)
MONTH_LATER = make.NOON + timedelta(days=30)


class Log:
    """An inspection with answers, published, and the two people who correct it."""

    def __init__(self) -> None:
        self.petra, self.amir = make.make_user("petra"), make.make_user("amir")
        self.inspection = make.make_inspection(
            kind=Kind.FOCUSED_VISIT,
            status=PublicationStatus.DRAFT,
            summary="Plans are late and thin.",
            recommendations=("Write plans in time.", "Hold supervision."),
        )
        self.publish(self.inspection)
        self.one, self.two = self.inspection.all_recommendations.all()
        self.response = make.make_response(
            self.inspection, status=PublicationStatus.DRAFT
        )
        make.make_position(self.response, self.one, words="We will.")
        self.publish(self.response)
        self.action = make.make_action(
            self.response, self.one, status=PublicationStatus.DRAFT
        )
        self.publish(self.action)

    def publish(self, record: PublishedRecord) -> None:
        publish_import(record, by=self.amir, at=make.NOON)
        record.refresh_from_db()

    def correct(self, record: Record) -> Record:
        return revise(record, by=self.petra, at=make.NOON)

    def approve(self, copy: PublishedRecord, *, hides: bool = False) -> None:
        submit(copy, by=self.petra, at=MONTH_LATER, note="Misread.")
        approve(copy, by=self.amir, at=MONTH_LATER, hides_earlier=hides)

    def told(self) -> Correction:
        (correction,) = corrections_of(self.inspection)
        return correction


@pytest.fixture
def log() -> Log:
    return Log()


def lines(correction: Correction) -> Iterator[str]:
    marks = {"kept": "{}", "removed": "[-{}]", "added": "[+{}]"}
    for change in correction.changes:
        words = "".join(marks[run.fate].format(run.words) for run in change.runs)
        yield f"{change.place}: {words}"


class TestCorrectionsOf:
    def test_before_the_first_correction_there_is_none(self, log: Log) -> None:
        assert corrections_of(log.inspection) == []

    def test_words_that_changed_are_told(self, log: Log) -> None:
        copy = log.correct(log.inspection)
        copy.summary = "Plans are late but sound."
        copy.save()
        log.approve(copy)
        told = log.told()
        assert (told.of, told.at, told.reason) == (
            "This inspection",
            MONTH_LATER,
            "Misread.",
        )
        assert list(lines(told)) == ["Summary: Plans are late [-and thin][+but sound]."]

    def test_rows_that_changed_came_or_went_are_told(self, log: Log) -> None:
        copy = log.correct(log.inspection)
        one, two = copy.all_recommendations.all()
        one.text = "Write good plans in time."
        one.page = 5
        one.save()
        two.delete()
        make.make_recommendation(copy, text="Visit.", position=3)
        Judgement.objects.create(
            inspection=copy, area=Area.OVERALL, grade=Grade.OUTSTANDING
        )
        copy.kind = Kind.ILACS_STANDARD
        copy.save()
        log.approve(copy)
        assert list(lines(log.told())) == [
            "Kind: [-Focused visit][+Standard inspection (ILACS)]",
            "Judgement on overall effectiveness: added: [+Outstanding]",
            "Recommendation 1: text: Write [+good ]plans in time.",
            "Recommendation 1: page: [-2][+5]",
            "Recommendation 3: added: [+Visit.]",
            "Recommendation 2: removed: [-Hold supervision.]",
        ]

    def test_keys_are_told_as_names(self, log: Log) -> None:
        copy = log.correct(log.inspection)
        copy.all_recommendations.get(position=1).themes.add(make.make_theme())
        log.approve(copy)
        assert list(lines(log.told())) == ["Recommendation 1: themes: [+Neglect]"]

    def test_a_response_is_told_with_its_positions(self, log: Log) -> None:
        copy = log.correct(log.response)
        position = copy.all_positions.get()
        position.position = Position.NOT_ACCEPTED
        position.save()
        make.make_position(copy, log.two)
        log.approve(copy)
        told = log.told()
        assert told.of == "The council’s response: Action plan"
        assert list(lines(told)) == [
            "Position on ambleford-2022-02-focused-visit R1: position: "
            "[-Accepted][+Not accepted]",
            "Position on ambleford-2022-02-focused-visit R2: added: [+Accepted]",
        ]

    def test_an_update_of_an_action_is_told(self, log: Log) -> None:
        copy = log.correct(log.action)
        copy.recommendations.add(log.two)
        make.make_update(copy, delivery=Delivery.UNDER_WAY)
        log.approve(copy)
        told = log.told()
        assert told.of == "Action 1 of the council"
        assert list(lines(told)) == [
            "Delivery: [-Not known][+Under way]",
            "Delivery as of: [+1 June 2022]",
            "Recommendations: ambleford-2022-02-focused-visit R1[+, "
            "ambleford-2022-02-focused-visit R2]",
            "Update of 1 June 2022: added: [+Under way]",
        ]

    def test_what_identified_somebody_is_not_told(self, log: Log) -> None:
        copy = log.correct(log.inspection)
        copy.summary = "Other words."
        copy.save()
        log.approve(copy, hides=True)
        told = log.told()
        assert (told.is_hidden, told.changes) == (True, ())

    def test_a_withdrawn_response_is_not_told(self, log: Log) -> None:
        log.approve(log.correct(log.response))
        assert len(corrections_of(log.inspection)) == 1
        log.response.status = PublicationStatus.WITHDRAWN
        log.response.save()
        assert corrections_of(log.inspection) == []

    def test_the_newest_comes_first(self, log: Log) -> None:
        log.approve(log.correct(log.inspection))
        copy = log.correct(log.response)
        submit(copy, by=log.petra, at=MONTH_LATER, note="Again.")
        approve(copy, by=log.amir, at=MONTH_LATER + timedelta(days=1))
        assert [c.reason for c in corrections_of(log.inspection)] == [
            "Again.",
            "Misread.",
        ]

    def test_the_number_of_queries_is_fixed(
        self, log: Log, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(3):
            log.approve(log.correct(log.inspection))
            log.approve(log.correct(log.response))
            log.approve(log.correct(log.action))
        inspection = Inspection.objects.get(pk=log.inspection.pk)
        with django_assert_max_num_queries(24):
            assert len(corrections_of(inspection)) == 9


class TestLastCorrection:
    def test_it_is_the_latest_of_the_inspection_and_its_answers(self, log: Log) -> None:
        assert last_correction(log.inspection) is None
        log.approve(log.correct(log.action))
        assert last_correction(log.inspection) == MONTH_LATER
