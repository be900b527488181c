"""`load_demonstration`: the whole set, once, and only in a demonstration."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from inspections.models import (
    Authority,
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    PressArticle,
    ProgressVerdict,
    PublicationEvent,
    Recommendation,
    Remit,
    Theme,
    Wording,
)
from inspections.vocabulary import Area, Delivery, Grade, Reason, Verdict
from tests.factories import make_authority, make_inspection
from tracker.signing_in import DEMONSTRATION_GROUP

pytestmark = pytest.mark.django_db
REF = "blackburn-with-darwen-"


@pytest.fixture
def demonstration(settings: Settings) -> Iterator[None]:
    settings.DEMONSTRATION = True
    yield


def load() -> str:
    out = StringIO()
    call_command("load_demonstration", stdout=out)
    return out.getvalue()


class TestRefusal:
    def test_it_is_never_loaded_outside_a_demonstration(
        self, settings: Settings
    ) -> None:
        settings.DEMONSTRATION = False
        with pytest.raises(CommandError, match="DEMONSTRATION=1"):
            load()
        assert not User.objects.exists()
        assert not Authority.objects.exists()


@pytest.mark.usefixtures("demonstration")
class TestWholeSet:
    def test_it_loads_the_set_published(self) -> None:
        shown = load()
        assert "158 made" in shown
        assert "Latest outcomes: 152 made" in shown
        public = Inspection.objects.published()
        assert public.count() == Inspection.objects.count() == 162
        covered = public.values_list("authority_id", flat=True).distinct()
        assert covered.count() == 153
        for model in (CouncilResponse, CouncilAction, PressArticle):
            assert model.objects.count() == model.objects.published().count() > 0
        self.check_history()
        self.check_outcomes()
        self.check_sign_ins(shown)

    def check_history(self) -> None:
        visits = Inspection.objects.filter(ref__startswith=REF).order_by("ended")
        assert [visit.ref.removeprefix(REF) for visit in visits] == [
            "2012-01-slac",
            "2017-10-sif",
            "2018-11-focused-visit",
            "2019-06-area-send",
            "2020-02-focused-visit",
            "2022-02-ilacs",
            "2023-05-jtai",
            "2024-04-focused-visit",
            "2025-03-ilacs",
            "2025-12-area-send",
        ]
        for model in (Finding, Recommendation):
            own_words = model.objects.filter(inspection__in=visits)
            assert not own_words.exclude(wording=Wording.SUMMARY).exists()
        life_story = ProgressVerdict.objects.get(
            inspection__ref=REF + "2022-02-ilacs",
            recommendation__inspection__ref=REF + "2017-10-sif",
            recommendation__position=5,
        )
        assert (life_story.verdict, life_story.page) == (Verdict.UNCHANGED, 6)
        assert life_story.is_explicit
        audit = CouncilAction.objects.get(text__startswith="Audit cases of neglect")
        assert audit.delivery == Delivery.NOT_STARTED
        assert audit.all_updates.get().reason
        sif = Inspection.objects.get(ref=REF + "2017-10-sif")
        steps = PublicationEvent.objects.about(sif)
        assert [step.by.username for step in steps] == ["officer", "approver"]

    def check_outcomes(self) -> None:
        brent = Inspection.objects.get(authority__slug="brent")
        areas = {judgement.area for judgement in brent.all_judgements.all()}
        assert Area.OVERALL not in areas
        assert Area.CARE_LEAVERS in areas
        blackpool = Inspection.objects.get(authority__slug="blackpool")
        combined = blackpool.all_judgements.get(area=Area.IN_CARE_AND_CARE_LEAVERS)
        assert combined.grade == Grade.GOOD
        assert not Inspection.objects.filter(
            all_judgements__missing_reason=Reason.NOT_ENTERED
        ).exists()
        doubtful = Inspection.objects.get(authority__slug="brighton-and-hove")
        assert not doubtful.is_confirmed
        assert "estimate" in doubtful.source_note

    def check_sign_ins(self, shown: str) -> None:
        for name, role in [
            ("officer", "QA officer"),
            ("approver", "Approver"),
            ("administrator", "Administrator"),
            ("blackburn-officer", "QA officer"),
        ]:
            user = User.objects.get(username=name)
            assert user.is_staff
            assert {g.name for g in user.groups.all()} == {role, DEMONSTRATION_GROUP}
            line = next(line for line in shown.splitlines() if f" {name} " in line)
            assert any(user.check_password(word) for word in line.split())
            assert not user.is_superuser
        approver = User.objects.get(username="approver")
        assert approver.has_perm("inspections.approve_inspection")
        officer = User.objects.get(username="officer")
        assert not officer.has_perm("inspections.approve_inspection")
        assert Remit.objects.get(user=officer).everywhere
        local = User.objects.get(username="blackburn-officer")
        assert not local.remit.everywhere
        assert [str(one) for one in local.remit.authorities.all()] == [
            "Blackburn with Darwen"
        ]


@pytest.mark.usefixtures("demonstration")
class TestSecondRun:
    def test_it_adds_nothing_and_loses_nothing(self) -> None:
        load()
        edited = Inspection.objects.get(ref=REF + "2022-02-ilacs")
        edited.summary = "Edited by a person."
        edited.save()
        Theme.objects.filter(slug="neglect").update(definition="Edited.")
        Authority.objects.filter(slug="brent").update(name="Brent Council")
        PressArticle.objects.all()[0].delete()
        officer = User.objects.get(username="officer")
        officer.set_password("another one entirely")
        officer.save()
        officer.groups.clear()
        before = (Inspection.objects.count(), PressArticle.objects.count())
        shown = load()
        assert " 0 made" in shown
        assert "password has been changed" in shown
        assert (Inspection.objects.count(), PressArticle.objects.count()) == before
        edited.refresh_from_db()
        assert edited.summary == "Edited by a person."
        assert Theme.objects.get(slug="neglect").definition == "Edited."
        assert Authority.objects.filter(name="Brent Council").exists()
        assert officer.groups.get().name == DEMONSTRATION_GROUP


@pytest.mark.usefixtures("demonstration")
class TestBesideImportedReports:
    def test_a_visit_that_is_there_is_neither_doubled_nor_touched(self) -> None:
        council = make_authority(
            "Blackburn with Darwen", urn=80430, dfe_code="889", ons_code="E06000008"
        )
        imported = make_inspection(
            council, recommendations=("As the report prints it.",), source_note="Import"
        )
        load()
        assert Inspection.objects.get(ref=imported.ref) == imported
        assert imported.all_recommendations.get().text == "As the report prints it."
        assert not imported.all_responses.exists()
        jtai = Inspection.objects.get(ref=REF + "2023-05-jtai")
        assert [v.recommendation.position for v in jtai.all_verdicts.all()] == [1]
