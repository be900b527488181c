"""Inspections by hand: reference, judgements from the framework, and the lists."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from inspections.models import (
    Authority,
    Finding,
    FormerSlug,
    Inspection,
    Judgement,
    PublicationEvent,
    PublicationStatus,
    Recommendation,
    Release,
    ReportFile,
    ReportImport,
)
from inspections.vocabulary import Area, Grade, Kind, Reason
from tests.admin.conftest import SignIn
from tests.admin.pages import address, admin_form, list_address, text_of
from tests.factories import (
    make_action,
    make_article,
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_response,
    make_restatement,
    make_verdict,
)

ADD = "/admin/inspections/inspection/add/"
DRAFT = PublicationStatus.DRAFT


def basics(authority: Authority, **more: str) -> dict[str, object]:
    return {
        "authority": authority.pk,
        "kind": Kind.ILACS_STANDARD,
        "started": "24/01/2022",
        "ended": "04/02/2022",
        "date_precision": "day",
        "source_note": "The printed report.",
        "is_confirmed": "on",
        **more,
    }


class TestAdd:
    def test_it_gives_the_reference_and_a_line_for_each_judgement(
        self, sign_in: SignIn
    ) -> None:
        authority = make_authority()
        response = sign_in("QA officer").post(ADD, basics(authority))
        inspection = Inspection.objects.get()
        assert response["Location"] == address(inspection)
        assert inspection.ref == "ambleford-2022-02-ilacs"
        assert inspection.status == DRAFT
        assert inspection.provenance == Inspection.Provenance.BY_HAND
        rows = inspection.all_judgements.values_list("area", "missing_reason")
        assert list(rows) == [
            (area, Reason.NOT_ENTERED)
            for area in (
                Area.LEADERS,
                Area.HELP_AND_PROTECTION,
                Area.IN_CARE_AND_CARE_LEAVERS,
                Area.OVERALL,
            )
        ]

    def test_a_visit_without_grades_has_no_lines(self, sign_in: SignIn) -> None:
        sent = basics(make_authority(), kind=Kind.FOCUSED_VISIT)
        sign_in("QA officer").post(ADD, sent)
        assert not Judgement.objects.exists()

    def test_days_the_wrong_way_round_are_refused(self, sign_in: SignIn) -> None:
        sent = basics(make_authority(), ended="04/01/2022")
        page = text_of(sign_in("QA officer").post(ADD, sent))
        assert "The last day on site is before the first." in page
        assert not Inspection.objects.exists()


class TestChange:
    def change(self, sign_in: SignIn, inspection: Inspection, **more: str) -> None:
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(inspection)))
        response = client.post(address(inspection), sent | more)
        assert response.status_code == 302, text_of(response)

    def test_the_reference_follows_the_visit_while_nobody_saw_it(
        self, sign_in: SignIn
    ) -> None:
        inspection = make_inspection(status=DRAFT, kind=Kind.FOCUSED_VISIT)
        self.change(sign_in, inspection, ended="04/03/2022")
        inspection.refresh_from_db()
        assert inspection.ref == "ambleford-2022-03-focused-visit"

    def test_the_reference_stays_within_its_month(self, sign_in: SignIn) -> None:
        inspection = make_inspection(status=DRAFT, kind=Kind.FOCUSED_VISIT)
        self.change(sign_in, inspection, ended="05/02/2022")
        inspection.refresh_from_db()
        assert inspection.ref == "ambleford-2022-02-focused-visit"

    def test_a_correction_keeps_the_public_reference(self, sign_in: SignIn) -> None:
        inspection = make_inspection(kind=Kind.FOCUSED_VISIT)
        sign_in("QA officer").post(address(inspection, "correct"))
        copy = Inspection.objects.get(revises=inspection)
        self.change(sign_in, copy, ended="04/03/2022")
        copy.refresh_from_db()
        assert copy.ref == inspection.ref

    def test_another_framework_brings_its_judgements(self, sign_in: SignIn) -> None:
        client = sign_in("QA officer")
        client.post(ADD, basics(make_authority()))
        inspection = Inspection.objects.get()
        self.change(sign_in, inspection, started="24/01/2024", ended="04/02/2024")
        areas = set(inspection.all_judgements.values_list("area", flat=True))
        assert Area.IN_CARE in areas
        assert Area.IN_CARE_AND_CARE_LEAVERS not in areas

    def test_names_are_edited_one_a_line(self, sign_in: SignIn) -> None:
        inspection = make_inspection(
            status=DRAFT, kind=Kind.FOCUSED_VISIT, lead_inspectors=["Ada Brook"]
        )
        page = text_of(sign_in("QA officer").get(address(inspection)))
        assert "Ada Brook</textarea>" in page
        self.change(sign_in, inspection, lead_inspectors="Ada Brook\r\n\r\nBo Lee ")
        inspection.refresh_from_db()
        assert inspection.lead_inspectors == ["Ada Brook", "Bo Lee"]

    def test_a_verdict_notes_who_recorded_it(self, sign_in: SignIn) -> None:
        authority = make_authority()
        earlier = make_recommendation(
            make_inspection(authority, ended=date(2017, 10, 19), kind=Kind.SIF)
        )
        later = make_inspection(authority, status=DRAFT, kind=Kind.FOCUSED_VISIT)
        self.change(
            sign_in,
            later,
            **{
                "all_verdicts-TOTAL_FORMS": "1",
                "all_verdicts-0-inspection": str(later.pk),
                "all_verdicts-0-recommendation": str(earlier.pk),
                "all_verdicts-0-verdict": "improved",
                "all_verdicts-0-quote": "Plans are better.",
            },
        )
        verdict = earlier.all_verdicts.get()
        assert verdict.recorded_by is not None
        assert verdict.recorded_by.username == "petra"

    def test_a_hundred_findings_are_one_page(
        self, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        inspection = make_inspection(status=DRAFT, kind=Kind.FOCUSED_VISIT)
        for _ in range(100):
            make_finding(inspection)
        client = sign_in("QA officer")
        with django_assert_max_num_queries(45):
            client.get(address(inspection))


class TestLists:
    @pytest.mark.parametrize("count", [1, 6])
    @pytest.mark.parametrize(
        "model",
        [
            Inspection,
            Judgement,
            Recommendation,
            Finding,
            Authority,
            PublicationEvent,
            Release,
            ReportFile,
            ReportImport,
        ],
    )
    def test_its_queries_do_not_grow(
        self,
        sign_in: SignIn,
        django_assert_max_num_queries: DjangoAssertNumQueries,
        model: type,
        count: int,
    ) -> None:
        for number in range(count):
            inspection = make_inspection(
                make_authority(f"Council {number}"),
                grades={Area.OVERALL: Grade.GOOD},
                recommendations=("One.",),
            )
            make_finding(inspection)
        client = sign_in("Viewer")
        with django_assert_max_num_queries(19):
            client.get(list_address(model))

    def test_council_lists_do_not_grow_either(
        self, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(12):
            authority = make_authority(f"Council {number}")
            earlier = make_inspection(authority, ended=date(2017, 10, 19))
            response = make_response(earlier)
            recommendation = make_recommendation(earlier)
            make_action(response, recommendation)
            make_article(authority, earlier)
            make_verdict(recommendation, make_inspection(authority))
        client = sign_in("Viewer")
        for name in ("councilresponse", "councilaction", "pressarticle"):
            with django_assert_max_num_queries(19):
                client.get(f"/admin/inspections/{name}/")
        with django_assert_max_num_queries(19):
            client.get("/admin/inspections/progressverdict/")

    @pytest.mark.parametrize(
        "name",
        ["inspection", "judgement", "recommendation", "finding", "progressverdict"]
        + ["restatement", "pressarticle"],
    )
    def test_a_list_is_narrowed_to_one_authority(
        self, sign_in: SignIn, name: str
    ) -> None:
        for council in ("Ambleford", "Elsewhere"):
            authority = make_authority(council)
            inspection = make_inspection(
                authority,
                grades={Area.OVERALL: Grade.GOOD},
                recommendations=("One.",),
            )
            make_finding(inspection)
            earlier = make_recommendation(
                make_inspection(authority, ended=date(2017, 10, 19))
            )
            make_verdict(earlier, inspection)
            make_restatement(earlier, inspection.all_recommendations.get())
            make_article(authority, inspection, url=f"https://example.org/{council}")
        client = sign_in("Viewer")
        every = client.get(f"/admin/inspections/{name}/").context["cl"].result_count
        response = client.get(f"/admin/inspections/{name}/?authority=elsewhere")
        assert response.context["cl"].result_count == every / 2
        assert 'value="elsewhere" selected' in text_of(response)

    def test_a_filter_keeps_the_others_and_the_search(self, sign_in: SignIn) -> None:
        make_inspection()
        page = text_of(
            sign_in("Viewer").get(
                f"{list_address(Inspection)}?q=Amble&status__exact=draft"
            )
        )
        assert '<input type="hidden" name="q" value="Amble">' in page
        assert '<input type="hidden" name="status__exact" value="draft">' in page

    def test_a_working_copy_is_named_one(self, sign_in: SignIn) -> None:
        inspection = make_inspection()
        client = sign_in("QA officer")
        client.post(address(inspection, "correct"))
        page = text_of(client.get(list_address(Inspection) + "?correction=yes"))
        assert "Ambleford, February 2022 (correction)" in page
        assert "1 inspection" in page

    def test_every_list_can_be_searched(self, sign_in: SignIn) -> None:
        client = sign_in("Administrator")
        for name in ("inspection", "finding", "reportimport", "release", "theme"):
            response = client.get(f"/admin/inspections/{name}/?q=neglect")
            assert response.status_code == 200


class TestAuthority:
    def test_a_renamed_address_lives_on(self, sign_in: SignIn) -> None:
        authority = make_authority()
        client = sign_in("Administrator")
        sent = admin_form(client.get(address(authority)))
        client.post(address(authority), sent | {"slug": "ambleford-on-sea"})
        assert FormerSlug.objects.get().slug == "ambleford"

    def test_an_officer_may_only_look(self, sign_in: SignIn) -> None:
        response = sign_in("QA officer").post(address(make_authority()), {"name": "X"})
        assert response.status_code == 403
