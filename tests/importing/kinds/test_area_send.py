from datetime import date

from inspections.importing import ParsedReport, read_pages
from tests.importing.sheets import (
    LEADING,
    Printed,
    at,
    body,
    bullet,
    heading,
    make_page,
    make_pages,
    plain,
)

Parts = list[list[Printed]]
OUTCOMES = {
    "typically_positive": "typically lead to positive experiences and outcomes",
    "inconsistent": "lead to inconsistent experiences and outcomes",
}
FAILINGS = "There are widespread and/or systemic failings that must be addressed."
TEAM: Parts = [
    heading("Inspection team"),
    at("Ofsted", x=60, y=300),
    at("Care Quality Commission", x=300, y=300),
    at("Ada Brook HMI, Ofsted Lead inspector", x=60, y=280),
    at("Bo Marsh, CQC Lead inspector", x=300, y=280),
]


def front(outcome: str) -> Parts:
    return [
        [Printed("Area SEND inspection of Barnsley Local Area Partnership", size=26)],
        plain("Inspection dates: 18 to 22 March 2024"),
        plain("Dates of previous inspection: 9 to 13 May 2016"),
        heading("Inspection outcome"),
        body(outcome),
        body("The next full area SEND inspection will be within about three years."),
        heading(
            "What is it like to be a child or young person with SEND in this area?"
        ),
        body("Families wait too long."),
    ]


def read(outcome: str = FAILINGS) -> ParsedReport:
    tables = [
        heading("Areas for improvement"),
        [Printed("Areas for improvement", bold=True, above=26)],
        [Printed("Leaders should plan together and", above=26)],
        [Printed("write down what they decide.")],
        [Printed("Leaders should see that plans are kept.", above=LEADING * 1.3)],
        heading("Local area partnership details"),
        *TEAM,
    ]
    return read_pages(make_pages(front(outcome), tables))


class TestFacts:
    def test_it_reads_every_fact_without_a_warning(self) -> None:
        parsed = read()
        assert parsed.kind == "area_send"
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.inspection_end == date(2024, 3, 22)
        assert [lead.value for lead in parsed.lead_inspectors] == ["Ada Brook"]
        assert parsed.previous_inspections[0].windows[0].start == date(2016, 5, 9)
        assert parsed.next_inspection
        assert "about three years" in parsed.next_inspection.value
        assert parsed.warnings == ()

    def test_it_knows_the_three_outcomes(self) -> None:
        for code, words in OUTCOMES.items():
            parsed = read(f"The partnership’s arrangements {words}.")
            assert parsed.outcome and parsed.outcome.value == code
        parsed = read()
        assert parsed.outcome and parsed.outcome.value == "systemic_failings"

    def test_an_outcome_in_other_words_is_not_guessed(self) -> None:
        parsed = read("Things are as they are.")
        assert parsed.outcome is None
        assert [w.code for w in parsed.warnings] == ["no_outcome"]

    def test_sections_become_findings_but_tables_do_not(self) -> None:
        assert [f.text for f in read().findings] == ["Families wait too long."]


class TestImprovements:
    def test_white_space_parts_the_rows_of_a_table(self) -> None:
        assert [r.text for r in read().recommendations] == [
            "Leaders should plan together and write down what they decide.",
            "Leaders should see that plans are kept.",
        ]

    def test_a_drawn_line_parts_rows_that_stand_close(self) -> None:
        page = make_page(
            2,
            heading("Areas for improvement"),
            at(
                "Leaders should share what they know across the whole area.",
                x=63,
                y=690,
            ),
            at("Leaders should act on what families tell them, and soon.", x=63, y=675),
            at("They should say what changed.", x=63, y=660),
            rules=(686.0, 650.0),
        )
        parsed = read_pages((*make_pages(front(FAILINGS)), page))
        assert len(parsed.recommendations) == 2
        assert parsed.recommendations[1].text.endswith("They should say what changed.")

    def test_bullets_in_a_row_are_joined_to_it(self) -> None:
        tables = [
            heading("Areas for improvement"),
            [Printed("Leaders should see that:", x=63, above=26)],
            bullet("plans are good;", x=81, mark="◼"),
            bullet("plans are kept.", x=81, mark="◼"),
        ]
        parsed = read_pages(make_pages(front(FAILINGS), tables))
        assert [r.text for r in parsed.recommendations] == [
            "Leaders should see that: plans are good; plans are kept."
        ]

    def test_a_row_goes_on_over_the_page(self) -> None:
        first = [
            heading("Areas for improvement"),
            [Printed("Leaders should see that every plan", x=63, y=80)],
        ]
        second: Parts = [[Printed("is kept.", x=63, y=736)]]
        parsed = read_pages(make_pages(front(FAILINGS), first, second))
        assert [r.text for r in parsed.recommendations] == [
            "Leaders should see that every plan is kept."
        ]


class TestPriorityActions:
    def test_the_left_column_is_the_responsible_body(self) -> None:
        page = make_page(
            2,
            heading("Areas for priority action"),
            [Printed("Responsible body", x=63, y=700, bold=True)],
            [Printed("Areas for priority action", x=224, y=700, bold=True)],
            at("Barnsley Council and", x=63, y=685),
            at("NHS Somewhere", x=63, y=671),
            at("Leaders must agree on one plan.", x=224, y=685),
            at("NHS Somewhere", x=63, y=650),
            at("Health leaders must cut waiting", x=224, y=650),
            at("times for therapy.", x=224, y=636),
            rules=(695.0, 660.0, 620.0),
        )
        parsed = read_pages((*make_pages(front(FAILINGS)), page))
        assert [(a.body, a.text) for a in parsed.priority_actions] == [
            ("Barnsley Council and NHS Somewhere", "Leaders must agree on one plan."),
            (
                "NHS Somewhere",
                "Health leaders must cut waiting times for therapy.",
            ),
        ]
