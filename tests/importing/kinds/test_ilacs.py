from datetime import date

import pytest

from inspections.importing import ParsedReport, read_pages
from tests.importing.reports import ilacs, ilacs_body, ilacs_front
from tests.importing.sheets import Printed, at, body, heading, make_pages, numbered


def read(*, overall: str = "Good", grade: str | None = None) -> ParsedReport:
    pages = ilacs_body(grade=grade) if grade else ilacs_body()
    return read_pages(make_pages(ilacs_front(overall=overall), *pages))


def codes(parsed: ParsedReport) -> list[str]:
    return [warning.code for warning in parsed.warnings]


class TestFrontPage:
    def test_it_reads_every_fact_without_a_warning(self) -> None:
        parsed = read_pages(make_pages(*ilacs()))
        assert parsed.kind == "ilacs"
        assert parsed.authority and parsed.authority.value == "Barnsley"
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.inspection_start == date(2023, 9, 11)
        assert parsed.inspection_end == date(2023, 9, 22)
        assert [lead.value for lead in parsed.lead_inspectors] == ["Ada Brook"]
        assert codes(parsed) == []

    def test_it_matches_each_grade_to_its_wrapped_heading(self) -> None:
        parsed = read()
        assert [(j.area, j.grade) for j in parsed.judgements] == [
            ("leaders", "good"),
            ("help_and_protection", "requires_improvement"),
            ("in_care", "good"),
            ("care_leavers", "outstanding"),
            ("overall", "good"),
        ]

    def test_it_reads_the_older_title(self) -> None:
        front = ilacs_front()
        front[0] = [
            Printed("Barnsley Metropolitan Borough Council", size=26),
            Printed("Inspection of children’s social care services", bold=True),
        ]
        parsed = read_pages(make_pages(front, *ilacs_body()))
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.title and parsed.authority
        assert parsed.title.quote == "Inspection of children’s social care services"
        assert parsed.authority.quote == "Barnsley Metropolitan Borough Council"

    def test_it_keeps_the_s_of_a_name(self) -> None:
        parsed = read_pages(make_pages(*ilacs(name="Kirklees")))
        assert parsed.authority and parsed.authority.value == "Kirklees"

    def test_it_doubts_an_authority_it_does_not_know(self) -> None:
        parsed = read_pages(make_pages(*ilacs(name="Nowhereshire")))
        assert parsed.urn is None
        assert codes(parsed) == ["authority_unknown"]

    def test_it_doubts_dates_it_cannot_read(self) -> None:
        parsed = read_pages(make_pages(*ilacs(dates="in September")))
        assert parsed.windows == ()
        assert "inspection_dates_unread" in codes(parsed)

    def test_it_reads_a_lead_inspector_whose_post_is_on_the_next_line(self) -> None:
        front = ilacs_front(lead="Ada Brook")
        front.insert(3, at("Her Majesty’s Inspector", x=177, y=590))
        parsed = read_pages(make_pages(front, *ilacs_body()))
        assert [lead.value for lead in parsed.lead_inspectors] == ["Ada Brook"]

    def test_it_reads_two_windows(self) -> None:
        dates = "5 to 9 December 2022 and 14 to 15 February 2023"
        parsed = read_pages(make_pages(*ilacs(dates=dates)))
        assert len(parsed.windows) == 2
        assert parsed.inspection_end == date(2023, 2, 15)

    def test_it_misses_an_overall_grade_only_before_april_2026(self) -> None:
        front = [p for p in ilacs_front() if p[0].text != "Overall effectiveness"]
        del front[-3]
        parsed = read_pages(make_pages(front, *ilacs_body()))
        assert "judgements_missing" in codes(parsed)

    @pytest.mark.parametrize("opening", ["Services have got", "The experiences and"])
    def test_it_reads_the_four_grades_of_april_2026(self, opening: str) -> None:
        """The words under the table may begin like one of its headings."""
        words = f"{opening} progress of children in care are good in every way. We"
        front = [
            at(words, x=72, y=328) if part[0].y == 328 else part
            for part in ilacs_front(dates="13 to 24 April 2026")
            if part[0].y != 361
        ]
        parsed = read_pages(make_pages(front, *ilacs_body()))
        assert {j.area: j.grade for j in parsed.judgements} == {
            "leaders": "good",
            "help_and_protection": "requires_improvement",
            "in_care": "good",
            "care_leavers": "outstanding",
        }
        assert all(j.confidence > 0.9 for j in parsed.judgements)
        assert parsed.findings[0].section == "Summary"
        assert parsed.findings[0].text.startswith(opening)
        assert parsed.warnings == ()

    def test_it_warns_when_a_grade_is_missing_from_the_table(self) -> None:
        front = [p for p in ilacs_front() if p[0].text != "Outstanding"]
        parsed = read_pages(make_pages(front, *ilacs_body()))
        assert "care_leavers" not in {j.area for j in parsed.judgements}
        assert {"grade_table_broken", "grade_unread"} <= set(codes(parsed))
        assert all(j.confidence < 0.5 for j in parsed.judgements)


