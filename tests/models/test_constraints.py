"""What must be true of a row: each named constraint, broken once.

`BREAKS` holds a maker for each constraint: it gives a row that differs from a sound one
in that one thing. The database must refuse it, whoever writes; a form must refuse it
with a sentence that says what to do, never with a constraint's name.
"""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from inspections.models import (
    AnsweredHit,
    BulkChange,
    CouncilAction,
    Digest,
    Finding,
    Inspection,
    Judgement,
    Look,
    ProgressVerdict,
    PublicationEvent,
    PublicationStatus,
    Recommendation,
    RecommendationPosition,
    Release,
    ReportFile,
    ReportImport,
    ResponseFile,
    Restatement,
    SearchEntry,
    StatisticalNeighbour,
)
from inspections.vocabulary import Area, Delivery, Grade, Kind, Outcome, Reason
from tests import factories as make

pytestmark = pytest.mark.django_db

Maker = Callable[[], models.Model]
EARLIER, LATER = date(2017, 10, 12), date(2022, 2, 4)


def changed(row: models.Model, **values: object) -> models.Model:
    """Return a row with values that are not saved yet."""
    for name, value in values.items():
        setattr(row, name, value)
    return row


def response() -> models.Model:
    return make.make_response(make.make_inspection())


def action() -> models.Model:
    return make.make_action(make.make_response(make.make_inspection()))


def article() -> models.Model:
    return make.make_article(make.make_authority())


def signed_twice(record: models.Model) -> models.Model:
    petra = make.make_user()
    return changed(record, submitted_by=petra, approved_by=petra)


def unknown_status(record: models.Model) -> models.Model:
    return changed(record, status="public")


def dfe_code_of_another() -> models.Model:
    make.make_authority(dfe_code="991", valid_to=date(2019, 3, 31))
    make.make_authority("Brackwater", dfe_code="991")
    return changed(make.make_authority("Castlemoor"), dfe_code="991")


def neighbours(**second: object) -> models.Model:
    ambleford, other = make.make_authority(), make.make_authority("Brackwater")
    StatisticalNeighbour.objects.create(
        authority=ambleford, neighbour=other, position=1
    )
    values = {"neighbour": make.make_authority("Castlemoor"), "position": 2}
    return StatisticalNeighbour(authority=ambleford, **values | second)


def neighbour_named_twice() -> models.Model:
    row = neighbours()
    assert isinstance(row, StatisticalNeighbour)
    first = StatisticalNeighbour.objects.get()
    return changed(row, neighbour=first.neighbour)


def own_neighbour() -> models.Model:
    row = neighbours()
    assert isinstance(row, StatisticalNeighbour)
    return changed(row, neighbour=row.authority)


def article_kept_twice() -> models.Model:
    ambleford = make.make_authority()
    first = make.make_article(ambleford)
    return changed(make.make_article(ambleford), url=first.url)


def ref_given_twice() -> models.Model:
    first = make.make_inspection()
    return changed(make.make_inspection(first.authority), ref=first.ref)


def file_id_given_twice() -> models.Model:
    first = make.make_inspection(ofsted_file_id="50001111")
    return changed(make.make_inspection(first.authority), ofsted_file_id="50001111")


def public_working_copy() -> models.Model:
    first = make.make_inspection()
    return changed(make.make_inspection(first.authority), revises=first)


def public_copy_of(record: models.Model, twin: models.Model) -> models.Model:
    return changed(twin, revises=record)


def public_copy_of_response() -> models.Model:
    inspection = make.make_inspection()
    return public_copy_of(
        make.make_response(inspection), make.make_response(inspection)
    )


def public_copy_of_action() -> models.Model:
    response = make.make_response(make.make_inspection())
    return public_copy_of(make.make_action(response), make.make_action(response))


def public_copy_of_article() -> models.Model:
    authority = make.make_authority()
    return public_copy_of(make.make_article(authority), make.make_article(authority))


def answered_hit(**values: object) -> models.Model:
    record = make.make_inspection()
    fields = {
        "record_type": ContentType.objects.get_for_model(record),
        "record_id": record.pk,
        "mark": "0" * 64,
        "place": "Summary",
        "kind": "a name with an age",
        "words": "Rumi (9)",
        "answer": "A dog.",
        "by": make.make_user(),
        "at": make.NOON,
    }
    return AnsweredHit(**fields | values)


def hit_answered_twice() -> models.Model:
    first = answered_hit()
    first.save()
    return changed(answered_hit_like(first), answer="A cat.")


def answered_hit_like(first: models.Model) -> models.Model:
    values = {field.name: getattr(first, field.name) for field in first._meta.fields}
    return AnsweredHit(**values | {"id": None})


