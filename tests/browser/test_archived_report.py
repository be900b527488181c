"""An archived report in the browser's own PDF viewer, under its strict policy."""

from django.core.files.base import ContentFile
from playwright.sync_api import Frame, Page, expect

from inspections.models import ReportFile
from tests.factories import make_inspection
from tests.importing.reports import ilacs
from tests.importing.sheets import make_pdf


def viewer_of(page: Page) -> Frame:
    """Return the frame of the browser's own viewer, which begins a little later."""
    for _ in range(50):
        for frame in page.frames:
            if frame.url.startswith("chrome-extension://"):
                return frame
        page.wait_for_timeout(100)
    raise AssertionError("The browser did not open its PDF viewer.")


class TestArchivedReport:
    def test_the_viewer_opens_it_at_a_page(
        self, transactional_db: None, page: Page
    ) -> None:
        report = ReportFile(sha256="b" * 64, original_name="r.pdf", size=1, pages=3)
        report.file.save("r.pdf", ContentFile(make_pdf(*ilacs())))
        inspection = make_inspection(report_file=report)
        page.goto(f"{inspection.get_absolute_url()}report.pdf#page=2")
        expect(viewer_of(page).locator("#pageSelector")).to_have_value("2")
