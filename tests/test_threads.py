"""An authority's visits as a whole: standing grades, tracked items, threads."""

from datetime import date

import pytest

from inspections.accounts import Answer, PositionTaken
from inspections.steps import Thread
from inspections.threads import History
from inspections.visits import Visit
from inspections.vocabulary import (
    Area,
    Delivery,
    Grade,
    Headline,
    Kind,
    Position,
    Reason,
    Verdict,
)
from tests import values as make

TODAY = date(2026, 11, 22)


def history(*visits: Visit, answers: tuple[Answer, ...] = ()) -> History:
    return History(visits=visits, answers=answers, today=TODAY)


def ref(year: int, number: int = 1) -> str:
    return f"{make.ref_of(year)} R{number}"


def chain() -> History:
    """A concern raised in 2017 and, in other words, in 2020 and 2022."""
    return history(
        make.visit(2017, kind=Kind.SIF, recommendations=2),
        make.visit(2018, kind=Kind.FOCUSED_VISIT),
        make.visit(
            2020,
            kind=Kind.FOCUSED_VISIT,
            recommendations=1,
            verdicts=(make.verdict(ref(2017), Verdict.UNCHANGED),),
            restates=((ref(2017), ref(2020)),),
        ),
        make.visit(
            2022,
            recommendations=2,
            verdicts=(make.verdict(ref(2020)),),
            restates=((ref(2020), ref(2022, 2)),),
        ),
        make.visit(2025, verdicts=(make.verdict(ref(2022, 2), Verdict.ADDRESSED),)),
    )


def told(thread: Thread) -> list[str]:
    """Tell a thread's steps in short: what was raised, or what became of what."""
    words = []
    for step in thread.steps:
        if step.raised:
            words.append(step.raised.ref)
        elif step.about and step.verdict:
            given = step.verdict.verdict
            words.append(f"{step.visit.ref}: {step.about.ref} {given}")
    return words


class TestStanding:
    SIF = make.visit(
        2017,
        kind=Kind.SIF,
        grades={Area.OVERALL: Grade.GOOD, Area.LSCB: Grade.INADEQUATE},
    )

    def test_the_last_graded_visit_stands(self) -> None:
        ilacs = make.visit(2022, grades={Area.OVERALL: Grade.INADEQUATE})
        standing = history(self.SIF, ilacs).standing
        assert [(s.judgement.grade, s.visit.ref) for s in standing] == [
            (Grade.INADEQUATE, make.ref_of(2022))
        ]

    def test_an_ungraded_visit_never_moves_it(self) -> None:
        visits = [
            make.visit(year, kind=kind)
            for year, kind in (
                (2019, Kind.FOCUSED_VISIT),
                (2020, Kind.MONITORING_VISIT),
                (2023, Kind.JTAI),
                (2024, Kind.AREA_SEND),
            )
        ]
        standing = history(self.SIF, *visits).standing
        assert {s.visit.ref for s in standing} == {make.ref_of(2017)}

    def test_the_boards_grade_is_not_the_councils(self) -> None:
        review = make.visit(
            2018, kind=Kind.LSCB_REVIEW, grades={Area.LSCB: Grade.INADEQUATE}
        )
        standing = history(self.SIF, review).standing
        assert [(s.judgement.area, s.visit.ref) for s in standing] == [
            (Area.OVERALL, make.ref_of(2017))
        ]

    def test_a_visit_with_reasons_alone_does_not_move_it(self) -> None:
        empty = make.visit(2022, grades={Area.OVERALL: Reason.NOT_ENTERED})
        standing = history(self.SIF, empty).standing
        assert {s.visit.ref for s in standing} == {make.ref_of(2017)}

    def test_an_overall_grade_is_not_carried_into_april_2026(self) -> None:
        newest = make.visit(
            2026, ended=date(2026, 5, 8), grades={Area.LEADERS: Grade.GOOD}
        )
        assert history(self.SIF).standing_overall is not None
        assert history(self.SIF, newest).standing_overall is None

    def test_without_visits_nothing_stands(self) -> None:
        empty = history()
        assert empty.standing == ()
        assert empty.standing_overall is None
        assert (empty.tracked, empty.open, empty.comparisons) == ((), (), ())


