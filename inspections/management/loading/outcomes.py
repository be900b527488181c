"""Tables of outcomes into inspections that have days and grades only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.importing.drafts import SAME_VISIT
from inspections.importing.outcome_tables import (
    Outcome,
    OutcomeTable,
    Remark,
    RowRefused,
    read_table,
)
from inspections.management.loading.files import DATA, BadData, Tally
from inspections.models import Authority, Inspection, Judgement
from inspections.models.changes import create_rows, one_change
from inspections.publishing import CannotPublish, publish_import
from inspections.vocabulary import Kind

ILACS = (Kind.ILACS_STANDARD, Kind.ILACS_SHORT)
LATEST = DATA / "latest-ilacs-outcomes.csv"
SOURCE = "Dates and grades are from {table}; the report itself has not been read here."
OUR_TABLE = (
    "a table of outcomes that Data to Insight made by machine from Ofsted’s reports"
)


@dataclass(frozen=True)
class Loaded:
    """What became of a table: how many rows went in, and what to say of the others.

    `differences` are sentences about visits that stand already, but not as the table
    has them; they were left as they were.
    """

    tally: Tally
    refusals: tuple[Remark, ...]
    differences: tuple[Remark, ...]


def load_latest(
    path: Path = LATEST, *, by: AbstractBaseUser, at: datetime, note: str
) -> Tally:
    """Publish the inspections of our own table that are not there yet.

    Raises BadData at the first row that cannot go in.
    """
    loaded = load_outcomes(
        read_table(path), source=OUR_TABLE, publish_by=by, at=at, note=note
    )
    for refusal in loaded.refusals:
        raise BadData(f"{path.name}, line {refusal.line}: {refusal.sentence}")
    return loaded.tally


@transaction.atomic
def load_outcomes(
    table: OutcomeTable,
    *,
    source: str,
    at: datetime,
    note: str,
    publish_by: AbstractBaseUser | None = None,
) -> Loaded:
    """Make an inspection of each row whose visit is not there yet; touch no other.

    `source` says in a few words where the table is from. The inspections are drafts,
    or published at once by `publish_by`. A row that cannot go in leaves nothing behind.
    """
    authorities = _Authorities(Authority.objects.all())
    refusals = list(table.refusals)
    differences: list[Remark] = []
    made = kept = 0
    for outcome in table.outcomes:
        try:
            authority = authorities.of(outcome)
            standing = _standing(outcome, authority)
            if standing is None:
                with one_change(by=publish_by, reason=note):
                    _make(
                        outcome,
                        authority,
                        source=source,
                        publish_by=publish_by,
                        at=at,
                        note=note,
                    )
                made += 1
            else:
                kept += 1
                differences += _differences(outcome, standing)
        except RowRefused as refused:
            refusals.append(Remark(outcome.line, str(refused)))
    refusals.sort(key=lambda refusal: refusal.line)
    return Loaded(Tally(made, 0, kept), tuple(refusals), tuple(differences))


class _Authorities:
    """The authorities that rows may name by URN or DfE code."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self.by_urn: dict[int, Authority] = {}
        self.by_code: dict[str, list[Authority]] = {}
        for authority in authorities:
            if authority.urn is not None:
                self.by_urn[authority.urn] = authority
            self.by_code.setdefault(authority.dfe_code, []).append(authority)

    def of(self, outcome: Outcome) -> Authority:
        """Return the authority that a row names, if it existed on the day."""
        authority = self.by_urn.get(outcome.urn) if outcome.urn else None
        if authority is None:
            return self._by_code(outcome)
        if outcome.la_code not in ("", *_codes(authority)):
            raise RowRefused(
                f"urn {outcome.urn} is {authority} (la_code {authority.dfe_code}), but"
                f" la_code is {outcome.la_code}."
            )
        if not _existed(authority, outcome):
            raise RowRefused(
                f"{authority} did not answer for children’s services on"
                f" {outcome.started:%d/%m/%Y}, {_lifetime(authority)}: the inspection"
                " was of the council before or after it."
            )
        return authority

    def _by_code(self, outcome: Outcome) -> Authority:
        """Return the authority that held a DfE code on the day."""
        found = [
            authority
            for authority in self.by_code.get(outcome.la_code, [])
            if _existed(authority, outcome)
            and (outcome.urn is None or authority.urn is None)
        ]
        if len(found) == 1:
            return found[0]
        if outcome.urn is not None:
            raise RowRefused(f"No authority has the URN {outcome.urn}.")
        raise RowRefused(
            f"{len(found) or 'No'} authorities had the la_code {outcome.la_code} on"
            f" {outcome.started:%d/%m/%Y}."
        )


