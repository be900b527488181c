"""What is cited of each kind of record: its source first, our page as at a day."""

from datetime import date

from inspections import citing
from inspections.citations import harvard
from inspections.citing import Reader, Site
from inspections.models import Inspection
from inspections.visits import Passage
from inspections.vocabulary import Kind
from tests import values as make

READER = Reader(
    Site("The Tracker", "https://example.org"),
    shown_on=date(2026, 3, 1),
    today=date(2026, 11, 22),
)


def report(**fields: object) -> Inspection:
    return Inspection(published_on=date(2022, 3, 18), partners=[], **fields)


class TestReader:
    def test_the_address_keeps_to_the_day_that_was_read(self) -> None:
        cited = citing.cite_inspection(
            READER, report(), make.visit(2022), path="/inspections/x/"
        )
        assert cited.address == "https://example.org/inspections/x/?at=2026-03-01"
        assert (cited.as_at, cited.accessed) == (READER.shown_on, READER.today)

    def test_so_does_one_with_a_query(self) -> None:
        cited = READER.cited(title="", ref="", path="/c/?visit=a", sources=())
        assert cited.address == "https://example.org/c/?visit=a&at=2026-03-01"


class TestReportSource:
    def test_it_bears_its_own_date_and_number(self) -> None:
        source = citing.report_source(
            report(ofsted_file_id="5000"), make.visit(2022), page=3
        )
        assert source.published == date(2022, 3, 18)
        assert (source.number, source.page) == ("5000", 3)
        assert source.authors == ("Ofsted",)

    def test_other_inspectorates_are_named(self) -> None:
        joint = make.visit(2022, kind=Kind.AREA_SEND)
        source = citing.report_source(report(), joint)
        assert source.authors == ("Ofsted", "Care Quality Commission")
        row = report()
        row.partners = ["HMI Probation"]
        source = citing.report_source(row, joint)
        assert source.authors == ("Ofsted", "HMI Probation")

    def test_every_kind_has_a_title(self) -> None:
        for kind in Kind:
            visit = make.visit(2022, kind=kind)
            assert "Ambleford" in citing.report_source(report(), visit).title


class TestCiteFinding:
    def test_it_quotes_the_report_s_words_alone(self) -> None:
        for is_summary, quoted in ((False, "Plans are late."), (True, "")):
            passage = Passage("Plans are late.", page=3, is_summary=is_summary)
            cited = citing.cite_finding(
                READER, report(), make.visit(2022), passage, number=12, path="/f/"
            )
            assert cited.quotation == quoted
            assert cited.ref == "ambleford-2022 F12"
            assert ", p. 3." in harvard(cited)


class TestWhen:
    def test_it_is_as_precise_as_what_is_known(self) -> None:
        visit = make.visit(2022, started=date(2022, 1, 24))
        assert citing.when(visit) == "24 January to 4 February 2022"
        month = make.visit(2022, is_month_only=True)
        assert citing.when(month) == "February 2022"
