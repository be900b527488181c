import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from inspections.importing import pdf_child, pdf_text
from inspections.importing.pdf_text import ReportUnreadable, extract
from tests.importing.reports import ilacs
from tests.importing.sheets import assemble, body, make_pdf

WORDS = [body("Words enough to be taken for a page of a report, and then some.")]


def refusal(data: bytes) -> str:
    with pytest.raises(ReportUnreadable) as caught:
        extract(data)
    assert str(caught.value) == pdf_text.SENTENCES[caught.value.code]
    return caught.value.code


def one_page(content: bytes, *, filters: bytes, resources: bytes = b"") -> bytes:
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<<%s>>>>" % resources,
            b"<</Length %d%s>>\nstream\n%s\nendstream"
            % (len(content), filters, content),
        ]
    )


class TestExtract:
    def test_it_gives_lines_with_place_size_and_weight(self) -> None:
        (page, *_) = extract(make_pdf(*ilacs()))
        title, second = page.lines[:2]
        assert title.text == "Inspection of Barnsley"
        assert (round(title.x0), round(title.y), title.size) == (74, 748, 26)
        assert second.text == "local authority children’s services"
        heading = next(
            line for line in page.lines if line.text.startswith("The impact")
        )
        assert not heading.bold

    def test_bold_lines_are_known(self) -> None:
        pages = extract(make_pdf(*ilacs()))
        bold = [line.text for line in pages[1].lines if line.bold]
        assert "What needs to improve?" in bold

    def test_every_page_has_its_number(self) -> None:
        pages = extract(make_pdf(WORDS, WORDS, WORDS))
        assert [page.number for page in pages] == [1, 2, 3]


class TestRefusals:
    def test_an_empty_file(self) -> None:
        assert refusal(b"") == refusal(b" \n") == "empty"

    @pytest.mark.parametrize(
        "data",
        [b"<!DOCTYPE html><title>x</title>", b"\xef\xbb\xbf\n <html>", b"<HTML>"],
    )
    def test_a_web_page_under_a_pdfs_name(self, data: bytes) -> None:
        assert refusal(data) == "html"

    def test_any_other_file(self) -> None:
        assert refusal(b"PK\x03\x04 not a report") == "not_pdf"

    def test_a_file_that_was_cut_off(self) -> None:
        data = make_pdf(*ilacs())
        assert refusal(data[:200]) == "damaged"

    def test_bytes_without_sense(self) -> None:
        assert refusal(b"%PDF-1.4\n" + bytes(range(256)) * 40) == "damaged"

    def test_a_loop_of_pages(self) -> None:
        loop = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        ]
        assert refusal(assemble(loop)) in {"damaged", "no_pages"}

    def test_a_password(self) -> None:
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[]/Count 0>>",
            b"<</Filter/Standard/V 1/R 2/P -44/O<%s>/U<%s>>>"
            % (b"41" * 32, b"42" * 32),
        ]
        trailer = b"/Encrypt 3 0 R/ID[<00><00>]"
        assert refusal(assemble(objects, trailer=trailer)) == "encrypted"

    def test_pictures_of_pages(self) -> None:
        assert refusal(one_page(b"0 0 595 842 re f", filters=b"")) == "no_text"

    def test_too_many_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert (
            refusal(make_pdf(*[WORDS] * (pdf_text.MAX_PAGES + 1))) == "too_many_pages"
        )

    def test_a_file_too_large(self) -> None:
        assert refusal(b"%PDF-1.4\n" + b"0" * pdf_text.MAX_BYTES) == "too_large"

    def test_a_bomb(self) -> None:
        nested = zlib.compress(zlib.compress(b"\0" * 900_000_000, 9), 9)
        bomb = one_page(nested, filters=b"/Filter[/FlateDecode/FlateDecode]")
        assert refusal(bomb) == "too_long"

    def test_a_child_that_never_answers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_text, "MAX_SECONDS", 0.01)
        assert refusal(make_pdf(*ilacs())) == "too_long"

    def test_a_child_that_answers_nonsense(self) -> None:
        with pytest.raises(ReportUnreadable):
            pdf_text.pages_from_answer(b"nonsense", returncode=0)
        with pytest.raises(ReportUnreadable):
            pdf_text.pages_from_answer(b'{"pages":[]}', returncode=-9)


class TestHarmless:
    def test_scripts_and_attachments_are_not_run(self) -> None:
        data = make_pdf(*ilacs()).replace(
            b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app)>>", 1
        )
        assert extract(data)[0].lines[0].text == "Inspection of Barnsley"

    def test_the_child_may_open_no_file(self, tmp_path: Path) -> None:
        script = tmp_path / "child.py"
        script.write_text(
            "import importlib.util, sys\n"
            "path = sys.argv[1]\n"
            "spec = importlib.util.spec_from_file_location('reader', path)\n"
            "reader = importlib.util.module_from_spec(spec)\n"
            "sys.modules['reader'] = reader\n"
            "spec.loader.exec_module(reader)\n"
            "reader.give_up_rights()\n"
            "try:\n"
            "    open(path)\n"
            "except OSError:\n"
            "    print('refused')\n"
        )
        done = subprocess.run(
            [sys.executable, str(script), pdf_child.__file__],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "refused\n"
