"""What could identify a child or a family is found; what reports are full of is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.identifying import HitKind, find_hits

IDENTIFYING: dict[HitKind, list[str]] = {
    HitKind.NAME_AND_AGE: [
        "Rumi (14) was moved twice.",
        "Rumi Vane (aged 14) was moved twice.",
        "They met Rumi, 14, at home.",
        "Rumi, aged fourteen, was moved.",
        "Rumi Vane-Orley aged 9 was moved.",
        "Rumi is 14 years old and lives with an aunt.",
        "Rumi, who is 14, has moved twice.",
        "Rumi is a 12-year-old child.",
        "A 15-year-old boy called Rumi went missing.",
        "The 7 year old Rumi Vane was not seen.",
        "Rumi (6 months) was not weighed.",
        "Rumi was 16.",
        "For Rumi (11) it was late.",
        "In Rumi Vane’s case, Rumi, 12, was told.",
    ],
    HitKind.NAMED_FAMILY: [
        "Rumi’s mother was told.",
        "Workers did not see Rumi's dad.",
        "They knew the Vane family well.",
        "It follows the Vane siblings.",
    ],
    HitKind.INITIAL: [
        "R.V. (14) was moved twice.",
        "RV, aged 9, was moved twice.",
        "J (14) was moved twice.",
        "Child B was not visited.",
        "They did not see Child B.",
        "The review of Family V is late.",
        "Baby P had been seen.",
    ],
    HitKind.DATE_OF_BIRTH: [
        "Date of birth: 14/03/2011",
        "DOB 14.3.11",
        "d.o.b. 14 March 2011",
        "She was born on 14 March 2011.",
        "He was born on the 3rd of May 2015.",
        "Born 2011-03-14, she went to school late.",
    ],
    HitKind.ADDRESS: [
        "They live at 14 Orley Road.",
        "He moved to Flat 3, 27a Long Orley Street.",
        "She was found at 9 St Anne’s Close.",
    ],
    HitKind.POSTCODE: [
        "They live in BD9 9ZZ.",
        "Sent to EC1A1BB.",
    ],
    HitKind.PHONE: [
        "Ring 01632 960123.",
        "Her number is 07700 900 123.",
        "Ring +44 7700 900123 after school.",
        "Ring (01632) 960 123.",
    ],
    HitKind.EMAIL: ["Write to rumi.vane@example.org.", "r_vane@ambleford.gov.uk"],
    HitKind.CASE_NUMBER: [
        "Case number 1234567 was closed.",
        "Mosaic ID: 884213",
        "LCS no. 90412",
        "Client reference AB/20231",
        "The order in ZC21C00123 was made late.",
        "UPN number A123456789012",
    ],
    HitKind.NHS_NUMBER: ["NHS number 123 456 7890", "Seen as 943 476 5919."],
    HitKind.INSURANCE_NUMBER: ["AB 12 34 56 C"],
}
EXAMPLES = [(kind, text) for kind, texts in IDENTIFYING.items() for text in texts]

HARMLESS = [
    "Children aged 16 and 17 wait too long for a place.",
    "Young people aged 18 to 25 have a personal adviser.",
    "Most (14) of the plans were late, and three (3) were not.",
    "In March, 14, 12 and 9 children were seen.",
    "Recommendation (3) was met by June 2022.",
    "Under section 47 and Regulation 44 (12) checks were made.",
    "One 15-year-old child was moved twice.",
    "A 12-year-old boy told inspectors that he was happy.",
    "Inspectors visited from 14 to 25 March 2022.",
    "Ambleford places more children far away than Brackwater.",
    "The council opened close support places for 24 children.",
    "Telephone 0300 123 1231 or write to enquiries@ofsted.gov.uk.",
    "Piccadilly Gate, Store Street, Manchester M1 2WD",
    "ProtectionOfChildren@ofsted.gov.uk",
    "The unique reference number is 80445.",
    "Of 1,204 children, 312 were born abroad.",
    "A child wanted to be heard.",
    "Children’s mother tongues are known.",
    "Spending rose from 2,345,678 to 3,456,789 pounds.",
    "On 03/04/2022 the plan was agreed.",
    "The caseload number 18 is too high.",
    "Grade C or above in five subjects.",
    "The team grew from 10 to 14 workers in 2021–22.",
    "Staff were asked on 1 February 2022 about 14 children.",
    "For those aged five, six and seven, support is good.",
    "The family is known to the council.",
    "Part A and Part B (14) of the form are used.",
]


class TestFindHits:
    @pytest.mark.parametrize(("kind", "text"), EXAMPLES)
    def test_it_finds(self, kind: HitKind, text: str) -> None:
        assert kind in {hit.kind for hit in find_hits(text)}

    @pytest.mark.parametrize("text", HARMLESS)
    def test_it_passes_by(self, text: str) -> None:
        assert find_hits(text) == []

    def test_each_kind_has_an_example(self) -> None:
        assert set(IDENTIFYING) == set(HitKind)

    def test_a_hit_says_where_it_stands(self) -> None:
        text = "They met Rumi, aged 14, at 9 Orley Road."
        first, second = find_hits(text)
        assert (first.words, second.words) == ("Rumi, aged 14", "9 Orley Road")
        assert text[second.start : second.end] == "9 Orley Road"

    def test_one_passage_is_one_hit(self) -> None:
        assert len(find_hits("Flat 3, 27a Long Orley Street, BD9 9ZZ")) == 2

    @given(st.text())
    def test_any_text_can_be_read(self, text: str) -> None:
        hits = find_hits(text)
        assert all(text[hit.start : hit.end] == hit.words for hit in hits)
        ends = [0, *(hit.end for hit in hits)]
        assert all(hit.start >= end for hit, end in zip(hits, ends, strict=False))
