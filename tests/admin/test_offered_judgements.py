"""Grades that were not read: a row for each area, as kind and first day ask."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from inspections.admin.offered_judgements import areas_unread, with_offered
from inspections.importing.stored import from_stored
from inspections.models import Authority, Inspection, ReportImport
from inspections.vocabulary import Area, Grade, Kind, Reason
from tests.admin.conftest import SignIn, bring_in
from tests.admin.pages import address, review_form, text_of
from tests.importing.reports import broken_ilacs, ilacs
from tests.importing.sheets import make_pdf

OF_2023 = [
    Area.LEADERS,
    Area.HELP_AND_PROTECTION,
    Area.IN_CARE,
    Area.CARE_LEAVERS,
    Area.OVERALL,
]
OF_2018 = [
    Area.LEADERS,
    Area.HELP_AND_PROTECTION,
    Area.IN_CARE_AND_CARE_LEAVERS,
    Area.OVERALL,
]


@pytest.fixture
def broken(barnsley: Authority) -> ReportImport:
    """A report of which no grade can be read."""
    return bring_in(make_pdf(*broken_ilacs()))


def areas_of(response: Any) -> list[str]:
    """Return the areas of the rows shown, in order, but for the empty row."""
    forms = response.context["forms"].judgements.initial_forms
    return [form["area"].value() for form in forms]


def sent_with(response: Any, **more: Any) -> dict[str, Any]:
    return review_form(response) | more


class TestAreasUnread:
    def unread(self, report_import: ReportImport, kind: str, day: date) -> list[Area]:
        parsed = from_stored(report_import.parsed)
        return areas_unread(parsed, kind=kind, started=day)

    def test_they_are_those_of_the_version_of_that_day(
        self, broken: ReportImport
    ) -> None:
        day = date(2023, 9, 11)
        assert self.unread(broken, Kind.ILACS_STANDARD, day) == OF_2023
        day = date(2019, 9, 9)
        assert self.unread(broken, Kind.ILACS_STANDARD, day) == OF_2018

    def test_a_kind_without_grades_has_none(self, broken: ReportImport) -> None:
        assert self.unread(broken, Kind.FOCUSED_VISIT, date(2023, 9, 11)) == []

    def test_a_day_before_the_kind_began_has_none(self, broken: ReportImport) -> None:
        assert self.unread(broken, Kind.ILACS_STANDARD, date(2009, 9, 11)) == []

    def test_a_board_is_only_asked_for_where_it_was_reviewed(
        self, broken: ReportImport
    ) -> None:
        unread = self.unread(broken, Kind.SIF, date(2016, 6, 6))
        assert Area.LEADERS in unread
        assert Area.LSCB not in unread

    def test_a_table_read_whole_asks_for_nothing(
        self, report_import: ReportImport
    ) -> None:
        day = date(2023, 9, 11)
        assert self.unread(report_import, Kind.ILACS_STANDARD, day) == []


class TestWithOffered:
    def test_what_was_sent_stays_where_nothing_is_asked_for(
        self, report_import: ReportImport
    ) -> None:
        parsed = from_stored(report_import.parsed)
        rows = "&".join(f"judgement-{n}-area={a}" for n, a in enumerate(OF_2023))
        data = QueryDict(
            f"judgement-INITIAL_FORMS=5&{rows}"
            "&fact-kind=ilacs_standard&fact-started=2023-09-11"
        )
        assert with_offered(data, parsed) is data

    @pytest.mark.parametrize("count", ["", "-1", "many", "999999999"])
    def test_a_count_that_is_none_does_no_harm(
        self, broken: ReportImport, count: str
    ) -> None:
        data = QueryDict(f"judgement-INITIAL_FORMS={count}&fact-kind=ilacs_standard")
        with_offered(data, from_stored(broken.parsed))


class TestPage:
    def test_each_unread_grade_has_a_row_that_asks_for_it(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        response = sign_in("QA officer").get(address(broken))
        assert areas_of(response) == OF_2023
        rows = response.context["forms"].judgements.initial_forms
        assert {form["grade"].value() for form in rows} == {None}
        assert {form["subject"].value() for form in rows} == {"council"}
        assert "No grade could be read for what follows." in text_of(response)
        assert any(w.anchor == "judgements" for w in response.context["warnings"])

    def test_rows_that_were_read_keep_their_values(
        self, sign_in: SignIn, barnsley: Authority
    ) -> None:
        partly = bring_in(make_pdf(*broken_ilacs(unread=("Outstanding",))))
        response = sign_in("QA officer").get(address(partly))
        read = {j["area"]: j["grade"] for j in partly.parsed["judgements"]}
        assert read and len(read) < len(OF_2023)
        rows = response.context["forms"].judgements.initial_forms
        shown = {form["area"].value(): form["grade"].value() for form in rows}
        assert shown == read | dict.fromkeys(set(OF_2023) - read.keys())

    def test_there_are_none_where_no_day_was_read(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        broken.parsed["windows"] = []
        broken.save()
        assert areas_of(sign_in("QA officer").get(address(broken))) == []

    def test_there_are_none_where_the_kind_was_not_told(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        broken.parsed["kind"] = "other"
        broken.save()
        assert areas_of(sign_in("QA officer").get(address(broken))) == []


class TestConfirm:
    def test_an_untouched_row_asks_in_a_clear_sentence(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = review_form(client.get(address(broken)))
        page = text_of(client.post(address(broken), sent))
        assert (
            "Choose the grade printed for “Help and protection”, or the reason why "
            "there is none: “Not entered yet” will do for now."
        ) in page
        assert 'href="#id_judgement-1-grade"' in page
        assert not Inspection.objects.exists()

    def test_grades_and_reasons_are_kept(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = sent_with(
            client.get(address(broken)),
            **{
                "judgement-0-grade": Grade.GOOD,
                "judgement-1-grade": Grade.INADEQUATE,
                "judgement-2-missing_reason": Reason.NOT_ENTERED,
                "judgement-3-missing_reason": Reason.NOT_ENTERED,
                "judgement-4-grade": Grade.INADEQUATE,
            },
        )
        client.post(address(broken), sent)
        judgements = Inspection.objects.get().all_judgements.all()
        assert {j.area: j.grade or j.missing_reason for j in judgements} == {
            Area.LEADERS: Grade.GOOD,
            Area.HELP_AND_PROTECTION: Grade.INADEQUATE,
            Area.IN_CARE: Reason.NOT_ENTERED,
            Area.CARE_LEAVERS: Reason.NOT_ENTERED,
            Area.OVERALL: Grade.INADEQUATE,
        }

    def test_an_area_left_out_does_not_block(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        left_out = {f"judgement-{n}-DELETE": "on" for n in range(5)}
        client.post(address(broken), sent_with(client.get(address(broken)), **left_out))
        assert Inspection.objects.exists()

    def test_a_mended_day_brings_the_rows_of_its_own_version(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        sent = sent_with(
            client.get(address(broken)),
            **{
                "fact-started": "2019-09-09",
                "fact-ended": "2019-09-20",
                "judgement-0-grade": Grade.GOOD,
            },
        )
        response = client.post(address(broken), sent)
        assert sorted(areas_of(response)) == sorted(OF_2018)
        forms = response.context["forms"].judgements.initial_forms
        assert forms[0]["grade"].value() == Grade.GOOD
        sent = sent_with(
            response, **{f"judgement-{n}-grade": Grade.GOOD for n in range(4)}
        )
        client.post(address(broken), sent)
        judgements = Inspection.objects.get().all_judgements.all()
        assert {j.area for j in judgements} == set(OF_2018)

    def test_a_mended_kind_without_grades_asks_for_none(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        kind = {"fact-kind": Kind.FOCUSED_VISIT}
        client.post(address(broken), sent_with(client.get(address(broken)), **kind))
        inspection = Inspection.objects.get()
        assert inspection.kind == Kind.FOCUSED_VISIT
        assert not inspection.all_judgements.exists()

    def test_a_row_typed_by_hand_stands_for_the_one_offered(
        self, sign_in: SignIn, broken: ReportImport
    ) -> None:
        client = sign_in("QA officer")
        by_hand = {
            "judgement-5-area": Area.LEADERS,
            "judgement-5-grade": Grade.GOOD,
        } | {f"judgement-{n}-grade": Grade.GOOD for n in range(1, 5)}
        client.post(address(broken), sent_with(client.get(address(broken)), **by_hand))
        assert Inspection.objects.get().all_judgements.count() == 5

    def test_an_area_given_twice_is_refused(
        self, sign_in: SignIn, barnsley: Authority
    ) -> None:
        whole = bring_in(make_pdf(*ilacs()))
        client = sign_in("QA officer")
        twice = {
            "judgement-5-area": Area.LEADERS,
            "judgement-5-grade": Grade.INADEQUATE,
        }
        sent = sent_with(client.get(address(whole)), **twice)
        page = text_of(client.post(address(whole), sent))
        assert "“Impact of leaders” stands here twice: leave one out." in page
        assert not Inspection.objects.exists()