def area_judged_twice() -> models.Model:
    inspection = make.make_inspection(grades={Area.OVERALL: Grade.GOOD})
    return Judgement(inspection=inspection, area=Area.OVERALL, grade=Grade.INADEQUATE)


def judgement(**values: str) -> models.Model:
    return Judgement(inspection=make.make_inspection(), area=Area.OVERALL, **values)


def finding_position_twice() -> models.Model:
    first = make.make_finding(make.make_inspection())
    return Finding(inspection=first.inspection, position=first.position, text="More.")


def recommendation_position_twice() -> models.Model:
    first = make.make_recommendation(make.make_inspection())
    return Recommendation(
        inspection=first.inspection, position=first.position, text="More."
    )


def two_visits() -> tuple[Recommendation, Inspection]:
    ambleford = make.make_authority()
    earlier = make.make_inspection(ambleford, ended=EARLIER, kind=Kind.SIF)
    later = make.make_inspection(ambleford, ended=LATER)
    return make.make_recommendation(earlier), later


def verdict_given_twice() -> models.Model:
    first = make.make_verdict(*two_visits())
    return ProgressVerdict(
        recommendation=first.recommendation,
        inspection=first.inspection,
        verdict=first.verdict,
        quote="Plans are still better.",
    )


def verdict_without_passage() -> models.Model:
    return changed(make.make_verdict(*two_visits()), quote="")


def restated_twice() -> models.Model:
    earlier, visit = two_visits()
    first = make.make_restatement(earlier, make.make_recommendation(visit))
    return Restatement(inspection=visit, earlier=earlier, later=first.later)


def restates_itself() -> models.Model:
    earlier, visit = two_visits()
    first = make.make_restatement(earlier, make.make_recommendation(visit))
    return changed(first, earlier=first.later)


def position_taken_twice() -> models.Model:
    recommendation = make.make_recommendation(make.make_inspection())
    first = make.make_position(
        make.make_response(recommendation.inspection), recommendation
    )
    return RecommendationPosition(
        response=first.response, recommendation=recommendation, position=first.position
    )


def response_number_twice() -> models.Model:
    inspection = make.make_inspection()
    make.make_response(inspection)
    return changed(make.make_response(inspection), number=1)


def action_number_twice() -> models.Model:
    response = make.make_response(make.make_inspection())
    make.make_action(response)
    return changed(make.make_action(response), number=1)


def plain_action() -> CouncilAction:
    return make.make_action(make.make_response(make.make_inspection()))


def evidence_linked_twice() -> models.Model:
    row = plain_action()
    first = make.make_evidence(row)
    return changed(make.make_evidence(row), url=first.url)


def digest_sent_twice() -> models.Model:
    values = {"user": make.make_user("petra"), "period": "2026-11-22", "new": 1}
    Digest.objects.create(**values, sent_at=make.NOON)
    return Digest(**values, sent_at=make.NOON)


def look_logged_twice() -> models.Model:
    look = make.make_look(make.make_inspection())
    return Look(inspection=look.inspection, looked_on=look.looked_on, by=look.by)


def update(**values: object) -> models.Model:
    return changed(
        make.make_update(make.make_action(make.make_response(make.make_inspection()))),
        **values,
    )


def event(**values: object) -> models.Model:
    inspection = make.make_inspection()
    return PublicationEvent(
        record_type=ContentType.objects.get_for_model(inspection),
        record_id=inspection.pk,
        by=make.make_user(),
        at=make.NOON,
        **values,
    )


def release(**values: object) -> models.Model:
    inspection = make.make_inspection()
    fields = {
        "record_type": ContentType.objects.get_for_model(inspection),
        "record_id": inspection.pk,
        "content": {"summary": "What it was."},
        "by": make.make_user(),
        "at": make.NOON,
    }
    Release.objects.create(number=1, **fields)
    return Release(**fields | {"reason": "A wrong page."} | values)


def report(**values: object) -> ReportFile:
    fields = {
        "sha256": "a" * 64,
        "file": "reports/aa/a.pdf",
        "original_name": "report.pdf",
        "size": 5000,
        "pages": 12,
        "uploaded_by": make.make_user(),
    }
    return ReportFile(**fields | values)


def report_import(**values: object) -> models.Model:
    file = report()
    file.save()
    fields = {
        "report_file": file,
        "parser": "ilacs 1",
        "kind": "ilacs",
        "confidence": 0.9,
        "parsed": {"title": "A report"},
        "warnings": ["A page is missing."],
        "created_by": file.uploaded_by,
    }
    ReportImport.objects.create(**fields)
    discarded = {"state": ReportImport.State.DISCARDED}
    return ReportImport(**fields | discarded | values)


