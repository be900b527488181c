"""The child that reads a PDF with all its rights given up: it can do no harm.

The only module that knows the PDF library. `pdf_text` runs it as a script: it takes the
PDF on standard input, gives up what it does not need (memory, time, files, children)
and prints one answer. Only the standard library and the PDF library are imported,
because the child runs isolated from the rest of the project.
"""

import ctypes
import json
import math
import re
import resource
import struct
import sys
import zlib
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_BYTES = 40_000_000
MAX_PAGES = 300
MAX_CHARACTERS = 3_000_000
MAX_MEMORY = 768 * 1024 * 1024
MAX_CPU_SECONDS = 20

# A line this wide for its number of characters (in ems a character) may hold two
# cells of a table; only then is the distance between its words looked at.
WIDE_LINE = 0.5
BOLD_WEIGHT = 600
CELL_GAP = 1.0  # ems of white space that part two cells
TABLE_GAP = 0.8  # the same on a page that holds a table

# Tables are told apart by the lines drawn between their rows, in points.
TABLE_HEADING = re.compile(r"^Areas? for (?:priority action|improvement)\b", re.M)
MIN_RULE = 60.0
MAX_RULE_THICKNESS = 2.0
MAX_OBJECTS = 5_000

_FOOTNOTE_MARK = re.compile(r"(?<=[^\s\d])\d{1,2}(?=[\s.,;:)]|$)")
# Lines end at a line break, or after the mark that stands for a hyphen at a line's end.
_LINE_END = re.compile(r"(\r\n)|(?<=[\ufffe\x02])")
_WORD_BREAK = re.compile(r" +")


def give_up_rights() -> None:
    """Limit this process: memory, time, no new files, no children."""
    "".encode("utf-16-le")  # the PDF library's text needs this codec, a file, later
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def read_document(data: bytes) -> dict[str, Any]:
    """Return the child's answer for a PDF: {"pages": ...} or {"error": code}."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        code = raw.FPDF_GetLastError()
        protected = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"error": "encrypted" if protected else "damaged"}
    count = len(document)
    if count == 0:
        return {"error": "no_pages"}
    if count > MAX_PAGES:
        return {"error": "too_many_pages"}
    pages, characters, failed, in_table = [], 0, 0, False
    for index in range(count):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            failed += 1
            pages.append([0, 0, [], []])
            continue
        characters += text_page.count_chars()
        if characters > MAX_CHARACTERS:
            return {"error": "too_much_text"}
        text = text_page.get_text_range()
        in_table = in_table or bool(TABLE_HEADING.search(text))
        lines = read_lines(text_page, text, in_table=in_table)
        rules = read_rules(page) if in_table else []
        in_table = bool(rules)
        pages.append([*page.get_size(), lines, rules])
        text_page.close()
        page.close()
    if failed:
        return {"error": "damaged"}
    if characters < 20 * count:
        return {"error": "no_text"}
    return {"pages": pages}


def read_lines(text_page: Any, text: str, *, in_table: bool) -> list[list[Any]]:
    """Return a page's lines as lists in the order of Line's fields.

    Asking the library about every character would cost ten times the extraction, so
    only each line's ends and middle are asked, and more where a line looks unusual.
    """
    handle = text_page.raw
    straight = len(text) == text_page.count_chars()
    glyphs = _Glyphs(handle, in_table=in_table)
    index_of = raw.FPDFText_GetCharIndexFromTextIndex
    lines, start = [], 0
    for content in filter(None, _LINE_END.split(text)):
        stripped = content.strip()
        if stripped and stripped not in "\r\n":
            first = start + content.index(stripped[0])
            last = first + len(stripped) - 1
            if not straight:
                first, last = index_of(handle, first), index_of(handle, last)
            lines.append(glyphs.line(stripped, first, last))
        start += len(content)
    return lines


def read_rules(page: Any) -> list[float]:
    """Return the heights of thin lines drawn across a page, from the top."""
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    found = set()
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, edges))
        wide = right.value - left.value > MIN_RULE
        if wide and top.value - bottom.value < MAX_RULE_THICKNESS:
            found.add(round(bottom.value))
    return sorted(found, reverse=True)


class _Glyphs:
    """Ask one page of the PDF library about single characters."""

    def __init__(self, handle: Any, *, in_table: bool) -> None:
        self.handle = handle
        self.wide = 0.0 if in_table else WIDE_LINE
        self.gap = TABLE_GAP if in_table else CELL_GAP
        self.values = [ctypes.c_double() for _ in range(4)]
        self.refs = [ctypes.byref(value) for value in self.values]
        self.matrix = raw.FS_MATRIX()
        self.name = ctypes.create_string_buffer(80)

    def ends(self, index: int) -> tuple[float, float]:
        """Return left and right of a character."""
        raw.FPDFText_GetCharBox(self.handle, index, *self.refs)
        return self.values[0].value, self.values[1].value

    def size(self, index: int) -> float:
        """Return the font size in points as it stands on the page.

        Some PDFs set everything in size 1 and enlarge it by a matrix.
        """
        size: float = raw.FPDFText_GetFontSize(self.handle, index)
        if size < 4 and raw.FPDFText_GetMatrix(self.handle, index, self.matrix):
            size *= math.hypot(self.matrix.c, self.matrix.d)
        return size

    def is_bold(self, index: int) -> bool:
        """Tell whether a character is bold, by its font's weight or else its name."""
        if raw.FPDFText_GetFontWeight(self.handle, index) >= BOLD_WEIGHT:
            return True
        length = raw.FPDFText_GetFontInfo(
            self.handle, index, self.name, len(self.name), None
        )
        return b"bold" in self.name.raw[: min(length, len(self.name))].lower()

    def line(self, text: str, first: int, last: int) -> list[Any]:
        """Return the values of one line whose characters run from first to last."""
        handle = self.handle
        x0 = self.ends(first)[0]
        x1 = self.ends(last)[1]
        raw.FPDFText_GetCharOrigin(handle, first, self.refs[0], self.refs[1])
        y = self.values[1].value
        at = len(text) * 2 // 3
        middle = first + (at if text[at] != " " else at - 1)
        size = self.size(middle)
        bold = self.is_bold(middle) and self.is_bold(first)
        gaps: list[tuple[int, float]] = []
        if size and (x1 - x0) > self.wide * size * len(text):
            gaps = self.gaps(text, first, size)
        marks = [
            (match.start(), match.end() - match.start())
            for match in _FOOTNOTE_MARK.finditer(text)
            if self.size(first + match.start()) < 0.8 * size
        ]
        values = [round(v, 1) for v in (x0, x1, y, size)]
        return [text, *values, bold, gaps, marks]

    def gaps(self, text: str, first: int, size: float) -> list[tuple[int, float]]:
        """Return where new cells begin in a line: offset in the text and x."""
        found = []
        for match in _WORD_BREAK.finditer(text):
            before = self.ends(first + match.start() - 1)[1]
            after = self.ends(first + match.end())[0]
            if after - before > self.gap * size:
                found.append((match.end(), round(after, 1)))
        return found