def _codes(authority: Authority) -> list[str]:
    """Return an authority's DfE code and its predecessors'; some tables keep those."""
    before = authority.predecessors.values_list("dfe_code", flat=True)
    return [authority.dfe_code, *before]


def _existed(authority: Authority, outcome: Outcome) -> bool:
    first, last = authority.valid_from, authority.valid_to
    day = outcome.started
    return (first is None or first <= day) and (last is None or day <= last)


def _lifetime(authority: Authority) -> str:
    first, last = authority.valid_from, authority.valid_to
    parts = [f"from {first:%d/%m/%Y}"] if first else []
    parts += [f"to {last:%d/%m/%Y}"] if last else []
    return f"only {' '.join(parts)}"


def _standing(outcome: Outcome, authority: Authority) -> Inspection | None:
    """Return the record of a row's visit, whatever became of it, withdrawn or not."""
    visits = Inspection.objects.filter(revises__isnull=True)
    standing = visits.filter(
        authority=authority,
        kind__in=ILACS,
        started__lte=outcome.last_day + SAME_VISIT,
        ended__gte=outcome.started - SAME_VISIT,
    ).first()
    if outcome.file_id:
        of_file = visits.filter(ofsted_file_id=outcome.file_id).first()
        if of_file and of_file != standing:
            raise RowRefused(f"Ofsted’s file {outcome.file_id} is that of {of_file}.")
    return standing


def _differences(outcome: Outcome, standing: Inspection) -> list[Remark]:
    """Say where a record is not as the table has it; nothing where it is."""
    held = {
        judgement.area: judgement.get_grade_display()
        or judgement.get_missing_reason_display()
        for judgement in standing.all_judgements.filter(retired_at__isnull=True)
    }
    pairs = [
        (
            "the first day",
            f"{standing.started:%d/%m/%Y}",
            f"{outcome.started:%d/%m/%Y}",
        ),
        ("the last day", f"{standing.ended:%d/%m/%Y}", f"{outcome.ended:%d/%m/%Y}"),
    ]
    pairs += [
        (f"‘{read.area.label}’", held.get(read.area, "missing"), read.grade.label)
        for read in outcome.grades
        if read.grade
    ]
    unlike = [
        f"{what} is {here} here and {there} in the table"
        for what, here, there in pairs
        if here != there
    ]
    if not unlike:
        return []
    sentence = f"{standing.ref} stands and was left as it was: {'; '.join(unlike)}."
    return [Remark(outcome.line, sentence)]


@transaction.atomic
def _make(
    outcome: Outcome,
    authority: Authority,
    *,
    source: str,
    publish_by: AbstractBaseUser | None,
    at: datetime,
    note: str,
) -> None:
    """Make an inspection with its judgements and publish it if asked, or refuse."""
    inspection = _inspection(outcome, authority, source=source)
    try:
        inspection.full_clean(exclude=["authority"])
        inspection.save()
        create_rows(
            Judgement,
            (
                Judgement(
                    inspection=inspection,
                    position=position,
                    area=read.area,
                    grade=read.grade or "",
                    missing_reason=read.missing_reason or "",
                )
                for position, read in enumerate(outcome.grades, start=1)
            ),
        )
        if publish_by:
            publish_import(inspection, by=publish_by, at=at, note=note)
    except ValidationError as error:
        raise RowRefused(" ".join(error.messages)) from error
    except CannotPublish as error:
        raise RowRefused(str(error)) from error


def _inspection(outcome: Outcome, authority: Authority, *, source: str) -> Inspection:
    return Inspection(
        authority=authority,
        kind=outcome.kind,
        ref=Inspection.new_ref(
            authority=authority, kind=outcome.kind, ended=outcome.ended
        ),
        started=outcome.started,
        ended=outcome.ended,
        date_precision=outcome.precision,
        second_started=outcome.second_started,
        second_ended=outcome.second_ended,
        published_on=outcome.published,
        lead_inspectors=[outcome.lead_inspector] if outcome.lead_inspector else [],
        ofsted_file_id=outcome.file_id,
        source_url=outcome.address,
        source_note=" ".join([SOURCE.format(table=source), *outcome.doubts]),
        provenance=Inspection.Provenance.TABLE,
        is_confirmed=not outcome.doubts,
    )
