"""Loads the latest graded inspection of each authority: dates and grades only."""

from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from inspections.management.loading.files import DATA, Row, Tally, rows_of
from inspections.models import Authority, DatePrecision, Inspection, Judgement
from inspections.publishing import publish_import
from inspections.vocabulary import Area, Grade, Kind, Reason

ILACS = (Kind.ILACS_STANDARD, Kind.ILACS_SHORT)
AREA_COLUMNS = ("overall", "leaders", "help_and_protection", "in_care", "care_leavers")
COLUMNS = (
    "urn",
    "kind",
    "inspection_start",
    "inspection_end",
    "date_precision",
    "second_start",
    "second_end",
    "published",
    "lead_inspector",
    *AREA_COLUMNS,
    "ofsted_file_id",
    "doubt",
)
SOURCE = (
    "Dates and grades are from a table of outcomes that Data to Insight made by machine"
    " from Ofsted’s reports; the report itself has not been read here."
)
FILES = "https://files.ofsted.gov.uk/v1/file/"


@transaction.atomic
def load_outcomes(
    path: Path = DATA / "latest-ilacs-outcomes.csv",
    *,
    by: User,
    at: datetime,
    note: str,
) -> Tally:
    """Publish the inspections of the table that are not there yet; touch no other.

    An inspection is known by Ofsted's file id or by authority and month.
    """
    authorities = {a.urn: a for a in Authority.objects.exclude(urn=None)}
    file_ids = set(Inspection.objects.values_list("ofsted_file_id", flat=True)) - {""}
    months = {
        (authority, ended.year, ended.month)
        for authority, ended in Inspection.objects.filter(kind__in=ILACS).values_list(
            "authority_id", "ended"
        )
    }
    made = kept = 0
    for row in rows_of(path, columns=COLUMNS):
        authority = authorities.get(row.number("urn"))
        if authority is None:
            raise row.wrong(f"no authority has the URN “{row['urn']}”.")
        ended = row.known_day("inspection_end")
        month = (authority.pk, ended.year, ended.month)
        if row["ofsted_file_id"] in file_ids or month in months:
            kept += 1
            continue
        inspection = _inspection(row, authority)
        inspection.save()
        Judgement.objects.bulk_create(_judgements(row, inspection))
        publish_import(inspection, by=by, at=at, note=note)
        made += 1
    return Tally(made, 0, kept)


def _inspection(row: Row, authority: Authority) -> Inspection:
    if row["kind"] not in ILACS:
        raise row.wrong(f"“{row['kind']}” is not a kind of graded inspection.")
    if row["date_precision"] not in DatePrecision.values:
        raise row.wrong("date_precision is day or month.")
    kind, ended = row["kind"], row.known_day("inspection_end")
    return Inspection(
        authority=authority,
        kind=kind,
        ref=Inspection.new_ref(authority=authority, kind=kind, ended=ended),
        started=row.known_day("inspection_start"),
        ended=ended,
        date_precision=row["date_precision"],
        second_started=row.day("second_start"),
        second_ended=row.day("second_end"),
        published_on=row.day("published"),
        lead_inspectors=[row["lead_inspector"]] if row["lead_inspector"] else [],
        ofsted_file_id=row["ofsted_file_id"],
        source_url=FILES + row["ofsted_file_id"] if row["ofsted_file_id"] else "",
        source_note=f"{SOURCE} {row['doubt']}".strip(),
        provenance=Inspection.Provenance.TABLE,
        is_confirmed=not row["doubt"],
    )


def _judgements(row: Row, inspection: Inspection) -> list[Judgement]:
    """Return a judgement for each area that the framework in force grades."""
    return [
        Judgement(inspection=inspection, position=place, area=area, **_grade(row, area))
        for place, area in enumerate(inspection.framework.areas, start=1)
    ]


def _grade(row: Row, area: Area) -> dict[str, str]:
    # Until January 2023 one grade covered children in care and care leavers, and the
    # table keeps it under `in_care`.
    combined = area is Area.IN_CARE_AND_CARE_LEAVERS
    written = row[Area.IN_CARE if combined else area]
    if written in Grade.values:
        return {"grade": written}
    if written in Reason.values:
        return {"missing_reason": written}
    if not written:
        return {"missing_reason": Reason.NOT_ENTERED}
    raise row.wrong(f"“{written}” is neither a grade nor a reason why there is none.")