def draw(data: bytes, number: str, width: str) -> bytes:
    """Return a page as a PNG so many pixels wide; a page counts from 1."""
    page = pdfium.PdfDocument(data)[int(number) - 1]
    across, down = page.get_size()
    scale = min(int(width) / across, 3 * int(width) / down)
    image = page.render(scale=scale, rev_byteorder=True)
    pixels, stride = bytes(image.buffer), image.stride
    row = image.width * image.n_channels
    rows = b"".join(
        b"\0" + pixels[start : start + row]
        for start in range(0, stride * image.height, stride)
    )
    colours = {1: 0, 3: 2, 4: 6}[image.n_channels]
    head = struct.pack(">IIBBBBB", image.width, image.height, 8, colours, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part))
        + name
        + part
        + struct.pack(">I", zlib.crc32(name + part))
        for name, part in parts
    )


def find(data: bytes, passages: str) -> bytes:
    """Return where passages stand, as boxes in shares of their page from its top left.

    In: JSON, a list of [page, first words, last words]. Out: JSON: "sizes", the width
    and height of every page in points; "found", for each passage a list of boxes
    [x, y, width, height], a box a line, empty where the words are not found.
    """
    document = pdfium.PdfDocument(data)
    texts: dict[int, _PageText] = {}
    found: list[list[list[float]]] = []
    for number, first, last in json.loads(passages):
        if not 0 < number <= len(document):
            found.append([])
            continue
        if number not in texts:
            texts[number] = _PageText(document[number - 1])
        found.append(texts[number].boxes(first, last))
    sizes = [document.get_page_size(index) for index in range(len(document))]
    return json.dumps({"sizes": sizes, "found": found}).encode()


class _PageText:
    """A page's letters and digits, and where each stands."""

    def __init__(self, page: Any) -> None:
        self.page = page  # closing it would close its text
        self.width, self.height = page.get_size()
        self.text_page = page.get_textpage()
        text = self.text_page.get_text_range()
        kept = [(at, char) for at, char in enumerate(text) if char.isalnum()]
        self.places = [at for at, _ in kept]
        self.letters = "".join(char.lower()[0] for _, char in kept)

    def boxes(self, first: str, last: str) -> list[list[float]]:
        """Return a box for each line from the first words to the last."""
        wanted, ending = _letters(first), _letters(last)
        start = self.letters.find(wanted) if wanted else -1
        if start < 0:
            return []
        end = self.letters.find(ending, start)
        end = (end + len(ending) if end >= 0 else start + len(wanted)) - 1
        handle = self.text_page.raw
        at = raw.FPDFText_GetCharIndexFromTextIndex
        begin, stop = (at(handle, self.places[place]) for place in (start, end))
        count = raw.FPDFText_CountRects(handle, begin, stop - begin + 1)
        return [self._box(handle, index) for index in range(count)]

    def _box(self, handle: Any, index: int) -> list[float]:
        edges = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetRect(handle, index, *map(ctypes.byref, edges))
        left, top, right, bottom = (edge.value for edge in edges)
        return [
            round(left / self.width, 4),
            round(1 - top / self.height, 4),
            round((right - left) / self.width, 4),
            round((top - bottom) / self.height, 4),
        ]


def _letters(words: str) -> str:
    return "".join(char.lower()[0] for char in words if char.isalnum())


def main() -> None:
    """Read the PDF on standard input and print the answer to what was asked of it."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    give_up_rights()
    if len(sys.argv) > 1:
        orders: dict[str, Callable[..., bytes]] = {"draw": draw, "find": find}
        asked = orders[sys.argv[1]]
        sys.stdout.buffer.write(asked(data, *sys.argv[2:]))
        return
    try:
        answer = read_document(data)
    except MemoryError:
        answer = {"error": "too_long"}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))


if __name__ == "__main__":
    main()
