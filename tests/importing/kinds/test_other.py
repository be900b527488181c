from inspections.importing import read_pages
from tests.importing.sheets import Printed, body, heading, make_pages, plain


class TestOther:
    def test_it_keeps_title_dates_and_text_and_asks_for_help(self) -> None:
        front = [
            [Printed("A review of services in the Borough of Barnsley", size=18)],
            plain("Published: 3 July 2009"),
            heading("Background"),
            body("The council asked for a review."),
        ]
        parsed = read_pages(make_pages(front))
        assert parsed.kind == "other"
        assert parsed.urn and parsed.urn.value == 80426
        assert parsed.published
        assert {"unknown_kind", "no_inspection_dates"} == {
            w.code for w in parsed.warnings
        }
        assert parsed.findings[-1].text == "The council asked for a review."

    def test_a_line_that_names_another_kind_does_not_make_it_one(self) -> None:
        front = [
            [Printed("A review of services in the Borough of Barnsley", size=18)],
            body(
                "Progress since the",
                "joint targeted area inspection in 2017 was slow.",
            ),
        ]
        assert read_pages(make_pages(front)).kind == "other"
