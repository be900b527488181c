"""Loads the demonstration's one full history: visits, answers, actions and press."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from inspections.management.loading.files import DATA, BadData, Tally, json_of
from inspections.models import (
    ActionUpdate,
    Authority,
    CouncilAction,
    CouncilResponse,
    Finding,
    Inspection,
    Judgement,
    PressArticle,
    ProgressVerdict,
    Recommendation,
    Restatement,
    Theme,
    Wording,
)
from inspections.models.changes import create_rows, link_rows, one_change
from inspections.publishing import approve, publish_import, submit

FOLDER = DATA / "demonstration"
AUTHORITY = "blackburn-with-darwen"
NOT_VISITS = ("press.json", "responses.json")
Fields = dict[str, Any]


class HistoryLoader:
    """Loads what is missing, oldest visit first, and touches nothing that is there."""

    def __init__(
        self, folder: Path, *, officer: User, approver: User, at: datetime, note: str
    ) -> None:
        self.folder = folder
        self.officer = officer
        self.approver = approver
        self.at = at
        self.note = note
        self.authority = Authority.objects.get(slug=AUTHORITY)
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.visits: dict[str, Inspection] = {}
        self.made: set[str] = set()

    @transaction.atomic
    def load(self) -> Tally:
        """Load the visits, and the answers and articles that belong to new ones."""
        with one_change(by=self.officer, reason=self.note):
            return self._load()

    def _load(self) -> Tally:
        for visit in self._visits_by_date():
            standing = self._standing(visit)
            self.visits[visit["key"]] = standing or self._make_visit(visit)
            if standing is None:
                self.made.add(visit["key"])
        for response in json_of(self.folder / "responses.json"):
            if response["inspection"] in self.made:
                self._make_response(response)
        for article in json_of(self.folder / "press.json"):
            if self.made.intersection(article["inspections"]):
                self._make_article(article)
        return Tally(len(self.made), 0, len(self.visits) - len(self.made))

    def _visits_by_date(self) -> list[Fields]:
        paths = [p for p in self.folder.glob("*.json") if p.name not in NOT_VISITS]
        return sorted((json_of(path) for path in paths), key=lambda v: v["ended"])

    def _standing(self, visit: Fields) -> Inspection | None:
        """Return the visit if it is there already, loaded or from its own report."""
        ended = date.fromisoformat(visit["ended"])
        of_month = Inspection.objects.filter(
            authority=self.authority,
            revises=None,
            ended__year=ended.year,
            ended__month=ended.month,
        )
        stem = visit["kind"].removesuffix("_standard").removesuffix("_short")
        return of_month.filter(kind__startswith=stem).first()

    def _make_visit(self, visit: Fields) -> Inspection:
        ended = date.fromisoformat(visit["ended"])
        inspection = Inspection(
            authority=self.authority,
            ref=Inspection.new_ref(
                authority=self.authority, kind=visit["kind"], ended=ended
            ),
            started=date.fromisoformat(visit["started"]),
            ended=ended,
            published_on=_day(visit["published_on"]),
            statement_due=_day(visit["statement_due"]),
            source_note=visit["source"],
            is_confirmed=visit["confirmed"],
            provenance=Inspection.Provenance.BY_HAND,
            **_picked(
                visit,
                "kind focus date_precision lead_inspectors partners outcome licence"
                " previous_as_printed summary ofsted_file_id source_url",
            ),
        )
        inspection.full_clean(exclude=["authority"])
        inspection.save()
        self._make_parts(inspection, visit)
        submit(inspection, by=self.officer, at=self.at, note=self.note)
        approve(inspection, by=self.approver, at=self.at, note=self.note)
        return inspection

    def _make_parts(self, inspection: Inspection, visit: Fields) -> None:
        create_rows(
            Judgement,
            (
                Judgement(
                    inspection=inspection,
                    position=place,
                    **_picked(item, "area heading grade grade_printed page subject"),
                )
                for place, item in enumerate(visit["judgements"], start=1)
            ),
        )
        found = create_rows(
            Finding,
            (
                Finding(
                    inspection=inspection,
                    wording=Wording.SUMMARY,
                    **_picked(item, "position section paragraph text page polarity"),
                )
                for item in visit["findings"]
            ),
        )
        link_rows(Finding.themes.field, self._pairs(found, visit["findings"]))
        asked = create_rows(
            Recommendation,
            (
                Recommendation(
                    inspection=inspection,
                    wording=Wording.SUMMARY,
                    source_note=item["source"],
                    is_confirmed=item["confirmed"],
                    **_picked(
                        item, "position paragraph kind responsible_body text page"
                    ),
                )
                for item in visit["recommendations"]
            ),
        )
        link_rows(
            Recommendation.themes.field, self._pairs(asked, visit["recommendations"])
        )
        self._link_to_earlier(inspection, visit)

    def _link_to_earlier(self, inspection: Inspection, visit: Fields) -> None:
        findings = {f.position: f for f in inspection.all_findings.all()}
        for item, earlier in self._with_recommendations(visit["verdicts"]):
            verdict = ProgressVerdict(
                inspection=inspection,
                recommendation=earlier,
                finding=findings[item["finding"]] if item["finding"] else None,
                is_explicit=item["explicit"],
                is_confirmed=item["confirmed"],
                recorded_by=self.officer,
                **_picked(item, "verdict page note"),
            )
            verdict.full_clean()
            verdict.save()
        own = {r.position: r for r in inspection.all_recommendations.all()}
        for item, earlier in self._with_recommendations(visit["restates"]):
            restatement = Restatement(
                inspection=inspection,
                earlier=earlier,
                later=own[item["restated_by"]],
                note=item["note"],
                recorded_by=self.officer,
            )
            restatement.full_clean()
            restatement.save()

    def _make_response(self, item: Fields) -> None:
        inspection = self.visits[item["inspection"]]
        response = CouncilResponse(
            inspection=inspection,
            number=CouncilResponse.next_number(inspection),
            published_on=_day(item["published_on"]),
            last_looked_on=_day(item["last_looked_on"]),
            source_note=item["source"],
            is_confirmed=item["confirmed"],
            **_picked(item, "kind title summary url"),
        )
        response.full_clean()
        response.save()
        publish_import(response, by=self.approver, at=self.at, note=self.note)
        for action in item["actions"]:
            self._make_action(action, response)

    def _make_action(self, item: Fields, response: CouncilResponse) -> None:
        first_target = _day(item["first_target"])
        action = CouncilAction(
            inspection=response.inspection,
            response=response,
            first_target=first_target,
            current_target=first_target,
            delivery_as_of=_day(item["delivery_as_of"]),
            source_note=item["source"],
            is_confirmed=item["confirmed"],
            **_picked(item, "number text owner_role delivery"),
        )
        action.full_clean()
        action.save()
        action.recommendations.set(
            earlier
            for _, earlier in self._with_recommendations(item["recommendations"])
        )
        for update in item["updates"]:
            action.record(
                ActionUpdate(
                    action=action,
                    dated=date.fromisoformat(update["dated"]),
                    date_precision=update["date_precision"],
                    target=_day(update["target"]),
                    source_note=update["source"],
                    recorded_by=self.officer,
                    **_picked(update, "delivery reason source_url"),
                )
            )
        publish_import(action, by=self.approver, at=self.at, note=self.note)

    def _make_article(self, item: Fields) -> None:
        if item["url"] and PressArticle.objects.filter(url=item["url"]).exists():
            return
        article = PressArticle(
            authority=self.authority,
            published_on=_day(item["published_on"]),
            source_note=item["source"],
            is_confirmed=item["confirmed"],
            **_picked(item, "outlet title subject url date_precision"),
        )
        article.full_clean()
        article.save()
        article.inspections.set(self.visits[key] for key in item["inspections"])
        publish_import(article, by=self.approver, at=self.at, note=self.note)

    def _with_recommendations(
        self, items: list[Fields]
    ) -> Iterator[tuple[Fields, Recommendation]]:
        """Yield what speaks of a recommendation, by visit and position, with it.

        A visit that came from its own report may lack one that we know: that is left
        out. In a visit of ours it is a fault.
        """
        for item in items:
            visit, position = item["inspection"], item["recommendation"]
            found = Recommendation.objects.filter(
                inspection=self.visits[visit], position=position
            ).first()
            if found:
                yield item, found
            elif visit in self.made:
                raise BadData(f"{visit} has no recommendation {position}.")

    def _pairs(
        self, rows: Sequence[Finding] | Sequence[Recommendation], items: list[Fields]
    ) -> Iterator[tuple[int, int]]:
        """Yield the keys of each row and of each of its themes."""
        for row, item in zip(rows, items, strict=True):
            for theme in self._themes(item):
                yield row.pk, theme.pk

    def _themes(self, item: Fields) -> list[Theme]:
        try:
            return [self.themes[slug] for slug in item["themes"]]
        except KeyError as error:
            raise BadData(f"The demonstration set names no theme {error}.") from error


def _picked(item: Fields, names: str) -> Fields:
    return {name: item[name] for name in names.split()}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
