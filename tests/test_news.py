"""What counts as news, of whom, and what is no longer told."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.models import Inspection, PublicationStatus, PublishedRecord
from inspections.news import news
from inspections.news_items import Scope
from inspections.publishing import approve, revise, submit, withdraw
from inspections.vocabulary import Kind, News, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT
LATER = make.NOON + timedelta(days=1)


@pytest.fixture
def people() -> tuple[User, User]:
    return make.make_user(), make.make_user("amir")


def publish(
    record: PublishedRecord,
    people: tuple[User, User],
    *,
    at: datetime = make.NOON,
    note: str = "",
) -> None:
    """Publish a draft by two people, at noon or when asked."""
    petra, amir = people
    approve(submit(record, by=petra, at=at, note=note), by=amir, at=at, note=note)


def make_visit(*args: Any, **fields: Any) -> Inspection:
    """Make a visit that gives no grades, so that it may be published without any."""
    return make.make_inspection(*args, kind=Kind.FOCUSED_VISIT, **fields)


def visits(people: tuple[User, User]) -> tuple[Inspection, Inspection]:
    """Publish two visits: the later finds improved what the earlier asked for."""
    council = make.make_authority()
    first = make_visit(
        council,
        ended=date(2017, 10, 12),
        status=DRAFT,
        recommendations=("See neglect sooner.",),
    )
    asked = first.all_recommendations.get()
    asked.themes.add(make.make_theme())
    publish(first, people)
    second = make_visit(council, status=DRAFT)
    make.make_verdict(asked, second)
    publish(second, people, at=LATER)
    return first, second


class TestNews:
    def test_a_report_is_told_of_once(self, people: tuple[User, User]) -> None:
        first, _ = visits(people)
        told = [i for i in news() if i.kind is News.REPORT_PUBLISHED]
        assert [i.path for i in told][-1] == first.get_absolute_url()
        assert len(told) == 2

    def test_what_inspectors_found_is_told_with_their_words(
        self, people: tuple[User, User]
    ) -> None:
        visits(people)
        told = [i for i in news() if i.kind is News.STATUS_CHANGED]
        assert len(told) == 1
        assert "improved" in told[0].title
        assert told[0].quote
        assert "See neglect sooner." in told[0].words

    def test_a_verdict_comes_into_view_with_what_it_is_about(
        self, people: tuple[User, User]
    ) -> None:
        council = make.make_authority()
        first = make_visit(
            council,
            ended=date(2017, 10, 12),
            status=DRAFT,
            recommendations=("A.",),
        )
        second = make_visit(council, status=DRAFT)
        make.make_verdict(first.all_recommendations.get(), second)
        publish(second, people)
        assert not [i for i in news() if i.kind is News.STATUS_CHANGED]
        publish(first, people, at=LATER)
        told = [i for i in news(since=make.NOON) if i.kind is News.STATUS_CHANGED]
        assert [i.at for i in told] == [LATER]

    def test_a_correction_tells_its_reason_and_the_new_status(
        self, people: tuple[User, User]
    ) -> None:
        _, second = visits(people)
        copy = revise(second, by=people[0], at=LATER)
        copy.all_verdicts.get().delete()
        make.make_verdict(
            Inspection.objects.get(ended__year=2017).all_recommendations.get(),
            copy,
            verdict=Verdict.ADDRESSED,
        )
        after = LATER + timedelta(hours=1)
        publish(copy, people, at=after, note="We had read it wrongly.")
        told = {i.kind: i for i in news(since=LATER)}
        assert set(told) == {News.CORRECTION, News.STATUS_CHANGED}
        assert told[News.CORRECTION].words == "We had read it wrongly."
        assert "addressed" in told[News.STATUS_CHANGED].title
        assert "before as improved" in told[News.STATUS_CHANGED].words

    def test_silence_is_no_news(self, people: tuple[User, User]) -> None:
        council = make.make_authority()
        first = make_visit(
            council,
            ended=date(2017, 10, 12),
            status=DRAFT,
            recommendations=("A.",),
        )
        publish(first, people)
        second = make_visit(council, status=DRAFT)
        make.make_verdict(
            first.all_recommendations.get(), second, verdict=Verdict.NOT_REVISITED
        )
        publish(second, people)
        assert {i.kind for i in news()} == {News.REPORT_PUBLISHED}

    def test_what_is_withdrawn_is_told_no_more(self, people: tuple[User, User]) -> None:
        first, second = visits(people)
        withdraw(second, by=people[1], at=LATER, note="It was a mistake.")
        assert {i.path for i in news()} == {first.get_absolute_url()}

    def test_a_response_and_an_action_are_told(self, people: tuple[User, User]) -> None:
        first, _ = visits(people)
        response = make.make_response(first, status=DRAFT)
        publish(response, people)
        action = make.make_action(
            response, first.all_recommendations.get(), status=DRAFT
        )
        publish(action, people)
        kinds = [i.kind for i in news()]
        assert kinds.count(News.RESPONSE_FOUND) == 1
        told = next(i for i in news() if i.key.startswith("councilaction"))
        assert told.kind is News.STATUS_CHANGED
        assert "not checked" in told.words

    def test_a_search_in_vain_is_no_news(self, people: tuple[User, User]) -> None:
        first, _ = visits(people)
        response = make.make_response(
            first,
            kind="none_found",
            published_on=None,
            last_looked_on=date(2026, 10, 1),
            status=DRAFT,
        )
        publish(response, people)
        assert News.RESPONSE_FOUND not in {i.kind for i in news()}

    @pytest.mark.parametrize(
        ("scope", "count"),
        [
            (Scope(authority="ambleford"), 3),
            (Scope(authority="brackwater"), 0),
            (Scope(region="North West"), 3),
            (Scope(region="London"), 0),
            (Scope(theme="neglect"), 2),
            (Scope(theme="waits"), 0),
        ],
    )
    def test_it_keeps_to_what_is_followed(
        self, people: tuple[User, User], scope: Scope, count: int
    ) -> None:
        visits(people)
        make.make_theme("Waits")
        make.make_authority("Brackwater")
        assert len(news(scope)) == count

    def test_each_piece_has_a_key_of_its_own(self, people: tuple[User, User]) -> None:
        visits(people)
        keys = [item.key for item in news()]
        assert len(keys) == len(set(keys)) == 3

    def test_more_visits_cost_no_more_queries(self, people: tuple[User, User]) -> None:
        first, _ = visits(people)
        with CaptureQueriesContext(
            connection,
        ) as few:
            news()
        for year in (2018, 2019, 2020):
            more = make_visit(first.authority, ended=date(year, 3, 1), status=DRAFT)
            make.make_verdict(first.all_recommendations.get(), more)
            publish(more, people)
        with CaptureQueriesContext(connection) as many:
            assert len(news()) == 9
        assert len(many) == len(few)
