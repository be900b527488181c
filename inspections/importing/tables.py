"""Tables of judgements, whose grades stand level with any line of a wrapped heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspections.importing.grades import area_of, normalise
from inspections.importing.layout import Row
from inspections.importing.parsed import DOUBTFUL, SURE, JudgementRead
from inspections.importing.reading import Reading

_PIECE = re.compile(
    r"^(?:requires?(?: improvement(?: to(?: be(?: good)?)?)?)?"
    r"|improvement(?: to(?: be(?: good)?)?)?|to be good|to be|be good|good|outstanding"
    r"|inadequate|adequate|not judged)\.?$",
    re.I,
)
_TAIL = re.compile(r"^(?:improvement|to be|be good)\b", re.I)
_AT_END = re.compile(
    r"^(.*?\S)\s+((?:Requires?(?: (?i:improvement(?: to(?: be(?: good)?)?)?))?"
    r"|Outstanding|Inadequate|Adequate|Good|Not judged"
    r"|(?i:improvement to be good|to be good)))\.?$"
)

LINES_APART = 1.7  # of the size of its type: lines further apart are not one heading


@dataclass(slots=True)
class _Cell:
    """A heading or grade of the table, as far as it has been put together."""

    text: str
    page: int
    top: float
    bottom: float
    x: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def add(self, text: str, y: float) -> None:
        self.text = f"{self.text} {text}"
        self.bottom = y


def read_grade_table(
    reading: Reading,
    rows: Sequence[Row],
    *,
    label: re.Pattern[str],
    last_label: re.Pattern[str],
) -> list[JudgementRead]:
    """Return the judgements in a table whose headings begin with `label`.

    The table ends with the first words after the heading `last_label` that are
    neither a grade nor a piece of one; where that heading is not printed (there is no
    overall grade from April 2026), with the first words set apart from a heading.
    """
    labels, grades = _cells(rows, label=label, last_label=last_label)
    pairs: list[tuple[_Cell, _Cell | None]]
    if not labels:
        return []
    if len(labels) != len(grades):
        reading.warn(
            "grade_table_broken",
            f"The table of judgements has {len(labels)} headings but {len(grades)} "
            "grades: check each grade.",
            page=labels[0].page,
            about="judgements",
        )
        pairs = _nearest(labels, grades)
        confidence = DOUBTFUL
    else:
        grades.sort(key=lambda cell: -cell.middle)
        labels.sort(key=lambda cell: -cell.middle)
        far = any(
            abs(heading.middle - grade.middle) > 25
            for heading, grade in zip(labels, grades, strict=True)
        )
        pairs = list(zip(labels, grades, strict=True))
        confidence = DOUBTFUL if far else SURE
        if far:
            reading.warn(
                "grade_table_uneven",
                "The grades stand far from their headings: check each grade.",
                page=labels[0].page,
                about="judgements",
            )
    return [
        judgement
        for heading, grade in pairs
        if (judgement := _judgement(reading, heading, grade, confidence))
    ]


def _cells(
    rows: Sequence[Row], *, label: re.Pattern[str], last_label: re.Pattern[str]
) -> tuple[list[_Cell], list[_Cell]]:
    labels: list[_Cell] = []
    grades: list[_Cell] = []
    has_last = any(last_label.match(row.text) for row in rows)
    for row in rows:
        words, grade = _split(row)
        if words and len(labels) > 1 and last_label.match(labels[-1].text):
            break
        if words and not (grade or has_last) and _ends(labels, grades, row, label):
            break
        if words and label.match(words):
            if not labels:  # what stood higher up belongs to no table
                grades = [g for g in grades if g.bottom - row.y < 20]
            labels.append(_Cell(words, row.page, row.y, row.y, row.x0))
        elif words and labels:
            labels[-1].add(words, row.y)
        if grade and (labels or not words):
            _add_grade(grades, grade, row)
    return labels, grades


def _ends(
    labels: list[_Cell], grades: list[_Cell], row: Row, label: re.Pattern[str]
) -> bool:
    """Tell whether a row with words stands under the table, not in it.

    It does on another page, where it runs on through the column of grades, or where it
    is no heading and stands further down than the next line of one.
    """
    if not labels:
        return False
    last = labels[-1]
    if row.page != last.page:
        return True
    column = min((cell.x for cell in grades), default=row.x1)
    if len(row.cells) < 2 and row.x1 > column + 5 * row.size and row.y < last.bottom:
        return True
    is_apart = last.bottom - row.y > LINES_APART * row.size
    return is_apart and not label.match(row.text)


def _split(row: Row) -> tuple[str, str]:
    """Return a row's words as heading and grade; either may be empty."""
    words, grade = [], []
    for _, text in row.cells or ((row.x0, row.text),):
        match = _AT_END.match(text)
        if _PIECE.match(text):
            grade.append(text)
        elif match:
            words.append(match[1])
            grade.append(match[2])
        else:
            words.append(text)
    return " ".join(words), " ".join(grade)


def _add_grade(grades: list[_Cell], text: str, row: Row) -> None:
    last = grades[-1] if grades else None
    near = last is not None and last.page == row.page and abs(last.bottom - row.y) < 40
    if last is not None and near and _PIECE.match(f"{last.text} {text}"):
        last.add(text, row.y)
    else:
        grades.append(_Cell(text, row.page, row.y, row.y, _grade_x(row, text)))


def _grade_x(row: Row, text: str) -> float:
    """Return where a grade begins in its row: the cell's left edge, if it has one."""
    return next((x for x, cell in row.cells if cell.startswith(text[:4])), row.x1)


def _nearest(
    labels: list[_Cell], grades: list[_Cell]
) -> list[tuple[_Cell, _Cell | None]]:
    pairs: list[tuple[_Cell, _Cell | None]] = []
    for heading in labels:
        near = min(grades, key=lambda g: abs(g.middle - heading.middle), default=None)
        if near is not None and abs(near.middle - heading.middle) > 15:
            near = None
        pairs.append((heading, near))
    return pairs


def _judgement(
    reading: Reading, heading: _Cell, grade: _Cell | None, confidence: float
) -> JudgementRead | None:
    area = area_of(heading.text)
    code = normalise(grade.text) if grade else None
    cut = grade is not None and _TAIL.match(grade.text)
    if area is None or code is None or grade is None or cut:
        reading.warn(
            "grade_unread",
            f"The grade for “{heading.text}” could not be read: enter it.",
            page=heading.page,
            about="judgements",
        )
        return None
    return JudgementRead(
        area=area,
        grade=code,
        page=heading.page,
        heading=heading.text,
        grade_as_printed=grade.text,
        confidence=confidence,
    )
