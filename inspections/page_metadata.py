"""What a record's page says of itself: how to cite it, share it, and find its files.

The one place from which citations, share tags and data for search engines are made.
Values in, a frozen `RecordPage` out.
"""

from dataclasses import dataclass
from typing import Any

from inspections.citations import STYLES, Cited, Style, quotation


@dataclass(frozen=True)
class Written:
    """A citation in one style, and the ending of its file where it has one."""

    style: Style
    text: str


@dataclass(frozen=True)
class RecordPage:
    """One page of a record, as it is named elsewhere.

    `path` is that of the state of now. `names` has the name and parameters of the
    pages that belong to it, by what they are: csv, json, embed, card.
    """

    path: str
    cited: Cited
    description: str
    data: dict[str, Any]
    names: dict[str, tuple[str, tuple[object, ...]]]
    is_article: bool = False

    @property
    def title(self) -> str:
        return self.cited.title

    @property
    def citations(self) -> tuple[Written, ...]:
        """The citation in each style."""
        return tuple(
            Written(style, style.write(self.cited)) for style in STYLES.values()
        )

    @property
    def quotation(self) -> str:
        """The quoted words with their page, or nothing where none are quoted."""
        return quotation(self.cited) if self.cited.quotation else ""

    def file_path(self, ending: str) -> str:
        """Return the path of a file of this page: the same path with an ending."""
        path, _, query = self.path.partition("?")
        return f"{path.rstrip('/')}.{ending}" + (f"?{query}" if query else "")

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """The `citation_…` tags that reference managers read: of the primary source."""
        if not self.cited.sources:
            return ()
        source = self.cited.sources[0]
        published = f"{source.published:%Y/%m/%d}" if source.published else ""
        page = str(source.page or "")
        tags = [
            ("citation_title", source.title),
            *(("citation_author", author) for author in source.authors),
            ("citation_publication_date", published),
            ("citation_technical_report_institution", source.authors[0]),
            ("citation_technical_report_number", source.number),
            ("citation_firstpage", page),
            ("citation_language", "en-GB"),
            ("citation_public_url", source.address),
        ]
        return tuple((name, value) for name, value in tags if value)
