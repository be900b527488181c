"""Corrections and frozen versions: what is carried over, what stays, what is kept."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CASCADE, ProtectedError

from inspections.models import (
    ActionUpdate,
    Finding,
    Inspection,
    Judgement,
    OwnRow,
    ProgressVerdict,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Recommendation,
    RecommendationPosition,
    Release,
    Restatement,
)
from inspections.own_rows import OWN_ROWS
from inspections.publishing import (
    CannotPublish,
    approve,
    return_to_draft,
    revise,
    submit,
    withdraw,
)
from inspections.releases import content_of
from inspections.vocabulary import Area, Grade, Kind, Verdict
from tests import factories as make

pytestmark = pytest.mark.django_db

MONTH_LATER = make.NOON + timedelta(days=30)


class Visits:
    """Ambleford's visits of 2017, 2022 and 2025, tied together, the second to mend."""

    def __init__(self) -> None:
        self.petra = make.make_user("petra")
        self.amir = make.make_user("amir")
        self.neglect = make.make_theme()
        ambleford = make.make_authority()
        self.first = make.make_inspection(
            ambleford,
            ended=date(2017, 10, 12),
            kind=Kind.SIF,
            recommendations=("Write clear plans.", "Hold supervision."),
        )
        draft = make.make_inspection(
            ambleford,
            status=PublicationStatus.DRAFT,
            grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.GOOD},
            recommendations=("Plans.", "Neglect.", "Life-story work."),
            lead_inspectors=["A. Walker"],
        )
        draft.all_recommendations.get(position=2).themes.add(self.neglect)
        self.finding = make.make_finding(draft, text="Plans are better than in 2017.")
        self.other_finding = make.make_finding(draft, text="Supervision is late.")
        self.verdict = make.make_verdict(
            self.first.all_recommendations.get(position=1),
            draft,
            finding=self.finding,
            quote="",
            recorded_by=self.petra,
        )
        self.restatement = make.make_restatement(
            self.first.all_recommendations.get(position=2),
            draft.all_recommendations.get(position=1),
        )
        submit(draft, by=self.petra, at=make.NOON)
        approve(draft, by=self.amir, at=make.NOON)
        self.second = Inspection.objects.get(pk=draft.pk)
        self.third = make.make_inspection(ambleford, ended=date(2025, 3, 14))
        self.one, self.two, self.three = self.second.all_recommendations.all()
        make.make_verdict(self.one, self.third)
        make.make_verdict(self.three, self.third, verdict=Verdict.ADDRESSED)
        make.make_restatement(self.two, make.make_recommendation(self.third))
        response = make.make_response(self.second)
        self.action = make.make_action(response, self.two, self.three)
        make.make_position(response, self.three)

    def revise(self) -> Inspection:
        return revise(self.second, by=self.petra, at=make.NOON)

    def approve(self, copy: Inspection, *, note: str = "A wrong page.") -> Inspection:
        submit(copy, by=self.petra, at=MONTH_LATER, note=note)
        approved = approve(copy, by=self.amir, at=MONTH_LATER)
        assert isinstance(approved, Inspection)
        return approved


@pytest.fixture
def visits() -> Visits:
    return Visits()


def rows_of(inspection: Inspection) -> dict[str, list[int]]:
    return {
        own.model.__name__: list(
            own.of(inspection).order_by("pk").values_list("pk", flat=True)
        )
        for own in OWN_ROWS[Inspection]
    }


class TestRevise:
    def test_the_copy_holds_all_that_the_record_holds(self, visits: Visits) -> None:
        copy = visits.revise()
        assert copy.status == PublicationStatus.DRAFT
        assert copy.revises == visits.second
        assert (copy.ref, copy.lead_inspectors) == (
            "ambleford-2022-02-ilacs",
            ["A. Walker"],
        )
        assert {name: len(rows) for name, rows in rows_of(copy).items()} == {
            "Judgement": 2,
            "Finding": 2,
            "Recommendation": 3,
            "ProgressVerdict": 1,
            "Restatement": 1,
        }
        assert list(copy.all_recommendations.get(position=2).themes.all()) == [
            visits.neglect
        ]

    def test_its_links_are_among_its_own_rows(self, visits: Visits) -> None:
        copy = visits.revise()
        assert copy.all_verdicts.get().finding == copy.all_findings.get(position=1)
        restatement = copy.all_restatements.get()
        assert restatement.later == copy.all_recommendations.get(position=1)
        assert restatement.earlier.inspection == visits.first

    def test_nothing_of_it_is_public(self, visits: Visits) -> None:
        copy = visits.revise()
        for part in (Judgement, Finding, Recommendation, ProgressVerdict, Restatement):
            public = part._default_manager.filter(inspection=copy)
            assert not any(row.is_public() for row in public)
        assert copy not in Inspection.objects.published()

    def test_the_record_stays_public_meanwhile(self, visits: Visits) -> None:
        copy = visits.revise()
        copy.summary = "Not yet."
        copy.save()
        published = Inspection.objects.published().get(ref=copy.ref)
        assert (published, published.summary) == (visits.second, "")

    def test_twice_gives_the_same_copy(self, visits: Visits) -> None:
        first, again = visits.revise(), visits.revise()
        assert first == again
        events = PublicationEvent.objects.about(visits.second)
        assert [event.action for event in events].count("revised") == 1

    def test_a_copy_is_not_revised(self, visits: Visits) -> None:
        copy = visits.revise()
        with pytest.raises(CannotPublish):
            revise(copy, by=visits.petra, at=make.NOON)


