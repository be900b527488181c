"""What stands in the way of publishing, sentence by sentence."""

from collections.abc import Callable
from datetime import date

import pytest

from inspections.models import (
    CouncilResponse,
    Inspection,
    Judgement,
    PublicationStatus,
    PublishedRecord,
)
from inspections.publishing import revise
from inspections.publishing_checks import blockers as found_blockers
from inspections.vocabulary import Area, Grade, Kind, Outcome, Reason, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db

DRAFT = PublicationStatus.DRAFT
GRADES = {Area.OVERALL: Grade.GOOD}


def blockers(record: PublishedRecord) -> list[str]:
    return [found.sentence for found in found_blockers(record)]


def graded(**fields: object) -> Inspection:
    return make.make_inspection(**{"grades": GRADES, **fields})  # type: ignore[arg-type]


def area_send(**fields: object) -> Inspection:
    values = {"kind": Kind.AREA_SEND, "ended": date(2024, 6, 7), **fields}
    return make.make_inspection(**values)  # type: ignore[arg-type]


def response(**fields: object) -> CouncilResponse:
    return make.make_response(make.make_inspection(), **fields)  # type: ignore[arg-type]


BLOCKED: dict[str, Callable[[], PublishedRecord]] = {
    "Say where this is from: attach the report, or give its address or a note.": (
        lambda: graded(source_note="")
    ),
    "Choose the outcome of this area SEND inspection.": area_send,
    "‘Adoption performance’ is not a judgement of ILACS, January 2018 to January "
    "2023: remove it, or check the kind and the dates.": (
        lambda: graded(grades={Area.ADOPTION: Grade.GOOD})
    ),
    "‘Adequate’ is not a grade of ILACS, January 2018 to January 2023: check "
    "‘Overall effectiveness’.": (lambda: graded(grades={Area.OVERALL: Grade.ADEQUATE})),
    "No judgement is entered. ILACS, January 2018 to January 2023 grades impact of "
    "leaders, help and protection, children in care and care leavers, overall "
    "effectiveness: give each a grade, or the reason why there is none.": (
        lambda: graded(grades={})
    ),
    "Publish Ambleford, Standard inspection (ILACS), February 2022 first: this "
    "response belongs to it.": (
        lambda: make.make_response(make.make_inspection(status=DRAFT))
    ),
    "Give the address of the response, or say where it was found.": (
        lambda: response(source_note="")
    ),
    "Publish the council’s response first: this action belongs to it.": (
        lambda: make.make_action(response(status=DRAFT))
    ),
    "Give the article’s address, or say where it was found.": (
        lambda: make.make_article(make.make_authority(), url="")
    ),
}
SOUND: dict[str, Callable[[], PublishedRecord]] = {
    "a graded inspection": graded,
    "one with a reason instead of a grade": lambda: with_reason(),
    "one whose source is an address": lambda: graded(
        source_note="", source_url="https://example.org/report"
    ),
    "an ungraded visit": lambda: make.make_inspection(kind=Kind.FOCUSED_VISIT),
    "an area SEND inspection with its outcome": lambda: area_send(
        outcome=Outcome.INCONSISTENT
    ),
    "one from before there were outcomes": lambda: area_send(ended=date(2019, 6, 7)),
    "one of which little is known": lambda: area_send(is_confirmed=False),
    "a response": response,
    "a response that was not found": lambda: response(
        kind=CouncilResponse.Kind.NONE_FOUND,
        last_looked_on=date(2026, 11, 1),
        source_note="",
    ),
    "an action": lambda: make.make_action(response()),
    "an article": lambda: make.make_article(make.make_authority()),
    "an article found on paper": lambda: make.make_article(
        make.make_authority(), url="", source_note="The library’s copy."
    ),
}


def with_reason() -> Inspection:
    inspection = make.make_inspection()
    Judgement.objects.create(
        inspection=inspection, area=Area.OVERALL, missing_reason=Reason.UNREADABLE
    )
    return inspection


class TestBlockers:
    @pytest.mark.parametrize("sentence", BLOCKED)
    def test_it_says_what_is_missing(self, sentence: str) -> None:
        assert blockers(BLOCKED[sentence]()) == [sentence]

    @pytest.mark.parametrize("name", SOUND)
    def test_nothing_stands_in_the_way_of(self, name: str) -> None:
        assert blockers(SOUND[name]()) == []

    def test_everything_that_is_missing_is_said_at_once(self) -> None:
        found = blockers(make.make_inspection(status=DRAFT, source_note=""))
        assert len(found) == 2

    def test_an_action_is_for_its_own_council(self) -> None:
        other = make.make_inspection(
            make.make_authority("Brackwater"), recommendations=("Improve plans.",)
        )
        action = make.make_action(response(), other.all_recommendations.get())
        assert blockers(action) == [
            "brackwater-2022-02-ilacs R1 is a recommendation to another authority."
        ]


