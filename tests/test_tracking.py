"""One recommendation: why inspectors are not quoted on it, and their last word."""

from datetime import date

from inspections.accounts import PositionTaken
from inspections.threads import History
from inspections.tracking import Tracked
from inspections.visits import Visit
from inspections.vocabulary import Headline, Position, Verdict
from tests import values as make

ASKED = f"{make.ref_of(2017)} R1"


def tracked(*later: Visit, **answered: object) -> Tracked:
    answers = (make.answer(2017, **answered),) if answered else ()
    history = History(
        visits=(make.visit(2017, recommendations=1), *later),
        answers=answers,
        today=date(2026, 11, 22),
    )
    return history.tracked_by_ref[ASKED]


class TestSilence:
    def test_without_a_later_visit_nobody_could_speak(self) -> None:
        assert tracked().silence == "No later visit is published here yet."

    def test_a_report_that_nobody_read_is_not_called_silent(self) -> None:
        found = tracked(make.visit(2022))
        assert found.silence == "What later visits say of it is not recorded here yet."

    def test_only_who_read_it_may_say_so(self) -> None:
        verdict = make.verdict(ASKED, Verdict.NOT_REVISITED)
        found = tracked(make.visit(2022, verdicts=(verdict,)))
        assert (
            found.silence == "Later visits do not speak of it. Silence is not success."
        )
        assert found.last_spoken is None
        assert found.headline is Headline.OPEN


class TestIsUnanswered:
    def test_where_nothing_is_recorded(self) -> None:
        assert tracked(make.visit(2022)).is_unanswered

    def test_a_position_is_an_answer(self) -> None:
        position = PositionTaken(ASKED, Position.ACCEPTED, "", None)
        assert not tracked(positions=(position,)).is_unanswered

    def test_so_is_being_asked_again(self) -> None:
        again = make.visit(
            2022, recommendations=1, restates=((ASKED, f"{make.ref_of(2022)} R1"),)
        )
        assert not tracked(again).is_unanswered


class TestReason:
    def test_it_goes_with_the_headline(self) -> None:
        assert tracked().reason.startswith("Nothing recorded here shows it addressed")
