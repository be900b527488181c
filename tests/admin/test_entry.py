"""Entering an inspection on one page: judgements, pasted lists, themes, numbers."""

import re
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from inspections.models import (
    Authority,
    Finding,
    Inspection,
    Judgement,
    PublicationStatus,
    Recommendation,
)
from inspections.vocabulary import Area, Grade, Kind, Reason
from tests.admin.conftest import SignIn
from tests.admin.pages import address, admin_form, text_of
from tests.admin.test_inspections import ADD, basics
from tests.factories import (
    make_authority,
    make_finding,
    make_inspection,
    make_recommendation,
    make_theme,
    make_verdict,
)

DRAFT = PublicationStatus.DRAFT
THEMES = "/admin/inspections/inspection/themes/"


def never_public(**fields: Any) -> Inspection:
    """Make a draft that nobody outside has seen."""
    return make_inspection(status=DRAFT, **{"kind": Kind.FOCUSED_VISIT, **fields})


def rows(prefix: str, *given: dict[str, object]) -> dict[str, object]:
    """Return rows as the add page sends them."""
    sent: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": str(len(given)),
        f"{prefix}-INITIAL_FORMS": "0",
    }
    for place, row in enumerate(given):
        sent |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return sent


def sent_again(response: Any) -> dict[str, Any]:
    """Return what a page that was shown again would send."""
    return admin_form(response)


class TestShowJudgements:
    def show(self, sign_in: SignIn, **more: Any) -> Any:
        sent = basics(make_authority(), **more) | {"_judgements": "1"}
        return sign_in("QA officer").post(ADD, sent)

    def areas(self, response: Any) -> list[str]:
        sent = sent_again(response)
        count = int(sent["all_judgements-TOTAL_FORMS"])
        return [sent[f"all_judgements-{n}-area"] for n in range(count)]

    def test_each_area_of_that_framework_has_a_row(self, sign_in: SignIn) -> None:
        response = self.show(sign_in, started="24/01/2024", ended="")
        assert self.areas(response) == [
            Area.LEADERS,
            Area.HELP_AND_PROTECTION,
            Area.IN_CARE,
            Area.CARE_LEAVERS,
            Area.OVERALL,
        ]
        assert not Inspection.objects.exists()

    def test_from_april_2026_there_is_no_overall_grade(self, sign_in: SignIn) -> None:
        response = self.show(sign_in, started="02/04/2026")
        assert Area.OVERALL not in self.areas(response)

    def test_only_areas_and_grades_of_then_are_offered(self, sign_in: SignIn) -> None:
        response = self.show(
            sign_in, kind=Kind.SLAC, started="24/01/2011", ended="04/02/2011"
        )
        formset = response.context["inline_admin_formsets"][0].formset
        grades = [value for value, _ in formset.forms[0].fields["grade"].choices]
        assert Grade.ADEQUATE in grades
        assert Grade.REQUIRES_IMPROVEMENT not in grades

    def test_what_was_typed_comes_back_unchecked(self, sign_in: SignIn) -> None:
        response = self.show(
            sign_in, started="24/01/2024", ended="no day", source_note="By post."
        )
        page = text_of(response)
        assert "no day" in page
        assert "By post." in page
        assert "There is a problem" not in page

    def test_a_grade_stays_and_an_empty_row_of_other_days_goes(
        self, sign_in: SignIn
    ) -> None:
        combined = Area.IN_CARE_AND_CARE_LEAVERS
        more = rows(
            "all_judgements",
            {"area": combined, "missing_reason": Reason.NOT_ENTERED},
            {"area": Area.LEADERS, "grade": Grade.GOOD},
        )
        response = self.show(sign_in, started="24/01/2024", **more)
        assert combined not in self.areas(response)
        assert sent_again(response)["all_judgements-0-grade"] == Grade.GOOD
        assert self.areas(response).count(Area.LEADERS) == 1

    def test_an_ungraded_visit_says_so(self, sign_in: SignIn) -> None:
        response = self.show(sign_in, kind=Kind.FOCUSED_VISIT)
        assert "are not graded" in text_of(response)
        assert self.areas(response) == []

    def test_a_saved_row_of_other_days_is_marked_to_go(self, sign_in: SignIn) -> None:
        client = sign_in("QA officer")
        client.post(ADD, basics(make_authority()))
        inspection = Inspection.objects.get()
        sent = admin_form(client.get(address(inspection)))
        sent |= {"started": "24/01/2024", "ended": "04/02/2024", "_judgements": "1"}
        again = sent_again(client.post(address(inspection), sent))
        response = client.post(address(inspection), again)
        assert response.status_code == 302, text_of(response)
        areas = set(inspection.all_judgements.values_list("area", flat=True))
        assert areas == set(inspection_areas(inspection))

    def test_far_too_many_rows_are_not_counted(self, sign_in: SignIn) -> None:
        more = {"all_judgements-TOTAL_FORMS": "9" * 12}
        assert self.show(sign_in, **more).status_code == 200


