from datetime import date

from inspections.importing import ParsedReport, read_pages
from tests.importing.reports import sif, sif_body, sif_front
from tests.importing.sheets import Printed, bullet, heading, make_pages, numbered


def read(*, overall: str = "are good", board: bool = True) -> ParsedReport:
    return read_pages(make_pages(*sif(overall=overall, board=board)))


def codes(parsed: ParsedReport) -> list[str]:
    return [warning.code for warning in parsed.warnings]


class TestCover:
    def test_it_reads_every_fact_without_a_warning(self) -> None:
        parsed = read()
        assert (parsed.kind, parsed.reinspection) == ("sif", False)
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.inspection_start == date(2016, 6, 6)
        assert parsed.inspection_end == date(2016, 6, 30)
        assert parsed.published and parsed.published.value == date(2016, 8, 26)
        assert [lead.value for lead in parsed.lead_inspectors] == ["Ada Brook"]
        assert codes(parsed) == []

    def test_it_reads_all_seven_grades(self) -> None:
        assert {j.area: j.grade for j in read().judgements} == {
            "overall": "good",
            "help_and_protection": "requires_improvement",
            "in_care": "good",
            "adoption": "outstanding",
            "care_leavers": "good",
            "leaders": "good",
            "lscb": "requires_improvement",
        }

    def test_the_boards_grade_belongs_to_the_board(self) -> None:
        board = next(j for j in read().judgements if j.area == "lscb")
        assert (board.subject, board.page) == ("lscb", 3)

    def test_it_reads_the_overall_sentence_of_2014(self) -> None:
        front = sif_front()
        front[5] = heading("The overall judgement is requires improvement")
        parsed = read_pages(make_pages(front, *sif_body()))
        assert parsed.judgements[0].grade == "requires_improvement"

    def test_a_reinspection_is_known_by_its_title(self) -> None:
        front = sif_front(board=False)
        front[1] = heading(
            "Re-inspection of services for children in need of help and",
            "protection, children looked after and care leavers",
        )
        parsed = read_pages(make_pages(front, *sif_body()))
        assert parsed.reinspection

    def test_a_missing_publication_date_is_a_warning(self) -> None:
        front = [p for p in sif_front() if not p or "published" not in p[0].text]
        parsed = read_pages(make_pages(front, *sif_body()))
        assert parsed.published is None
        assert "no_publication_date" in codes(parsed)

    def test_publication_before_the_visit_is_a_warning(self) -> None:
        front = sif_front()
        front[4] = [Printed("Report published: 26 August 2015", size=14, above=26)]
        parsed = read_pages(make_pages(front, *sif_body()))
        assert "implausible_published" in codes(parsed)


class TestLists:
    def test_priority_actions_and_areas_for_improvement_are_two_lists(self) -> None:
        parsed = read()
        assert [a.paragraph for a in parsed.priority_actions] == [1]
        assert [r.paragraph for r in parsed.recommendations] == [2, 3]
        assert parsed.recommendations[0].kind == "area_for_improvement"

    def test_a_topic_stays_out_of_the_texts(self) -> None:
        first, second = read().recommendations
        assert first.topic == second.topic == "Quality of practice"
        assert first.text == (
            "Write chronologies that help, and make sure that managers read them."
        )

    def test_sub_bullets_are_joined(self) -> None:
        assert read().recommendations[1].text.endswith("to include a written record")

    def test_the_boards_list_is_its_own(self) -> None:
        items = read().lscb_recommendations
        assert [item.text for item in items] == ["Agree on what to measure."]
        assert items[0].kind == "lscb_recommendation"

    def test_a_list_of_bullets_is_read_too(self) -> None:
        pages = sif_body()
        pages[0] = [
            heading("What does the local authority need to improve?"),
            heading("Areas for improvement", size=12),
            bullet("Plan earlier.", x=90),
            bullet("Listen more.", x=90),
        ]
        parsed = read_pages(make_pages(sif_front(), *pages))
        assert [r.text for r in parsed.recommendations] == [
            "Plan earlier.",
            "Listen more.",
        ]

    def test_a_report_without_recommendations_says_so(self) -> None:
        pages = [
            [
                heading("Executive summary"),
                *(numbered(f"{n}. Words.") for n in range(1, 8)),
            ],
            sif_body()[2],
        ]
        parsed = read_pages(make_pages(sif_front(board=False), *pages))
        assert "no_recommendations_section" in codes(parsed)


class TestFindings:
    def test_numbers_run_through_lists_and_findings(self) -> None:
        parsed = read()
        assert [f.paragraph for f in parsed.findings if f.paragraph] == [4, 5, 6, 7, 8]

    def test_a_section_has_the_name_of_its_part(self) -> None:
        fifth = next(f for f in read().findings if f.paragraph == 5)
        assert fifth.section == (
            "The experiences and progress of children looked after and achieving "
            "permanence: Inspection findings"
        )

    def test_a_repeated_recommendation_is_kept_as_a_link(self) -> None:
        sixth = next(f for f in read().findings if f.paragraph == 6)
        assert sixth.repeats == "This was a recommendation at the last inspection."

    def test_back_pages_are_no_findings(self) -> None:
        assert not [f for f in read().findings if "law of the day" in f.text]


class TestBoardAlone:
    def test_a_review_of_a_board_is_a_kind_of_its_own(self) -> None:
        front = [
            [Printed("Barnsley Safeguarding Children Board", size=26)],
            heading(
                "Review of the effectiveness of the Local Safeguarding Children",
                "Board",
            ),
            [Printed("Inspection date: 15 June 2015 – 17 June 2015", above=26)],
            [Printed("Report published: 3 August 2015", above=26)],
            heading("The Local Safeguarding Children Board requires improvement"),
        ]
        pages = [sif_body()[1], sif_body()[2]]
        parsed = read_pages(make_pages(front, *pages))
        assert parsed.kind == "lscb_review"
        assert parsed.urn and parsed.urn.value == 80426
        assert [(j.area, j.grade) for j in parsed.judgements] == [
            ("lscb", "requires_improvement")
        ]
        assert len(parsed.lscb_recommendations) == 1
