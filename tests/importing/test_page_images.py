"""Pages as pictures, and where a passage stands on them, from the limited child."""

import struct

import pytest

from inspections.importing import ReportUnreadable
from inspections.importing.page_images import draw_page, find_passages
from tests.importing.sheets import HEIGHT, WIDTH, body, heading, make_pdf

PDF = make_pdf(
    [heading("Findings"), body("Plans are made in good time and", "are kept.")],
    [body("Visits are late.")],
)


class TestDrawPage:
    def test_it_is_a_png_as_wide_as_asked(self) -> None:
        image = draw_page(PDF, page=1, width=300)
        assert image is not None
        assert image.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", image[16:24])
        assert width == 300
        assert height == pytest.approx(300 * HEIGHT / WIDTH, abs=1)

    def test_a_page_that_is_not_there_cannot_be_drawn(self) -> None:
        assert draw_page(PDF, page=3) is None

    def test_a_broken_file_cannot_be_drawn(self) -> None:
        assert draw_page(b"%PDF-1.7\nbroken", page=1) is None

    def test_what_is_no_pdf_is_refused(self) -> None:
        with pytest.raises(ReportUnreadable, match="web page"):
            draw_page(b"<html>", page=1)


class TestFindPassages:
    def test_a_passage_has_a_box_a_line(self) -> None:
        located = find_passages(
            PDF, [(1, "Plans are made in good time and are kept."), (1, "Findings")]
        )
        plans, findings = located.boxes
        assert len(plans) == 2
        assert len(findings) == 1
        assert plans[0].y < plans[1].y
        assert findings[0].y < plans[0].y
        assert plans[0].x == pytest.approx(72 / WIDTH, abs=0.01)

    def test_it_is_found_whatever_the_case_and_the_marks(self) -> None:
        located = find_passages(PDF, [(1, "• plans are made, in good-time")])
        assert located.boxes[0]

    def test_words_that_are_elsewhere_are_not_marked(self) -> None:
        located = find_passages(PDF, [(1, "Visits are late."), (9, "Visits"), (1, "")])
        assert located.boxes == ((), (), ())

    def test_it_tells_the_size_of_each_page(self) -> None:
        assert find_passages(PDF, []).pages == ((WIDTH, HEIGHT), (WIDTH, HEIGHT))

    def test_a_broken_file_has_no_pages(self) -> None:
        located = find_passages(b"%PDF-1.7\nbroken", [(1, "Plans")])
        assert located.pages == ()
        assert located.boxes == ((),)