def inspection_areas(inspection: Inspection) -> tuple[Area, ...]:
    inspection.refresh_from_db()
    return inspection.framework.areas


class TestJudgements:
    def save(self, sign_in: SignIn, *judged: dict[str, object], **more: Any) -> Any:
        sent = basics(make_authority(), **more) | rows("all_judgements", *judged)
        return sign_in("QA officer").post(ADD, sent)

    def test_a_grade_answers_the_reason(self, sign_in: SignIn) -> None:
        row: dict[str, object] = {
            "area": Area.LEADERS,
            "grade": Grade.GOOD,
            "missing_reason": Reason.NOT_ENTERED,
        }
        self.save(sign_in, row)
        judged = Judgement.objects.get(area=Area.LEADERS)
        assert (judged.grade, judged.missing_reason) == (Grade.GOOD, "")

    def test_an_area_of_other_days_is_refused(self, sign_in: SignIn) -> None:
        row: dict[str, object] = {"area": Area.IN_CARE, "grade": Grade.GOOD}
        page = text_of(self.save(sign_in, row))
        assert "“Children in care” is not a judgement of ILACS, January 2018" in page
        assert not Inspection.objects.exists()

    def test_a_grade_of_other_days_is_refused(self, sign_in: SignIn) -> None:
        row: dict[str, object] = {"area": Area.LEADERS, "grade": Grade.ADEQUATE}
        page = text_of(self.save(sign_in, row))
        assert "“Adequate” is not a grade of ILACS, January 2018" in page
        assert not Inspection.objects.exists()

    def test_a_visit_without_grades_takes_none(self, sign_in: SignIn) -> None:
        row: dict[str, object] = {"area": Area.LEADERS, "grade": Grade.GOOD}
        page = text_of(self.save(sign_in, row, kind=Kind.MONITORING_VISIT))
        assert "Monitoring visits to inadequate authorities are not graded." in page

    def test_an_area_is_judged_once(self, sign_in: SignIn) -> None:
        row: dict[str, object] = {"area": Area.LEADERS, "grade": Grade.GOOD}
        assert "Each area is judged once" in text_of(self.save(sign_in, row, row))


class TestPaste:
    PASTED = "• Plans.\n• Visits by social\nworkers. (p. 3)\n3. Homes."

    def split(self, sign_in: SignIn, prefix: str, text: str, **more: Any) -> Any:
        sent = basics(make_authority(), **more)
        sent |= {f"paste-{prefix}": text, "_split": prefix}
        return sign_in("QA officer").post(ADD, sent)

    @pytest.mark.parametrize("prefix", ["all_recommendations", "all_findings"])
    def test_each_item_is_a_row_to_check(self, sign_in: SignIn, prefix: str) -> None:
        make_theme("Visits", phrases=["visits"])
        response = self.split(sign_in, prefix, self.PASTED)
        again = sent_again(response)
        assert again[f"{prefix}-TOTAL_FORMS"] == "3"
        assert again[f"{prefix}-1-text"] == "Visits by social workers."
        assert str(again[f"{prefix}-1-page"]) == "3"
        assert str(again[f"{prefix}-2-paragraph"]) == "3"
        assert len(again[f"{prefix}-1-themes"]) == 1
        assert "Suggested by the words: Visits" in text_of(response)
        assert not Inspection.objects.exists()

    def test_they_are_saved_with_numbers_in_turn(self, sign_in: SignIn) -> None:
        response = self.split(sign_in, "all_recommendations", self.PASTED)
        sign_in("QA officer").post(ADD, sent_again(response))
        rows_saved = Recommendation.objects.values_list("position", "text")
        assert list(rows_saved) == [
            (1, "Plans."),
            (2, "Visits by social workers."),
            (3, "Homes."),
        ]

    def test_an_unknown_list_is_not_split(self, sign_in: SignIn) -> None:
        response = self.split(sign_in, "all_verdicts", self.PASTED)
        assert response.status_code == 200
        assert not Recommendation.objects.exists()


