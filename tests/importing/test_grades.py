import pytest

from inspections.importing.grades import area_of, normalise, split_grade


class TestNormalise:
    @pytest.mark.parametrize(
        ("printed", "code"),
        [
            ("Requires improvement to be good", "requires_improvement"),
            ("Require improvement", "requires_improvement"),
            ("Requires Improvement", "requires_improvement"),
            ("good.", "good"),
            ("Outstanding", "outstanding"),
            ("Inadequate", "inadequate"),
            ("Adequate", "adequate"),
            ("Not judged", "not_judged"),
        ],
    )
    def test_short_and_long_words_are_one_grade(self, printed: str, code: str) -> None:
        assert normalise(printed) == code

    @pytest.mark.parametrize("printed", ["", "satisfactory", "good or outstanding"])
    def test_it_guesses_nothing(self, printed: str) -> None:
        assert normalise(printed) is None


class TestSplitGrade:
    @pytest.mark.parametrize(
        "heading",
        [
            "The experiences of care leavers: good",
            "The experiences of care leavers is: Good.",
            "The experiences of care leavers are good",
            "The experiences of care leavers good",
            "The experiences of care leavers is that it is good",
        ],
    )
    def test_it_parts_heading_and_grade(self, heading: str) -> None:
        parts = split_grade(heading)
        assert parts is not None
        assert parts[0] == "The experiences of care leavers"
        assert parts[1].lower() == "good"

    def test_a_heading_without_a_grade_is_whole(self) -> None:
        assert split_grade("What needs to improve?") is None


class TestAreaOf:
    @pytest.mark.parametrize(
        ("heading", "area"),
        [
            ("The impact of leaders on social work practice", "leaders"),
            ("3. Leadership, management and governance", "leaders"),
            ("1. Children who need help and protection", "help_and_protection"),
            ("2. Children looked after and achieving permanence", "in_care"),
            ("The experiences and progress of children in care", "in_care"),
            (
                "The experiences and progress of children in care and care leavers",
                "in_care_and_care_leavers",
            ),
            ("2.1 Adoption performance", "adoption"),
            ("2.2 Experiences and progress of care leavers", "care_leavers"),
            ("Overall effectiveness", "overall"),
            ("The Local Safeguarding Children Board", "lscb"),
        ],
    )
    def test_it_knows_every_printed_heading(self, heading: str, area: str) -> None:
        assert area_of(heading) == area

    def test_other_headings_are_no_area(self) -> None:
        assert area_of("Executive summary") is None