class TestApproveCorrection:
    def test_a_correction_of_nothing_changes_nothing(self, visits: Visits) -> None:
        before = content_of(visits.second), rows_of(visits.second)
        approved = visits.approve(visits.revise())
        after = content_of(approved), rows_of(approved)
        changing = {"updated_at"}
        assert after[1] == before[1]
        assert {
            name
            for name in before[0]
            if after[0][name] != before[0][name] and name not in changing
        } == set()

    def test_the_rows_keep_their_keys_and_take_the_new_words(
        self, visits: Visits
    ) -> None:
        copy = visits.revise()
        changed = copy.all_recommendations.get(position=2)
        changed.text = "Neglect, and soon."
        changed.save()
        changed.themes.clear()
        grade = copy.all_judgements.get(area=Area.OVERALL)
        grade.grade = Grade.REQUIRES_IMPROVEMENT
        grade.save()
        copy.summary = "Corrected."
        copy.save()
        approved = visits.approve(copy)
        assert approved == visits.second
        assert approved.ref == "ambleford-2022-02-ilacs"
        assert approved.summary == "Corrected."
        two = approved.all_recommendations.get(position=2)
        assert (two, two.text) == (visits.two, "Neglect, and soon.")
        assert not two.themes.exists()
        overall = approved.all_judgements.get(area=Area.OVERALL)
        assert overall.grade == Grade.REQUIRES_IMPROVEMENT

    def test_what_others_tied_to_it_stays_tied(self, visits: Visits) -> None:
        copy = visits.revise()
        copy.all_recommendations.get(position=3).delete()
        visits.approve(copy)
        assert list(visits.action.recommendations.order_by("position")) == [
            visits.two,
            visits.three,
        ]
        verdicts = visits.third.all_verdicts.order_by("pk")
        assert [v.recommendation for v in verdicts] == [visits.one, visits.three]
        restatement = visits.third.all_restatements.get()
        assert restatement.earlier == visits.two

    def test_what_is_added_comes_with_its_links(self, visits: Visits) -> None:
        copy = visits.revise()
        added = make.make_recommendation(copy, text="Supervision again.")
        added.themes.add(visits.neglect)
        second = visits.first.all_recommendations.get(position=2)
        make.make_restatement(second, added)
        finding = copy.all_findings.get(position=2)
        make.make_verdict(second, copy, finding=finding, quote="")
        approved = visits.approve(copy)
        four = approved.all_recommendations.get(position=4)
        assert (four.text, four.is_public()) == ("Supervision again.", True)
        assert list(four.themes.all()) == [visits.neglect]
        assert approved.all_restatements.get(later=four).earlier == second
        verdict = approved.all_verdicts.get(recommendation=second)
        assert verdict.finding == visits.other_finding
        assert verdict.is_public()

    def test_what_is_removed_is_hidden_and_keeps_its_number(
        self, visits: Visits
    ) -> None:
        copy = visits.revise()
        copy.all_recommendations.get(position=3).delete()
        approved = visits.approve(copy)
        three = approved.all_recommendations.get(position=3)
        assert (three, three.retired_at) == (visits.three, MONTH_LATER)
        assert three not in Recommendation.objects.published()
        assert not three.is_public()

    def test_what_hangs_on_a_removed_row_is_hidden_too(self, visits: Visits) -> None:
        copy = visits.revise()
        copy.all_recommendations.get(position=2).delete()
        copy.all_recommendations.get(position=3).delete()
        visits.approve(copy)
        public = ProgressVerdict.objects.published()
        assert not public.filter(recommendation=visits.three).exists()
        assert public.filter(recommendation=visits.one).exists()
        assert not Restatement.objects.published().filter(earlier=visits.two).exists()
        position = RecommendationPosition.objects.get(recommendation=visits.three)
        assert not position.is_public()
        assert not RecommendationPosition.objects.published().exists()

    def test_a_number_is_not_given_again(self, visits: Visits) -> None:
        copy = visits.revise()
        copy.all_recommendations.get(position=3).delete()
        visits.approve(copy)
        copy = visits.revise()
        assert [r.position for r in copy.all_recommendations.all()] == [1, 2]
        make.make_recommendation(copy, text="Another thing.", position=3)
        with pytest.raises(CannotPublish, match="R3 was removed"):
            visits.approve(copy)

    def test_a_judgement_comes_back_in_its_own_row(self, visits: Visits) -> None:
        overall = visits.second.all_judgements.get(area=Area.OVERALL)
        copy = visits.revise()
        copy.all_judgements.get(area=Area.OVERALL).delete()
        approved = visits.approve(copy)
        assert not approved.all_judgements.get(area=Area.OVERALL).is_public()
        copy = visits.revise()
        Judgement.objects.create(
            inspection=copy, area=Area.OVERALL, grade=Grade.INADEQUATE
        )
        approved = visits.approve(copy)
        again = approved.all_judgements.get(area=Area.OVERALL)
        assert (again, again.grade, again.is_public()) == (
            overall,
            Grade.INADEQUATE,
            True,
        )

    def test_a_verdict_may_be_changed_with_its_passage(self, visits: Visits) -> None:
        copy = visits.revise()
        verdict = copy.all_verdicts.get()
        verdict.verdict = Verdict.ADDRESSED
        verdict.finding = copy.all_findings.get(position=2)
        verdict.save()
        approved = visits.approve(copy)
        after = approved.all_verdicts.get()
        assert (after, after.verdict, after.finding) == (
            visits.verdict,
            Verdict.ADDRESSED,
            visits.other_finding,
        )

    def test_a_verdict_keeps_who_recorded_it_and_when(self, visits: Visits) -> None:
        before = ProgressVerdict.objects.get(pk=visits.verdict.pk)
        visits.approve(visits.revise())
        after = ProgressVerdict.objects.get(pk=visits.verdict.pk)
        assert after.recorded_at == before.recorded_at
        assert after.recorded_by == visits.petra

    def test_the_copy_is_gone(self, visits: Visits) -> None:
        copy = visits.revise()
        visits.approve(copy)
        assert not Inspection.objects.filter(revises__isnull=False).exists()
        for own in OWN_ROWS[Inspection]:
            assert not own.model._default_manager.filter(inspection_id=copy.pk).exists()

    def test_the_next_release_says_why(self, visits: Visits) -> None:
        visits.approve(visits.revise(), note="Page 4 was page 3.")
        first, second = Release.objects.about(visits.second)
        assert (first.number, first.reason) == (1, "")
        assert (second.number, second.reason) == (2, "Page 4 was page 3.")
        assert (second.by, second.at) == (visits.amir, MONTH_LATER)

    def test_the_note_of_the_approval_comes_first(self, visits: Visits) -> None:
        copy = visits.revise()
        submit(copy, by=visits.petra, at=MONTH_LATER, note="A page.")
        approve(copy, by=visits.amir, at=MONTH_LATER, note="A wrong page number.")
        last = Release.objects.about(visits.second).last()
        assert last is not None
        assert last.reason == "A wrong page number."

    def test_it_needs_a_reason(self, visits: Visits) -> None:
        copy = visits.revise()
        submit(copy, by=visits.petra, at=MONTH_LATER)
        with pytest.raises(CannotPublish, match="what was corrected and why"):
            approve(copy, by=visits.amir, at=MONTH_LATER)
        assert Release.objects.about(visits.second).count() == 1

    def test_whoever_submitted_it_may_not_approve_it(self, visits: Visits) -> None:
        copy = visits.revise()
        submit(copy, by=visits.petra, at=MONTH_LATER, note="A page.")
        with pytest.raises(CannotPublish, match="somebody else"):
            approve(copy, by=visits.petra, at=MONTH_LATER)

    def test_the_record_says_who_submitted_and_who_approved(
        self, visits: Visits
    ) -> None:
        copy = visits.revise()
        submit(copy, by=visits.amir, at=MONTH_LATER, note="A page.")
        approved = approve(copy, by=visits.petra, at=MONTH_LATER)
        assert (approved.submitted_by, approved.approved_by) == (
            visits.amir,
            visits.petra,
        )
        assert approved.first_published_at == make.NOON

    def test_a_record_withdrawn_meanwhile_is_not_corrected(
        self, visits: Visits
    ) -> None:
        copy = visits.revise()
        submit(copy, by=visits.petra, at=MONTH_LATER, note="A page.")
        withdraw(visits.second, by=visits.amir, at=MONTH_LATER, note="Wrong council.")
        with pytest.raises(CannotPublish, match="withdrawn while"):
            approve(copy, by=visits.amir, at=MONTH_LATER)
        assert Inspection.objects.filter(pk=copy.pk).exists()

    def test_a_failure_in_the_middle_changes_nothing(
        self, visits: Visits, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = content_of(visits.second), rows_of(visits.second)
        copy = visits.revise()
        copy.all_recommendations.get(position=1).delete()
        make.make_recommendation(copy, position=7, text="A new one.")
        submit(copy, by=visits.petra, at=MONTH_LATER, note="A page.")
        copied = rows_of(copy)

        def fail(record: Inspection) -> None:
            raise OSError("The disk is full.")

        monkeypatch.setattr("inspections.publishing.content_of", fail)
        with pytest.raises(OSError, match="disk"):
            approve(copy, by=visits.amir, at=MONTH_LATER)
        standing = Inspection.objects.get(pk=visits.second.pk)
        assert (content_of(standing), rows_of(standing)) == before
        assert rows_of(copy) == copied
        assert Release.objects.about(visits.second).count() == 1

    def test_it_may_go_back_to_its_editor(self, visits: Visits) -> None:
        copy = visits.revise()
        submit(copy, by=visits.petra, at=MONTH_LATER, note="A page.")
        copy = return_to_draft(copy, by=visits.amir, at=MONTH_LATER, note="Which?")
        assert copy.status == PublicationStatus.DRAFT
        assert visits.revise() == copy


class TestContentOf:
    def test_a_release_is_the_whole_record(self, visits: Visits) -> None:
        release = Release.objects.about(visits.second).get()
        second = Inspection.objects.get(pk=visits.second.pk)
        assert release.content == json.loads(
            json.dumps(content_of(second), cls=DjangoJSONEncoder)
        )
        assert [r["text"] for r in release.content["recommendations"]] == [
            "Plans.",
            "Neglect.",
            "Life-story work.",
        ]
        assert release.content["recommendations"][1]["themes"] == [visits.neglect.pk]
        assert release.content["ended"] == "2022-02-04"

    def test_every_row_of_every_record_is_in_it(self) -> None:
        for kind, own_rows in OWN_ROWS.items():
            listed = {own.model for own in own_rows}
            own = {
                relation.related_model
                for relation in kind._meta.related_objects
                if isinstance(relation.related_model, type)
                and issubclass(relation.related_model, OwnRow | ActionUpdate)
                and relation.on_delete is CASCADE
            }
            of_others = {
                ProgressVerdict,
                RecommendationPosition,
                Restatement,
            } - listed
            assert own - of_others <= listed, kind
        assert set(OWN_ROWS) == set(PublishedRecord.__subclasses__())

    def test_an_earlier_release_stays_as_it_was(self, visits: Visits) -> None:
        copy = visits.revise()
        copy.all_recommendations.get(position=3).delete()
        copy.summary = "Corrected."
        copy.save()
        visits.approve(copy)
        first, second = Release.objects.about(visits.second)
        assert first.content["summary"] == ""
        assert len(first.content["recommendations"]) == 3
        assert second.content["summary"] == "Corrected."
        assert len(second.content["recommendations"]) == 2

    def test_responses_and_actions_are_frozen_with_their_rows(
        self, visits: Visits
    ) -> None:
        make.make_update(visits.action, delivery="under_way")
        content = content_of(visits.action)
        assert content["recommendations"] == [visits.two.pk, visits.three.pk]
        assert [u["delivery"] for u in content["updates"]] == ["under_way"]
        assert len(content_of(visits.action.response)["positions"]) == 1


class TestWhatIsWrittenOnce:
    def test_neither_a_release_nor_an_event_is_changed(self, visits: Visits) -> None:
        release = Release.objects.about(visits.second).get()
        event = PublicationEvent.objects.about(visits.second).first()
        assert event is not None
        for row in (release, event):
            with pytest.raises(TypeError, match="written once"):
                row.save()
            with pytest.raises(TypeError, match="never deleted"):
                row.delete()

    def test_nor_are_many_at_once(self, visits: Visits) -> None:
        for rows in (Release.objects.all(), PublicationEvent.objects.all()):
            with pytest.raises(TypeError, match="written once"):
                rows.update(at=MONTH_LATER)
            with pytest.raises(TypeError, match="never deleted"):
                rows.delete()
        assert Release.objects.count() == 1

    def test_an_account_that_published_something_stays(
        self, visits: Visits, django_user_model: type[User]
    ) -> None:
        with pytest.raises(ProtectedError):
            django_user_model.objects.get(username="amir").delete()
