"""Pages in the form of real reports, written by us: as lines or as a small PDF."""

from dataclasses import dataclass, replace

from inspections.importing.pdf_text import Line, Page

WIDTH, HEIGHT = 595.0, 842.0
TOP, LEADING = 736.0, 14.4
LEFT, HANGING = 72.0, 100.0
PLAIN_BULLETS = {0xF06E: "\u2022", 0xF02D: "\u2013", 0x25FC: "\u2022"}


@dataclass(frozen=True)
class Printed:
    """A line to print: words, place, size, weight and the space left above it."""

    text: str
    x: float = LEFT
    size: float = 12.0
    bold: bool = False
    above: float = LEADING
    y: float | None = None


def body(*lines: str, x: float = LEFT) -> list[Printed]:
    """A paragraph of the body."""
    return _paragraph(lines, x=x, hanging=x)


def numbered(*lines: str) -> list[Printed]:
    """A numbered paragraph: its first line begins with the number."""
    return _paragraph(lines, x=LEFT, hanging=HANGING)


def bullet(*lines: str, x: float = LEFT, mark: str = "\uf06e") -> list[Printed]:
    """A bullet, its later lines hanging under the first word."""
    return _paragraph((f"{mark} {lines[0]}", *lines[1:]), x=x, hanging=x + 18)


def heading(*lines: str, size: float = 14.0) -> list[Printed]:
    """A bold heading."""
    first, *rest = lines
    return [
        Printed(first, size=size, bold=True, above=28),
        *(Printed(line, size=size, bold=True, above=size * 1.3) for line in rest),
    ]


def plain(text: str, *, x: float = LEFT, size: float = 12.0) -> list[Printed]:
    """A single line that stands by itself."""
    return [Printed(text, x=x, size=size, above=26)]


def at(text: str, *, x: float, y: float, size: float = 12.0) -> list[Printed]:
    """A line at a place of its own: a table's cell, a footer, a page number."""
    return [Printed(text, x=x, y=y, size=size)]


def _paragraph(lines: tuple[str, ...], *, x: float, hanging: float) -> list[Printed]:
    first, *rest = lines
    return [
        Printed(first, x=x, above=26),
        *(Printed(line, x=hanging) for line in rest),
    ]


def placed(*parts: list[Printed]) -> list[Printed]:
    """Return the lines of a page with their heights, from the top downwards."""
    y, done = TOP + 26, []
    for line in (line for part in parts for line in part):
        if line.y is None:
            y -= line.above
            done.append(replace(line, y=y))
        else:
            done.append(line)
    return done


def make_page(
    number: int, *parts: list[Printed], rules: tuple[float, ...] = ()
) -> Page:
    """Return a page of lines as the PDF reader gives it."""
    lines = tuple(
        Line(
            text=line.text,
            x0=line.x,
            x1=line.x + 0.5 * line.size * len(line.text),
            y=line.y or 0.0,
            size=line.size,
            bold=line.bold,
        )
        for line in placed(*parts)
    )
    return Page(number=number, width=WIDTH, height=HEIGHT, lines=lines, rules=rules)


def make_pages(*pages: list[list[Printed]]) -> tuple[Page, ...]:
    """Return a report's pages, each given as its parts."""
    return tuple(make_page(n, *parts) for n, parts in enumerate(pages, start=1))


def make_pdf(*pages: list[list[Printed]]) -> bytes:
    """Return a real PDF that prints the pages in a plain font."""
    contents = [_content(placed(*parts)) for parts in pages]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        _font("Helvetica"),
        _font("Helvetica-Bold"),
    ]
    for n, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]"
            f"/Contents {6 + 2 * n} 0 R"
            "/Resources<</Font<</F 3 0 R/B 4 0 R>>>>>>".encode()
        )
        objects.append(
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)
        )
    return assemble(objects)


def assemble(objects: list[bytes], *, trailer: bytes = b"") -> bytes:
    """Return a PDF made of numbered objects, the first of them its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer)
    return out + b"startxref\n%d\n%%%%EOF" % start


def _font(name: str) -> bytes:
    return (
        f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
    ).encode()


def _content(lines: list[Printed]) -> bytes:
    parts = []
    for line in lines:
        words = line.text.translate(PLAIN_BULLETS).encode("cp1252")
        for special in (b"\\", b"(", b")"):
            words = words.replace(special, b"\\" + special)
        font = b"B" if line.bold else b"F"
        parts.append(
            b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET"
            % (font, line.size, line.x, line.y or 0.0, words)
        )
    return b"\n".join(parts)
