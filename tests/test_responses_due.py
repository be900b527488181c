"""Which answer was due after each visit, and what became of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from inspections.deadlines import Condition
from inspections.responses_due import ResponseDue, deadlines_of, due_after, facts_of
from inspections.threads import History
from inspections.timing import Timing
from inspections.visits import Visit
from inspections.vocabulary import Kind, Outcome, RecommendationKind
from tests import values as make

TODAY = date(2026, 11, 22)
PUBLISHED = date(2022, 3, 18)


def ilacs(**fields: Any) -> Visit:
    visit = make.visit(2022, kind=Kind.ILACS_STANDARD)
    return replace(visit, published_on=PUBLISHED, **fields)


def only(visit: Visit, *answers: Any, looked: date | None = None) -> ResponseDue:
    looks = {visit.ref: looked} if looked else {}
    history = History((visit,), answers, TODAY, looks)
    [due] = due_after(history, visit)
    return due


class TestDueAfter:
    def test_an_answer_in_time(self) -> None:
        plan = make.answer(2022, published_on=date(2022, 6, 30))
        due = only(ilacs(), plan)
        assert due.deadline.due == date(2022, 7, 1)
        assert due.standing.words == "Published 1 working day early"
        assert due.answer == plan

    def test_another_reply_does_not_meet_it(self) -> None:
        reply = make.answer(2022, kind="other_reply", published_on=date(2022, 3, 18))
        assert only(ilacs(), reply).standing.timing is Timing.NOT_RECORDED

    def test_the_first_of_two_plans_counts(self) -> None:
        late = make.answer(2022, published_on=date(2022, 9, 1))
        unknown = make.answer(2022)
        in_time = make.answer(2022, published_on=date(2022, 7, 1))
        due = only(ilacs(), late, unknown, in_time)
        assert due.standing.timing is Timing.ON_TIME

    def test_the_day_of_receipt_is_read_from_the_answer(self) -> None:
        plan = make.answer(2022, received_on=date(2022, 3, 11))
        assert only(ilacs(), plan).deadline.due == date(2022, 6, 24)

    def test_the_later_of_record_and_log_is_when_we_last_looked(self) -> None:
        none = make.answer(
            2022, kind="none_found", is_found=False, last_looked_on=date(2023, 1, 5)
        )
        assert only(ilacs(), none).standing.looked_on == date(2023, 1, 5)
        logged = only(ilacs(), none, looked=date(2024, 2, 6))
        assert logged.standing.words == "Not found, last looked on 6 February 2024"

    def test_a_look_needs_no_record_of_an_answer(self) -> None:
        logged = only(ilacs(), looked=date(2024, 2, 6))
        assert logged.standing.timing is Timing.NOT_FOUND

    def test_a_printed_day_is_the_visit_s(self) -> None:
        due = only(ilacs(statement_due=date(2022, 6, 27)))
        assert due.deadline.is_printed
        assert due.deadline.due == date(2022, 6, 27)


class TestDeadlinesOf:
    def test_the_newest_visit_comes_first_and_others_have_no_part(self) -> None:
        older = replace(make.visit(2017, kind=Kind.SIF), published_on=date(2017, 12, 8))
        monitoring = make.visit(2019, kind=Kind.MONITORING_VISIT)
        history = History((older, monitoring, ilacs()), (), TODAY)
        refs = [due.visit.ref for due in deadlines_of(history)]
        assert refs == [ilacs().ref, older.ref]

    def test_no_visits_no_deadlines(self) -> None:
        assert deadlines_of(History((), (), TODAY)) == ()


class TestFactsOf:
    def test_a_priority_action_is_seen(self) -> None:
        visit = make.visit(2022, kind=Kind.FOCUSED_VISIT)
        asked = replace(
            make.raised(visit.ref, 1), kind=RecommendationKind.PRIORITY_ACTION
        )
        facts = facts_of(replace(visit, recommendations=(asked,)), ())
        assert facts.meets == {Condition.PRIORITY_ACTION}

    def test_area_send_requires_a_plan_by_outcome_or_by_priority_action(self) -> None:
        visit = make.visit(2023, kind=Kind.AREA_SEND)
        failing = replace(visit, outcome=str(Outcome.SYSTEMIC_FAILINGS.label))
        asked = replace(
            make.raised(visit.ref, 1), kind=RecommendationKind.PRIORITY_ACTION
        )
        asking = replace(visit, recommendations=(asked,))
        assert Condition.PLAN_REQUIRED in facts_of(failing, ()).meets
        assert Condition.PLAN_REQUIRED in facts_of(asking, ()).meets
        assert facts_of(visit, ()).meets == frozenset()

    def test_a_written_statement_shows_that_one_was_asked_for(self) -> None:
        visit = make.visit(2022, kind=Kind.JTAI)
        statement = make.answer(2022, kind="written_statement")
        assert facts_of(visit, [statement]).meets == {Condition.STATEMENT_ASKED}
