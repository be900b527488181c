"""Loads authorities, what became of what, and who is most like whom."""

from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from inspections.management.loading.files import DATA, BadData, Row, Tally, rows_of
from inspections.models import Authority, FormerSlug, StatisticalNeighbour
from inspections.models.changes import create_rows

COLUMNS = (
    "urn",
    "dfe_code",
    "ons_code",
    "name",
    "slug",
    "region",
    "kind",
    "valid_from",
    "valid_to",
    "predecessors",
    "statistical_neighbours",
    "other_names",
)


@transaction.atomic
def load_authorities(
    path: Path = DATA / "authorities.csv", *, update: bool = True
) -> Tally:
    """Make the authorities that are missing and, if asked, update the others in place.

    An authority is known by its URN, or by its address where it has none. Raises
    BadData, and writes nothing, where a line is wrong.
    """
    rows = list(rows_of(path, columns=COLUMNS))
    standing = _Standing(list(Authority.objects.all()))
    by_slug: dict[str, Authority] = {}
    new: list[Authority] = []
    written: list[Row] = []
    changed: set[str] = set()
    for row in rows:
        authority = standing.find(row)
        values = _values(row)
        if authority is None:
            new.append(authority := Authority(**values))
            written.append(row)
        elif update:
            written.append(row)
            if _change(authority, values):
                changed.add(row["slug"])
        by_slug[row["slug"]] = authority
    _make(new)
    by_code = {r["dfe_code"]: by_slug[r["slug"]] for r in rows if not r["valid_to"]}
    for row in written:
        if _relate(row, by_slug, by_code):
            changed.add(row["slug"])
    changed -= {authority.slug for authority in new}
    return Tally(len(new), len(changed), len(rows) - len(new) - len(changed))


class _Standing:
    """The authorities already there, found by URN and by address."""

    def __init__(self, authorities: list[Authority]) -> None:
        self.by_urn = {a.urn: a for a in authorities if a.urn}
        self.by_slug = {a.slug: a for a in authorities}

    def find(self, row: Row) -> Authority | None:
        urn = row.number("urn")
        return (self.by_urn.get(urn) if urn else None) or self.by_slug.get(row["slug"])


def _values(row: Row) -> dict[str, Any]:
    if row["region"] not in Authority.Region.values:
        raise row.wrong(f"“{row['region']}” is not one of the nine regions.")
    if row["kind"] not in Authority.Kind.values:
        raise row.wrong(f"“{row['kind']}” is not a kind of authority.")
    for column in ("dfe_code", "name", "slug"):
        if not row[column]:
            raise row.wrong(f"{column} is empty.")
    return {
        "urn": row.number("urn"),
        "valid_from": row.day("valid_from"),
        "valid_to": row.day("valid_to"),
        "other_names": row.words("other_names"),
    } | {
        column: row[column]
        for column in ("dfe_code", "ons_code", "name", "slug", "region", "kind")
    }


def _change(authority: Authority, values: dict[str, Any]) -> bool:
    """Write the values that differ, and let an old address redirect."""
    differing = [
        name for name, value in values.items() if getattr(authority, name) != value
    ]
    if "slug" in differing:
        FormerSlug.objects.get_or_create(
            slug=authority.slug, defaults={"authority": authority}
        )
    for name in differing:
        setattr(authority, name, values[name])
    if differing:
        authority.save(update_fields=differing)
    return bool(differing)


def _make(authorities: list[Authority]) -> None:
    try:
        with transaction.atomic():
            create_rows(Authority, authorities)
    except IntegrityError as error:
        raise BadData(
            "An authority of the list has the name, code or URN of another one that is"
            f" already there under a different address ({error})."
        ) from error


def _relate(
    row: Row, by_slug: dict[str, Authority], by_code: dict[str, Authority]
) -> bool:
    """Write predecessors and neighbours where they differ; say whether they did."""
    authority = by_slug[row["slug"]]
    try:
        predecessors = {by_slug[slug].pk for slug in row.words("predecessors")}
        neighbours = [by_code[c].pk for c in row.words("statistical_neighbours")]
    except KeyError as error:
        raise row.wrong(f"the list has no authority {error}.") from error
    changed = False
    if set(authority.predecessors.values_list("pk", flat=True)) != predecessors:
        authority.predecessors.set(predecessors)
        changed = True
    held = authority.statistical_neighbours.order_by("position")
    if list(held.values_list("neighbour_id", flat=True)) != neighbours:
        held.delete()
        create_rows(
            StatisticalNeighbour,
            (
                StatisticalNeighbour(
                    authority=authority, neighbour_id=pk, position=place
                )
                for place, pk in enumerate(neighbours, start=1)
            ),
        )
        changed = True
    return changed
