"""Turn a PDF into pages of lines, inside a child process that can do no harm.

The only module that knows the PDF library. Run as a script it is the child: it takes
the PDF on standard input, gives up what it does not need (memory, time, files,
children) and prints one JSON answer. Imported, `extract` starts such a child for one
report and never opens the PDF itself. Only the standard library and the PDF library
are imported, because the child runs isolated from the rest of the project.
"""

import ctypes
import json
import math
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MAX_BYTES = 40_000_000
MAX_PAGES = 300
MAX_CHARACTERS = 3_000_000
MAX_MEMORY = 768 * 1024 * 1024
MAX_CPU_SECONDS = 20
MAX_SECONDS = 60
MAX_ANSWER = 40_000_000

# A line this wide for its number of characters (in ems a character) may hold two
# cells of a table; only then is the distance between its words looked at.
WIDE_LINE = 0.5
CELL_GAP = 1.0  # ems of white space that part two cells

SENTENCES = {
    "empty": "The file is empty: download the report again and upload that copy.",
    "too_large": (
        f"The file is larger than {MAX_BYTES // 1_000_000} MB, far more than a report "
        "needs: upload the report alone."
    ),
    "html": (
        "The file is a web page saved under a PDF's name: open the page, download "
        "the report itself and upload that."
    ),
    "not_pdf": "The file is not a PDF: download the report again as a PDF.",
    "encrypted": (
        "The PDF is protected by a password: save a copy without one and upload that."
    ),
    "damaged": (
        "The PDF is damaged or was cut off while downloading: download it again."
    ),
    "no_pages": "The PDF has no pages: download the report again.",
    "too_many_pages": (
        f"The PDF has more than {MAX_PAGES} pages, so it is no inspection report: "
        "upload the report alone."
    ),
    "no_text": (
        "The PDF holds pictures of pages but no text: find a copy with text, or run "
        "text recognition over it first, or enter the report by hand."
    ),
    "too_much_text": (
        "The PDF unpacks to far more text than any report has: check where it came "
        "from, and enter the report by hand if it is right."
    ),
    "too_long": (
        "Reading the PDF took too long or too much memory, so it was stopped: "
        "download it again, and enter the report by hand if that does not help."
    ),
}

_FOOTNOTE_MARK = re.compile(r"(?<=[^\s\d])\d{1,2}(?=[\s.,;:)]|$)")
_WORD_BREAK = re.compile(r" +")


class ReportUnreadable(Exception):
    """A file that cannot be read; the message is one sentence that says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page as the PDF holds it; lengths in points, y from the foot.

    `gaps` are offsets in the text where a new table cell begins, each with its x;
    `marks` are offsets and lengths of footnote marks.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    first_size: float
    bold: bool
    gaps: tuple[tuple[int, float], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points and its lines in stream order."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


def extract(data: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF given as bytes.

    Raises ReportUnreadable, with a sentence for the person who uploaded it, where the
    file is not a readable PDF with text inside the limits above.
    """
    refuse_by_content(data)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__).resolve())],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise ReportUnreadable("too_long") from None
    return pages_from_answer(done.stdout, returncode=done.returncode)


def refuse_by_content(data: bytes) -> None:
    """Raise ReportUnreadable for bytes that need no PDF library to be refused."""
    if not data.strip():
        raise ReportUnreadable("empty")
    if len(data) > MAX_BYTES:
        raise ReportUnreadable("too_large")
    if b"%PDF-" in data[:1024]:
        return
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks_like_html = start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head"))
    raise ReportUnreadable("html" if looks_like_html else "not_pdf")


def pages_from_answer(answer: bytes, *, returncode: int) -> tuple[Page, ...]:
    """Return the pages in a child's answer, or raise for a refusal or a dead child."""
    if len(answer) > MAX_ANSWER:
        raise ReportUnreadable("too_much_text")
    try:
        said = json.loads(answer)
    except ValueError:
        said = None
    if not isinstance(said, dict) or returncode != 0:
        raise ReportUnreadable("too_long")
    if "error" in said:
        raise ReportUnreadable(said["error"])
    return tuple(
        Page(
            number=number,
            width=width,
            height=height,
            lines=tuple(
                Line(
                    *values[:7],
                    gaps=tuple((at, x) for at, x in values[7]),
                    marks=tuple((at, length) for at, length in values[8]),
                )
                for values in lines
            ),
        )
        for number, (width, height, lines) in enumerate(said["pages"], start=1)
    )


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
    pages, characters, failed = [], 0, 0
    for index in range(count):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            failed += 1
            pages.append([0, 0, []])
            continue
        characters += text_page.count_chars()
        if characters > MAX_CHARACTERS:
            return {"error": "too_much_text"}
        pages.append([*page.get_size(), read_lines(text_page)])
        text_page.close()
        page.close()
    if failed:
        return {"error": "damaged"}
    if characters < 20 * count:
        return {"error": "no_text"}
    return {"pages": pages}


def read_lines(text_page: Any) -> list[list[Any]]:
    """Return a page's lines as lists in the order of Line's fields.

    Asking the library about every character would cost ten times the extraction, so
    only each line's ends and middle are asked, and more where a line looks unusual.
    """
    text = text_page.get_text_range()
    handle = text_page.raw
    straight = len(text) == text_page.count_chars()
    glyphs = _Glyphs(handle)
    lines, start = [], 0
    for content in text.split("\r\n"):
        length = len(content)
        stripped = content.strip()
        if stripped:
            first = start + content.index(stripped[0])
            last = first + len(stripped) - 1
            if straight:
                lines.append(glyphs.line(stripped, first, last))
            else:
                at = raw.FPDFText_GetCharIndexFromTextIndex
                lines.append(glyphs.line(stripped, at(handle, first), at(handle, last)))
        start += length + 2
    return lines


class _Glyphs:
    """Ask one page of the PDF library about single characters."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.values = [ctypes.c_double() for _ in range(4)]
        self.refs = [ctypes.byref(value) for value in self.values]
        self.matrix = raw.FS_MATRIX()

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
        bold = (
            raw.FPDFText_GetFontWeight(handle, middle) >= 600
            and raw.FPDFText_GetFontWeight(handle, first) >= 600
        )
        first_size = self.size(first)
        gaps: list[tuple[int, float]] = []
        if size and (x1 - x0) > WIDE_LINE * size * len(text):
            gaps = self.gaps(text, first, size)
        marks = [
            (match.start(), match.end() - match.start())
            for match in _FOOTNOTE_MARK.finditer(text)
            if self.size(first + match.start()) < 0.8 * size
        ]
        values = [round(v, 1) for v in (x0, x1, y, size, first_size)]
        return [text, *values, bold, gaps, marks]

    def gaps(self, text: str, first: int, size: float) -> list[tuple[int, float]]:
        """Return where new cells begin in a line: offset in the text and x."""
        found = []
        for match in _WORD_BREAK.finditer(text):
            before = self.ends(first + match.start() - 1)[1]
            after = self.ends(first + match.end())[0]
            if after - before > CELL_GAP * size:
                found.append((match.end(), round(after, 1)))
        return found


def main() -> None:
    """Read the PDF on standard input and print the answer."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    give_up_rights()
    try:
        answer = read_document(data)
    except MemoryError:
        answer = {"error": "too_long"}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))


if __name__ == "__main__":
    main()
