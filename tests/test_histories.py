"""From published records to values: a fixed number of queries, and nothing hidden."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.histories import (
    history_of,
    latest_graded_visits,
    visit_of,
    with_grades,
)
from inspections.models import (
    Authority,
    CouncilAction,
    DatePrecision,
    Inspection,
    Judgement,
    PublicationStatus,
    Recommendation,
    Wording,
)
from inspections.publishing import revise
from inspections.visits import FindingCount, ThemeName
from inspections.vocabulary import (
    Area,
    Delivery,
    Grade,
    Headline,
    Kind,
    Outcome,
    Polarity,
    Position,
    Reason,
    Subject,
    Verdict,
)
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
HIDDEN = [
    PublicationStatus.DRAFT,
    PublicationStatus.SUBMITTED,
    PublicationStatus.WITHDRAWN,
]


def add_visit(
    authority: Authority, year: int, *, before: Inspection | None
) -> Inspection:
    """Add a visit with everything that a visit can have, tied to the one before."""
    visit = make.make_inspection(
        authority,
        ended=date(year, 2, 4),
        grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.GOOD},
        recommendations=("Improve plans.", "Hold supervision."),
    )
    theme = make.make_theme(f"Theme of {year} at {authority}")
    one, two = visit.all_recommendations.order_by("position")
    one.themes.add(theme)
    if before:
        old = before.all_recommendations.get(position=1)
        make.make_verdict(old, visit, finding=make.make_finding(visit), quote="")
        make.make_restatement(old, two)
    response = make.make_response(visit)
    make.make_position(response, one)
    make.make_update(make.make_action(response, one, two))
    make.make_update(make.make_action(response, two))
    return visit


def full_history(name: str, *, visits: int) -> Authority:
    authority = make.make_authority(name)
    before = None
    for year in range(2010, 2010 + visits):
        before = add_visit(authority, year, before=before)
    return authority


class TestNumberOfQueries:
    def test_it_is_the_same_for_few_visits_and_for_many(self) -> None:
        counts = {}
        for visits in (1, 3, 12):
            authority = full_history(f"Council with {visits}", visits=visits)
            with CaptureQueriesContext(connection) as queries:
                history = history_of(authority, today=TODAY)
                # All that a page may ask of it comes without another query.
                assert len(history.comparisons) == visits - 1
                assert len(history.tracked) == 2 * visits
                assert [history.thread(t.raised.ref) for t in history.tracked]
                assert len(history.answers) == visits
            counts[visits] = len(queries)
        assert counts == {1: 14, 3: 14, 12: 14}

    def test_latest_grades_take_two_for_any_number(self) -> None:
        counts = []
        for number in range(6):
            make.make_inspection(
                make.make_authority(f"Council {number}"),
                grades={Area.OVERALL: Grade.GOOD},
            )
            with CaptureQueriesContext(connection) as queries:
                assert len(latest_graded_visits()) == number + 1
            counts.append(len(queries))
        assert set(counts) == {2}


class TestHistoryOf:
    def test_every_fact_of_a_visit_is_in_its_value(self) -> None:
        inspection = make.make_inspection(
            started=date(2022, 1, 24),
            focus="Front door",
            published_on=date(2022, 3, 18),
            is_confirmed=False,
            date_precision=DatePrecision.MONTH,
            grades={Area.OVERALL: Grade.REQUIRES_IMPROVEMENT},
        )
        Judgement.objects.create(
            inspection=inspection,
            area=Area.LEADERS,
            heading="The impact of leaders",
            missing_reason=Reason.UNREADABLE,
            position=2,
            page=2,
        )
        (visit,) = history_of(inspection.authority, today=TODAY).visits
        assert (visit.ref, visit.authority, visit.kind) == (
            "ambleford-2022-02-ilacs",
            "Ambleford",
            Kind.ILACS_STANDARD,
        )
        assert visit.framework.code == "ilacs-2018"
        assert (visit.started, visit.ended) == (date(2022, 1, 24), date(2022, 2, 4))
        assert visit.published_on == date(2022, 3, 18)
        assert (visit.is_month_only, visit.is_confirmed) == (True, False)
        assert (visit.focus, visit.has_report) == ("Front door", False)
        overall, leaders = visit.judgements
        assert (overall.grade, overall.reason) == (Grade.REQUIRES_IMPROVEMENT, None)
        assert (leaders.grade, leaders.reason) == (None, Reason.UNREADABLE)
        assert (leaders.heading, leaders.page) == ("The impact of leaders", 2)

    def test_an_area_send_outcome_is_in_words(self) -> None:
        inspection = make.make_inspection(
            kind=Kind.AREA_SEND, outcome=Outcome.INCONSISTENT
        )
        (visit,) = history_of(inspection.authority, today=TODAY).visits
        assert visit.outcome == "Inconsistent experiences"

    def test_visits_come_oldest_first(self) -> None:
        authority = make.make_authority()
        for year in (2022, 2012, 2017):
            make.make_inspection(authority, ended=date(year, 2, 4))
        history = history_of(authority, today=TODAY)
        assert [visit.ended.year for visit in history.visits] == [2012, 2017, 2022]

    def test_another_authoritys_are_not_in_it(self) -> None:
        make.make_response(make.make_inspection(make.make_authority("Brackwater")))
        history = history_of(make.make_authority(), today=TODAY)
        assert (history.visits, history.answers) == ((), ())

    def test_a_recommendation_has_its_passage_and_themes(self) -> None:
        inspection = make.make_inspection()
        asked = make.make_recommendation(
            inspection,
            text="Improve plans.",
            page=5,
            paragraph=12,
            wording=Wording.SUMMARY,
            responsible_body="The council",
            is_confirmed=False,
        )
        asked.themes.add(make.make_theme())
        (tracked,) = history_of(inspection.authority, today=TODAY).tracked
        raised = tracked.raised
        assert raised.ref == "ambleford-2022-02-ilacs R1"
        assert (raised.passage.text, raised.passage.page) == ("Improve plans.", 5)
        assert (raised.passage.paragraph, raised.passage.is_summary) == (12, True)
        assert [theme.slug for theme in raised.themes] == ["neglect"]
        assert (raised.responsible_body, raised.is_confirmed) == ("The council", False)

    def test_a_verdict_has_the_passage_that_it_rests_on(self) -> None:
        authority = make.make_authority()
        asked = make.make_recommendation(
            make.make_inspection(authority, ended=date(2017, 10, 12))
        )
        later = make.make_inspection(authority)
        finding = make.make_finding(later, section="Leaders", text="Plans are late.")
        make.make_verdict(asked, later, finding=finding, quote="", is_explicit=True)
        tracked = history_of(authority, today=TODAY).tracked[0]
        ((visit, given),) = tracked.verdicts
        assert visit.ref == later.ref
        assert (given.verdict, given.is_explicit) == (Verdict.IMPROVED, True)
        assert given.passage is not None
        assert (given.passage.text, given.passage.section, given.passage.page) == (
            "Plans are late.",
            "Leaders",
            3,
        )

    def test_findings_are_counted_by_theme_and_polarity(self) -> None:
        inspection = make.make_inspection()
        theme = make.make_theme()
        for polarity in (Polarity.CONCERN, Polarity.CONCERN, Polarity.STRENGTH):
            make.make_finding(inspection, polarity=polarity).themes.add(theme)
        make.make_finding(inspection)
        make.make_finding(inspection, is_case_study=True).themes.add(theme)
        make.make_finding(inspection, retired_at=make.NOON).themes.add(theme)
        (visit,) = history_of(inspection.authority, today=TODAY).visits
        neglect = ThemeName("Neglect", "neglect")
        assert set(visit.findings) == {
            FindingCount(neglect, Polarity.CONCERN, 2),
            FindingCount(neglect, Polarity.STRENGTH, 1),
            FindingCount(None, Polarity.NOT_CLASSIFIED, 1),
        }

    def test_a_quotation_goes_before_the_whole_paragraph(self) -> None:
        authority = make.make_authority()
        asked = make.make_recommendation(
            make.make_inspection(authority, ended=date(2017, 10, 12))
        )
        later = make.make_inspection(authority)
        make.make_verdict(asked, later, finding=make.make_finding(later))
        ((_, given),) = history_of(authority, today=TODAY).tracked[0].verdicts
        assert given.passage is not None
        assert given.passage.text == "Plans are better."

    def test_the_councils_account_is_whole(self) -> None:
        inspection = make.make_inspection(recommendations=("Improve plans.",))
        asked = inspection.all_recommendations.get()
        response = make.make_response(inspection, url="https://example.org/plan")
        make.make_position(response, asked, words="We agree.")
        action = make.make_action(
            response, asked, first_target=date(2022, 6, 30), current_target=TODAY
        )
        make.make_update(
            action,
            delivery=Delivery.UNDER_WAY,
            target=date(2022, 9, 30),
            reason="A post was vacant.",
        )
        history = history_of(inspection.authority, today=TODAY)
        (answer,) = history.answers_to(inspection.ref)
        assert (answer.title, answer.url) == ("Action plan", "https://example.org/plan")
        assert answer.is_found
        (position,) = answer.positions
        assert (position.position, position.words) == (Position.ACCEPTED, "We agree.")
        (reported,) = answer.actions
        assert reported.ref == "ambleford-2022-02-ilacs A1"
        assert reported.recommendation_refs == ("ambleford-2022-02-ilacs R1",)
        assert (reported.first_target, reported.current_target) == (
            date(2022, 6, 30),
            date(2022, 9, 30),
        )
        assert [update.reason for update in reported.updates] == ["A post was vacant."]
        assert history.tracked[0].headline is Headline.OPEN_OVERDUE

    def test_a_response_that_was_not_found_says_so(self) -> None:
        inspection = make.make_inspection()
        make.make_response(inspection, kind="none_found", last_looked_on=TODAY)
        (answer,) = history_of(inspection.authority, today=TODAY).answers
        assert not answer.is_found
        assert answer.last_looked_on == TODAY


class TestNothingHidden:
    @pytest.mark.parametrize("status", HIDDEN)
    def test_a_hidden_visit_is_left_out_with_all_it_says(self, status: str) -> None:
        authority = make.make_authority()
        first = make.make_inspection(
            authority, ended=date(2017, 10, 12), recommendations=("Improve plans.",)
        )
        hidden = make.make_inspection(
            authority, recommendations=("Improve plans.",), status=status
        )
        last = make.make_inspection(
            authority, ended=date(2025, 3, 14), recommendations=("Improve plans.",)
        )
        one, two, three = (
            visit.all_recommendations.get() for visit in (first, hidden, last)
        )
        make.make_verdict(one, hidden)
        make.make_verdict(two, last)
        make.make_restatement(one, two)
        make.make_restatement(two, three)
        make.make_response(hidden)
        response = make.make_response(first)
        make.make_position(response, two)
        make.make_action(response, one, two)
        history = history_of(authority, today=TODAY)
        assert [visit.ref for visit in history.visits] == [first.ref, last.ref]
        assert [t.verdicts for t in history.tracked] == [(), ()]
        assert [t.restated_by for t in history.tracked] == [(), ()]
        (answer,) = history.answers
        assert answer.positions == ()
        assert [action.recommendation_refs for action in answer.actions] == [
            (f"{first.ref} R1",)
        ]

    @pytest.mark.parametrize("status", HIDDEN)
    def test_hidden_responses_and_actions_are_left_out(self, status: str) -> None:
        inspection = make.make_inspection(recommendations=("Improve plans.",))
        asked = inspection.all_recommendations.get()
        hidden = make.make_response(inspection, status=status)
        make.make_position(hidden, asked)
        make.make_action(hidden, asked)
        make.make_action(make.make_response(inspection), asked, status=status)
        history = history_of(inspection.authority, today=TODAY)
        (answer,) = history.answers
        assert (answer.actions, answer.positions) == ((), ())
        assert history.tracked[0].actions == ()

    def test_what_a_correction_took_away_is_left_out(self) -> None:
        authority = make.make_authority()
        first = make.make_inspection(
            authority,
            ended=date(2017, 10, 12),
            grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.GOOD},
        )
        kept = make.make_recommendation(first)
        retired = make.make_recommendation(first, retired_at=make.NOON)
        first.all_judgements.filter(area=Area.LEADERS).update(retired_at=make.NOON)
        later = make.make_inspection(authority, recommendations=("Improve plans.",))
        again = later.all_recommendations.get()
        gone = make.make_finding(later, retired_at=make.NOON)
        make.make_verdict(kept, later, finding=gone, quote="")
        make.make_verdict(retired, later)
        make.make_restatement(retired, again)
        response = make.make_response(first)
        make.make_position(response, retired)
        make.make_action(response, kept, retired)
        history = history_of(authority, today=TODAY)
        assert [t.raised.ref for t in history.tracked] == [
            f"{first.ref} R1",
            f"{later.ref} R1",
        ]
        assert [j.area for j in history.visits[0].judgements] == [Area.OVERALL]
        ((_, verdict),) = history.tracked[0].verdicts
        assert verdict.passage is None
        assert len(history.visits[1].verdicts) == 1
        assert history.tracked[1].restates == ()
        (answer,) = history.answers
        assert answer.positions == ()
        assert answer.actions[0].recommendation_refs == (f"{first.ref} R1",)

    def test_a_working_copy_is_left_out(self) -> None:
        inspection = make.make_inspection(
            grades={Area.OVERALL: Grade.GOOD}, recommendations=("Improve plans.",)
        )
        copy = revise(inspection, by=make.make_user(), at=make.NOON)
        copy.all_judgements.update(grade=Grade.INADEQUATE)
        Recommendation.objects.filter(inspection=copy).update(text="Not yet.")
        history = history_of(inspection.authority, today=TODAY)
        (visit,) = history.visits
        assert visit.headline_grade == Grade.GOOD
        assert [t.raised.passage.text for t in history.tracked] == ["Improve plans."]
        (latest,) = latest_graded_visits().values()
        assert latest.headline_grade == Grade.GOOD


class TestLatestGradedVisits:
    def test_each_authority_has_its_last_graded_one(self) -> None:
        ambleford, other = make.make_authority(), make.make_authority("Brackwater")
        for year, grade in ((2017, Grade.GOOD), (2022, Grade.INADEQUATE)):
            make.make_inspection(
                ambleford, ended=date(year, 2, 4), grades={Area.OVERALL: grade}
            )
        make.make_inspection(ambleford, ended=date(2024, 4, 24), kind=Kind.JTAI)
        make.make_inspection(other, kind=Kind.FOCUSED_VISIT)
        latest = latest_graded_visits()
        assert list(latest) == [ambleford.pk]
        assert latest[ambleford.pk].headline_grade == Grade.INADEQUATE

    @pytest.mark.parametrize("status", HIDDEN)
    def test_a_hidden_one_is_passed_over(self, status: str) -> None:
        authority = make.make_authority()
        good = {Area.OVERALL: Grade.GOOD}
        first = make.make_inspection(authority, ended=date(2017, 2, 3), grades=good)
        make.make_inspection(authority, grades=good, status=status)
        assert latest_graded_visits()[authority.pk].ref == first.ref

    def test_a_retired_grade_is_no_grade(self) -> None:
        inspection = make.make_inspection(grades={Area.OVERALL: Grade.GOOD})
        inspection.all_judgements.update(retired_at=make.NOON)
        assert latest_graded_visits() == {}

    def test_it_is_the_visit_whose_grades_stand(self) -> None:
        """The list of authorities and an authority's own page must not disagree."""
        authority = make.make_authority()
        make.make_inspection(
            authority,
            ended=date(2015, 2, 3),
            kind=Kind.SIF,
            grades={Area.OVERALL: Grade.GOOD},
        )
        review = make.make_inspection(
            authority, ended=date(2016, 2, 3), kind=Kind.LSCB_REVIEW
        )
        Judgement.objects.create(
            inspection=review,
            area=Area.LSCB,
            subject=Subject.LSCB,
            grade=Grade.INADEQUATE,
        )
        empty = make.make_inspection(authority)
        Judgement.objects.create(
            inspection=empty, area=Area.OVERALL, missing_reason=Reason.NOT_ENTERED
        )
        for kind in (Kind.ILACS_STANDARD, Kind.ILACS_SHORT):
            make.make_inspection(
                authority,
                ended=date(2020, 2, 3),
                kind=kind,
                grades={Area.OVERALL: Grade.GOOD},
            )
        history = history_of(authority, today=TODAY)
        latest = latest_graded_visits()[authority.pk]
        assert {s.visit.ref for s in history.standing} == {latest.ref}


class TestVisitOf:
    def test_only_judgements_takes_no_query_of_its_own(self) -> None:
        make.make_inspection(grades={Area.OVERALL: Grade.GOOD})
        (inspection,) = with_grades(Inspection.objects.published())
        with CaptureQueriesContext(connection) as queries:
            visit = visit_of(inspection, only_judgements=True)
        assert len(queries) == 0
        assert visit.headline_grade == Grade.GOOD
        assert visit.recommendations == ()


def test_an_action_is_public_with_its_response_alone() -> None:
    """A published action of a draft response is not public, whatever it says."""
    response = make.make_response(
        make.make_inspection(), status=PublicationStatus.DRAFT
    )
    make.make_action(response)
    assert not CouncilAction.objects.published().exists()
