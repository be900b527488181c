"""A piece of news, of whom it is, and what it is made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from inspections.models import PublishedRecord, Recommendation
from inspections.released import Values, Version
from inspections.visits import ThemeName
from inspections.vocabulary import News


@dataclass(frozen=True)
class Scope:
    """Of whom and what news is wanted; empty means everybody, everything."""

    authority: str = ""
    region: str = ""
    theme: str = ""


@dataclass(frozen=True)
class Item:
    """One piece of news. `key` never changes; `words` say what changed, in our words.

    `quote` holds the words of the report or the council that prove it, `source` who
    said them and where, `path` our page of it.
    """

    kind: News
    key: str
    at: datetime
    authority: str
    authority_slug: str
    region: str
    title: str
    words: str
    path: str
    quote: str = ""
    source: str = ""
    themes: tuple[ThemeName, ...] = ()

    @property
    def kind_label(self) -> str:
        return str(self.kind.label)

    def is_of(self, scope: Scope) -> bool:
        """Say whether it is of the council, region and theme that somebody follows."""
        return (
            scope.authority in ("", self.authority_slug)
            and scope.region in ("", self.region)
            and (not scope.theme or scope.theme in {t.slug for t in self.themes})
        )


def make_item(
    record: PublishedRecord,
    kind: News,
    version: Version,
    *,
    title: str,
    words: str,
    path: str,
    themes: tuple[ThemeName, ...],
    key: str = "",
    since: datetime | None = None,
    quote: str = "",
    source: str = "",
) -> Item:
    """Make a piece of news of a version; `since` is when what it is about came out."""
    visit: Any = getattr(record, "inspection", record)
    name = record._meta.model_name
    own = f"{name}/{record.pk}/{version.number}"
    return Item(
        kind=kind,
        key=f"{own}/{key}" if key else own,
        at=max(version.since, since) if since else version.since,
        authority=visit.authority.name,
        authority_slug=visit.authority.slug,
        region=visit.authority.region,
        title=title,
        words=words,
        path=path,
        quote=quote,
        source=source,
        themes=themes,
    )


def rows_of(version: Version | None, name: str) -> list[Values]:
    """Return the rows of one kind that a version holds."""
    rows: list[Values] = version.values.get(name, []) if version else []
    return rows


def spoken_of(versions: Iterable[tuple[Version, ...]]) -> set[int]:
    """Return the keys of the recommendations that versions speak of."""
    every = [version for own in versions for version in own]
    return {r["recommendation_id"] for v in every for r in rows_of(v, "verdicts")} | {
        row["earlier_id"] for v in every for row in rows_of(v, "restatements")
    }


def recommendations_of(wanted: Q) -> dict[int, Recommendation]:
    """Return public recommendations by key, with themes and inspections."""
    rows = with_themes(Recommendation.objects.published().filter(wanted))
    return {row.pk: row for row in rows}


def with_themes(rows: "QuerySet[Recommendation]") -> "QuerySet[Recommendation]":
    """Fetch with recommendations what `themes_of` and their addresses need."""
    return rows.select_related("inspection").prefetch_related("themes")


def themes_of(recommendations: Iterable[Recommendation]) -> tuple[ThemeName, ...]:
    """Return the themes that recommendations are about, each once."""
    found = {
        theme.slug: ThemeName(theme.name, theme.slug)
        for recommendation in recommendations
        for theme in recommendation.themes.all()
    }
    return tuple(found.values())
