"""Share images: what a page says in short, drawn as a PNG for those who link to it.

Pure drawing: a `Card` goes in and the bytes of an image come out. A grade is drawn only
together with the date that it is from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from inspections.vocabulary import Grade

WIDTH, HEIGHT = 1200, 630
"""Pixels, in the proportion that services which show links ask for (Open Graph)."""

_MARGIN = 72
_BAND = 96
_INK, _SOFT, _PAPER = "#14282d", "#47595e", "#fcfbf8"
_BAND_INK, _BAND_GROUND, _ACCENT = "#ffffff", "#0a333c", "#d9822b"
_FINER = 4  # a shape is drawn so much larger, and made smaller again, for clean edges

_COLOURS: dict[Grade, str] = {
    Grade.OUTSTANDING: "#1f4e9c",
    Grade.GOOD: "#1c6b4c",
    Grade.REQUIRES_IMPROVEMENT: "#9c5700",
    Grade.ADEQUATE: "#6f6000",
    Grade.INADEQUATE: "#a81e35",
    Grade.NOT_JUDGED: "#56686d",
}


@dataclass(frozen=True)
class DatedGrade:
    """A grade that cannot be had without the time it is from, in words."""

    grade: Grade
    given: str

    def __post_init__(self) -> None:
        if not self.given:
            raise ValueError("A grade is never shown without its date.")


@dataclass(frozen=True)
class Card:
    """What an image says: where, what, one or two facts, and the day it is true of."""

    over: str
    title: str
    lines: tuple[str, ...]
    site: str
    as_at: date
    grade: DatedGrade | None = None
    is_confirmed: bool = True

    @property
    def description(self) -> str:
        """What the picture says, for whoever does not see it."""
        parts = [self.over, self.title]
        if self.grade:
            parts.append(f"{self.grade.grade.label}, {self.grade.given}")
        parts += self.lines
        if not self.is_confirmed:
            parts.append("Not confirmed")
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def draw(card: Card) -> bytes:
    """Return a card as the bytes of a PNG, 1200 by 630 pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, _BAND), fill=_BAND_GROUND)
    pen.rectangle((0, _BAND, WIDTH, _BAND + 6), fill=_ACCENT)
    pen.text((_MARGIN, 48), card.site, _BAND_INK, _font(30, bold=True), anchor="lm")
    top = _BAND + 54
    pen.text((_MARGIN, top), _cut(card.over, 30), _SOFT, _font(30))
    top = _paragraph(pen, card.title, top=top + 50, size=50, most=3, bold=True)
    if card.grade:
        top = _draw_grade(image, card.grade, top=top + 22)
    for line in card.lines:
        top = _paragraph(pen, line, top=top + 18, size=32, most=2)
    foot = f"As at {card.as_at.day} {card.as_at:%B %Y}"
    if not card.is_confirmed:
        foot += " · Not confirmed"
    pen.text((_MARGIN, HEIGHT - 48), foot, _SOFT, _font(28), anchor="lm")
    kept = BytesIO()
    image.quantize(colors=64).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _draw_grade(image: Image.Image, dated: DatedGrade, *, top: int) -> int:
    """Draw a grade's shape and word, and its date below; return where they end."""
    colour = _COLOURS[dated.grade]
    side = 84
    image.paste(colour, (_MARGIN, top), _shape(dated.grade, side))
    pen = ImageDraw.Draw(image)
    words, left = str(dated.grade.label), _MARGIN + side + 24
    pen.text((left, top - 4), words, colour, _font(40, bold=True))
    pen.text((left, top + 50), _cut(dated.given, 28), _SOFT, _font(28))
    return top + side


def _shape(grade: Grade, side: int) -> Image.Image:
    """Return the mask of a grade's shape: the same as on every page."""
    large = side * _FINER
    mask = Image.new("L", (large, large), 0)
    pen = ImageDraw.Draw(mask)
    outline = _OUTLINES.get(grade)
    if outline:
        pen.polygon([(x * large, y * large) for x, y in outline], fill=255)
    else:
        pen.ellipse((0, 0, large - 1, large - 1), fill=255)
    if grade is Grade.NOT_JUDGED:
        rim = large // 7
        pen.ellipse((rim, rim, large - 1 - rim, large - 1 - rim), fill=0)
    return mask.resize((side, side), Image.Resampling.LANCZOS)


def _star() -> tuple[tuple[float, float], ...]:
    return tuple(
        (
            0.5 + radius * sin(point * pi / 5),
            0.52 - radius * cos(point * pi / 5),
        )
        for point, radius in zip(range(10), [0.5, 0.24] * 5, strict=True)
    )


_OUTLINES: dict[Grade, tuple[tuple[float, float], ...]] = {
    Grade.OUTSTANDING: _star(),
    Grade.REQUIRES_IMPROVEMENT: ((0.5, 0.04), (1, 0.94), (0, 0.94)),
    Grade.ADEQUATE: ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    Grade.INADEQUATE: ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)),
}


def _paragraph(
    pen: ImageDraw.ImageDraw,
    words: str,
    *,
    top: int,
    size: int,
    most: int,
    bold: bool = False,
) -> int:
    """Write words in at most so many lines; return where they end."""
    font = _font(size, bold=bold)
    for line in _lines(words, font, most=most):
        pen.text((_MARGIN, top), line, _INK, font)
        top += round(size * 1.28)
    return top


def _lines(words: str, font: ImageFont.FreeTypeFont, *, most: int) -> list[str]:
    """Break words to the width of a card; what does not fit ends in an ellipsis."""
    lines = list(_broken(words.split(), font))
    if len(lines) <= most:
        return lines
    last = lines[most - 1].split()
    while last and font.getlength(" ".join(last) + " …") > WIDTH - 2 * _MARGIN:
        last.pop()
    return [*lines[: most - 1], " ".join(last) + " …"]


def _broken(words: list[str], font: ImageFont.FreeTypeFont) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > WIDTH - 2 * _MARGIN:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _cut(words: str, size: int) -> str:
    return next(iter(_lines(words, _font(size), most=1)), "")


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the one typeface of the images; it comes with a library, not the system.

    Bitstream Vera has the dashes and quotation marks that Pillow's own face lacks.
    """
    face = files("reportlab") / "fonts" / ("VeraBd.ttf" if bold else "Vera.ttf")
    with as_file(face) as path:
        return ImageFont.truetype(path, size)
