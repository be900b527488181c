"""A damaged file is read or refused in a sentence; it never breaks the reader."""

import pytest

from inspections.importing import ReportUnreadable, read_pages
from inspections.importing.pdf_text import SENTENCES, extract
from tests.importing.mutations import mutations
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf

SAMPLE = 24  # each starts a process of its own; thousands are for `make bench`


class TestDamage:
    @pytest.mark.parametrize("number", range(SAMPLE))
    def test_it_reads_or_refuses(self, number: int) -> None:
        (data,) = mutations(make_pdf(*ilacs()), count=1, seed=number)
        try:
            parsed = read_pages(extract(data))
        except ReportUnreadable as error:
            assert error.code in SENTENCES
        else:
            assert parsed.page_count
            assert parsed.warnings or parsed.urn
