from datetime import date

from inspections.importing import ParsedReport, read_pages
from tests.importing.sheets import Printed, body, bullet, heading, make_pages, plain

Parts = list[list[Printed]]


def letter(*later: list[Printed], title: str = "") -> ParsedReport:
    front: Parts = [
        plain("14 July 2023"),
        plain("Cleo Dale, Director of Children’s Services, Barnsley"),
        plain("Dear Barnsley Local Safeguarding Partnership"),
        heading(title or "Joint targeted area inspection of Barnsley", size=12),
        body(
            "This letter summarises the findings of the inspection of the",
            "multi-agency response to children who run away in Barnsley.",
        ),
        body(
            "This inspection took place from 22 to 26 May 2023. It was carried out",
            "by inspectors from Ofsted and the Care Quality Commission.",
        ),
    ]
    return read_pages(make_pages(front, list(later)))


NEW = (
    heading("Headline findings", size=12),
    body("Partners work well together."),
    heading("What needs to improve?", size=12),
    bullet("Sharing what is known at the front door.", mark="◼"),
    bullet("Checks by managers.", mark="◼"),
    heading("Strengths", size=12),
    bullet("Police find children quickly.", mark="◼"),
    heading("Main findings", size=12),
    body("Most decisions are made in time."),
    heading("Next steps", size=12),
    body("The council should send the written statement by 23 October 2023."),
    plain("Yours sincerely"),
    heading("Dana Ellis", size=12),
)
OLD = (
    heading("Key strengths"),
    bullet("Staff are trained."),
    heading("Areas for improvement"),
    heading("Leadership and management", size=12),
    bullet("Data are thin."),
    heading("Case study: area for improvement", size=12),
    body("A child waited for months.", x=96),
    bullet("Plans are late.", x=72),
    heading("Next steps"),
    body("The written statement of action is due by 5 November 2023."),
)


class TestFacts:
    def test_it_reads_every_fact_without_a_warning(self) -> None:
        parsed = letter(*NEW)
        assert parsed.kind == "jtai"
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.published and parsed.published.value == date(2023, 7, 14)
        assert parsed.inspection_start == date(2023, 5, 22)
        assert parsed.inspection_end == date(2023, 5, 26)
        assert parsed.theme and parsed.theme.value == "children who run away"
        assert parsed.statement_deadline
        assert parsed.statement_deadline.value == date(2023, 10, 23)
        assert parsed.warnings == ()

    def test_the_area_ends_an_older_title(self) -> None:
        title = (
            "Joint targeted area inspection of the multi-agency response to neglect "
            "in East Sussex"
        )
        parsed = letter(*NEW, title=title)
        assert parsed.authority and parsed.authority.value == "East Sussex"
        assert parsed.theme and parsed.theme.value == "neglect"

    def test_a_year_left_out_is_that_of_the_letter(self) -> None:
        front: Parts = [
            plain("3 August 2016"),
            heading("Joint targeted area inspection of Barnsley", size=12),
            body("Between 20 and 24 June, Ofsted undertook an inspection."),
        ]
        parsed = read_pages(make_pages(front, list(OLD)))
        assert parsed.inspection_start == date(2016, 6, 20)

    def test_a_letter_without_a_deadline_says_so(self) -> None:
        parsed = letter(*NEW[:-3])
        assert [w.code for w in parsed.warnings] == ["no_statement_deadline"]


class TestLists:
    def test_strengths_are_not_things_to_improve(self) -> None:
        parsed = letter(*NEW)
        assert [r.text for r in parsed.recommendations] == [
            "Sharing what is known at the front door.",
            "Checks by managers.",
        ]
        strengths = [f for f in parsed.findings if f.section == "Strengths"]
        assert [f.text for f in strengths] == ["Police find children quickly."]

    def test_a_boxed_case_study_is_kept_apart(self) -> None:
        parsed = letter(*OLD)
        assert [r.text for r in parsed.recommendations] == [
            "Data are thin.",
            "Plans are late.",
        ]
        assert [f.text for f in parsed.findings if f.is_case_study] == [
            "A child waited for months."
        ]
        assert parsed.recommendations[0].topic == "Leadership and management"

    def test_areas_for_priority_action_are_a_list_of_their_own(self) -> None:
        priority = (
            heading("Areas for priority action", size=12),
            bullet("Fix the referral system."),
        )
        parsed = letter(*priority, *NEW)
        assert [a.kind for a in parsed.priority_actions] == ["area_for_priority_action"]
        assert len(parsed.recommendations) == 2

    def test_areas_for_priority_action_that_were_lost_are_a_warning(self) -> None:
        parsed = letter(heading("Areas for priority action"), *NEW)
        assert "no_priority_actions" in {w.code for w in parsed.warnings}

    def test_a_heading_with_prose_under_it_ends_the_list(self) -> None:
        parsed = letter(
            *NEW[2:5],
            heading("The partnership", size=12),
            body("Partners know where they want to go and have begun", "to get there."),
            bullet("They meet often."),
            *NEW[9:],
        )
        assert len(parsed.recommendations) == 2
        assert [f.section for f in parsed.findings[-3:]] == [
            "The partnership",
            "The partnership",
            "Next steps",
        ]

    def test_paragraphs_in_place_of_bullets_are_kept_with_a_warning(self) -> None:
        parsed = letter(
            heading("Areas for improvement"),
            body("Decisions are not always written down."),
            body("Health staff are left out."),
            heading("Next steps"),
            body("The written statement is due by 5 November 2023."),
        )
        assert len(parsed.recommendations) == 2
        assert [w.code for w in parsed.warnings] == ["recommendations_are_paragraphs"]