class TestTracked:
    def test_each_voice_has_its_place(self) -> None:
        action = make.action(ref(2017), current_target=date(2018, 3, 31))
        position = PositionTaken(ref(2017), Position.ACCEPTED, "We agree.", 3)
        told = history(
            make.visit(2017, recommendations=2),
            make.visit(2022, verdicts=(make.verdict(ref(2017)),)),
            answers=(make.answer(2017, action, positions=(position,)),),
        )
        first, second = told.tracked
        assert first.headline is Headline.OPEN_OVERDUE
        assert first.actions == first.overdue == (action,)
        assert [taken for _, taken in first.positions] == [position]
        assert first.last_spoken is not None
        assert first.last_spoken[0].ref == make.ref_of(2022)
        assert second.headline is Headline.OPEN
        assert (second.verdicts, second.actions, second.positions) == ((), (), ())

    def test_silence_is_not_the_last_word(self) -> None:
        silence = make.verdict(ref(2017), Verdict.NOT_REVISITED)
        tracked = history(
            make.visit(2017, recommendations=1),
            make.visit(2020, verdicts=(make.verdict(ref(2017)),)),
            make.visit(2022, verdicts=(silence,)),
        ).tracked_by_ref[ref(2017)]
        assert tracked.last_spoken is not None
        assert tracked.last_spoken[0].ref == make.ref_of(2020)
        assert len(tracked.verdicts) == 2

    def test_what_was_asked_again_is_superseded_by_it(self) -> None:
        visits = chain()
        first = visits.tracked_by_ref[ref(2017)]
        assert first.headline is Headline.SUPERSEDED
        assert [raised.ref for raised in first.restated_by] == [ref(2020)]
        assert not first.is_open
        assert visits.tracked_by_ref[ref(2022, 2)].headline is Headline.ADDRESSED

    def test_open_overdue_and_repeated_are_counted_from_them(self) -> None:
        visits = chain()
        assert [t.raised.ref for t in visits.open] == [ref(2017, 2), ref(2022)]
        assert visits.overdue == ()
        assert [t.raised.ref for t in visits.repeated] == [ref(2020), ref(2022, 2)]

    def test_a_link_to_what_is_not_public_is_left_out(self) -> None:
        visits = history(
            make.visit(2017, recommendations=1),
            make.visit(
                2022,
                recommendations=1,
                verdicts=(make.verdict(ref(2012)),),
                restates=((ref(2012), ref(2022)), (ref(2017), ref(2022, 9))),
            ),
        )
        assert visits.tracked_by_ref[ref(2022)].restates == ()
        assert visits.tracked_by_ref[ref(2017)].headline is Headline.OPEN

    def test_reported_complete_stays_open_until_inspectors_say_so(self) -> None:
        done = make.action(ref(2017), delivery=Delivery.REPORTED_COMPLETE)
        (tracked,) = history(
            make.visit(2017, recommendations=1), answers=(make.answer(2017, done),)
        ).tracked
        assert tracked.headline is Headline.UNVERIFIED
        assert tracked.is_open


