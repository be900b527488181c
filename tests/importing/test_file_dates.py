from datetime import date

import pytest

from inspections.importing import ParsedReport, read_pages
from inspections.importing.file_dates import with_publication_date
from tests.importing.reports import ilacs, sif
from tests.importing.sheets import make_pages


def ilacs_report() -> ParsedReport:
    return read_pages(make_pages(*ilacs()))


class TestWithPublicationDate:
    def test_a_name_gives_the_date_and_a_warning_says_so(self) -> None:
        parsed = ilacs_report()
        assert parsed.published is None and parsed.inspection_end
        day = date(parsed.inspection_end.year + 1, 1, 2)
        dated = with_publication_date(parsed, name=f"{day:%Y-%m-%d}-report.pdf")
        assert dated.published and dated.published.value == day
        assert [w.code for w in dated.warnings] == ["published_from_file_name"]

    @pytest.mark.parametrize(
        "name", ["report.pdf", "1999-01-01-report.pdf", "2022-13-41-report.pdf"]
    )
    def test_a_name_without_a_likely_date_leaves_it_to_a_person(
        self, name: str
    ) -> None:
        dated = with_publication_date(ilacs_report(), name=name)
        assert dated.published is None
        (warning,) = dated.warnings
        assert (warning.code, warning.field) == ("published_not_printed", "published")

    def test_a_printed_date_is_left_as_it_is(self) -> None:
        parsed = read_pages(make_pages(*sif()))
        assert with_publication_date(parsed, name="2022-03-18-x.pdf") == parsed
