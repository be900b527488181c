from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from inspections.models import Inspection, PublicationStatus
from inspections.vocabulary import Polarity
from tests.factories import (
    make_finding,
    make_inspection,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db

PRAISE = (
    "Plans are clear and effective. Social workers know children very well and help "
    "them to make good progress."
)


@pytest.fixture(autouse=True)
def theme() -> Any:
    return make_theme("Plans", phrases=["plans"])


def run(**options: Any) -> str:
    out = StringIO()
    call_command("suggest_themes", stdout=out, **options)
    return out.getvalue()


def make_read(**fields: Any) -> Inspection:
    """Make an inspection as read from a report, with two rows on plans."""
    inspection = make_inspection(
        provenance=Inspection.Provenance.EXTRACTED,
        recommendations=("The quality of plans.",),
        **fields,
    )
    make_finding(inspection, text=PRAISE)
    return inspection


def themes_of(inspection: Inspection) -> list[list[str]]:
    return [
        *(
            [t.slug for t in row.themes.all()]
            for row in inspection.all_recommendations.all()
        ),
        *([t.slug for t in row.themes.all()] for row in inspection.all_findings.all()),
    ]


class TestSuggestThemes:
    def test_a_draft_gets_both(self) -> None:
        draft = make_read(status=PublicationStatus.DRAFT)
        assert run().startswith("2 rows given themes and 1 findings a polarity, in 1 ")
        assert themes_of(draft) == [["plans"], ["plans"]]
        assert draft.all_findings.get().polarity == Polarity.STRENGTH
        assert run().startswith("0 rows")

    def test_what_a_person_checked_is_left_as_it_is(self) -> None:
        draft = make_read(status=PublicationStatus.DRAFT)
        draft.provenance = Inspection.Provenance.CHECKED
        draft.save()
        run()
        assert themes_of(draft) == [[], []]

    def test_what_has_themes_keeps_them(self, theme: Any) -> None:
        draft = make_read(status=PublicationStatus.DRAFT)
        other = make_theme("Visits", phrases=["visits"])
        draft.all_recommendations.get().themes.add(other)
        run()
        assert themes_of(draft) == [["visits"], ["plans"]]

    def test_a_published_one_is_never_written_into(self) -> None:
        published = make_read()
        assert "1 published inspections were left as they are" in run()
        assert themes_of(published) == [[], []]

    def test_its_suggestions_wait_in_a_correction(self) -> None:
        published = make_read()
        make_user("petra")
        said = run(corrections=True, by="petra")
        assert "in 0 drafts and 1 corrections." in said
        assert themes_of(published) == [[], []]
        copy = Inspection.objects.get(revises=published)
        assert themes_of(copy) == [["plans"], ["plans"]]
        assert "were left" in run(corrections=True, by="petra")

    def test_a_correction_of_nothing_is_not_made(self, theme: Any) -> None:
        make_read()
        theme.phrases = ["no such words"]
        theme.save()
        for finding in Inspection.objects.get().all_findings.all():
            finding.polarity = Polarity.STRENGTH
            finding.save()
        make_user("petra")
        run(corrections=True, by="petra")
        assert not Inspection.objects.filter(revises__isnull=False).exists()

    def test_somebody_answers_for_corrections(self) -> None:
        with pytest.raises(CommandError, match="Say who answers"):
            run(corrections=True)
