"""An old version comes back as a draft, and the past is never rewritten."""

from datetime import date, datetime

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from inspections.models import (
    CouncilAction,
    Finding,
    Inspection,
    Judgement,
    ProgressVerdict,
    PublicationStatus,
    Restatement,
    StatisticalNeighbour,
)
from inspections.publishing import approve, revise, submit, withdraw
from inspections.record_history import moments
from inspections.restored_rows import CannotRestore
from inspections.restoring import difference, foresee, restore
from inspections.vocabulary import Area, Delivery, Grade
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXTS = ("Visit children sooner.", "Keep plans up to date.", "Listen to children.")


@pytest.fixture
def olga() -> User:
    return make.make_user("olga")


@pytest.fixture
def anna() -> User:
    return make.make_user("anna")


def draft(**fields: object) -> Inspection:
    values: dict[str, object] = {
        "status": "draft",
        "grades": {Area.OVERALL: Grade.GOOD},
        "recommendations": TEXTS,
        "source_note": "By hand.",
    }
    return make.make_inspection(**values | fields)  # type: ignore[arg-type]


def numbered(visit: Inspection) -> list[tuple[int, str]]:
    rows = visit.all_recommendations.filter(retired_at=None).order_by("position")
    return list(rows.values_list("position", "text"))


def now() -> datetime:
    return timezone.now()


class TestRestoreDraft:
    def test_the_old_values_come_back_as_one_more_change(self, olga: User) -> None:
        visit = draft()
        first = now()
        visit.focus, visit.summary = "Front door", "In short."
        visit.save()
        before = len(moments(visit))
        back = restore(visit, at=first, by=olga, now=now())
        visit.refresh_from_db()
        assert back == visit
        assert (visit.focus, visit.summary) == ("", "")
        assert len(moments(visit)) == before + 1
        kept = visit.history.first()
        assert kept.history_user == olga
        assert kept.history_change_reason.startswith("Brought back as it stood on")

    def test_rows_removed_come_back_and_rows_added_go(self, olga: User) -> None:
        visit, theme = draft(), make.make_theme()
        row = visit.all_recommendations.get(position=2)
        row.themes.add(theme)
        first, key = now(), row.pk
        row.delete()
        make.make_recommendation(visit, text="New.", position=2)
        make.make_finding(visit)
        restore(visit, at=first, by=olga, now=now())
        assert numbered(visit) == list(enumerate(TEXTS, start=1))
        assert list(visit.all_recommendations.get(pk=key).themes.all()) == [theme]
        assert not Finding.objects.filter(inspection=visit).exists()

    def test_rows_that_changed_places_change_back(self, olga: User) -> None:
        visit = draft()
        first = now()
        one, two, three = visit.all_recommendations.order_by("position")
        for row, position in ((one, 99), (two, 1), (three, 2), (one, 3)):
            row.position = position
            row.save()
        restore(visit, at=first, by=olga, now=now())
        assert numbered(visit) == list(enumerate(TEXTS, start=1))
        assert visit.all_recommendations.get(pk=one.pk).position == 1

    def test_judgements_that_changed_areas_change_back(self, olga: User) -> None:
        visit = draft(
            grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.OUTSTANDING}
        )
        first = now()
        Judgement.objects.filter(area=Area.LEADERS).delete()
        row = Judgement.objects.get(inspection=visit)
        row.area = Area.LEADERS
        row.save()
        restore(visit, at=first, by=olga, now=now())
        assert dict(visit.all_judgements.values_list("area", "grade")) == {
            Area.OVERALL: Grade.GOOD,
            Area.LEADERS: Grade.OUTSTANDING,
        }

    def test_a_row_that_another_record_speaks_of_is_not_taken_away(
        self, olga: User
    ) -> None:
        visit = draft()
        first = now()
        row = make.make_recommendation(visit, text="New.")
        make.make_position(make.make_response(visit, status="draft"), row)
        with pytest.raises(CannotRestore, match="speaks of it: remove that first"):
            restore(visit, at=first, by=olga, now=now())
        assert visit.all_recommendations.count() == 4

    def test_what_points_to_a_removed_row_stays_out_and_is_told(
        self, olga: User
    ) -> None:
        authority = make.make_authority()
        earlier = make.make_inspection(authority, recommendations=("Plan.",))
        visit = draft(authority=authority, ended=date(2023, 2, 4))
        make.make_verdict(earlier.all_recommendations.get(), visit)
        first = now()
        ProgressVerdict.objects.all().delete()
        earlier.all_recommendations.all().delete()
        (sentence,) = foresee(visit, at=first, by=olga, now=now())
        assert "was removed since" in sentence
        restore(visit, at=first, by=olga, now=now())
        assert not ProgressVerdict.objects.exists()

    def test_looking_ahead_writes_nothing(self, olga: User) -> None:
        visit = draft()
        first = now()
        visit.focus = "Front door"
        visit.save()
        assert foresee(visit, at=first, by=olga, now=now()) == []
        (change,) = difference(visit, at=first, now=now())
        assert [one.label for one in change.fields] == ["Focus"]
        visit.refresh_from_db()
        assert visit.focus == "Front door"


