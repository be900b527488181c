"""A record read as at earlier days: what stood then, less what is no longer public."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.models import CouncilResponse, Inspection, PublicationStatus
from inspections.past import past_of
from inspections.publishing import approve, publish_import, revise, submit, withdraw
from inspections.vocabulary import Area, Grade, Kind, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT
FIRST = make.NOON
_numbers = count(1)
SECOND, THIRD = FIRST + timedelta(days=5), FIRST + timedelta(days=10)


def publish(record: Inspection | CouncilResponse) -> None:
    publish_import(record, by=make.make_user(f"ann-{next(_numbers)}"), at=FIRST)


def correct(inspection: Inspection, text: str, *, days: int, reason: str) -> None:
    """Correct what a visit asked for first, so many days after it was published."""
    at = FIRST + timedelta(days=days)
    officer, approver = (make.make_user(f"{name}-{days}") for name in ("petra", "amir"))
    copy = revise(inspection, by=officer, at=at)
    asked = copy.all_recommendations.get(position=1)
    asked.text = text
    asked.save()
    submit(copy, by=officer, at=at, note=reason)
    approve(copy, by=approver, at=at)


GOOD = dict.fromkeys(
    [
        Area.OVERALL,
        Area.LEADERS,
        Area.HELP_AND_PROTECTION,
        Area.IN_CARE_AND_CARE_LEAVERS,
    ],
    Grade.GOOD,
)


@pytest.fixture
def twice_corrected() -> Inspection:
    """A visit published on 1 November 2026 and corrected on the 6th and the 11th."""
    inspection = make.make_inspection(
        status=DRAFT,
        ended=date(2022, 2, 4),
        grades=GOOD,
        recommendations=("Improve plans.",),
    )
    make.make_finding(inspection, text="Plans are late.")
    publish(inspection)
    inspection.refresh_from_db()
    correct(inspection, "Improve care plans.", days=5, reason="A word was missing.")
    correct(inspection, "Improve all care plans.", days=10, reason="So was another.")
    return inspection


class TestThreeDates:
    @pytest.mark.parametrize(
        ("day", "words", "number"),
        [
            (date(2026, 11, 3), "Improve plans.", 1),
            (date(2026, 11, 6), "Improve care plans.", 2),
            (date(2026, 11, 15), "Improve all care plans.", 3),
        ],
    )
    def test_each_day_has_the_words_then_in_force(
        self,
        client: Client,
        twice_corrected: Inspection,
        day: date,
        words: str,
        number: int,
    ) -> None:
        past = past_of(twice_corrected.authority, day=day)
        (asked,) = past.history.visits[0].recommendations
        assert asked.passage.text == words
        for own in ("", "recommendations/1/"):
            address = f"{twice_corrected.get_absolute_url()}{own}?at={day}"
            response = client.get(address)
            html = response.content.decode()
            assert response.status_code == 200
            assert words in html
            assert f"version {number} of this inspection" in html
            assert response["X-Robots-Tag"] == "noindex"
            assert 'name="robots" content="noindex"' in html
            canonical = twice_corrected.get_absolute_url() + own
            assert f'{canonical}">' in html.split('rel="canonical"')[1][:200]
        print(f"\nas at {day}: version {number}, “{asked.passage.text}”")

    def test_without_a_day_it_is_the_last(
        self, client: Client, twice_corrected: Inspection
    ) -> None:
        html = client.get(twice_corrected.get_absolute_url()).content.decode()
        assert "Improve all care plans." in html
        assert "As at" not in html.split("<main")[1].split("Cite and share")[0]

    def test_before_it_was_published_it_says_so(
        self, client: Client, twice_corrected: Inspection
    ) -> None:
        response = client.get(f"{twice_corrected.get_absolute_url()}?at=2026-10-31")
        html = response.content.decode()
        assert response.status_code == 404
        assert "This was not published here on 31 October 2026." in html
        assert "It was first published on 1 November 2026." in html

    @pytest.mark.parametrize(
        "words", ["yesterday", "2026-13-01", "20261101", "2026-11-1", "9999-01-01"]
    )
    def test_no_such_day_gets_a_sentence(
        self, client: Client, twice_corrected: Inspection, words: str
    ) -> None:
        response = client.get(f"{twice_corrected.get_absolute_url()}?at={words}")
        assert response.status_code == 400
        assert "No such day" in response.content.decode()

    def test_a_withdrawn_one_stays_withdrawn_on_every_day(
        self, client: Client, twice_corrected: Inspection
    ) -> None:
        petra = make.make_user()
        twice_corrected.refresh_from_db()
        withdraw(twice_corrected, by=petra, at=THIRD, note="Of another council.")
        response = client.get(f"{twice_corrected.get_absolute_url()}?at=2026-11-03")
        assert response.status_code == 410
        assert "Of another council." in response.content.decode()
        assert "Improve plans." not in response.content.decode()


class TestPastOf:
    def test_a_verdict_of_a_visit_withdrawn_since_is_left_out(self) -> None:
        ambleford = make.make_authority()
        first = make.make_inspection(
            ambleford,
            status=DRAFT,
            ended=date(2017, 10, 12),
            kind=Kind.FOCUSED_VISIT,
            recommendations=("Improve plans.",),
        )
        later = make.make_inspection(ambleford, status=DRAFT, kind=Kind.FOCUSED_VISIT)
        publish(first)
        asked = first.all_recommendations.get()
        make.make_verdict(asked, later, verdict=Verdict.ADDRESSED)
        publish(later)
        day = FIRST.date()
        (tracked,) = past_of(ambleford, day=day).history.tracked
        assert [given.verdict for _, given in tracked.verdicts] == [Verdict.ADDRESSED]
        later.refresh_from_db()
        withdraw(later, by=make.make_user(), at=SECOND, note="A mistake.")
        past = past_of(ambleford, day=day)
        assert [visit.ref for visit in past.history.visits] == [first.ref]
        assert past.history.tracked[0].verdicts == ()

    def test_it_is_the_history_of_today_where_nothing_changed(self) -> None:
        ambleford = make.make_authority()
        inspection = make.make_inspection(
            ambleford,
            status=DRAFT,
            grades=GOOD,
            recommendations=("Improve plans.",),
        )
        make.make_finding(inspection)
        publish(inspection)
        asked = inspection.all_recommendations.get()
        asked.themes.add(make.make_theme())
        response = make.make_response(inspection, status=DRAFT)
        make.make_position(response, asked)
        publish(response)
        (visit,) = past_of(ambleford, day=FIRST.date()).history.visits
        assert visit.judgements[0].grade is Grade.GOOD
        assert visit.findings[0].count == 1
        past = past_of(ambleford, day=FIRST.date())
        ((answer, position),) = past.history.tracked[0].positions
        assert answer.title == "Action plan"
        assert (inspection.ref, 1) in past.responses

    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        ambleford = make.make_authority()
        for year in (2018, 2020, 2022):
            publish(
                make.make_inspection(
                    ambleford,
                    status=DRAFT,
                    kind=Kind.FOCUSED_VISIT,
                    ended=date(year, 2, 4),
                )
            )
        past_of(ambleford, day=FIRST.date())
        with django_assert_num_queries(6):
            past_of(ambleford, day=FIRST.date())
