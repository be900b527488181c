"""The review: what was read beside its page, mended, and made into a draft."""

from datetime import date
from typing import Any

from inspections.admin.mending import mend
from inspections.importing.stored import from_stored
from inspections.models import (
    Authority,
    Inspection,
    PublicationStatus,
    ReportImport,
)
from inspections.vocabulary import Area, Grade, Kind, Reason
from tests.admin.conftest import SignIn
from tests.admin.pages import address, messages_of, review_form, text_of
from tests.factories import (
    make_inspection,
    make_recommendation,
    make_theme,
    make_verdict,
)

State = ReportImport.State
Status = PublicationStatus


def send(sign_in: SignIn, report_import: ReportImport, **more: Any) -> Any:
    """Confirm a reading as shown, but for what is given."""
    client = sign_in("QA officer")
    sent = review_form(client.get(address(report_import)))
    return client.post(address(report_import), sent | more)


class TestPage:
    def test_each_field_has_its_passage_and_how_sure_it_is(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        response = sign_in("QA officer").get(address(report_import))
        page = text_of(response)
        assert 'href="#mark-authority"' in page
        assert 'id="mark-authority"' in page
        assert "11 to 22 September 2023" in page
        facts = {fact.name: fact for fact in response.context["printed"]}
        assert facts["started"].words == "Sure"

    def test_each_finding_says_its_themes_in_words(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        make_theme("Early help", phrases=["help early"])
        page = text_of(sign_in("QA officer").get(address(report_import)))
        assert "Themes: Early help" in page
        assert page.count('<option value="Early help"') == 1

    def test_every_passage_is_found_on_its_page(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        response = sign_in("QA officer").get(address(report_import))
        marked = {
            mark.name for page in response.context["pages"] for mark in page.marks
        }
        assert {"mark-started", "mark-lead_inspectors", "mark-item-1"} <= marked
        assert len(response.context["pages"]) == 3

    def test_a_warning_leads_to_its_field(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        report_import.parsed["authority_slug"] = None
        report_import.parsed["warnings"] = [
            {
                "code": "authority_unknown",
                "sentence": "No authority is known by that name.",
                "page": 1,
                "field": "authority",
            }
        ]
        report_import.save()
        page = text_of(sign_in("QA officer").get(address(report_import)))
        assert '<a href="#fact-authority">No authority is known by that name.' in page
        assert "1 thing to look at" in page
        assert "Check this" in page

    def test_what_must_be_entered_is_never_folded_away(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        report_import.parsed["windows"] = []
        report_import.save()
        response = sign_in("QA officer").get(address(report_import))
        facts = {fact.name: fact.words for fact in response.context["printed"]}
        assert facts["started"] == facts["ended"] == "Missing"

    def test_those_who_may_not_check_may_read(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("Approver")
        page = text_of(client.get(address(report_import)))
        assert "Confirm and make a draft" not in page
        client.post(address(report_import), {})
        report_import.refresh_from_db()
        assert report_import.state == State.READ

    def test_it_does_not_ask_the_pdf_twice(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        first = client.get(address(report_import)).context["pages"]
        report_import.report_file.file.delete()
        report_import.report_file.file.name = "gone.pdf"
        report_import.report_file.save()
        assert client.get(address(report_import)).context["pages"] == first


class TestConfirm:
    def test_it_makes_a_draft_checked_by_a_person(
        self, sign_in: SignIn, report_import: ReportImport, barnsley: Authority
    ) -> None:
        response = send(sign_in, report_import)
        inspection = Inspection.objects.get()
        assert response["Location"] == address(inspection)
        assert inspection.status == Status.DRAFT
        assert inspection.provenance == Inspection.Provenance.CHECKED
        assert inspection.authority == barnsley
        assert inspection.ref == "barnsley-2023-09-ilacs"
        assert inspection.report_file == report_import.report_file
        assert inspection.all_recommendations.count() == 3
        report_import.refresh_from_db()
        assert report_import.state == State.CONFIRMED
        assert report_import.inspection == inspection

    def test_what_was_mended_is_what_is_kept(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        send(
            sign_in,
            report_import,
            **{
                "fact-kind": Kind.ILACS_SHORT,
                "fact-ended": "2023-09-21",
                "fact-published_on": "2023-10-27",
                "fact-lead_inspectors": "Ada Brook\nBo Lee",
                "item-0-text": "See children who live far away.",
                "item-1-DELETE": "on",
                "item-3-text": "One that was missed.",
                "item-3-page": "2",
                "finding-0-text": "Help comes early.",
            },
        )
        inspection = Inspection.objects.get()
        assert inspection.kind == Kind.ILACS_SHORT
        assert inspection.ended == date(2023, 9, 21)
        assert inspection.published_on == date(2023, 10, 27)
        assert inspection.lead_inspectors == ["Ada Brook", "Bo Lee"]
        texts = list(inspection.all_recommendations.values_list("text", flat=True))
        assert texts[0] == "See children who live far away."
        assert texts[-1] == "One that was missed."
        assert len(texts) == 3
        assert inspection.all_findings.filter(text="Help comes early.").exists()

    def test_a_grade_that_could_not_be_read_may_have_a_reason(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        send(
            sign_in,
            report_import,
            **{"judgement-0-grade": "", "judgement-0-missing_reason": "not_inspected"},
        )
        area = report_import.parsed["judgements"][0]["area"]
        judgement = Inspection.objects.get().all_judgements.get(area=area)
        assert judgement.grade == ""
        assert judgement.missing_reason == Reason.NOT_INSPECTED

    def test_themes_are_those_ticked(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        make_theme("Visits", phrases=["visits"])
        make_theme("Plans", phrases=["plans"])
        send(sign_in, report_import, **{"item-0-themes": ["plans"]})
        rows = Inspection.objects.get().all_recommendations.all()
        assert [[t.slug for t in row.themes.all()] for row in rows[:2]] == [
            ["plans"],
            ["plans"],
        ]

    def test_themes_of_findings_are_those_left_ticked_and_added(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        make_theme("Early help", phrases=["help early"])
        make_theme("Plans", phrases=["plans"])
        response = send(
            sign_in,
            report_import,
            **{"finding-2-themes": [], "finding-2-more_themes": "plans; Early HELP"},
        )
        assert response.status_code == 302
        rows = Inspection.objects.get().all_findings.all()
        assert [t.slug for t in rows[1].themes.all()] == ["early-help"]
        assert {t.slug for t in rows[2].themes.all()} == {"early-help", "plans"}

    def test_a_suggested_theme_that_is_not_wanted_goes(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        make_theme("Early help", phrases=["help early"])
        send(sign_in, report_import, **{"finding-1-themes": []})
        assert not Inspection.objects.get().all_findings.all()[1].themes.exists()

    def test_a_theme_that_nobody_knows_is_refused(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        response = send(sign_in, report_import, **{"finding-0-more_themes": "Cats"})
        assert "There is no theme “Cats”: choose one from the list." in text_of(
            response
        )

    def test_mistakes_are_listed_and_nothing_is_written(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        response = send(
            sign_in,
            report_import,
            **{
                "fact-authority": "",
                "fact-ended": "2023-09-01",
                "item-0-text": "",
                "judgement-0-grade": "",
            },
        )
        page = text_of(response)
        assert "Nothing was saved yet." in page
        for target in ("id_fact-authority", "id_fact-ended", "id_item-0-text"):
            assert f'href="#{target}"' in page
            assert f'id="{target}"' in page
        assert not Inspection.objects.exists()

    def test_the_second_of_two_people_makes_nothing(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = review_form(client.get(address(report_import)))
        client.post(address(report_import), sent)
        client.post(address(report_import), sent)
        assert Inspection.objects.count() == 1


class TestSecondRecord:
    def standing(self, barnsley: Authority, **fields: Any) -> Inspection:
        return make_inspection(
            barnsley,
            started=date(2023, 9, 11),
            ended=date(2023, 9, 22),
            grades={Area.OVERALL: Grade.INADEQUATE},
            **fields,
        )

    def test_it_asks_first_and_says_what_differs(
        self, sign_in: SignIn, report_import: ReportImport, barnsley: Authority
    ) -> None:
        standing = self.standing(barnsley)
        response = send(sign_in, report_import)
        page = text_of(response)
        assert "This visit is recorded already" in page
        differences = {
            d.label: (d.stands, d.says)
            for d in response.context["standing"].differences
        }
        assert differences["Overall effectiveness"] == ("Inadequate", "Good")
        assert differences["Lead inspectors"] == ("", "Ada Brook")
        assert Inspection.objects.get() == standing

    def test_a_published_record_takes_it_in_through_a_correction(
        self, sign_in: SignIn, report_import: ReportImport, barnsley: Authority
    ) -> None:
        standing = self.standing(barnsley)
        send(sign_in, report_import, into="yes")
        copy = Inspection.objects.get(revises=standing)
        overall = copy.all_judgements.get(area=Area.OVERALL)
        assert overall.grade == Grade.GOOD
        assert standing.all_judgements.get().grade == Grade.INADEQUATE
        report_import.refresh_from_db()
        assert report_import.inspection == standing

    def test_a_draft_takes_it_in_as_it_is(
        self, sign_in: SignIn, report_import: ReportImport, barnsley: Authority
    ) -> None:
        standing = self.standing(barnsley, status=Status.DRAFT)
        send(sign_in, report_import, into="yes")
        assert Inspection.objects.get() == standing
        assert standing.all_recommendations.count() == 3

    def test_what_people_recorded_is_never_overwritten(
        self, sign_in: SignIn, report_import: ReportImport, barnsley: Authority
    ) -> None:
        earlier = make_inspection(barnsley, ended=date(2018, 9, 22))
        standing = self.standing(barnsley)
        make_verdict(make_recommendation(earlier), standing)
        response = send(sign_in, report_import, into="yes")
        assert "correct the record by hand" in text_of(response)
        assert not Inspection.objects.filter(revises=standing).exists()


class TestDiscard:
    def test_it_asks_why(self, sign_in: SignIn, report_import: ReportImport) -> None:
        response = sign_in("QA officer").post(
            address(report_import, "discard"), {"why": " "}, follow=True
        )
        assert messages_of(response)[0].startswith("Say why it is discarded")
        report_import.refresh_from_db()
        assert report_import.state == State.READ

    def test_it_can_be_taken_up_again(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        client.post(address(report_import, "discard"), {"why": "Not about children."})
        assert "“Not about children.”" in text_of(client.get(address(report_import)))
        client.post(address(report_import, "reopen"))
        report_import.refresh_from_db()
        assert report_import.state == State.READ

    def test_only_those_who_check_may(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        response = sign_in("Approver").post(
            address(report_import, "discard"), {"why": "No."}
        )
        assert response.status_code == 403


class TestMend:
    def test_an_untouched_report_stays_as_it_was_read(
        self, sign_in: SignIn, report_import: ReportImport
    ) -> None:
        """But for the confidence, which is a person's now."""
        client = sign_in("QA officer")
        response = client.get(address(report_import))
        forms = response.context["forms"]
        parsed = from_stored(report_import.parsed)
        facts = {name: forms.facts.initial[name] for name in forms.facts.fields}
        mended = mend(
            parsed,
            facts=facts,
            judgements=[form.initial for form in forms.judgements.initial_forms],
            items=[form.initial for form in forms.items.initial_forms],
            findings=[form.initial for form in forms.findings.initial_forms],
        )
        assert mended.findings == parsed.findings
        assert mended.previous_inspections == parsed.previous_inspections
        assert [w.value for w in mended.windows] == [w.value for w in parsed.windows]
        assert [j.grade_as_printed for j in mended.judgements] == [
            j.grade_as_printed for j in parsed.judgements
        ]
        assert [i.text for i in mended.recommendations] == [
            i.text for i in parsed.recommendations
        ]