class TestNumbers:
    def change(self, sign_in: SignIn, inspection: Inspection, **more: Any) -> Any:
        client = sign_in("QA officer")
        sent = admin_form(client.get(address(inspection)))
        return client.post(address(inspection), sent | more)

    def numbered(self, inspection: Inspection) -> list[tuple[int, str]]:
        found = Recommendation.objects.filter(inspection=inspection)
        return list(found.order_by("position").values_list("position", "text"))

    def test_two_unpublished_rows_change_places(self, sign_in: SignIn) -> None:
        inspection = never_public(recommendations=("One.", "Two."))
        response = self.change(
            sign_in,
            inspection,
            **{
                "all_recommendations-0-position": "2",
                "all_recommendations-1-position": "1",
            },
        )
        assert response.status_code == 302, text_of(response)
        assert self.numbered(inspection) == [(1, "Two."), (2, "One.")]

    def test_a_row_takes_the_number_of_one_that_goes(self, sign_in: SignIn) -> None:
        inspection = never_public(recommendations=("One.", "Two."))
        response = self.change(
            sign_in,
            inspection,
            **{
                "all_recommendations-0-position": "2",
                "all_recommendations-1-DELETE": "on",
            },
        )
        assert response.status_code == 302, text_of(response)
        assert self.numbered(inspection) == [(2, "One.")]

    def test_the_same_number_twice_is_refused(self, sign_in: SignIn) -> None:
        inspection = never_public(recommendations=("One.", "Two."))
        sent = {"all_recommendations-0-position": "2"}
        page = text_of(self.change(sign_in, inspection, **sent))
        assert "Two rows have the same number" in page

    @pytest.mark.parametrize("number", ["0", "-1", "19000"])
    def test_a_number_that_no_report_has_is_refused(
        self, sign_in: SignIn, number: str
    ) -> None:
        inspection = never_public(recommendations=("One.",))
        sent = {"all_recommendations-0-position": number}
        assert self.change(sign_in, inspection, **sent).status_code == 200

    def test_published_numbers_stay_and_a_new_row_takes_the_next(
        self, sign_in: SignIn
    ) -> None:
        inspection = make_inspection(
            kind=Kind.FOCUSED_VISIT, recommendations=("One.", "Two.", "Three.")
        )
        sign_in("QA officer").post(address(inspection, "correct"))
        copy = Inspection.objects.get(revises=inspection)
        Recommendation.objects.get(inspection=copy, position=3).delete()
        page = text_of(sign_in("QA officer").get(address(copy)))
        assert "The numbers here are kept" in page
        assert "data-sortable" not in page
        response = self.change(
            sign_in,
            copy,
            **{
                "all_recommendations-0-position": "9",
                "all_recommendations-TOTAL_FORMS": "3",
                "all_recommendations-2-text": "Four.",
                "all_recommendations-2-kind": "recommendation",
            },
        )
        assert response.status_code == 302, text_of(response)
        assert self.numbered(copy) == [(1, "One."), (2, "Two."), (4, "Four.")]