def second_entry() -> models.Model:
    """An authority has an entry as soon as it is kept."""
    [entry] = SearchEntry.objects.filter(authority=make.make_authority())
    return SearchEntry(
        kind=entry.kind, record_id=entry.record_id, authority=entry.authority
    )


def alert_asked_for_twice() -> models.Model:
    make.make_alert()
    return changed(make.make_alert("other@example.org"), email="reader@example.org")


BREAKS: dict[str, Maker] = {
    "alert_is_asked_for_once": alert_asked_for_twice,
    "alert_is_of_some_kind_of_news": lambda: changed(
        make.make_alert(),
        report_published=False,
        response_found=False,
        status_changed=False,
        correction=False,
    ),
    "alert_that_is_confirmed_has_a_beginning": lambda: changed(
        make.make_alert(), told_until=None
    ),
    "search_entry_is_kept_once": second_entry,
    "authority_ends_after_it_began": lambda: changed(
        make.make_authority(), valid_from=LATER, valid_to=EARLIER
    ),
    "authority_dfe_code_is_held_by_one_at_a_time": dfe_code_of_another,
    "neighbour_position_is_given_once": lambda: neighbours(position=1),
    "neighbour_is_named_once": neighbour_named_twice,
    "neighbour_is_another_authority": own_neighbour,
    "pressarticle_approver_is_not_submitter": lambda: signed_twice(article()),
    "pressarticle_status_is_known": lambda: unknown_status(article()),
    "press_article_is_kept_once": article_kept_twice,
    "inspection_approver_is_not_submitter": lambda: signed_twice(
        make.make_inspection()
    ),
    "inspection_status_is_known": lambda: unknown_status(make.make_inspection()),
    "inspection_ref_is_given_once": ref_given_twice,
    "inspection_file_id_is_given_once": file_id_given_twice,
    "inspection_ends_after_it_began": lambda: changed(
        make.make_inspection(), started=date(2022, 2, 5)
    ),
    "inspection_second_window_follows_the_first": lambda: changed(
        make.make_inspection(),
        second_started=date(2022, 2, 4),
        second_ended=date(2022, 2, 9),
    ),
    "inspection_published_after_it_ended": lambda: changed(
        make.make_inspection(), published_on=date(2022, 2, 3)
    ),
    "inspection_outcome_is_for_area_send": lambda: changed(
        make.make_inspection(), outcome=Outcome.INCONSISTENT
    ),
    "inspection_working_copy_is_never_public": public_working_copy,
    "councilresponse_working_copy_is_never_public": public_copy_of_response,
    "councilaction_working_copy_is_never_public": public_copy_of_action,
    "pressarticle_working_copy_is_never_public": public_copy_of_article,
    "hit_is_answered_once": hit_answered_twice,
    "hit_has_an_answer": lambda: answered_hit(answer=""),
    "inspection_kind_is_known": lambda: changed(make.make_inspection(), kind="audit"),
    "judgement_area_is_judged_once": area_judged_twice,
    "judgement_has_a_grade_or_a_reason": judgement,
    "finding_position_is_given_once": finding_position_twice,
    "finding_has_a_text": lambda: changed(
        make.make_finding(make.make_inspection()), text=""
    ),
    "recommendation_position_is_given_once": recommendation_position_twice,
    "recommendation_position_starts_at_one": lambda: changed(
        make.make_recommendation(make.make_inspection()), position=0
    ),
    "recommendation_has_a_text": lambda: changed(
        make.make_recommendation(make.make_inspection()), text=""
    ),
    "verdict_is_given_once_a_visit": verdict_given_twice,
    "verdict_rests_on_a_passage": verdict_without_passage,
    "restatement_is_recorded_once": restated_twice,
    "restatement_is_of_another_recommendation": restates_itself,
    "councilresponse_approver_is_not_submitter": lambda: signed_twice(response()),
    "councilresponse_status_is_known": lambda: unknown_status(response()),
    "response_not_found_says_when_we_looked": lambda: changed(
        response(), kind="none_found"
    ),
    "position_is_taken_once_a_response": position_taken_twice,
    "councilaction_approver_is_not_submitter": lambda: signed_twice(action()),
    "councilaction_status_is_known": lambda: unknown_status(action()),
    "response_number_is_given_once": response_number_twice,
    "action_number_is_given_once": action_number_twice,
    "evidence_is_linked_once_an_action": evidence_linked_twice,
    "evidence_says_what_it_is": lambda: changed(
        make.make_evidence(plain_action()), label=""
    ),
    "look_is_logged_once_a_day": look_logged_twice,
    "digest_is_sent_once_a_period": digest_sent_twice,
    "bulk_change_is_undone_after_it_was_made": lambda: BulkChange(
        user=make.make_user("petra"),
        name="submit",
        row_type=ContentType.objects.get_for_model(Inspection),
        rows=[{"key": 1}],
        at=make.NOON,
        undone_at=make.NOON - timedelta(hours=1),
    ),
    "response_file_is_not_empty": lambda: ResponseFile(
        sha256="0" * 64, file="responses/00/0.pdf", original_name="a", size=1, pages=0
    ),
    "action_has_a_text": lambda: changed(action(), text=""),
    "action_target_has_a_first_target": lambda: changed(action(), current_target=LATER),
    "update_that_moves_a_date_or_drops_an_action_has_a_reason": lambda: update(
        target=LATER
    ),
    "event_withdrawal_has_a_reason": lambda: event(action="withdrawn"),
    "release_number_is_given_once": lambda: release(number=1),
    "release_number_starts_at_one": lambda: release(number=0),
    "release_correction_has_a_reason": lambda: release(number=2, reason=""),
    "correction_request_has_a_known_state": lambda: changed(
        make.make_request(), state="forgotten"
    ),
    "correction_request_is_closed_with_an_answer": lambda: changed(
        make.make_request(), answered_at=make.NOON
    ),
    "correction_request_says_what_about_what": lambda: changed(
        make.make_request(), should_say=""
    ),
    "report_file_is_not_empty": lambda: report(pages=0),
    "report_import_confidence_is_a_share": lambda: report_import(confidence=1.1),
    "report_import_confirmed_has_a_time": lambda: report_import(
        state=ReportImport.State.CONFIRMED
    ),
    "report_import_kept_work_has_a_person_and_a_time": lambda: report_import(
        kept={"fact-focus": ["Early help"]}, kept_at=make.NOON
    ),
    "report_import_waits_once": lambda: report_import(state=ReportImport.State.READ),
}

