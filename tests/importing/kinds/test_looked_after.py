from datetime import date

from inspections.importing import ParsedReport, read_pages
from tests.importing.sheets import Printed, bullet, heading, make_pages, numbered, plain

FRONT = [
    [Printed("Inspection of looked after children services", size=26)],
    [Printed("Barnsley Metropolitan Borough Council", size=18, above=30)],
    plain("Inspection dates: 24 – 28 June 2013"),
    plain("Reporting inspector Ada Brook HMI"),
    plain("Published: 2 August 2013"),
]
LATER = [
    heading("About this inspection", size=18),
    numbered("1. This is how we inspected."),
    heading("Overall effectiveness of services for looked after children", size=18),
    heading("Grade 4 (Inadequate)"),
    numbered("2. Too many children wait."),
    heading("Capacity to improve", size=18),
    heading("Grade 3 (Adequate)"),
    numbered("3. Plans are in hand."),
    heading("Areas for improvement"),
    numbered("4. The council should act."),
    heading("Immediately:", size=12),
    bullet("Hold reviews in time.", x=122),
    heading("Quality of provision", size=18),
    heading("Grade 4 (Inadequate)"),
    numbered("5. Files are thin."),
]


def read() -> ParsedReport:
    return read_pages(make_pages(FRONT, LATER))


class TestLookedAfter:
    def test_it_reads_the_cover(self) -> None:
        parsed = read()
        assert parsed.kind == "looked_after"
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.inspection_end == date(2013, 6, 28)
        assert parsed.published and parsed.published.value == date(2013, 8, 2)
        assert [lead.value for lead in parsed.lead_inspectors] == ["Ada Brook"]

    def test_it_reads_grades_of_the_older_scale(self) -> None:
        assert [(j.area, j.grade) for j in read().judgements] == [
            ("overall", "inadequate"),
            ("capacity_to_improve", "adequate"),
        ]

    def test_a_grade_without_a_place_is_a_warning(self) -> None:
        assert [w.code for w in read().warnings] == ["grade_not_kept"]

    def test_items_carry_the_time_allowed(self) -> None:
        parsed = read()
        assert [(r.text, r.topic) for r in parsed.recommendations] == [
            ("Hold reviews in time.", "Immediately")
        ]

    def test_what_is_no_finding_keeps_its_number(self) -> None:
        parsed = read()
        assert [n.paragraph for n in parsed.numbered_other] == [1, 4]
        assert [f.paragraph for f in parsed.findings] == [2, 3, 5]
