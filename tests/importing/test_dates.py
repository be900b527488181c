from datetime import date

import pytest

from inspections.importing.dates import find_dates, find_windows
from inspections.importing.parsed import Window


class TestFindWindows:
    @pytest.mark.parametrize(
        ("printed", "start", "end"),
        [
            ("25 September to 19 October 2017", date(2017, 9, 25), date(2017, 10, 19)),
            ("3 to 14 October 2022", date(2022, 10, 3), date(2022, 10, 14)),
            ("20 May 2014 – 11 June 2014", date(2014, 5, 20), date(2014, 6, 11)),
            ("6 March 2017–30 March 2017", date(2017, 3, 6), date(2017, 3, 30)),
            ("02 March 2020 to 13 March 2020", date(2020, 3, 2), date(2020, 3, 13)),
            ("20 June 2017 ─ 13 July 2017", date(2017, 6, 20), date(2017, 7, 13)),
            ("28 November to 9 December 2022", date(2022, 11, 28), date(2022, 12, 9)),
            ("30 November to 11 January 2018", date(2017, 11, 30), date(2018, 1, 11)),
            (
                "Monday 7th and Friday 11th March 2016",
                date(2016, 3, 7),
                date(2016, 3, 11),
            ),
            ("12/01/2015 to 05/02/2015", date(2015, 1, 12), date(2015, 2, 5)),
            ("11/09/23 – 22/09/23", date(2023, 9, 11), date(2023, 9, 22)),
            ("11.09.23 to 22.09.23.", date(2023, 9, 11), date(2023, 9, 22)),
            ("05/06/23 to 07/08/23", date(2023, 6, 5), date(2023, 8, 7)),
            ("5 Sept - 9 Sep 2016", date(2016, 9, 5), date(2016, 9, 9)),
            ("11 & 22September 2023", date(2023, 9, 11), date(2023, 9, 22)),
        ],
    )
    def test_it_reads_what_is_printed(
        self, printed: str, start: date, end: date
    ) -> None:
        assert find_windows(printed) == [Window(start, end)]

    def test_it_reads_two_stretches(self) -> None:
        printed = "19 November-11 December 2013 and 28 – 30 January 2014"
        assert find_windows(printed) == [
            Window(date(2013, 11, 19), date(2013, 12, 11)),
            Window(date(2014, 1, 28), date(2014, 1, 30)),
        ]

    def test_a_year_left_out_is_the_one_given(self) -> None:
        assert find_windows("Between 20 and 24 June,", year=2016) == [
            Window(date(2016, 6, 20), date(2016, 6, 24))
        ]

    @pytest.mark.parametrize(
        "printed",
        ["", "in spring", "30 to 31 February 2020", "14 to 3 October 2022", "3 to 14"]
        + ["09/11/23 to 09/22/23", "2.3.16 to 2.3.17", "11/09.23", "32/01/23"],
    )
    def test_it_guesses_nothing(self, printed: str) -> None:
        assert find_windows(printed) == []


class TestFindDates:
    def test_it_reads_days_with_their_months(self) -> None:
        assert find_dates("sent on 8 December 2017 and 1st of May 2018") == [
            date(2017, 12, 8),
            date(2018, 5, 1),
        ]

    def test_a_day_that_never_was_is_left_out(self) -> None:
        assert find_dates("31 June 2020") == []
