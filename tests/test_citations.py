"""How records are cited."""

from dataclasses import replace
from datetime import date

import pytest

from inspections.citations import STYLES, Cited, Source, quotation

REPORT = Source(
    authors=("Ofsted",),
    title="Inspection of Ashford & Vale children’s services",
    published=date(2023, 10, 27),
    happened="inspected 11–15 September 2023",
    page=12,
    address="https://files.example/50231520",
    number="50231520",
)
RECOMMENDATION = Cited(
    title="Recommendation 3, Ashford, ILACS, September 2023",
    ref="ashford-2023-09-ilacs R3",
    address="https://tracker.example/inspections/ashford-2023-09-ilacs/",
    site="The Tracker",
    as_at=date(2026, 11, 22),
    accessed=date(2026, 11, 23),
    sources=(REPORT,),
    quotation="The timeliness\nof visits | to children.",
)


def written(style: str, cited: Cited = RECOMMENDATION) -> str:
    return STYLES[style].write(cited)


class TestHarvard:
    def test_it_gives_the_primary_source_first_with_its_own_date(self) -> None:
        assert written("harvard") == (
            "Ofsted (2023) Inspection of Ashford & Vale children’s services, inspected "
            "11–15 September 2023, published 27 October 2023, p. 12. "
            "https://files.example/50231520 Summarised at The Tracker, ref. "
            "ashford-2023-09-ilacs R3, as at 22 November 2026, "
            "https://tracker.example/inspections/ashford-2023-09-ilacs/ "
            "[accessed 23 November 2026]."
        )

    def test_it_says_that_a_source_has_no_date_rather_than_today_s(self) -> None:
        cited = replace(RECOMMENDATION, sources=(replace(REPORT, published=None),))
        assert written("harvard", cited).startswith("Ofsted (no date) Inspection")

    def test_it_names_every_inspectorate(self) -> None:
        joint = replace(
            REPORT, authors=("Ofsted", "Care Quality Commission", "HMICFRS")
        )
        cited = replace(RECOMMENDATION, sources=(joint,))
        assert written("harvard", cited).startswith(
            "Ofsted, Care Quality Commission and HMICFRS (2023)"
        )


class TestPlain:
    def test_it_can_be_read_aloud(self) -> None:
        assert written("plain").startswith(
            "Ofsted, Inspection of Ashford & Vale children’s services, inspected 11–15 "
            "September 2023, published 27 October 2023, page 12. See Recommendation 3"
        )


class TestWiki:
    def test_no_word_of_a_quotation_ends_its_field(self) -> None:
        text = written("wiki")
        assert text.startswith("{{cite report |author=Ofsted")
        assert "|quote=The timeliness of visits {{!}} to children." in text
        assert text.endswith("}}")


class TestBibtex:
    def test_it_escapes_what_bibtex_would_run(self) -> None:
        text = written("bibtex")
        assert r"Ashford \& Vale" in text
        assert "year = {2023}" in text
        assert text.count("@") == 2

    def test_keys_differ_where_there_are_two_sources(self) -> None:
        cited = replace(RECOMMENDATION, sources=(REPORT, REPORT))
        text = written("bibtex", cited)
        assert "-source-1," in text
        assert "-source-2," in text


class TestRis:
    def test_each_line_is_a_tag_and_each_record_ends(self) -> None:
        lines = written("ris").split("\r\n")
        assert lines[0] == "TY  - RPRT"
        assert lines.count("ER  - ") == 2
        assert all(line[2:6] == "  - " for line in lines if line)

    def test_it_leaves_out_what_is_not_known(self) -> None:
        cited = replace(RECOMMENDATION, sources=(replace(REPORT, number=""),))
        assert "IS  - " not in written("ris", cited)


class TestQuotation:
    def test_it_carries_page_source_and_address(self) -> None:
        assert quotation(RECOMMENDATION) == (
            "“The timeliness of visits | to children.” (Ofsted, Inspection of Ashford "
            "& Vale children’s services, published 27 October 2023, p. 12; "
            "https://tracker.example/inspections/ashford-2023-09-ilacs/)"
        )


@pytest.mark.parametrize("style", STYLES)
class TestEveryStyle:
    def test_it_never_prints_none(self, style: str) -> None:
        bare = Source(authors=("Ofsted",), title="A letter")
        assert "None" not in written(style, replace(RECOMMENDATION, sources=(bare,)))
