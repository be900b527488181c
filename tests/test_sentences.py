"""What an authority's records come to: each sentence, and when it is left out."""

from dataclasses import replace
from datetime import date

from inspections.accounts import Answer
from inspections.sentences import MOST, Place, Sentence, Speaker, sentences_on
from inspections.threads import History
from inspections.visits import ThemeName, Visit
from inspections.vocabulary import Area, Delivery, Grade, Kind, Verdict
from tests import values as make

NEGLECT = ThemeName("Neglect", "neglect")


def ref(year: int, number: int = 1) -> str:
    return f"{make.ref_of(year)} R{number}"


def said(*visits: Visit, answers: tuple[Answer, ...] = ()) -> list[Sentence]:
    history = History(visits=visits, answers=answers, today=date(2026, 11, 22))
    return list(sentences_on(history))


def words(*visits: Visit, answers: tuple[Answer, ...] = ()) -> str:
    return " ".join(sentence.words for sentence in said(*visits, answers=answers))


def on_neglect(visit: Visit) -> Visit:
    themed = tuple(replace(r, themes=(NEGLECT,)) for r in visit.recommendations)
    return replace(visit, recommendations=themed)


class TestSentences:
    def test_a_theme_of_concern_is_counted_by_visits(self) -> None:
        one, two = (on_neglect(make.visit(y, recommendations=1)) for y in (2017, 2020))
        told = words(one, two, make.visit(2022, recommendations=1))
        assert (
            "Inspectors have raised neglect at two of three visits since 2017." in told
        )
        assert "raised neglect at both visits since 2017." in words(one, two)
        assert "recorded here in words" in words(one, two, make.visit(2022))
        assert "neglect" not in words(one, make.visit(2022, recommendations=1))

    def test_what_became_of_the_last_list_is_what_the_pair_page_counts(self) -> None:
        sentences = said(
            make.visit(2017, recommendations=9),
            make.visit(
                2022,
                recommendations=1,
                verdicts=(
                    *(make.verdict(ref(2017, n), Verdict.ADDRESSED) for n in (1, 2, 3)),
                    make.verdict(ref(2017, 6), Verdict.NOT_REVISITED),
                ),
                restates=((ref(2017, 4), ref(2022)), (ref(2017, 5), ref(2022))),
            ),
        )
        told = next(s for s in sentences if s.place is Place.PAIR)
        assert told.words == (
            "Of the nine recommendations of February 2017, three were found addressed "
            "in February 2022; two were asked for again; its report says nothing of "
            "one."
        )
        assert told.refs == (make.ref_of(2017), make.ref_of(2022))
        assert told.speaker is Speaker.INSPECTORS

    def test_silence_alone_makes_no_such_sentence(self) -> None:
        silent = make.verdict(ref(2017), Verdict.NOT_REVISITED)
        told = words(
            make.visit(2017, recommendations=2), make.visit(2022, verdicts=(silent,))
        )
        assert "found addressed" not in told

    def test_a_later_visit_without_grades_moves_none(self) -> None:
        graded = make.visit(2022, grades={Area.OVERALL: Grade.GOOD})
        focused = make.visit(2024, kind=Kind.FOCUSED_VISIT)
        assert "The overall grade of February 2022 stands: the visit since" in words(
            graded, focused
        )
        assert words(graded) == ""

    def test_the_councils_report_is_in_its_own_voice(self) -> None:
        done = make.action(ref(2017), delivery=Delivery.REPORTED_COMPLETE)
        late = make.action(
            ref(2017), number=2, current_target=date(2020, 1, 1), inspection_ref=""
        )
        sentences = said(
            make.visit(2017, recommendations=1),
            answers=(make.answer(2017, done, late),),
        )
        told = next(s for s in sentences if s.speaker is Speaker.COUNCIL)
        assert told.words == (
            "The council reports one of two actions recorded here complete or dropped."
        )
        assert told.place is Place.ANSWERS

    def test_what_is_past_its_date_is_said_in_this_sites_voice(self) -> None:
        late = make.action(ref(2017), current_target=date(2020, 1, 1))
        sentences = said(
            make.visit(2017, recommendations=2), answers=(make.answer(2017, late),)
        )
        told = next(s for s in sentences if s.place is Place.OPEN)
        assert told.speaker is Speaker.SITE
        assert told.words == (
            "By this site’s rule both recommendations since 2017 are open, one past "
            "the date that the council gave."
        )

    def test_where_all_are_open_it_says_why(self) -> None:
        assert (
            "all three recommendations since 2017 are open: nothing recorded here "
            "shows any addressed."
        ) in words(make.visit(2017, recommendations=3))

    def test_the_want_of_an_answer_is_said_of_the_last_list(self) -> None:
        asked = make.visit(2022, recommendations=2)
        want = "No answer by the council to the two recommendations of February 2022"
        assert want in words(asked)
        assert want in words(asked, answers=(make.answer(2022, is_found=False),))
        assert want not in words(asked, answers=(make.answer(2022),))

    def test_without_visits_nothing_is_said(self) -> None:
        assert said() == []

    def test_there_are_never_more_than_can_be_taken_in(self) -> None:
        one, two = (on_neglect(make.visit(y, recommendations=2)) for y in (2017, 2020))
        graded = make.visit(2014, grades={Area.OVERALL: Grade.GOOD})
        two = replace(two, restates=((ref(2017), ref(2020)),))
        late = make.action(ref(2017), current_target=date(2020, 1, 1))
        sentences = said(graded, one, two, answers=(make.answer(2017, late),))
        assert 3 <= len(sentences) <= MOST
