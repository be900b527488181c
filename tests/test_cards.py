"""What a share image shows."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from inspections.cards import HEIGHT, WIDTH, Card, DatedGrade, draw
from inspections.vocabulary import Grade

CARD = Card(
    over="Ashford, North West",
    title="ILACS inspection, September 2023",
    lines=("8 recommendations: 3 open, 1 overdue",),
    site="The Tracker",
    as_at=date(2026, 11, 22),
    grade=DatedGrade(Grade.GOOD, "overall, September 2023"),
)


def picture(card: Card) -> Image.Image:
    return Image.open(BytesIO(draw(card)))


class TestDraw:
    def test_it_is_a_small_png_of_the_size_that_is_asked_for(self) -> None:
        data = draw(CARD)
        image = Image.open(BytesIO(data))
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        assert len(data) < 60_000

    def test_the_same_card_is_the_same_image(self) -> None:
        assert draw(CARD) == draw(CARD)

    @pytest.mark.parametrize("grade", Grade)
    def test_every_grade_has_a_shape_of_its_own(self, grade: Grade) -> None:
        shown = picture(replace(CARD, grade=DatedGrade(grade, "overall, May 2020")))
        without = picture(replace(CARD, grade=None))
        assert ImageChops.difference(
            shown.convert("RGB"), without.convert("RGB")
        ).getbbox()

    def test_long_words_stay_inside(self) -> None:
        long = " ".join(["improvement"] * 80)
        image = picture(replace(CARD, title=long, over=long, lines=(long, long)))
        edge = image.convert("RGB").crop((WIDTH - 40, 120, WIDTH, HEIGHT))
        assert len(edge.getcolors() or []) == 1


class TestGrade:
    def test_it_is_never_shown_without_its_date(self) -> None:
        with pytest.raises(ValueError, match="without its date"):
            DatedGrade(Grade.GOOD, "")


class TestDescription:
    def test_it_says_what_the_picture_says(self) -> None:
        assert CARD.description == (
            "Ashford, North West. ILACS inspection, September 2023. Good, overall, "
            "September 2023. 8 recommendations: 3 open, 1 overdue."
        )

    def test_it_says_what_is_not_confirmed(self) -> None:
        assert replace(CARD, is_confirmed=False).description.endswith("Not confirmed.")
