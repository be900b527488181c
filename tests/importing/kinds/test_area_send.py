from datetime import date

import pytest

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
UNEVEN = f"The partnership’s arrangements {OUTCOMES['inconsistent']}."
TEAM: Parts = [
    heading("Inspection team"),
    at("Ofsted", x=60, y=300),
    at("Care Quality Commission", x=300, y=300),
    at("Ada Brook HMI, Ofsted Lead inspector", x=60, y=280),
    at("Bo Marsh, CQC Lead inspector", x=300, y=280),
]


def details(*cells: tuple[str, float, float]) -> Parts:
    """The table of the two bodies; without cells, one that is easily read."""
    cells = cells or (
        ("Barnsley Council", 63, 688),
        ("NHS South Yorkshire Integrated Care", 290, 688),
        ("Board", 290, 673),
        ("Cy Dell, Director of Services", 63, 652),
        ("Di Eaves, Chief Executive Officer", 290, 652),
        ("www.barnsley.example", 63, 630),
        ("www.board.example", 290, 630),
    )
    return [
        heading("Local area partnership details"),
        [
            Printed("Local authority", x=63, y=703, bold=True),
            Printed("Integrated care board", x=290, y=703, bold=True),
        ],
        *(at(text, x=x, y=y) for text, x, y in cells),
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


def read(outcome: str = UNEVEN, *, partners: Parts | None = None) -> ParsedReport:
    tables = [
        heading("Areas for improvement"),
        [Printed("Areas for improvement", bold=True, above=26)],
        [Printed("Leaders should plan together and", above=26)],
        [Printed("write down what they decide.")],
        [Printed("Leaders should see that plans are kept.", above=LEADING * 1.3)],
        *(details() if partners is None else partners),
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
        parsed = read(FAILINGS)
        assert parsed.outcome and parsed.outcome.value == "systemic_failings"
        assert [w.code for w in parsed.warnings] == ["no_priority_actions"]

    def test_an_outcome_in_other_words_is_not_guessed(self) -> None:
        parsed = read("Things are as they are.")
        assert parsed.outcome is None
        assert [w.code for w in parsed.warnings] == ["no_outcome"]

    def test_sections_become_findings_but_tables_do_not(self) -> None:
        assert [f.text for f in read().findings] == ["Families wait too long."]


class TestPartnership:
    def board(self, *lines: tuple[str, float]) -> ParsedReport:
        return read(partners=details(*((text, 290, y) for text, y in lines)))

    def test_a_name_of_two_lines_is_joined(self) -> None:
        parsed = read()
        assert parsed.partnership
        assert parsed.partnership.value == "NHS South Yorkshire Integrated Care Board"

    @pytest.mark.parametrize(
        ("lines", "name"),
        [
            (
                [("NHS Ash and Elm", 688), ("Ada Brook CBE", 673), ("Chief", 658)],
                "NHS Ash and Elm",
            ),
            (
                [
                    ("Ash, Elm and Oak", 688),
                    ("Integrated Care Board (AEO ICB)", 673),
                    ("Ada Brook, CEO", 658),
                ],
                "Ash, Elm and Oak Integrated Care Board (AEO ICB)",
            ),
            (
                [
                    ("Name of ICB: NHS Ash and North", 688),
                    ("Elm ICB; NHS Oak and", 673),
                    ("Yew ICB", 658),
                    ("Name of ICB lead for SEND:", 643),
                ],
                "NHS Ash and North Elm ICB; NHS Oak and Yew ICB",
            ),
            ([("Ash ICB", 688), ("Ada Brook", 673), ("Lead officer", 658)], "Ash ICB"),
            ([("NHS Ash", 688), ("Ada Brook", 655)], "NHS Ash"),
        ],
    )
    def test_it_ends_where_the_officer_begins(
        self, lines: list[tuple[str, float]], name: str
    ) -> None:
        parsed = self.board(*lines)
        assert parsed.partnership and parsed.partnership.value == name
        assert parsed.warnings == ()

    @pytest.mark.parametrize(
        "lines",
        [
            [("Ash and Elm", 688), ("Ada Brook, Director", 660)],
            [("Ada Brook, CEO of NHS Ash", 688)],
        ],
    )
    def test_a_name_that_says_nothing_of_health_is_doubted(
        self, lines: list[tuple[str, float]]
    ) -> None:
        parsed = self.board(*lines)
        assert parsed.partnership and parsed.partnership.confidence < 0.5
        assert [w.code for w in parsed.warnings] == ["partnership_unsure"]

    def test_a_report_without_the_table_says_so(self) -> None:
        parsed = read(partners=[])
        assert parsed.partnership is None
        assert [w.code for w in parsed.warnings] == ["no_partnership"]


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