class TestThread:
    @pytest.mark.parametrize("start", [ref(2017), ref(2020), ref(2022, 2)])
    def test_it_is_the_same_from_each_of_its_recommendations(self, start: str) -> None:
        thread = chain().thread(start)
        assert told(thread) == [
            ref(2017),
            f"{make.ref_of(2020)}: {ref(2017)} unchanged",
            ref(2020),
            f"{make.ref_of(2022)}: {ref(2020)} improved",
            ref(2022, 2),
            f"{make.ref_of(2025)}: {ref(2022, 2)} addressed",
        ]
        assert thread.is_repeated
        assert thread.visit_count == 3
        assert thread.latest.ref == ref(2022, 2)

    def test_it_says_how_long_it_has_been_raised(self) -> None:
        assert chain().thread(ref(2017)).elapsed == "5 years"

    def test_its_stops_are_its_visits_each_with_all_that_it_said(self) -> None:
        stops = chain().thread(ref(2017)).stops
        assert [
            (stop.visit.ended.year, len(stop.asked), len(stop.said)) for stop in stops
        ] == [(2017, 1, 0), (2020, 1, 1), (2022, 1, 1), (2025, 0, 1)]
        assert [stop.is_first for stop in stops] == [True, False, False, False]
        assert [stop.since_first for stop in stops] == [
            "",
            "3 years",
            "5 years",
            "8 years",
        ]

    def test_the_same_words_on_two_recommendations_stand_once(self) -> None:
        both = history(
            make.visit(2017, recommendations=2),
            make.visit(
                2022,
                recommendations=1,
                verdicts=(make.verdict(ref(2017)), make.verdict(ref(2017, 2))),
                restates=((ref(2017), ref(2022)), (ref(2017, 2), ref(2022))),
            ),
        )
        (said,) = both.thread(ref(2022)).stops[1].said
        assert [raised.number for raised in said.about] == [1, 2]

    @pytest.mark.parametrize(
        ("last", "sentence"),
        [
            (
                None,
                "Raised October 2017, still raised February 2020: 2 years 4 months.",
            ),
            (
                Verdict.NOT_REVISITED,
                "Raised October 2017, still raised February 2020: 2 years 4 months.",
            ),
            (
                Verdict.ADDRESSED,
                "Raised October 2017, found addressed February 2022: 4 years 4 months.",
            ),
            (
                Verdict.UNCHANGED,
                "Raised October 2017, unchanged February 2022: 4 years 4 months.",
            ),
        ],
    )
    def test_one_sentence_says_how_long_and_how_it_last_stood(
        self, last: Verdict | None, sentence: str
    ) -> None:
        told_of = (make.verdict(ref(2020), last),) if last else ()
        thread = history(
            make.visit(2017, ended=date(2017, 10, 19), recommendations=1),
            make.visit(2020, recommendations=1, restates=((ref(2017), ref(2020)),)),
            make.visit(2022, verdicts=told_of),
        ).thread(ref(2017))
        assert thread.sentence == sentence

    def test_one_that_nobody_followed_up_says_how_old_it_is(self) -> None:
        thread = history(make.visit(2022, recommendations=1)).thread(ref(2022))
        assert thread.sentence == "Raised February 2022, 4 years 9 months ago."
        assert not thread.is_followed

    def test_a_new_wording_is_told_word_by_word(self) -> None:
        (first, second) = (
            make.visit(2017, recommendations=1),
            make.visit(2022, recommendations=1, restates=((ref(2017), ref(2022)),)),
        )
        (rewording,) = history(first, second).thread(ref(2017)).rewordings
        assert (rewording.before.ref, rewording.after.ref) == (ref(2017), ref(2022))

    def test_one_that_was_raised_once_is_not_repeated(self) -> None:
        thread = chain().thread(ref(2017, 2))
        assert told(thread) == [ref(2017, 2)]
        assert not thread.is_repeated
        assert thread.elapsed == "less than a month"

    def test_one_becomes_many_in_the_order_of_their_numbers(self) -> None:
        visits = history(
            make.visit(2017, recommendations=1),
            make.visit(
                2022,
                recommendations=11,
                restates=tuple((ref(2017), ref(2022, n)) for n in (10, 2, 1)),
            ),
        )
        thread = visits.thread(ref(2017))
        assert told(thread) == [ref(2017), *(ref(2022, n) for n in (1, 2, 10))]
        assert thread.visit_count == 2

    def test_many_become_one(self) -> None:
        visits = history(
            make.visit(2017, recommendations=3),
            make.visit(
                2022,
                recommendations=1,
                restates=tuple((ref(2017, n), ref(2022)) for n in (1, 3)),
            ),
        )
        assert told(visits.thread(ref(2022))) == [ref(2017), ref(2017, 3), ref(2022)]

    def test_what_was_merged_with_it_is_no_part_of_its_own_past(self) -> None:
        merged = ((ref(2017), ref(2022)), (ref(2017, 3), ref(2022)))
        visits = history(
            make.visit(2017, recommendations=3),
            make.visit(2022, recommendations=1, restates=merged),
        )
        assert told(visits.thread(ref(2017))) == [ref(2017), ref(2022)]

    def test_a_cycle_does_not_hold_it_up(self) -> None:
        """The records refuse one; a thread must end whatever they hold."""
        visits = history(
            make.visit(2017, recommendations=1, restates=((ref(2022), ref(2017)),)),
            make.visit(2022, recommendations=1, restates=((ref(2017), ref(2022)),)),
        )
        assert told(visits.thread(ref(2017))) == [ref(2017), ref(2022)]

    def test_silence_is_told_where_nothing_else_was_said(self) -> None:
        silence = make.verdict(ref(2017), Verdict.NOT_REVISITED)
        visits = history(
            make.visit(2017, recommendations=1),
            make.visit(2022, verdicts=(silence,)),
        )
        assert told(visits.thread(ref(2017))) == [
            ref(2017),
            f"{make.ref_of(2022)}: {ref(2017)} not_revisited",
        ]

    def test_what_is_not_there_is_a_key_error(self) -> None:
        with pytest.raises(KeyError):
            chain().thread(ref(2017, 9))


class TestSilence:
    def test_without_a_later_visit_there_is_none_to_speak(self) -> None:
        (tracked,) = history(make.visit(2017, recommendations=1)).tracked
        assert tracked.is_unanswered
        assert tracked.silence == "No later visit is published here yet."

    def test_what_nobody_has_read_is_not_called_silence(self) -> None:
        told = history(make.visit(2017, recommendations=1), make.visit(2022))
        assert "not recorded here yet" in told.tracked[0].silence

    def test_silence_that_somebody_found_is_called_so(self) -> None:
        told = history(
            make.visit(2017, recommendations=1),
            make.visit(
                2022, verdicts=(make.verdict(ref(2017), Verdict.NOT_REVISITED),)
            ),
        )
        assert "Silence is not success." in told.tracked[0].silence


