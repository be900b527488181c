"""Tests of the list of visits, one visit, one recommendation, and archived reports."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.models import Inspection, PublicationStatus, ReportFile
from inspections.publishing import withdraw
from inspections.views.archived import POLICY
from inspections.vocabulary import Area, Grade, Kind, Polarity, Position
from tests.factories import (
    NOON,
    make_action,
    make_article,
    make_authority,
    make_finding,
    make_inspection,
    make_look,
    make_position,
    make_recommendation,
    make_response,
    make_restatement,
    make_theme,
    make_update,
    make_user,
    make_verdict,
)

pytestmark = pytest.mark.django_db
DRAFT = PublicationStatus.DRAFT
REF = "ambleford-2022-02-ilacs"


def make_report() -> ReportFile:
    report = ReportFile(sha256="a" * 64, original_name="r.pdf", size=9, pages=12)
    report.file.save("r.pdf", ContentFile(b"%PDF-1.7\n"))
    return report


class TestIndex:
    def test_it_lists_visits_newest_first(self, client: Client) -> None:
        ambleford = make_authority()
        make_inspection(ambleford, ended=date(2017, 10, 19), kind=Kind.SIF)
        make_inspection(ambleford, grades={Area.OVERALL: Grade.GOOD})
        shown = client.get("/inspections/").context["visits"]
        assert [visit.ref for visit in shown] == [REF, "ambleford-2017-10-sif"]

    def test_it_narrows_by_kind_region_and_year(self, client: Client) -> None:
        ambleford = make_authority()
        make_inspection(ambleford, ended=date(2022, 10, 19), kind=Kind.JTAI)
        make_inspection(ambleford)
        make_inspection(ambleford, ended=date(2025, 3, 14))
        query = {"kind": "ilacs_standard", "region": "North West"}
        query |= {"since": "2022", "until": "2022"}
        shown = client.get("/inspections/", query).context["visits"]
        assert [visit.ref for visit in shown] == [REF]

    def test_it_turns_pages_and_keeps_the_filter(self, client: Client) -> None:
        ambleford = make_authority()
        for number in range(31):
            make_inspection(ambleford, ended=date(1990 + number, 2, 4))
        response = client.get("/inspections/?region=North+West&page=2")
        assert len(response.context["visits"]) == 1
        assert "?region=North+West&amp;page=1" in response.content.decode()

    @pytest.mark.parametrize("query", ["since=abc", "kind=zz", "until=0"])
    def test_a_faulty_filter_gets_a_sentence_and_no_list(
        self, client: Client, query: str
    ) -> None:
        make_inspection()
        response = client.get(f"/inspections/?{query}")
        assert response.status_code == 200
        html = response.content.decode()
        assert "<title>Error: Inspections" in html
        assert "Nothing is listed until the filters are put right." in html
        assert REF not in html

    @pytest.mark.parametrize("query", ["page=zz", "page=99", "colour=red"])
    def test_what_is_no_filter_is_let_be(self, client: Client, query: str) -> None:
        make_inspection()
        assert REF in client.get(f"/inspections/?{query}").content.decode()

    def test_it_reads_well_with_none(self, client: Client) -> None:
        html = client.get("/inspections/").content.decode()
        assert "No visit is published here yet." in html
        html = client.get("/inspections/?since=2022").content.decode()
        assert "No published visit fits that." in html

    def test_it_hides_a_draft(self, client: Client) -> None:
        make_inspection(status=DRAFT)
        assert REF not in client.get("/inspections/").content.decode()

    @pytest.mark.parametrize("visits", [1, 9])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        visits: int,
    ) -> None:
        for number in range(visits):
            make_inspection(
                make_authority(f"Council {number}"), grades={Area.OVERALL: Grade.GOOD}
            )
        with django_assert_num_queries(14):
            client.get("/inspections/")


class TestDetail:
    def test_it_shows_grades_recommendations_and_findings(self, client: Client) -> None:
        inspection = make_inspection(
            grades={Area.OVERALL: Grade.GOOD},
            recommendations=("Make plans better.",),
            summary="Much was well.",
        )
        make_finding(inspection, text="Plans are late.", section="Help and protection")
        html = client.get(inspection.get_absolute_url()).content.decode()
        for words in ("Much was well.", "Make plans better.", "Plans are late."):
            assert words in html
        assert "page 3 of the report" in html

    def test_a_page_number_opens_our_copy_of_the_report(self, client: Client) -> None:
        inspection = make_inspection(
            recommendations=("Make plans better.",), report_file=make_report()
        )
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert f'href="/inspections/{REF}/report.pdf#page=2"' in html

    def test_it_keeps_the_three_voices_apart(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("Make plans better.",))
        make_response(inspection)
        html = client.get(inspection.get_absolute_url()).content.decode()
        for who in ("council", "inspectors", "site"):
            assert f"voice--{who}" in html
        assert "nothing is recorded on this point" in html
        assert "No later visit is published here yet." in html

    def test_what_nobody_has_linked_yet_is_not_said_to_be_silence(
        self, client: Client
    ) -> None:
        inspection = make_inspection(recommendations=("Make plans better.",))
        make_inspection(inspection.authority, ended=date(2025, 3, 14))
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert "What later visits say of it is not recorded here yet." in html
        assert "Silence is not success." not in html

    def test_what_was_read_by_machine_says_so(self, client: Client) -> None:
        inspection = make_inspection(provenance=Inspection.Provenance.EXTRACTED)
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert "no person has checked it yet" in html

    def test_a_visit_without_grades_says_so(self, client: Client) -> None:
        inspection = make_inspection(kind=Kind.FOCUSED_VISIT, focus="Front door")
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert "This kind of visit gives no grades." in html
        assert "No recommendations of this visit are entered here." in html

    def test_what_is_not_confirmed_says_so(self, client: Client) -> None:
        inspection = make_inspection(is_confirmed=False, source_note="From a paper.")
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert "Not confirmed" in html
        assert "From a paper." in html

    def test_it_leads_to_the_visits_before_and_after(self, client: Client) -> None:
        inspection = make_inspection()
        before = make_inspection(inspection.authority, ended=date(2017, 10, 19))
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert f'rel="prev" href="{before.get_absolute_url()}"' in html
        assert f"/comparisons/ambleford/{before.ref}/{REF}/" in html

    def test_it_shows_the_answer_and_the_press(self, client: Client) -> None:
        inspection = make_inspection()
        make_response(inspection, title="Ambleford’s plan")
        make_article(inspection.authority, inspection, title="Told to improve")
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert "Ambleford’s plan" in html
        assert "Told to improve" in html

    def test_a_draft_is_not_found(self, client: Client) -> None:
        inspection = make_inspection(status=DRAFT)
        assert client.get(inspection.get_absolute_url()).status_code == 404

    def test_it_hides_what_is_a_draft_beside_it(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("Make plans better.",))
        made = inspection.all_recommendations.get()
        later = make_inspection(
            inspection.authority, ended=date(2024, 5, 1), focus="xyzzy", status=DRAFT
        )
        make_verdict(made, later, quote="xyzzy")
        make_restatement(made, make_recommendation(later, text="xyzzy"))
        make_response(inspection, title="xyzzy", status=DRAFT)
        make_article(inspection.authority, inspection, title="xyzzy", status=DRAFT)
        for address in (inspection.get_absolute_url(), made.get_absolute_url()):
            assert "xyzzy" not in client.get(address).content.decode()

    def test_a_withdrawn_visit_is_gone_and_says_why(self, client: Client) -> None:
        inspection = make_inspection(summary="xyzzy")
        withdraw(inspection, by=make_user(), at=NOON, note="The council was merged.")
        response = client.get(inspection.get_absolute_url())
        html = response.content.decode()
        assert response.status_code == 410
        assert "The council was merged." in html
        assert "xyzzy" not in html

    def test_ofsteds_own_number_leads_here(self, client: Client) -> None:
        inspection = make_inspection(ofsted_file_id="50231520")
        response = client.get("/ofsted/50231520/")
        assert response.headers["Location"] == inspection.get_absolute_url()

    def test_ofsteds_number_of_a_draft_does_not(self, client: Client) -> None:
        make_inspection(ofsted_file_id="50231520", status=DRAFT)
        assert client.get("/ofsted/50231520/").status_code == 404

    @pytest.mark.parametrize("number", [1, 9])
    def test_it_asks_the_same_of_the_database_for_few_and_many(
        self,
        client: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        number: int,
    ) -> None:
        inspection = make_inspection(recommendations=("Make plans better.",) * number)
        response = make_response(inspection)
        for made in inspection.all_recommendations.all():
            make_finding(inspection)
            make_action(response, made)
        with django_assert_num_queries(19):
            client.get(inspection.get_absolute_url())

    def test_one_theme_alone_can_be_shown(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("See neglect.", "Find homes."))
        theme = make_theme()
        inspection.all_recommendations.get(position=1).themes.add(theme)
        make_finding(inspection, text="Neglect is missed.").themes.add(theme)
        make_finding(inspection, text="Homes are found.")
        html = client.get(f"{inspection.get_absolute_url()}?theme=neglect")
        words = html.content.decode()
        assert "Only what it says on <strong>Neglect</strong>" in words
        assert "See neglect." in words
        assert "Neglect is missed." in words
        assert "Find homes." not in words
        assert "Homes are found." not in words

    def test_an_unknown_theme_is_not_found(self, client: Client) -> None:
        inspection = make_inspection()
        address = f"{inspection.get_absolute_url()}?theme=nowhere"
        assert client.get(address).status_code == 404

    def test_how_a_finding_is_read_is_said_to_be_our_reading(
        self, client: Client
    ) -> None:
        inspection = make_inspection()
        make_finding(inspection, polarity=Polarity.CONCERN)
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert "Read as: concern" in html
        assert "this site’s own reading" in html


class TestRecommendation:
    def test_it_shows_that_the_report_itself_says_it_repeats_one(
        self, client: Client
    ) -> None:
        inspection = make_inspection()
        asked = make_recommendation(inspection, repeats="We asked for this in 2014.")
        html = client.get(asked.get_absolute_url()).content.decode()
        assert "We asked for this in 2014." in html
        assert "/comparisons/ambleford/" in html

    def test_a_finding_leads_to_what_it_refers_to(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("Plan.",))
        make_finding(inspection, is_ground=True, repeats="As we said in 2014.")
        html = client.get(inspection.get_absolute_url()).content.decode()
        assert 'href="#recommendations">a recommendation</a>' in html
        assert "an earlier visit’s recommendation</a>" in html

    def test_its_thread_has_both_passages_and_the_councils_account(
        self, client: Client
    ) -> None:
        earlier = make_inspection(
            ended=date(2017, 10, 19), recommendations=("Make plans better.",)
        )
        made = earlier.all_recommendations.get()
        later = make_inspection(earlier.authority, ended=date(2020, 2, 14))
        again = make_recommendation(later, text="Make all plans better.", page=4)
        make_restatement(made, again)
        make_verdict(made, later, quote="Plans are still weak.", page=7)
        make_action(make_response(earlier), made, text="Train managers.")
        html = client.get(again.get_absolute_url()).content.decode()
        for words in (
            "Raised October 2017, still raised February 2020: 2 years 4 months.",
            "Make plans better.",
            "Make all plans better.",
            "Plans are still weak.",
            "page 7 of the report",
            "Train managers.",
            "How the wording changed",
        ):
            assert words in html

    def test_it_shows_what_every_voice_says(self, client: Client) -> None:
        earlier = make_inspection(ended=date(2017, 10, 19))
        made = make_recommendation(earlier, text="Make plans better.")
        later = make_inspection(earlier.authority)
        make_verdict(made, later, quote="Plans are better.", note="It says so.")
        response = make_response(earlier)
        make_position(response, made, position=Position.ACCEPTED, words="We agree.")
        make_action(response, made, text="Train managers.")
        html = client.get(made.get_absolute_url()).content.decode()
        for words in (
            "Make plans better.",
            "We agree.",
            "Train managers.",
            "Plans are better.",
            "It says so.",
            "The thread across visits",
        ):
            assert words in html

    def test_it_leads_to_its_themes_and_neighbours(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("One.", "Two.", "Three."))
        made = inspection.all_recommendations.get(position=2)
        made.themes.add(make_theme("Neglect"))
        html = client.get(made.get_absolute_url()).content.decode()
        assert 'href="/themes/neglect/"' in html
        assert f"/inspections/{REF}/recommendations/1/" in html
        assert f"/inspections/{REF}/recommendations/3/" in html

    @pytest.mark.parametrize("status", [DRAFT, PublicationStatus.PUBLISHED])
    def test_an_unknown_number_or_a_draft_is_not_found(
        self, client: Client, status: str
    ) -> None:
        inspection = make_inspection(recommendations=("One.",), status=status)
        number = 1 if status == DRAFT else 2
        address = f"{inspection.get_absolute_url()}recommendations/{number}/"
        assert client.get(address).status_code == 404

    def test_it_is_gone_with_its_inspection(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("One.",))
        withdraw(inspection, by=make_user(), at=NOON, note="Entered twice.")
        address = f"{inspection.get_absolute_url()}recommendations/1/"
        assert client.get(address).status_code == 410

    def test_it_asks_little_of_the_database(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        inspection = make_inspection(recommendations=("One.", "Two."))
        with django_assert_num_queries(11):
            client.get(f"{inspection.get_absolute_url()}recommendations/1/")


class TestReport:
    @pytest.fixture
    def inspection(self) -> Inspection:
        return make_inspection(report_file=make_report())

    def test_it_gives_the_archived_copy(
        self, client: Client, inspection: Inspection
    ) -> None:
        response = client.get(f"/inspections/{REF}/report.pdf")
        assert response.getvalue() == b"%PDF-1.7\n"
        assert response.headers["Content-Type"] == "application/pdf"
        assert f'filename="{REF}.pdf"' in response.headers["Content-Disposition"]
        assert "attachment" not in response.headers["Content-Disposition"]

    def test_nothing_in_it_may_run_load_or_send(
        self, client: Client, inspection: Inspection
    ) -> None:
        response = client.get(f"/inspections/{REF}/report.pdf")
        response.getvalue()
        assert response.headers["Content-Security-Policy"] == POLICY
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    def test_a_part_of_it_may_be_asked_for(
        self, client: Client, inspection: Inspection
    ) -> None:
        address = f"/inspections/{REF}/report.pdf"
        response = client.get(address, headers={"Range": "bytes=1-3"})
        assert (response.status_code, response.getvalue()) == (206, b"PDF")

    def test_a_part_of_a_drafts_report_is_not_found(self, client: Client) -> None:
        make_inspection(report_file=make_report(), status=DRAFT)
        address = f"/inspections/{REF}/report.pdf"
        response = client.get(address, headers={"Range": "bytes=1-3"})
        assert response.status_code == 404

    def test_one_that_is_missing_from_the_store_is_not_found(
        self, client: Client, inspection: Inspection
    ) -> None:
        report = inspection.report_file
        assert report is not None
        report.file.delete(save=False)
        assert client.get(f"/inspections/{REF}/report.pdf").status_code == 404

    def test_it_takes_no_other_method(
        self, client: Client, inspection: Inspection
    ) -> None:
        assert client.post(f"/inspections/{REF}/report.pdf").status_code == 405

    def test_the_page_that_says_it_is_gone_keeps_its_policy(
        self, client: Client, inspection: Inspection
    ) -> None:
        withdraw(inspection, by=make_user(), at=NOON, note="Entered twice.")
        response = client.get(f"/inspections/{REF}/report.pdf")
        policy = response.headers["Content-Security-Policy"]
        assert policy != POLICY
        assert "form-action 'self'" in policy

    def test_it_is_not_sent_twice(self, client: Client, inspection: Inspection) -> None:
        address = f"/inspections/{REF}/report.pdf"
        first = client.get(address)
        tag = first.headers["ETag"]
        first.getvalue()
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    def test_a_drafts_report_is_not_found(self, client: Client) -> None:
        make_inspection(report_file=make_report(), status=DRAFT)
        assert client.get(f"/inspections/{REF}/report.pdf").status_code == 404

    def test_a_withdrawn_report_is_gone(
        self, client: Client, inspection: Inspection
    ) -> None:
        withdraw(inspection, by=make_user(), at=NOON, note="Entered twice.")
        assert client.get(f"/inspections/{REF}/report.pdf").status_code == 410

    def test_a_visit_without_a_report_has_none(self, client: Client) -> None:
        make_inspection()
        assert client.get(f"/inspections/{REF}/report.pdf").status_code == 404


class TestDeadline:
    """By when an answer was due, on the page of the visit: this site works it out."""

    def page(self, client: Client, inspection: Inspection) -> str:
        return client.get(inspection.get_absolute_url()).content.decode()

    def test_it_says_the_rule_the_start_and_what_became_of_it(
        self, client: Client
    ) -> None:
        inspection = make_inspection(published_on=date(2022, 3, 18))
        make_response(inspection, published_on=date(2022, 7, 4))
        page = self.page(client, inspection)
        assert "This site infers" in page
        assert "due by" in page
        assert "1\u00a0July\u00a02022" in page
        assert "Published 1 working day late" in page
        before, explained = page.split(">working days</button>")
        assert before.endswith('interestfor="term-working-day"')
        assert " from 18 March 2022" in explained
        assert "Education and Inspections Act 2006, section 137" in page

    def test_without_an_answer_it_says_when_we_last_looked(
        self, client: Client
    ) -> None:
        inspection = make_inspection(published_on=date(2022, 3, 18))
        make_look(inspection)
        page = self.page(client, inspection)
        assert "Not found, last looked on 1 October 2026" in page

    def test_without_a_start_it_gives_no_date(self, client: Client) -> None:
        page = self.page(client, make_inspection())
        assert "this site gives no date" in page

    def test_a_kind_without_a_rule_says_nothing(self, client: Client) -> None:
        visit = make_inspection(kind="monitoring_visit", published_on=date(2022, 3, 18))
        assert 'id="answers"' not in self.page(client, visit)

    def test_a_draft_answer_does_not_meet_it(self, client: Client) -> None:
        inspection = make_inspection(published_on=date(2022, 3, 18))
        make_response(inspection, published_on=date(2022, 7, 1), status="draft")
        page = self.page(client, inspection)
        assert "Published on time" not in page
        assert "nobody has noted a search" in page


class TestSlip:
    def test_a_date_that_moved_is_told_in_words(self, client: Client) -> None:
        inspection = make_inspection(recommendations=("Mend plans.",))
        action = make_action(
            make_response(inspection),
            inspection.all_recommendations.get(),
            first_target=date(2026, 3, 31),
            current_target=date(2026, 3, 31),
        )
        for day, target in ((1, date(2026, 6, 30)), (2, date(2026, 10, 31))):
            make_update(
                action, dated=date(2026, 2, day), target=target, reason="A vacancy."
            )
        page = client.get(inspection.get_absolute_url()).content.decode()
        assert "due 31 March 2026, moved twice, seven months later" in page
