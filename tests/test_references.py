"""What a public reference stands for."""

import pytest

from inspections.references import Reference, read_reference

REF = "ambleford-2022-02-ilacs"


class TestReadReference:
    @pytest.mark.parametrize(
        ("text", "reference"),
        [
            (REF, Reference(REF)),
            (f" {REF} R4 ", Reference(REF, "R", 4)),
            (f"{REF}R4", Reference(REF, "R", 4)),
            (f"{REF} A12", Reference(REF, "A", 12)),
        ],
    )
    def test_it_reads_what_people_paste(self, text: str, reference: Reference) -> None:
        assert read_reference(text) == reference

    @pytest.mark.parametrize(
        "text", ["", "R4", f"{REF} R0", f"{REF} X1", f"{REF} R4 R5", "-a", f"{REF}/"]
    )
    def test_it_knows_none_in_anything_else(self, text: str) -> None:
        assert read_reference(text) is None

    @pytest.mark.parametrize("text", [REF, f"{REF} F3"])
    def test_it_writes_what_it_read(self, text: str) -> None:
        assert str(read_reference(text)) == text

    def test_each_letter_has_a_kind(self) -> None:
        assert Reference(REF, "R", 1).kind == "recommendation"
        assert Reference(REF).kind == "inspection"
