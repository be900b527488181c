"""Making a PDF: what is fetched for it, and what happens where it cannot be made."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from inspections import paper
from inspections.paper import NoPaperError, is_available, pdf_of

STYLE = "css/pack-paper.css"
HEAD = '<html lang="en"><head><title>A pack</title></head><body>'


class TestPdfOf:
    def test_it_makes_a_page_of_words(self) -> None:
        made = pdf_of(f"{HEAD}<h1>Ambleford</h1></body></html>", stylesheet=STYLE)
        assert "Ambleford" in PdfReader(BytesIO(made)).pages[0].extract_text()

    @pytest.mark.parametrize(
        "asking",
        [
            '<img src="https://example.org/a.png" alt="A">',
            '<img src="file:///etc/hostname" alt="A">',
            '<img src="/static/img/mark.svg" alt="A">',
            '<link rel="stylesheet" href="https://example.org/a.css">',
            "<style>p { background: url(https://example.org/a.png) }</style><p>A</p>",
        ],
    )
    def test_it_fetches_nothing(self, asking: str) -> None:
        with pytest.raises(ValueError, match="Nothing is fetched"):
            pdf_of(f"{HEAD}{asking}</body></html>", stylesheet=STYLE)


class TestIsAvailable:
    def test_it_is_here(self) -> None:
        assert is_available()

    @pytest.mark.parametrize("error", [ImportError, OSError])
    def test_it_is_not_where_a_part_is_missing(
        self, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
    ) -> None:
        def missing(name: str) -> Any:
            raise error(name)

        paper._library.cache_clear()
        monkeypatch.setattr(paper, "import_module", missing)
        assert not is_available()
        with pytest.raises(NoPaperError):
            pdf_of(HEAD, stylesheet=STYLE)
