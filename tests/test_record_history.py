"""What was done to a record, in words that anybody reads."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspections.differences import Fate
from inspections.models import Finding, Inspection, Judgement, Recommendation, Theme
from inspections.models.changes import create_rows, link_rows, one_change
from inspections.publishing import approve, revise, submit
from inspections.record_history import Entry, entries, moments
from inspections.vocabulary import Area, Grade
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("olga", first_name="Olga", last_name="Officer")


@pytest.fixture
def approver() -> User:
    return User.objects.create_user("anna", first_name="Anna", last_name="Approver")


def latest(record: Inspection) -> Entry:
    return entries(record, of=moments(record)[:1])[0]


class TestEntries:
    def test_many_changes_of_one_save_are_one_entry(self, officer: User) -> None:
        visit = make.make_inspection(recommendations=("Visit children sooner.",))
        asked = Recommendation.objects.get(inspection=visit)
        with one_change(by=officer):
            visit.focus = "Front door"
            visit.save()
            asked.text = "Visit all children sooner."
            asked.save()
            asked.themes.set([make.make_theme()])
        entry = latest(visit)
        assert entry.by == "Olga Officer"
        record, row = entry.rows
        (focus,) = record.fields
        assert (record.name, focus.label, focus.after) == ("", "Focus", "Front door")
        assert row.name == "Recommendation 1"
        assert [change.label for change in row.fields] == ["Text", "Themes"]
        words = {run.fate: run.words for run in row.fields[0].runs}
        assert words[Fate.ADDED].strip() == "all"
        assert row.fields[1].after == Theme.objects.get().name

    def test_codes_and_keys_are_told_in_words(self, officer: User) -> None:
        visit = make.make_inspection(grades={Area.OVERALL: Grade.GOOD})
        judgement = Judgement.objects.get(inspection=visit)
        with one_change(by=officer):
            judgement.grade = Grade.OUTSTANDING
            judgement.save()
        (row,) = latest(visit).rows
        (change,) = row.fields
        assert (change.before, change.after) == (
            Grade.GOOD.label,
            Grade.OUTSTANDING.label,
        )

    def test_a_removed_row_keeps_its_words(self, officer: User) -> None:
        visit = make.make_inspection(recommendations=("Visit children sooner.",))
        with one_change(by=officer):
            Recommendation.objects.filter(inspection=visit).delete()
        (row,) = latest(visit).rows
        assert row.fate is Fate.REMOVED
        assert "Visit children sooner." in [change.before for change in row.fields]

    def test_what_happened_to_publication_is_woven_in(
        self, officer: User, approver: User
    ) -> None:
        visit = make.make_inspection(
            grades={Area.OVERALL: Grade.GOOD}, status="draft", source_note="By hand."
        )
        submit(visit, by=officer, at=timezone.now(), note="Please look.")
        approve(visit, by=approver, at=timezone.now())
        approved, submitted = entries(visit, of=moments(visit)[:2])
        assert [event.note for event in submitted.events] == ["Please look."]
        assert (submitted.by, approved.by) == ("Olga Officer", "Anna Approver")
        assert not submitted.rows

    def test_a_correction_is_part_of_the_record_s_history(
        self, officer: User, approver: User
    ) -> None:
        visit = make.make_inspection(
            grades={Area.OVERALL: Grade.GOOD},
            recommendations=("Visit children sooner.",),
            source_note="By hand.",
        )
        copy = revise(visit, by=officer, at=timezone.now())
        asked = Recommendation.objects.get(inspection=copy)
        with one_change(by=officer):
            asked.text = "Visit all children sooner."
            asked.save()
        edited, begun = entries(visit, of=moments(visit)[:2])
        assert edited.is_in_correction
        assert not edited.makes_a_version
        assert begun.events
        assert not begun.rows
        submit(copy, by=officer, at=timezone.now(), note="A word was missing.")
        approve(copy, by=approver, at=timezone.now())
        approved = latest(visit)
        assert [row.name for row in approved.rows] == ["Recommendation 1"]
        assert approved.makes_a_version

    def test_the_number_of_queries_does_not_grow(
        self, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        visit = make.make_inspection()
        theme = make.make_theme()
        for number in range(1, 16):
            with one_change(by=officer):
                row = Finding.objects.create(
                    inspection=visit, position=number, text=f"Finding {number}."
                )
                row.themes.set([theme])
        with django_assert_max_num_queries(45):
            assert len(entries(visit, of=moments(visit))) == 16


class TestBulk:
    def test_rows_made_at_once_have_a_history_with_their_themes(
        self, officer: User
    ) -> None:
        visit = make.make_inspection()
        theme = make.make_theme()
        with one_change(by=officer, reason="Made from the report a.pdf."):
            rows = create_rows(
                Finding,
                [
                    Finding(inspection=visit, position=n, text=f"Text {n}.")
                    for n in (1, 2)
                ],
            )
            link_rows(Finding.themes.field, [(row.pk, theme.pk) for row in rows])
        entry = latest(visit)
        assert (entry.by, entry.reason) == (
            "Olga Officer",
            "Made from the report a.pdf.",
        )
        assert [row.name for row in entry.rows] == ["Finding 1", "Finding 2"]
        assert all(
            theme.name in [change.after for change in row.fields] for row in entry.rows
        )
