"""What is public: said once for the database and once for Python, and the same."""

from itertools import product

import pytest
from django.apps import apps
from django.db import models

from inspections.models import (
    ActionUpdate,
    CorrectionRequest,
    CouncilAction,
    CouncilResponse,
    EvidenceLink,
    Finding,
    Inspection,
    Judgement,
    Look,
    PressArticle,
    ProgressVerdict,
    PublicationStatus,
    PublicModel,
    Recommendation,
    RecommendationPosition,
    Restatement,
)
from inspections.vocabulary import Area, Grade
from tests import factories as make

pytestmark = pytest.mark.django_db


def one_of_each() -> dict[type[PublicModel], PublicModel]:
    """Return a public row of every model that can be hidden."""
    authority = make.make_authority()
    earlier = make.make_inspection(authority, recommendations=("Improve plans.",))
    later = make.make_inspection(authority, recommendations=("Improve plans.",))
    asked, again = earlier.all_recommendations.get(), later.all_recommendations.get()
    response = make.make_response(earlier)
    action = make.make_action(response, asked)
    rows: list[PublicModel] = [
        later,
        again,
        make.make_finding(later),
        Judgement.objects.create(inspection=later, area=Area.OVERALL, grade=Grade.GOOD),
        make.make_verdict(asked, later),
        make.make_restatement(asked, again),
        response,
        make.make_position(response, asked),
        action,
        make.make_update(action),
        make.make_evidence(action),
        make.make_look(earlier),
        make.make_article(authority, later),
    ]
    return {type(row): row for row in rows}


WITH_DRAFTS = [
    ActionUpdate,
    CouncilAction,
    CouncilResponse,
    EvidenceLink,
    Finding,
    Inspection,
    Judgement,
    Look,
    PressArticle,
    ProgressVerdict,
    Recommendation,
    RecommendationPosition,
    Restatement,
]
PATHS = [(model, path) for model in WITH_DRAFTS for path in model.public_when]
BARS = [(model, path) for model in WITH_DRAFTS for path in model.public_unless]


def put(row: models.Model, path: str, value: object) -> None:
    """Write a value at the end of a path of relations."""
    *steps, last = path.split("__")
    for step in steps:
        row = getattr(row, step)
    setattr(row, last, value)
    row.save()


def in_both(model: type[PublicModel], row: PublicModel) -> bool:
    """Say whether a row is public; the database and Python must agree."""
    fresh = model.objects.get(pk=row.pk)
    by_query = model.objects.published().filter(pk=row.pk).exists()
    assert fresh.is_public() == by_query
    return by_query


class TestPublished:
    def test_every_model_with_drafts_is_tried(self) -> None:
        found = {
            model
            for model in apps.get_app_config("inspections").get_models()
            if issubclass(model, PublicModel)
        }
        # A request for a correction has no draft: it is public once it is answered.
        assert found - {CorrectionRequest} == set(WITH_DRAFTS) == set(one_of_each())

    def test_a_request_is_public_once_it_is_answered(self) -> None:
        assert not in_both(CorrectionRequest, make.make_request())
        closed = make.make_request(
            state=CorrectionRequest.State.CORRECTED,
            waiting_since=None,
            answer="The day was put right.",
            answered_at=make.NOON,
            answered_by=make.make_user(),
        )
        assert in_both(CorrectionRequest, closed)

    @pytest.mark.parametrize("model", WITH_DRAFTS)
    def test_what_is_published_throughout_is_public(
        self, model: type[PublicModel]
    ) -> None:
        assert in_both(model, one_of_each()[model])

    @pytest.mark.parametrize("model", WITH_DRAFTS)
    def test_every_one_names_a_status(self, model: type[PublicModel]) -> None:
        assert model.public_when

    @pytest.mark.parametrize(
        ("model", "path", "status"),
        [
            (model, path, status)
            for (model, path), status in product(PATHS, PublicationStatus)
            if status != PublicationStatus.PUBLISHED
        ],
    )
    def test_one_status_that_is_not_published_hides_it(
        self, model: type[PublicModel], path: str, status: PublicationStatus
    ) -> None:
        row = one_of_each()[model]
        put(row, path, status)
        assert not in_both(model, row)

    @pytest.mark.parametrize(("model", "path"), BARS)
    def test_what_was_taken_away_hides_it(
        self, model: type[PublicModel], path: str
    ) -> None:
        row = one_of_each()[model]
        put(row, path, make.NOON)
        assert not in_both(model, row)

    def test_a_new_record_is_a_draft(self) -> None:
        for model in (Inspection, CouncilResponse, CouncilAction, PressArticle):
            assert model().status == PublicationStatus.DRAFT