class TestRecommendations:
    def test_it_joins_sub_bullets_to_their_parent(self) -> None:
        texts = [item.text for item in read().recommendations]
        assert texts == [
            "The timeliness of visits to children who live far from home.",
            "The quality of plans, so that: each step has a date families get a copy.",
            "Support for young carers. (Outcome three)",
        ]

    def test_it_gives_page_position_and_framework_tag(self) -> None:
        last = read().recommendations[-1]
        assert (last.position, last.page, last.tag) == (3, 2, "Outcome 3")

    def test_a_report_may_have_none_but_says_so(self) -> None:
        later = [
            [heading("The experiences and progress of children in care: good")]
            + [numbered(f"{n}. A paragraph.") for n in range(1, 7)]
        ]
        parsed = read_pages(make_pages(ilacs_front(), *later))
        assert parsed.recommendations == ()
        assert "no_recommendations_section" in codes(parsed)

    def test_prose_under_the_heading_is_not_made_into_items(self) -> None:
        later = [
            [
                heading("What needs to improve?"),
                body("Leaders have plans for all that is left to do."),
                heading("The experiences and progress of children in care: good"),
                *(numbered(f"{n}. A paragraph.") for n in range(1, 7)),
            ]
        ]
        parsed = read_pages(make_pages(ilacs_front(), *later))
        assert parsed.recommendations == ()
        assert "no_recommendations_listed" in codes(parsed)

    def test_areas_for_priority_action_are_kept_apart(self) -> None:
        pages = ilacs_body()
        pages[0].insert(0, heading("Areas for priority action"))
        pages[0].insert(1, [Printed("\uf06e Act at once.", above=26)])
        parsed = read_pages(make_pages(ilacs_front(), *pages))
        assert [a.text for a in parsed.priority_actions] == ["Act at once."]
        assert len(parsed.recommendations) == 3

    def test_an_item_whose_bullet_was_lost_is_a_warning(self) -> None:
        pages = ilacs_body()
        words = "A thing to improve that is printed without any bullet before it."
        pages[0].insert(2, body(words))
        parsed = read_pages(make_pages(ilacs_front(), *pages))
        assert codes(parsed) == ["words_in_list"]


class TestFindings:
    def test_every_numbered_paragraph_comes_once_in_its_section(self) -> None:
        found = [f for f in read().findings if f.paragraph]
        assert [f.paragraph for f in found] == [1, 2, 3, 4, 5]
        assert found[0].section.endswith("need help and protection")
        assert found[4].section.endswith("children in care")

    def test_a_wrapped_line_that_begins_with_a_number_begins_nothing(self) -> None:
        first = next(f for f in read().findings if f.paragraph == 1)
        assert first.text.endswith("over 16. This affords them a say in what is done.")

    def test_a_paragraph_goes_on_over_the_page(self) -> None:
        second = next(f for f in read().findings if f.paragraph == 2)
        assert second.text.endswith("and this goes on at weekends too.")
        assert second.page == 2

    def test_back_references_are_marked(self) -> None:
        marked = [f.paragraph for f in read().findings if f.supports_recommendation]
        assert marked == [4]

    def test_the_summary_is_kept_without_a_number(self) -> None:
        summary = [f for f in read().findings if f.section == "Summary"]
        assert summary[0].text.startswith("Services have got better")
        assert summary[0].paragraph is None

    def test_a_gap_in_the_numbers_is_a_warning(self) -> None:
        pages = ilacs_body()
        pages[1] = [part for part in pages[1] if not part[0].text.startswith("3.")]
        parsed = read_pages(make_pages(ilacs_front(), *pages))
        assert "numbering_gap" in codes(parsed)

    def test_a_heading_that_disagrees_with_the_table_is_a_warning(self) -> None:
        parsed = read(grade="inadequate")
        assert "grades_disagree" in codes(parsed)

    def test_running_heads_and_page_numbers_are_left_out(self) -> None:
        pages = ilacs()
        for number, page in enumerate(pages, start=1):
            page += [
                at("Inspection of Barnsley children’s services", x=72, y=40, size=8),
                at(f"11 to 22 September 2023 {number}", x=72, y=30, size=8),
            ]
        parsed = read_pages(make_pages(*pages))
        assert not [f for f in parsed.findings if "September 2023" in f.text]
