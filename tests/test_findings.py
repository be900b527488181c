"""Tests of what a report says, section by section."""

import pytest

from inspections.findings import findings_of
from inspections.models import PublicationStatus
from tests.factories import NOON, make_finding, make_inspection, make_theme

pytestmark = pytest.mark.django_db


class TestFindingsOf:
    def test_they_stand_by_section_in_the_reports_order(self) -> None:
        inspection = make_inspection()
        make_finding(inspection, text="First.", section="Help")
        make_finding(inspection, text="Second.", section="Care")
        make_finding(inspection, text="Third.", section="Care")
        sections = findings_of(inspection)
        assert [section.heading for section in sections] == ["Help", "Care"]
        assert [f.passage.text for f in sections[1].findings] == ["Second.", "Third."]

    def test_each_has_its_paragraph_and_page(self) -> None:
        inspection = make_inspection()
        make_finding(inspection, paragraph=17, page=9)
        (section,) = findings_of(inspection)
        passage = section.findings[0].passage
        assert (passage.paragraph, passage.page) == (17, 9)

    def test_of_one_theme_they_are_those_about_it(self) -> None:
        inspection = make_inspection()
        make_finding(inspection, text="Plans are late.", section="Care")
        about = make_finding(inspection, text="Neglect is missed.", polarity="concern")
        family = make_finding(inspection, text="One family.", is_case_study=True)
        theme = make_theme()
        about.themes.add(theme)
        family.themes.add(theme)
        (section,) = findings_of(inspection, theme=theme.slug)
        (found,) = section.findings
        assert found.passage.text == "Neglect is missed."
        assert found.is_classified
        assert section.has_readings

    def test_a_report_without_findings_has_no_sections(self) -> None:
        assert findings_of(make_inspection()) == ()

    def test_it_hides_what_was_retired_and_what_is_a_draft(self) -> None:
        inspection = make_inspection()
        make_finding(inspection, retired_at=NOON)
        assert findings_of(inspection) == ()
        draft = make_inspection(
            inspection.authority, kind="jtai", status=PublicationStatus.DRAFT
        )
        make_finding(draft)
        assert findings_of(draft) == ()