class TestLinksBetweenVisits:
    def test_a_verdict_is_of_an_earlier_visit(self) -> None:
        ambleford = make.make_authority()
        later = graded(
            authority=ambleford, ended=date(2025, 3, 14), recommendations=("Improve.",)
        )
        draft = graded(authority=ambleford, status=DRAFT)
        make.make_verdict(later.all_recommendations.get(), draft)
        assert blockers(draft) == [
            "ambleford-2022-02-ilacs is not later than ambleford-2025-03-ilacs: only a "
            "later visit can speak to an earlier recommendation."
        ]

    def test_a_restatement_is_of_the_same_council(self) -> None:
        other = make.make_inspection(
            make.make_authority("Brackwater"), ended=date(2017, 10, 12)
        )
        draft = graded(status=DRAFT)
        make.make_restatement(
            make.make_recommendation(other), make.make_recommendation(draft)
        )
        assert blockers(draft) == [
            "Ambleford did not take over from Brackwater, so ambleford-2022-02-ilacs "
            "cannot speak to a recommendation of brackwater-2017-10-ilacs."
        ]

    def test_a_council_may_answer_for_the_one_it_took_over_from(self) -> None:
        other = make.make_inspection(
            make.make_authority("Brackwater", valid_to=date(2019, 3, 31)),
            ended=date(2017, 10, 12),
        )
        draft = graded(status=DRAFT)
        draft.authority.predecessors.add(other.authority)
        make.make_verdict(make.make_recommendation(other), draft)
        assert blockers(draft) == []

    def test_corrected_dates_may_not_turn_a_later_verdict_round(self) -> None:
        ambleford = make.make_authority()
        earlier = graded(
            authority=ambleford, ended=date(2021, 5, 1), recommendations=("Improve.",)
        )
        make.make_verdict(
            earlier.all_recommendations.get(), graded(authority=ambleford)
        )
        copy = revise(earlier, by=make.make_user(), at=make.NOON)
        assert blockers(copy) == []
        copy.started = copy.ended = date(2022, 3, 1)
        copy.save()
        assert blockers(copy) == [
            "ambleford-2022-02-ilacs is not later than ambleford-2021-05-ilacs: only a "
            "later visit can speak to an earlier recommendation."
        ]


class TestCorrections:
    def test_a_file_number_that_another_inspection_has(self) -> None:
        first = graded(ofsted_file_id="50001111")
        copy = revise(
            graded(authority=first.authority, ended=date(2025, 3, 14)),
            by=make.make_user(),
            at=make.NOON,
        )
        copy.ofsted_file_id = "50001111"
        copy.all_judgements.all().delete()
        Judgement.objects.create(
            inspection=copy, area=Area.OVERALL, grade=Grade.OUTSTANDING
        )
        assert blockers(copy) == [
            "Ambleford, Standard inspection (ILACS), February 2022 has the Ofsted file "
            "50001111 already."
        ]

    def test_its_own_file_number_is_no_hindrance(self) -> None:
        inspection = graded(ofsted_file_id="50001111")
        copy = revise(inspection, by=make.make_user(), at=make.NOON)
        assert blockers(copy) == []

    def test_a_number_that_was_removed_is_not_given_again(self) -> None:
        inspection = graded()
        make.make_recommendation(inspection, retired_at=make.NOON)
        make.make_finding(inspection, retired_at=make.NOON)
        copy = revise(inspection, by=make.make_user(), at=make.NOON)
        make.make_recommendation(copy, text="Something else.")
        make.make_finding(copy, text="Something else.")
        assert blockers(copy) == [
            f"{name} was removed by an earlier correction, and a number is never given "
            "again: use another."
            for name in ("F1", "R1")
        ]

    def test_what_had_a_number_may_come_back_under_it(self) -> None:
        inspection = graded()
        make.make_recommendation(inspection, retired_at=make.NOON)
        copy = revise(inspection, by=make.make_user(), at=make.NOON)
        make.make_recommendation(copy)
        assert blockers(copy) == []

    def test_a_judgement_that_was_removed_may_come_back(self) -> None:
        inspection = graded()
        inspection.all_judgements.update(retired_at=make.NOON)
        copy = revise(inspection, by=make.make_user(), at=make.NOON)
        Judgement.objects.create(inspection=copy, area=Area.OVERALL, grade=Grade.GOOD)
        assert blockers(copy) == []

    def test_a_verdict_that_is_not_revisited_needs_no_passage(self) -> None:
        ambleford = make.make_authority()
        earlier = graded(authority=ambleford, ended=date(2018, 5, 1))
        draft = graded(authority=ambleford, status=DRAFT)
        make.make_verdict(
            make.make_recommendation(earlier),
            draft,
            verdict=Verdict.NOT_REVISITED,
            quote="",
        )
        assert blockers(draft) == []