# More ways to break what a constraint says, each with the constraint's name.
OTHER_WAYS: list[tuple[str, Maker]] = [
    (
        "inspection_second_window_follows_the_first",
        lambda: changed(make.make_inspection(), second_ended=date(2022, 3, 1)),
    ),
    (
        "inspection_second_window_follows_the_first",
        lambda: changed(make.make_inspection(), second_started=date(2022, 3, 1)),
    ),
    (
        "inspection_second_window_follows_the_first",
        lambda: changed(
            make.make_inspection(),
            second_started=date(2022, 3, 5),
            second_ended=date(2022, 3, 1),
        ),
    ),
    (
        "judgement_has_a_grade_or_a_reason",
        lambda: judgement(grade=Grade.GOOD, missing_reason=Reason.NOT_ENTERED),
    ),
    (
        "response_not_found_says_when_we_looked",
        lambda: changed(
            response(),
            kind="none_found",
            last_looked_on=LATER,
            published_on=EARLIER,
        ),
    ),
    (
        "update_that_moves_a_date_or_drops_an_action_has_a_reason",
        lambda: update(delivery=Delivery.NO_LONGER_APPLICABLE),
    ),
    ("report_file_is_not_empty", lambda: report(size=0)),
    (
        "report_import_confidence_is_a_share",
        lambda: report_import(confidence=-0.1),
    ),
    (
        "inspection_working_copy_is_never_public",
        lambda: changed(public_working_copy(), status=PublicationStatus.WITHDRAWN),
    ),
]

WAYS = [*BREAKS.items(), *OTHER_WAYS]
WAY_IDS = [name for name, _ in WAYS]


def named_constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_app_config("inspections").get_models()
        for constraint in model._meta.constraints
    }


class TestEveryConstraint:
    def test_it_is_broken_by_a_test(self) -> None:
        assert set(BREAKS) == set(named_constraints())

    @pytest.mark.parametrize(("name", "maker"), WAYS, ids=WAY_IDS)
    def test_the_database_refuses_a_row_that_breaks_it(
        self, name: str, maker: Maker
    ) -> None:
        row = maker()
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            row.save()
        assert name_in_error(name, str(refused.value))

    @pytest.mark.parametrize(("name", "maker"), WAYS, ids=WAY_IDS)
    def test_validation_says_what_is_wrong(self, name: str, maker: Maker) -> None:
        row = maker()
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        messages = refused.value.messages
        constraint = named_constraints()[name]
        if (
            constraint.violation_error_message
            != constraint.default_violation_error_message
        ):
            assert constraint.violation_error_message in messages
        assert not [message for message in messages if name in message]
        assert all(message.endswith(".") for message in messages)


def name_in_error(name: str, error: str) -> bool:
    """Tell whether an error is of one constraint; SQLite names columns where unique."""
    if name in error:
        return True
    constraint = named_constraints()[name]
    assert connection.vendor == "sqlite" and isinstance(
        constraint, models.UniqueConstraint
    )
    return all(f".{field}" in error for field in constraint.fields)