class TestThreads:
    def test_a_concern_raised_at_several_visits_is_one_thread(self) -> None:
        (thread,) = chain().threads
        assert thread.visit_count == 3
        assert thread.latest.ref == ref(2022, 2)

    def test_one_visit_that_raises_it_twice_counts_once(self) -> None:
        told = history(
            make.visit(2017, recommendations=2),
            make.visit(
                2022,
                recommendations=1,
                restates=((ref(2017, 1), ref(2022)), (ref(2017, 2), ref(2022))),
            ),
        )
        (thread,) = told.threads
        assert (thread.visit_count, len(thread.raised_at)) == (2, 3)

    def test_what_was_raised_once_is_none(self) -> None:
        assert history(make.visit(2017, recommendations=2)).threads == ()

    def test_the_one_raised_most_often_comes_first(self) -> None:
        told = history(
            make.visit(2017, recommendations=2),
            make.visit(
                2020,
                recommendations=2,
                restates=((ref(2017, 1), ref(2020, 1)), (ref(2017, 2), ref(2020, 2))),
            ),
            make.visit(2022, recommendations=1, restates=((ref(2020, 2), ref(2022)),)),
        )
        assert [thread.visit_count for thread in told.threads] == [3, 2]


class TestPairAndNeighbours:
    def test_a_pair_is_put_in_order(self) -> None:
        visits = chain()
        one = visits.pair(make.ref_of(2022), make.ref_of(2017))
        assert one == visits.pair(make.ref_of(2017), make.ref_of(2022))
        assert one.earlier.ref == make.ref_of(2017)

    def test_an_unknown_visit_is_a_key_error(self) -> None:
        with pytest.raises(KeyError):
            chain().pair(make.ref_of(2017), "ambleford-1999")

    def test_neighbours_are_the_visits_before_and_after(self) -> None:
        visits = chain()
        before, after = visits.neighbours(make.ref_of(2020))
        assert before is not None and after is not None
        assert (before.ref, after.ref) == (make.ref_of(2018), make.ref_of(2022))
        assert visits.neighbours(make.ref_of(2017))[0] is None
        assert visits.neighbours(make.ref_of(2025))[1] is None

    def test_answers_are_found_by_visit(self) -> None:
        answer = make.answer(2017)
        visits = history(make.visit(2017), make.visit(2022), answers=(answer,))
        assert visits.answers_to(make.ref_of(2017)) == (answer,)
        assert visits.answers_to(make.ref_of(2022)) == ()


class TestPairAcrossAVisitBetween:
    def test_what_is_asked_again_by_way_of_another_visit_is_restated(self) -> None:
        comparison = chain().pair(make.ref_of(2017), make.ref_of(2022))
        (restated,) = comparison.restated
        assert [raised.ref for raised in restated.restated_by] == [ref(2022, 2)]
        assert [raised.ref for raised in comparison.new] == [ref(2022)]


class TestChoosing:
    def test_visits_come_oldest_first_and_once(self) -> None:
        refs = [make.ref_of(year) for year in (2022, 2017, 2022)]
        assert [v.ended.year for v in chain().in_order(refs)] == [2017, 2022]

    def test_it_knows_its_own_visits_alone(self) -> None:
        assert chain().knows([make.ref_of(2017), make.ref_of(2022)])
        assert not chain().knows([make.ref_of(2017), "elsewhere"])

    def test_what_was_found_addressed_comes_after_what_still_stands(self) -> None:
        asked_again = tuple((ref(2017, n), ref(2020, n)) for n in (1, 2))
        addressed = make.verdict(ref(2020), Verdict.ADDRESSED)
        threads = history(
            make.visit(2017, recommendations=2),
            make.visit(2020, recommendations=2, restates=asked_again),
            make.visit(2022, verdicts=(addressed,)),
        ).threads
        assert [thread.latest.ref for thread in threads] == [ref(2020, 2), ref(2020)]
        assert [thread.is_addressed for thread in threads] == [False, True]

    def test_every_concern_is_one_thread(self) -> None:
        counts = [thread.visit_count for thread in chain().every_thread]
        assert counts == [3, 1, 1]


class TestHeadlineOfARecommendation:
    @pytest.mark.parametrize(
        ("reported", "expected"),
        [
            (date(2021, 6, 1), Headline.OPEN),
            (date(2023, 6, 1), Headline.UNVERIFIED),
        ],
    )
    def test_a_report_of_completion_stands_until_a_visit_after_it(
        self, reported: date, expected: Headline
    ) -> None:
        done = make.action(
            ref(2017), delivery=Delivery.REPORTED_COMPLETE, as_of=reported
        )
        (tracked,) = history(
            make.visit(2017, recommendations=1),
            make.visit(2022, verdicts=(make.verdict(ref(2017)),)),
            answers=(make.answer(2017, done),),
        ).tracked
        assert tracked.headline is expected
