"""The tables of area SEND reports: what to improve, and by which body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inspections.importing.blocks import BULLET, HANG, SENTENCE_END, find_leading
from inspections.importing.items import PRIORITY_HEADING
from inspections.importing.layout import Row
from inspections.importing.parsed import RecommendationRead
from inspections.importing.reading import PRIORITY_ACTION, Reading

_IMPROVE = re.compile(r"^areas? for improvement", re.I)
_TABLE_HEAD = re.compile(
    r"^(?:responsible bod(?:y|ies)\b|areas? for (?:improvement|priority action)$)", re.I
)
_TABLE_END = re.compile(
    r"^(?:local area partnership details|information about this)", re.I
)
NEW_ROW = 1.13  # of the usual distance between lines: where a table's next row begins


def read_tables(reading: Reading) -> Iterator[Row]:
    """Read both tables of things to improve; yield the rows they take up."""
    kind, column = "", None
    rows: list[Row] = []
    for row in reading.report.rows:
        if _TABLE_END.match(row.text):
            break
        heading = row.bold or row.size > 1.1 * reading.report.body_size
        if heading and PRIORITY_HEADING.match(row.text):
            _read_rows(reading, kind, rows, column)
            kind, rows, column = "priority", [], None
            yield row
        elif heading and _IMPROVE.match(row.text):
            if kind != "improve":
                _read_rows(reading, kind, rows, column)
                kind, rows, column = "improve", [], None
            yield row
        elif heading and kind and _TABLE_HEAD.match(row.text):
            column = row.cells[1][0] if len(row.cells) > 1 else column
            yield row
        elif heading and kind:
            _read_rows(reading, kind, rows, column)
            kind, rows, column = "", [], None
        elif kind:
            rows.append(row)
            yield row
    _read_rows(reading, kind, rows, column)


@dataclass(slots=True)
class _Item:
    """One row of a table: the responsible body and the lines of what it must do."""

    body: list[str]
    lines: list[Row] = field(default_factory=list)


def _read_rows(
    reading: Reading, kind: str, rows: Sequence[Row], column: float | None
) -> None:
    """Turn the rows of a table into items, with the body at their left, if any."""
    asked = PRIORITY_ACTION if kind == "priority" else "area_for_improvement"
    target = reading.list_for(asked)
    for item in _items(rows, column=column, rules=reading.report.rules):
        lines = [BULLET.sub("", line.text) for line in item.lines]
        target.append(
            RecommendationRead(
                position=len(target) + 1,
                text=reading.report.join(lines),
                page=item.lines[0].page,
                kind=asked,
                body=" ".join(item.body),
            )
        )


def _items(
    rows: Sequence[Row], *, column: float | None, rules: dict[int, tuple[float, ...]]
) -> list[_Item]:
    """Group a table's lines into its rows, by the rules drawn between them, if any."""
    items: list[_Item] = []
    table = _Table(rows, rules)
    waiting: list[str] | None = None
    last_left: Row | None = None
    for row in rows:
        left, right = _columns(row, column)
        if left:
            if last_left is None or table.parts(last_left, row):
                waiting = [left]
            elif waiting is not None:
                waiting.append(left)
            elif items:
                items[-1].body.append(left)
            last_left = row
        if right is None:
            continue
        before = items[-1].lines[-1] if items else None
        if before is None or table.begins_item(
            items[-1], right, new_cell=bool(waiting)
        ):
            items.append(_Item(body=waiting or (list(items[-1].body) if items else [])))
        elif waiting:
            items[-1].body.extend(waiting)
        waiting = None
        items[-1].lines.append(right)
    return items


class _Table:
    """Tells where one row of a table ends and the next begins."""

    def __init__(
        self, rows: Sequence[Row], rules: dict[int, tuple[float, ...]]
    ) -> None:
        self.leading = find_leading(rows, body_size=rows[0].size) if rows else 0.0
        self.right_edge = max((row.x1 for row in rows), default=0.0)
        self.rules = rules
        self.is_ruled = any(
            self.rule_between(a, b) for a, b in zip(rows, rows[1:], strict=False)
        )

    def rule_between(self, before: Row, row: Row) -> bool:
        """Tell whether a line is drawn between two lines of one page."""
        heights = self.rules.get(row.page, ()) if row.page == before.page else ()
        return any(row.y < height < before.y for height in heights)

    def parts(self, before: Row, row: Row) -> bool:
        """Tell whether two lines of the left column belong to different rows."""
        if row.page != before.page or row.y > before.y:
            return True
        if self.is_ruled:
            return self.rule_between(before, row)
        return before.y - row.y > 1.08 * self.leading

    def begins_item(self, item: _Item, row: Row, *, new_cell: bool) -> bool:
        """Tell whether a line is the first of a table's next row.

        Where no lines are drawn, white space parts it from the line before, or that
        line stopped although the next word had room on it.
        """
        before = item.lines[-1]
        ended = bool(SENTENCE_END.search(before.text)) and not row.text[0].islower()
        if row.page != before.page:
            return ended and not BULLET.match(row.text)
        if self.is_ruled:
            return self.rule_between(before, row)
        if BULLET.match(row.text) or row.x0 > item.lines[0].x0 + HANG:
            return False
        word = row.text.split(" ", 1)[0]
        room = self.right_edge - before.x1 > (len(word) + 1) * 0.6 * row.size
        gap = before.y - row.y > NEW_ROW * self.leading
        return new_cell or (gap and row.text[0].isupper()) or (ended and room)


def _columns(row: Row, column: float | None) -> tuple[str, Row | None]:
    """Return the words in a table's left column and the row in its right one."""
    if column is None:
        return "", row
    edge = column - 15
    left = " ".join(text for x, text in row.cells if x < edge)
    right = [(x, text) for x, text in row.cells if x >= edge]
    if not right:
        return left, None
    words = " ".join(text for _, text in right)
    return left, row._replace(text=words, x0=right[0][0], cells=tuple(right))
