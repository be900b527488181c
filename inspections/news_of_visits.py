"""News of inspections: published here, corrected, and what they say became of others.

Nothing of a record that is withdrawn, nor of a version that must not be shown again, so
that what was told of it before is gone from here too.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q
from django.urls import reverse

from inspections.models import Inspection, Recommendation
from inspections.news_items import (
    Item,
    make_item,
    recommendations_of,
    rows_of,
    spoken_of,
    themes_of,
)
from inspections.released import Version, versions_of
from inspections.visits import ThemeName
from inspections.vocabulary import News, Verdict


def of_inspections(keys: Iterable[int]) -> Iterator[Item]:
    """Tell what public inspections are, found, and were corrected in; queries."""
    inspections = list(
        Inspection.objects.published().filter(pk__in=keys).select_related("authority")
    )
    versions = versions_of(inspections)
    asked = recommendations_of(
        Q(inspection__in=keys) | Q(pk__in=spoken_of(versions.values()))
    )
    own: dict[int, list[Recommendation]] = {}
    for recommendation in asked.values():
        own.setdefault(recommendation.inspection_id, []).append(recommendation)
    for inspection in inspections:
        themes = themes_of(own.get(inspection.pk, ()))
        before: Version | None = None
        for version in versions.get(inspection.pk, ()):
            yield _of_version(inspection, version, themes=themes)
            if not version.is_hidden:
                yield from _statuses(inspection, before, version, asked=asked)
            before = version


def _of_version(
    inspection: Inspection, version: Version, *, themes: tuple[ThemeName, ...]
) -> Item:
    """Tell that a report was published here, or what was corrected of it."""
    named = f"{inspection.get_kind_display()}, {inspection.ended:%B %Y}"
    if version.number > 1:
        return make_item(
            inspection,
            News.CORRECTION,
            version,
            title=f"{inspection.authority}, {named}: corrected",
            words=version.reason,
            path=reverse("inspection-changes", args=[inspection.ref]),
            themes=themes,
        )
    asked = len(version.values.get("recommendations", ()))
    words = f"{asked or 'No'} recommendation{'' if asked == 1 else 's'} recorded here."
    if version.is_hidden:
        words = "What it said then is not shown again."
    day = inspection.published_on
    when = f"The report is of {day.day} {day:%B %Y}. " if day else ""
    return make_item(
        inspection,
        News.REPORT_PUBLISHED,
        version,
        title=f"{inspection.authority}, {named}: report published here",
        words=f"{when}{words}",
        path=inspection.get_absolute_url(),
        source=_report(inspection),
        themes=themes,
    )


def _statuses(
    inspection: Inspection,
    before: Version | None,
    version: Version,
    *,
    asked: Mapping[int, Recommendation],
) -> Iterator[Item]:
    """Tell what a version says became of earlier recommendations, if it is new."""
    if before is not None and before.is_hidden:
        return
    old = {row["recommendation_id"]: row for row in rows_of(before, "verdicts")}
    passages = {row["id"]: row for row in rows_of(version, "findings")}
    for row in rows_of(version, "verdicts"):
        about = asked.get(row["recommendation_id"])
        was = old.get(row["recommendation_id"], {}).get("verdict", "")
        if not about or row["verdict"] in (was, Verdict.NOT_REVISITED):
            continue
        passage = passages.get(row["finding_id"] or 0, {})
        yield _status(
            inspection,
            version,
            about,
            found=str(Verdict(row["verdict"]).label).lower(),
            was=str(Verdict(was).label).lower() if was else "",
            quote=row["quote"] or passage.get("text", ""),
            page=row["page"] or passage.get("page"),
        )
    known = {
        (row["earlier_id"], row["later_id"]) for row in rows_of(before, "restatements")
    }
    again = {row["id"]: row for row in rows_of(version, "recommendations")}
    for row in rows_of(version, "restatements"):
        about, later = asked.get(row["earlier_id"]), again.get(row["later_id"])
        if about and later and (row["earlier_id"], row["later_id"]) not in known:
            yield _status(
                inspection,
                version,
                about,
                found=f"asked for again, as recommendation {later['position']}",
                quote=later["text"],
                page=later["page"],
                key=f"again-{row['later_id']}",
            )


def _status(
    inspection: Inspection,
    version: Version,
    about: Recommendation,
    *,
    found: str,
    quote: str,
    page: int | None,
    was: str = "",
    key: str = "verdict",
) -> Item:
    instead = f" (recorded before as {was})" if was else ""
    return make_item(
        inspection,
        News.STATUS_CHANGED,
        version,
        key=f"{about.pk}/{key}",
        since=about.inspection.first_published_at,
        title=f"{inspection.authority}, recommendation {about.position} of "
        f"{about.inspection.ended:%B %Y}: {found} in {inspection.ended:%B %Y}",
        words=f"Inspectors in {inspection.ended:%B %Y}, as we read their report: "
        f"{found}{instead}. The recommendation: “{about.text}”",
        path=about.get_absolute_url(),
        quote=quote,
        source=_report(inspection) + (f", page {page}" if page else ""),
        themes=themes_of([about]),
    )


def _report(inspection: Inspection) -> str:
    """Name a report as its source."""
    day = inspection.published_on
    when = f", published {day.day} {day:%B %Y}" if day else ""
    return (
        f"{inspection.get_kind_display()}, {inspection.authority}, "
        f"inspected {inspection.ended:%B %Y}{when}"
    )