class TestThemes:
    def test_a_new_row_without_themes_is_given_the_suggested(
        self, sign_in: SignIn
    ) -> None:
        theme = make_theme("Visits", phrases=["visits"])
        row: dict[str, object] = {
            "text": "Visits are late.",
            "kind": "recommendation",
        }
        sent = basics(make_authority()) | rows("all_recommendations", row)
        response = sign_in("QA officer").post(ADD, sent, follow=True)
        assert list(Recommendation.objects.get().themes.all()) == [theme]
        assert "Themes were suggested from the words of R1." in text_of(response)

    def test_a_person_who_chose_none_is_believed(self, sign_in: SignIn) -> None:
        make_theme("Visits", phrases=["visits"])
        row: dict[str, object] = {
            "text": "Visits are late.",
            "kind": "recommendation",
            "themes_chosen": "1",
        }
        sent = basics(make_authority()) | rows("all_recommendations", row)
        sign_in("QA officer").post(ADD, sent)
        assert not Recommendation.objects.get().themes.exists()

    def test_they_are_suggested_as_one_types(self, sign_in: SignIn) -> None:
        theme = make_theme("Visits", phrases=["visits"])
        make_theme("Tribunals", phrases=["visits"], scope="area_send")
        sent = {"text": "Late visits.", "kind": Kind.SIF}
        answer = sign_in("QA officer").post(THEMES, sent).json()
        assert answer == {"themes": [{"key": str(theme.pk), "name": "Visits"}]}

    def test_only_those_who_enter_may_ask(self, sign_in: SignIn) -> None:
        assert sign_in("Viewer").post(THEMES, {"text": "x"}).status_code == 403
        assert sign_in("QA officer").get(THEMES).status_code == 405

    def test_an_unknown_theme_is_refused(self, sign_in: SignIn) -> None:
        row: dict[str, object] = {
            "text": "Visits.",
            "kind": "recommendation",
            "themes": ["999"],
        }
        sent = basics(make_authority()) | rows("all_recommendations", row)
        assert sign_in("QA officer").post(ADD, sent).status_code == 200
        assert not Inspection.objects.exists()


class TestErrors:
    def test_each_is_a_link_to_its_field(self, sign_in: SignIn) -> None:
        row: dict[str, object] = {"area": Area.IN_CARE, "grade": Grade.GOOD}
        sent = basics(make_authority(), ended="") | rows("all_judgements", row)
        page = text_of(sign_in("QA officer").post(ADD, sent))
        links = re.findall(r'<a href="#(id_[\w-]+)"', page)
        assert links[:2] == ["id_ended", "id_all_judgements-0-area"]
        for anchor in links:
            assert f'id="{anchor}"' in page


class TestSpeed:
    @pytest.mark.parametrize("count", [1, 100])
    def test_the_page_asks_no_more_for_a_hundred_findings(
        self,
        sign_in: SignIn,
        django_assert_max_num_queries: DjangoAssertNumQueries,
        count: int,
    ) -> None:
        authority = make_authority()
        inspection = never_public(authority=authority)
        theme = make_theme("Visits", phrases=["visits"])
        earlier = make_inspection(authority, ended=date(2017, 10, 19), kind=Kind.SIF)
        for _ in range(count):
            finding: Finding = make_finding(inspection, text="Visits are late.")
            finding.themes.add(theme)
        for _ in range(count // 10 + 1):
            recommendation = make_recommendation(inspection)
            recommendation.themes.add(theme)
            make_verdict(make_recommendation(earlier), inspection, finding=finding)
        client = sign_in("QA officer")
        client.get(address(inspection))
        with django_assert_max_num_queries(45):
            response = client.get(address(inspection))
        assert response.status_code == 200
        sent = admin_form(response)
        with django_assert_max_num_queries(80 + 16 * (count // 10)):
            assert client.post(address(inspection), sent).status_code == 302

    def test_no_list_of_thousands_is_on_the_page(self, sign_in: SignIn) -> None:
        for number in range(30):
            make_recommendation(make_inspection(make_authority(f"Council {number}")))
        inspection = never_public(authority=Authority.objects.first())
        page = text_of(sign_in("QA officer").get(address(inspection)))
        [offered] = re.findall(
            r'name="all_verdicts-__prefix__-recommendation".*?</select>', page, re.S
        )
        assert offered.count("<option") <= 1
