"""How to cite a record: the primary source first, with its own date, then this page.

Harvard, plain words, a wiki's template, BibTeX and RIS. Pure: what is cited comes in
as values, and a string goes out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """What a record rests on: a report, or what a council published.

    `authors` are organisations; `happened` says in words when the visit was;
    `published` is the source's own date, never today's; `number` is its publisher's.
    """

    authors: tuple[str, ...]
    title: str
    published: date | None = None
    happened: str = ""
    page: int | None = None
    address: str = ""
    number: str = ""


@dataclass(frozen=True)
class Cited:
    """A public record as it is cited: its sources, and this site's page of it.

    `as_at` is the day whose state the page shows; `accessed` the day of reading.
    """

    title: str
    ref: str
    address: str
    site: str
    as_at: date
    accessed: date
    sources: tuple[Source, ...]
    quotation: str = ""


@dataclass(frozen=True)
class Style:
    """One way to cite: its code in addresses, its name, and how a file of it is sent.

    `write` gives the text; a style without `extension` is shown, not downloaded.
    """

    code: str
    label: str
    write: Callable[[Cited], str]
    content_type: str = "text/plain"
    extension: str = ""


def harvard(cited: Cited) -> str:
    """Return one paragraph a source, in the Harvard style, and this page at the end."""
    sources = " ".join(_harvard_source(source) for source in cited.sources)
    return f"{sources} {_summarised(cited)}"


def plain(cited: Cited) -> str:
    """Return the citation in everyday words, for a story or an e-mail."""
    sources = "; ".join(_plain_source(source) for source in cited.sources)
    return (
        f"{sources}. See {cited.title}, {cited.site}, as at {_day(cited.as_at)}: "
        f"{cited.address}"
    )


def wiki(cited: Cited) -> str:
    """Return a {{cite report}} for each source, whose archive is this page."""
    return "\n".join(_wiki_source(source, cited) for source in cited.sources)


def bibtex(cited: Cited) -> str:
    """Return a BibTeX entry for each source, and one for this page."""
    key = re.sub(r"[^a-z0-9]+", "-", cited.ref.lower()).strip("-")
    entries = [
        _bibtex_entry(
            "techreport",
            f"{key}-source-{place}" if len(cited.sources) > 1 else f"{key}-source",
            {
                "author": " and ".join(f"{{{_tex(a)}}}" for a in source.authors),
                "title": f"{{{_tex(source.title)}}}",
                "institution": _tex(source.authors[0]) if source.authors else "",
                "number": _tex(source.number),
                "year": str(source.published.year) if source.published else "",
                "month": str(source.published.month) if source.published else "",
                "pages": str(source.page or ""),
                "note": _tex(source.happened),
                "url": source.address,
            },
        )
        for place, source in enumerate(cited.sources, 1)
    ]
    entries.append(
        _bibtex_entry(
            "online",
            key,
            {
                "author": f"{{{_tex(cited.site)}}}",
                "title": f"{{{_tex(cited.title)}}}",
                "year": str(cited.as_at.year),
                "note": _tex(f"Ref. {cited.ref}, as at {_day(cited.as_at)}"),
                "url": cited.address,
                "urldate": cited.accessed.isoformat(),
            },
        )
    )
    return "\n\n".join(entries) + "\n"


def ris(cited: Cited) -> str:
    """Return a RIS record for each source, and one for this page, CRLF at line ends."""
    records = [
        [
            ("TY", "RPRT"),
            *(("AU", author) for author in source.authors),
            ("TI", source.title),
            ("PY", str(source.published.year) if source.published else ""),
            ("DA", f"{source.published:%Y/%m/%d}" if source.published else ""),
            ("PB", source.authors[0] if source.authors else ""),
            ("IS", source.number),
            ("SP", str(source.page or "")),
            ("N1", source.happened),
            ("UR", source.address),
            ("ER", ""),
        ]
        for source in cited.sources
    ]
    records.append(
        [
            ("TY", "ELEC"),
            ("AU", cited.site),
            ("TI", cited.title),
            ("PY", str(cited.as_at.year)),
            ("DA", f"{cited.as_at:%Y/%m/%d}"),
            ("N1", f"Ref. {cited.ref}, as at {_day(cited.as_at)}"),
            ("Y2", f"{cited.accessed:%Y/%m/%d}"),
            ("UR", cited.address),
            ("ER", ""),
        ]
    )
    return "".join(
        f"{tag}  - {_one_line(value)}\r\n"
        for record in records
        for tag, value in record
        if value or tag == "ER"
    )


STYLES: dict[str, Style] = {
    style.code: style
    for style in (
        Style("harvard", "Harvard", harvard),
        Style("plain", "Plain words", plain),
        Style("wiki", "Wikipedia", wiki),
        Style("bibtex", "BibTeX", bibtex, "application/x-bibtex", "bib"),
        Style("ris", "RIS", ris, "application/x-research-info-systems", "ris"),
    )
}


def quotation(cited: Cited) -> str:
    """Return the quoted words with their page and source, ready to paste."""
    source = cited.sources[0]
    place = f", p. {source.page}" if source.page else ""
    return (
        f"“{_one_line(cited.quotation)}” ({' and '.join(source.authors)}, "
        f"{source.title}, {_published(source)}{place}; {cited.address})"
    )


def _harvard_source(source: Source) -> str:
    year = str(source.published.year) if source.published else "no date"
    parts = [f"{_and(source.authors)} ({year}) {source.title}"]
    parts += [words for words in (source.happened, _published(source)) if words]
    if source.page:
        parts.append(f"p. {source.page}")
    address = f" {source.address}" if source.address else ""
    return ", ".join(parts) + f".{address}"


def _plain_source(source: Source) -> str:
    words = [f"{_and(source.authors)}, {source.title}"]
    words += [part for part in (source.happened, _published(source)) if part]
    if source.page:
        words.append(f"page {source.page}")
    return ", ".join(words)


def _wiki_source(source: Source, cited: Cited) -> str:
    fields = {
        "author": _and(source.authors),
        "title": source.title,
        "date": _day(source.published) if source.published else "",
        "page": str(source.page or ""),
        "id": source.number,
        "url": source.address or cited.address,
        "access-date": _day(cited.accessed),
        "via": cited.site,
        "quote": _one_line(cited.quotation),
    }
    written = "".join(
        f" |{name}={_in_template(value)}" for name, value in fields.items() if value
    )
    return f"{{{{cite report{written}}}}}"


def _summarised(cited: Cited) -> str:
    return (
        f"Summarised at {cited.site}, ref. {cited.ref}, as at {_day(cited.as_at)}, "
        f"{cited.address} [accessed {_day(cited.accessed)}]."
    )


def _published(source: Source) -> str:
    return f"published {_day(source.published)}" if source.published else "not dated"


def _bibtex_entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = "".join(
        f"  {name} = {{{value}}},\n" for name, value in fields.items() if value
    )
    return f"@{kind}{{{key},\n{lines}}}"


_TEX = {
    "\\": r"\textbackslash{}",
    **{char: f"\\{char}" for char in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _tex(words: str) -> str:
    """Return words that BibTeX reads as words."""
    return "".join(_TEX.get(char, char) for char in _one_line(words))


def _in_template(words: str) -> str:
    """Return words that cannot end a template's field or the template."""
    return words.replace("}}", "&#125;&#125;").replace("|", "{{!}}")


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _and(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
