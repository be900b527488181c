"""What a record said on a day, less what is no longer public."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType

from inspections.models import (
    Inspection,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
    Release,
)
from inspections.publishing import withdraw
from inspections.released import Version, versions_of, versions_on
from inspections.releases import content_of
from inspections.vocabulary import Kind
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = make.NOON.date()


def freeze(
    record: PublishedRecord,
    *,
    days: int = 0,
    without: tuple[str, ...] = (),
    **more: Any,
) -> Release:
    """Keep a record as it stands as its next release, so many days after noon."""
    number = Release.objects.about(record).count() + 1
    content = content_of(record)
    return Release.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        number=number,
        content={name: v for name, v in content.items() if name not in without},
        reason="" if number == 1 else f"Reason {number}.",
        by=make.make_user(f"user{number}-{record.pk}-{type(record).__name__}"),
        at=make.NOON + timedelta(days=days),
        **more,
    )


def on(record: PublishedRecord, *, days: int = 0) -> Version:
    return versions_on([record], day=DAY + timedelta(days=days))[record.pk]


class TestVersionsOn:
    def test_the_version_in_force_that_day_is_given(self) -> None:
        inspection = make.make_inspection(summary="Before.")
        freeze(inspection)
        inspection.summary = "After."
        inspection.save()
        freeze(inspection, days=10)
        assert versions_on([inspection], day=DAY - timedelta(days=1)) == {}
        assert on(inspection, days=9).values["summary"] == "Before."
        after = on(inspection, days=10)
        assert (after.number, after.reason) == (2, "Reason 2.")
        assert after.values["summary"] == "After."

    @pytest.mark.parametrize(
        "status",
        [s for s in PublicationStatus if s is not PublicationStatus.PUBLISHED],
    )
    def test_nothing_of_what_is_not_public_now(self, status: str) -> None:
        inspection = make.make_inspection(status=status)
        freeze(inspection)
        assert versions_on([inspection], day=DAY) == {}

    def test_a_version_too_old_for_a_field_is_filled_in(self) -> None:
        action = make.make_action(make.make_response(make.make_inspection()))
        freeze(action, without=("owner_role", "delivery", "evidence", "first_target"))
        values = on(action).values
        assert (values["owner_role"], values["delivery"]) == ("", "unknown")
        assert (values["evidence"], values["first_target"]) == ([], None)

    def test_a_verdict_on_a_visit_withdrawn_since_is_left_out(self) -> None:
        ambleford = make.make_authority()
        earlier, other, later = (
            make.make_inspection(
                ambleford, ended=date(year, 2, 4), kind=Kind.FOCUSED_VISIT
            )
            for year in (2017, 2018, 2022)
        )
        kept = make.make_recommendation(earlier)
        make.make_verdict(kept, later)
        make.make_verdict(make.make_recommendation(other), later)
        freeze(later)
        withdraw(other, by=make.make_user(), at=make.NOON, note="Not a visit.")
        assert [row["recommendation_id"] for row in on(later).values["verdicts"]] == [
            kept.pk
        ]

    def test_its_own_rows_stay_though_they_were_retired_since(self) -> None:
        earlier = make.make_inspection(recommendations=("Plans.",))
        later = make.make_inspection(earlier.authority, recommendations=("Plans.",))
        asked, again = (i.all_recommendations.get() for i in (earlier, later))
        make.make_restatement(asked, again)
        freeze(later)
        Recommendation.objects.filter(pk=again.pk).update(retired_at=make.NOON)
        values = on(later).values
        assert [row["text"] for row in values["recommendations"]] == ["Plans."]
        assert len(values["restatements"]) == 1

    def test_an_action_forgets_recommendations_withdrawn_since(self) -> None:
        earlier = make.make_inspection(recommendations=("Plans.",))
        hidden = make.make_inspection(earlier.authority, recommendations=("Plans.",))
        kept, gone = (i.all_recommendations.get() for i in (earlier, hidden))
        action = make.make_action(make.make_response(earlier), kept, gone)
        freeze(action)
        withdraw(hidden, by=make.make_user(), at=make.NOON, note="Wrong council.")
        assert on(action).values["recommendations"] == [kept.pk]

    def test_what_identified_somebody_is_not_shown_again(self) -> None:
        inspection = make.make_inspection(summary="Rumi, aged 9.")
        freeze(inspection)
        inspection.summary = "A child."
        inspection.save()
        freeze(inspection, days=10, hides_earlier=True)
        before, after = on(inspection), on(inspection, days=10)
        assert (before.is_hidden, before.values) == (True, {})
        assert (after.is_hidden, after.values["summary"]) == (False, "A child.")


class TestVersionsOf:
    def test_each_record_has_its_own(self) -> None:
        one = make.make_inspection()
        other = make.make_inspection(one.authority, ended=date(2024, 2, 4))
        never = make.make_inspection(one.authority, ended=date(2025, 2, 4))
        for record in (one, other, one):
            freeze(record)
        versions = versions_of(list(Inspection.objects.all()))
        assert {key: [v.number for v in own] for key, own in versions.items()} == {
            one.pk: [1, 2],
            other.pk: [1],
        }
        assert never.pk not in versions

    def test_of_nothing_there_is_nothing(self) -> None:
        assert versions_of([]) == {}