class TestRestorePublished:
    def published(self, olga: User, anna: User) -> tuple[Inspection, datetime]:
        """Publish a visit, then a correction that takes a row out and adds one."""
        visit = draft()
        submit(visit, by=olga, at=now())
        approve(visit, by=anna, at=now())
        first = now()
        copy = revise(visit, by=olga, at=now())
        copy.all_recommendations.get(position=2).delete()
        make.make_recommendation(copy, text="New.", position=4)
        row = copy.all_recommendations.get(position=1)
        row.text = "Visit at once."
        row.save()
        submit(copy, by=olga, at=now(), note="It was misread.")
        approve(copy, by=anna, at=now())
        return visit, first

    def test_a_correction_is_begun_that_holds_the_old_version(
        self, olga: User, anna: User
    ) -> None:
        visit, first = self.published(olga, anna)
        standing = numbered(visit)
        copy = restore(visit, at=first, by=olga, now=now())
        assert isinstance(copy, Inspection)
        assert copy.revises == visit
        assert copy.status == PublicationStatus.DRAFT
        assert numbered(copy) == list(enumerate(TEXTS, start=1))
        assert numbered(visit) == standing

    def test_approved_it_stands_again_with_its_numbers(
        self, olga: User, anna: User
    ) -> None:
        visit, first = self.published(olga, anna)
        second = visit.all_recommendations.get(position=2)
        copy = restore(visit, at=first, by=olga, now=now())
        submit(copy, by=olga, at=now(), note="It was right before.")
        approve(copy, by=anna, at=now())
        assert numbered(visit) == list(enumerate(TEXTS, start=1))
        second.refresh_from_db()
        assert second.retired_at is None
        assert visit.all_recommendations.get(position=4).retired_at is not None

    def test_verdicts_point_to_the_copy_s_own_passages(
        self, olga: User, anna: User
    ) -> None:
        authority = make.make_authority()
        earlier = make.make_inspection(authority, recommendations=("Plan.",))
        asked = earlier.all_recommendations.get()
        visit = draft(authority=authority, ended=date(2023, 2, 4))
        finding = make.make_finding(visit)
        make.make_verdict(asked, visit, finding=finding)
        make.make_restatement(asked, visit.all_recommendations.get(position=1))
        submit(visit, by=olga, at=now())
        approve(visit, by=anna, at=now())
        first = now()
        visit.refresh_from_db()
        Restatement.objects.all().delete()
        ProgressVerdict.objects.all().delete()
        copy = restore(visit, at=first, by=olga, now=now())
        verdict = ProgressVerdict.objects.get(inspection=copy)
        assert verdict.finding is not None
        assert verdict.finding.inspection_id == copy.pk
        restated = Restatement.objects.get(inspection=copy)
        assert restated.later.inspection_id == copy.pk

    def test_a_correction_that_stands_is_not_written_over(
        self, olga: User, anna: User
    ) -> None:
        visit, first = self.published(olga, anna)
        revise(visit, by=olga, at=now())
        with pytest.raises(CannotRestore, match="A correction is being made already"):
            restore(visit, at=first, by=olga, now=now())

    def test_what_was_withdrawn_does_not_come_back(
        self, olga: User, anna: User
    ) -> None:
        visit, first = self.published(olga, anna)
        withdraw(visit, by=anna, at=now(), note="Not ours.")
        with pytest.raises(CannotRestore, match="withdrawn"):
            restore(visit, at=first, by=olga, now=now())


class TestOtherRecords:
    def test_what_the_council_said_is_never_taken_back(self, olga: User) -> None:
        action = make.make_action(
            make.make_response(draft(), status="draft"), status="draft"
        )
        first = now()
        make.make_update(action, delivery=Delivery.UNDER_WAY)
        action.text = "Audit all plans."
        action.save()
        (sentence,) = foresee(action, at=first, by=olga, now=now())
        assert "never taken back" in sentence
        restore(action, at=first, by=olga, now=now())
        action = CouncilAction.objects.get()
        assert action.text == "Audit the plans."
        assert action.delivery == Delivery.UNDER_WAY
        assert action.all_updates.count() == 1

    def test_an_authority_s_neighbours_come_back_and_its_address_stays(
        self, olga: User
    ) -> None:
        one, two, three = (make.make_authority(name) for name in ("Ames", "Bex", "Cob"))
        for place, other in ((1, two), (2, three)):
            StatisticalNeighbour.objects.create(
                authority=one, neighbour=other, position=place
            )
        first = now()
        StatisticalNeighbour.objects.all().delete()
        for place, other in ((1, three), (2, two)):
            StatisticalNeighbour.objects.create(
                authority=one, neighbour=other, position=place
            )
        one.slug, one.name = "ames-new", "Ames New"
        one.save()
        restore(one, at=first, by=olga, now=now())
        one.refresh_from_db()
        assert (one.name, one.slug) == ("Ames", "ames-new")
        assert list(one.statistical_neighbours.values_list("neighbour", flat=True)) == [
            two.pk,
            three.pk,
        ]
