from datetime import date

from inspections.importing import ParsedReport, read_pages
from tests.importing.sheets import Printed, body, bullet, heading, make_pages, plain


def letter(kind: str, *later: list[Printed]) -> ParsedReport:
    front = [
        plain("24 May 2024"),
        plain("Cleo Dale, Director of Children’s Services"),
        plain("Dear Cleo Dale"),
        heading(f"{kind} visit to Barnsley children’s services", size=12),
        body(
            f"This letter summarises the findings of the {kind.lower()} visit to",
            "Barnsley local authority children’s services on 23 and 24 April 2024.",
            "His Majesty’s Inspectors for this visit were Ada Brook and Bo Marsh.",
        ),
        body(
            "Inspectors looked at the local authority’s arrangements for care leavers",
            "aged 18 to 25.",
        ),
    ]
    return read_pages(make_pages([*front, *later]))


FOUND = (
    heading("Headline findings", size=12),
    body("Much has got better."),
    heading("What needs to improve in this area of social work practice", size=12),
    bullet("Plans that are written in time."),
    heading("Main findings", size=12),
    body("Workers know young people well."),
    plain("Yours sincerely"),
)


class TestVisitLetter:
    def test_it_always_says_that_it_is_unproven(self) -> None:
        codes = [w.code for w in letter("Focused", *FOUND).warnings]
        assert codes == ["unproven_reader"]

    def test_it_reads_a_focused_visit(self) -> None:
        parsed = letter("Focused", *FOUND)
        assert parsed.kind == "focused_visit"
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.published and parsed.published.value == date(2024, 5, 24)
        assert parsed.inspection_start == date(2024, 4, 23)
        assert parsed.inspection_end == date(2024, 4, 24)
        assert [lead.value for lead in parsed.lead_inspectors] == [
            "Ada Brook",
            "Bo Marsh",
        ]
        assert parsed.theme and parsed.theme.value.startswith("care leavers")
        assert parsed.judgements == ()

    def test_it_may_name_what_full_inspections_judge(self) -> None:
        words = body(
            "Inspectors also saw the impact of leaders on social work practice",
            "with children and families.",
        )
        assert letter("Focused", words, *FOUND).kind == "focused_visit"

    def test_it_reads_a_monitoring_visit(self) -> None:
        assert letter("Monitoring", *FOUND).kind == "monitoring_visit"

    def test_it_reads_its_lists_and_findings(self) -> None:
        urgent = (
            heading("Areas for priority action", size=12),
            bullet("Act on unsafe lodgings."),
        )
        parsed = letter("Focused", *urgent, *FOUND)
        assert [a.text for a in parsed.priority_actions] == ["Act on unsafe lodgings."]
        assert [r.text for r in parsed.recommendations] == [
            "Plans that are written in time."
        ]
        assert [f.section for f in parsed.findings][-1] == "Main findings"
