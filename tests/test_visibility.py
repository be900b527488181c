"""Nothing that is not published shows on any public page.

An odd word stands in every text field of every record that is a draft, submitted,
withdrawn, retired or a working copy, or that hangs on one. Every public address is
fetched, as the URLconf lists them, and the word must be nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, product
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from inspections.alerts import confirm_token, manage_token
from inspections.models import (
    AlertSubscription,
    Authority,
    CouncilAction,
    CouncilResponse,
    Inspection,
    Look,
    PublicationStatus,
    PublicModel,
    PublicQuerySet,
    PublishedRecord,
    Recommendation,
    Release,
    ReportFile,
    ReportImport,
)
from inspections.publishing import revise, withdraw
from inspections.releases import content_of
from inspections.sitemaps import SECTIONS
from inspections.vocabulary import Area, Delivery, Grade, Kind, News
from tests import factories as make

pytestmark = pytest.mark.django_db

ODD = "zorbl"
"""The word that stands in every text of what is hidden."""
SOUGHT = "lanternfish"
"""Stands beside it, to search for: a page may repeat what was asked for."""
HIDDEN_REF = "quaggle"
"""Stands in every reference of a hidden inspection, which only its own address has."""
OPEN_WORD = "wimbrel"
"""Stands in what is published, to show that pages are read at all."""

HIDDEN = [
    PublicationStatus.DRAFT,
    PublicationStatus.SUBMITTED,
    PublicationStatus.WITHDRAWN,
]
# Addresses and file names by content: the first has a word of its own.
NOT_FILLED = ("ref", "sha256")
_numbers = count(1)


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:  # type: ignore[type-arg]
    """Give the fields of a model in which somebody's words stand."""
    for name in model._meta.concrete_fields:
        is_text = isinstance(name, models.CharField | models.TextField)
        if (is_text and not name.choices) or isinstance(name, models.JSONField):
            yield name


def fill(row: models.Model) -> None:
    """Put the odd word into every text field of a row."""
    values: dict[str, object] = {}
    for text in text_fields(type(row)):
        if text.name in NOT_FILLED:
            continue
        words = f"{ODD} {SOUGHT} {next(_numbers)}"
        if isinstance(text, models.URLField):
            words = f"https://example.org/{ODD}/{next(_numbers)}"
        elif isinstance(text, models.JSONField):
            values[text.name] = [words]
            continue
        elif text.max_length and len(words) > text.max_length:
            words = f"{ODD}{next(_numbers)}"
        values[text.name] = words
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@dataclass
class World:
    """Ambleford with two published inspections and, beside them, all that is hidden."""

    petra: User
    authority: Authority
    first: Inspection
    second: Inspection
    asked: Recommendation
    asked_again: Recommendation
    response: CouncilResponse
    hidden: dict[str, Inspection] = field(default_factory=dict)
    rows: list[models.Model] = field(default_factory=list)

    def hide(self, *rows: models.Model) -> None:
        """Put the odd word into rows, and remember that they are hidden."""
        for row in rows:
            fill(row)
            self.rows.append(row)


def make_report(words: str) -> ReportFile:
    report = ReportFile(
        sha256=f"{next(_numbers):064x}", original_name=f"{words}.pdf", size=9, pages=1
    )
    report.file.save("report.pdf", ContentFile(f"%PDF-1.4 {words}".encode()))
    report.save()
    return report


def make_world() -> World:
    petra = make.make_user()
    authority = make.make_authority()
    first = make.make_inspection(
        authority,
        ended=date(2017, 10, 12),
        kind=Kind.SIF,
        grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.GOOD},
        summary=f"The first {OPEN_WORD}.",
        ofsted_file_id="50001111",
        report_file=make_report(OPEN_WORD),
    )
    second = make.make_inspection(
        authority,
        ended=date(2022, 2, 4),
        grades={Area.OVERALL: Grade.REQUIRES_IMPROVEMENT, Area.LEADERS: Grade.GOOD},
        report_file=make_report(OPEN_WORD),
    )
    asked = make.make_recommendation(first, text=f"Mend the {OPEN_WORD}.")
    asked.themes.add(make.make_theme())
    asked_again = make.make_recommendation(second, text=f"Mend the {OPEN_WORD} soon.")
    make.make_finding(first)
    make.make_verdict(asked, second)
    make.make_restatement(asked, asked_again)
    response = make.make_response(first, title=f"Plan for the {OPEN_WORD}")
    make.make_position(response, asked)
    done = make.make_action(response, asked)
    make.make_update(done)
    make.make_evidence(done, label=f"Audit of the {OPEN_WORD}")
    make.make_article(authority, first)
    return World(petra, authority, first, second, asked, asked_again, response)


def add_inspection(world: World, status: str) -> None:
    """Add an inspection that is hidden, with all its parts, tied to those in public."""
    inspection = make.make_inspection(
        world.authority,
        ended=date(2019, 1, next(_numbers) % 28 + 1),
        ref=f"{HIDDEN_REF}-{status}",
        grades={Area.OVERALL: Grade.INADEQUATE},
        report_file=make_report(ODD),
        status=status,
    )
    world.hidden[status] = inspection
    add_parts(world, inspection)
    if status == PublicationStatus.WITHDRAWN:
        inspection.status = PublicationStatus.PUBLISHED
        inspection.save()
        withdraw(inspection, by=world.petra, at=make.NOON, note="It was a mistake.")
        inspection.refresh_from_db()


def add_parts(world: World, inspection: Inspection) -> None:
    """Fill an inspection and its parts with odd words, and what hangs on them."""
    asked = make.make_recommendation(inspection)
    response = make.make_response(inspection)
    action = make.make_action(response, asked)
    make.make_article(world.authority, inspection, world.first)
    for shared in world.response.all_actions.all():
        shared.recommendations.add(asked)
    make.make_verdict(world.asked, inspection)
    world.hide(
        inspection,
        asked,
        make.make_finding(inspection),
        *inspection.all_judgements.all(),
        *inspection.all_verdicts.all(),
        make.make_verdict(asked, world.second),
        make.make_restatement(world.asked, asked),
        make.make_restatement(asked, world.asked_again),
        response,
        make.make_position(response, asked),
        make.make_position(world.response, asked),
        action,
        make.make_update(action),
        make.make_evidence(action),
    )
    waiting = make.make_request(inspection)
    world.hide(waiting)
    # A look is written once: it cannot be filled afterwards.
    look = Look.log(inspection, by=world.petra, on=date(2026, 9, 1), note=ODD)
    world.rows.append(look)
    report = make_report(ODD)
    world.hide(
        report,
        ReportImport(
            report_file=report,
            kind="ilacs",
            confidence=1,
            parsed={},
            inspection=inspection,
        ),
    )


def add_working_copy(world: World) -> None:
    """Add a correction of the second inspection that nobody has approved."""
    copy = revise(world.second, by=world.petra, at=make.NOON)
    world.hide(
        copy,
        *copy.all_judgements.all(),
        *copy.all_recommendations.all(),
        *copy.all_verdicts.all(),
        *copy.all_restatements.all(),
        make.make_finding(copy),
    )
    copy.all_judgements.update(grade=Grade.OUTSTANDING)


def add_copies_of_answers(world: World) -> None:
    """Add corrections of a response, an action and an article, approved by nobody."""
    action = world.response.all_actions.filter(status=PublicationStatus.PUBLISHED)[0]
    article = world.authority.all_press_articles.filter(
        status=PublicationStatus.PUBLISHED
    )[0]
    reply = revise(world.response, by=world.petra, at=make.NOON)
    work = revise(action, by=world.petra, at=make.NOON)
    world.hide(
        reply,
        *reply.all_positions.all(),
        work,
        make.make_update(work, delivery=Delivery.REPORTED_COMPLETE),
        make.make_evidence(work),
        revise(article, by=world.petra, at=make.NOON),
    )


def add_responses(world: World, status: str) -> None:
    """Add a hidden response to an inspection in public, and a hidden action."""
    response = make.make_response(world.first, status=status)
    action = make.make_action(response, world.asked)
    alone = make.make_action(world.response, world.asked, status=status)
    world.hide(
        response,
        make.make_position(response, world.asked),
        action,
        make.make_update(action, delivery=Delivery.REPORTED_COMPLETE),
        make.make_evidence(action),
        alone,
        make.make_update(alone),
        make.make_evidence(alone),
        make.make_article(world.authority, world.first, status=status),
    )


def add_retired(world: World) -> None:
    """Add to an inspection in public what an earlier correction took away."""
    asked = make.make_recommendation(world.first, position=90)
    finding = make.make_finding(world.first, position=90)
    judgement = world.first.all_judgements.create(
        area=Area.ADOPTION, grade=Grade.INADEQUATE
    )
    verdict = make.make_verdict(asked, world.second)
    restated = make.make_restatement(asked, world.asked_again)
    position = make.make_position(world.response, asked)
    evidence = make.make_evidence(world.response.all_actions.all()[0])
    for row in (asked, finding, judgement, evidence):
        row.retired_at = make.NOON
    world.hide(asked, finding, judgement, evidence, verdict, restated, position)
    # That we looked is public; where, and who, is not.
    Look.log(world.first, by=world.petra, on=date(2026, 10, 1), note=ODD)


def add_releases(world: World) -> None:
    """Freeze what is in public with rows about what is hidden, and then without them.

    What the first inspection said before its correction identified somebody.
    """
    freeze(world, world.second)
    freeze(world, world.second, verdicts=[], restatements=[])
    freeze(world, world.response)
    freeze(world, world.response, positions=[])
    for action in CouncilAction.objects.published():
        freeze(world, action)
        freeze(world, action, recommendations=[])
    freeze(world, world.first, summary=ODD, findings=[{"text": ODD}])
    freeze(world, world.first, hides_earlier=True)


def freeze(
    world: World, record: PublishedRecord, *, hides_earlier: bool = False, **values: Any
) -> None:
    number = Release.objects.about(record).count() + 1
    Release.objects.create(
        record_type=ContentType.objects.get_for_model(record),
        record_id=record.pk,
        number=number,
        content=content_of(record) | values,
        reason=f"{OPEN_WORD} {number}.",
        hides_earlier=hides_earlier,
        by=world.petra,
        at=make.NOON,
    )


def whole_world() -> World:
    """Make all that is published and all that is hidden."""
    world = make_world()
    for status in HIDDEN:
        add_inspection(world, status)
        add_responses(world, status)
    add_working_copy(world)
    add_copies_of_answers(world)
    add_retired(world)
    add_releases(world)
    return world


def fillings(world: World) -> dict[str, Sequence[object]]:
    """Return what to put for each parameter of an address, by its name.

    A new parameter needs its values here: those that open a page, and those of what is
    hidden. Put the name of its address before it where two mean different things.
    """
    hidden = list(world.hidden.values())
    follower = AlertSubscription.objects.first() or make.make_alert()
    refs = [world.first.ref, world.second.ref, *(i.ref for i in hidden)]
    return {
        "slug": [world.authority.slug],
        "theme-detail slug": ["neglect"],
        "api-theme slug": ["neglect"],
        "region-detail slug": ["north-west"],
        "alert-confirm token": [confirm_token(follower, kinds=News)],
        "alert-manage token": [manage_token(follower)],
        "alert-stop token": [manage_token(follower)],
        "feed-theme slug": ["neglect"],
        "feed-region slug": ["north-west"],
        "name": ["judgements", "recommendations", "status_history", "links"]
        + ["inspections", "ilacs_summary"],
        "ref": refs,
        "one": refs,
        "other": refs,
        "number": [1, 2, 90],
        "area": ["overall", "leaders", "adoption"],
        "section": list(SECTIONS),
        "file_id": [
            world.first.ofsted_file_id,
            *(inspection.ofsted_file_id for inspection in hidden),
        ],
    }


def asked_beside(world: World) -> dict[str, Sequence[str]]:
    """Return what to ask of an address that shows nothing without a question."""
    refs = [world.first.ref, *(row.ref for row in world.hidden.values())]
    pages = [f"http://testserver/inspections/{ref}/" for ref in refs]
    return {"oembed": [f"?url={page}" for page in pages]}


# Asked of pages beside their bare address; the word stands only in what is hidden.
QUESTIONS = ["", f"?q={SOUGHT}", "?page=2", "?theme=neglect", "?year=2019"]
DATED = "?at=2026-11-01"
"""Asked of each record: the day on which the world was published."""


@dataclass(frozen=True)
class Route:
    name: str
    path: str

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.path)

    def address(self, values: dict[str, object]) -> str:
        return "/" + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), self.path
        )


def public_routes() -> list[Route]:
    """Return every address of the URLconf, the staff's own excepted."""

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield Route(pattern.name or "", path)
            elif pattern.app_name != "admin":
                yield from walk(pattern.url_patterns, path)

    return list(walk(get_resolver().url_patterns, ""))


def fetch(client: Client, address: str) -> tuple[int, str]:
    """Return the status and all that a visitor gets: headers and body."""
    response = client.get(address)
    body = response.getvalue().decode("utf-8", "replace")
    return response.status_code, f"{response.headers}{body}"


def _asked(
    route: Route, values: dict[str, object], questions: Sequence[str]
) -> Sequence[str]:
    """Return what to ask of an address: of a record, what it said on a day as well."""
    is_record = route.path.startswith(("inspections/<", "comparisons/<"))
    dated = [DATED] if is_record and route.path.endswith("/") else []
    return [*(questions if len(values) < 2 else [""]), *dated]


@dataclass(frozen=True)
class Visited:
    route: Route
    address: str
    values: dict[str, object]
    status: int
    body: str


def visit_everything(
    world: World, client: Client, *, questions: Sequence[str] = QUESTIONS
) -> list[Visited]:
    """Fetch every public address with every filling, bare and with questions."""
    known = fillings(world)
    visited = []
    for route in public_routes():
        choices = [
            known.get(f"{route.name} {name}", known.get(name))
            for name in route.parameters
        ]
        for name, choice in zip(route.parameters, choices, strict=True):
            assert choice is not None, (
                f"/{route.path} has a parameter that this test cannot fill: add values "
                f"for “{name}” to fillings() in tests/test_visibility.py."
            )
        for chosen in product(*(choice or [] for choice in choices)):
            values = dict(zip(route.parameters, chosen, strict=True))
            own = asked_beside(world).get(route.name, ())
            for question in (*own, *_asked(route, values, questions)):
                address = route.address(values) + question
                status, body = fetch(client, address)
                visited.append(Visited(route, address, values, status, body))
    return visited


def leaks(visited: list[Visited]) -> list[str]:
    """Return the addresses at which something hidden shows."""
    return [
        page.address
        for page in visited
        if ODD in page.body.replace(page.address, "").lower()
        or (HIDDEN_REF in page.body and HIDDEN_REF not in page.address)
    ]


@pytest.fixture(scope="module")
def visited(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Visited]:
    """Visit everything once, for all the tests that only read what was given."""
    with django_db_blocker.unblock(), transaction.atomic():
        pages = visit_everything(whole_world(), Client())
        transaction.set_rollback(True)
    return pages


class TestHidden:
    def test_every_model_with_drafts_has_an_odd_row(self) -> None:
        with_drafts = {
            model
            for model in apps.get_app_config("inspections").get_models()
            if issubclass(model, PublicModel)
        }
        rows = whole_world().rows
        assert {type(row) for row in rows} >= with_drafts
        for row in rows:
            for text in text_fields(type(row)):
                if text.name not in NOT_FILLED:
                    assert ODD in str(getattr(row, text.name)), (row, text.name)

    def test_none_of_them_is_public(self) -> None:
        for row in whole_world().rows:
            if isinstance(row, PublicModel):
                public = type(row).objects.published()
                assert not public.filter(pk=row.pk).exists(), repr(row)

    def test_no_public_address_shows_any_of_it(self, visited: list[Visited]) -> None:
        assert leaks(visited) == []

    def test_drafts_have_no_page_and_what_was_withdrawn_is_gone(
        self, visited: list[Visited]
    ) -> None:
        gone = f"{HIDDEN_REF}-{PublicationStatus.WITHDRAWN}"
        wrong = [
            (page.address, page.status)
            for page in visited
            if any(str(v).startswith((HIDDEN_REF, ODD)) for v in page.values.values())
            and page.status != (410 if page.values.get("ref") == gone else 404)
        ]
        assert wrong == []

    def test_what_was_withdrawn_says_why(self, visited: list[Visited]) -> None:
        said = [page for page in visited if page.status == 410]
        assert said
        assert all("It was a mistake." in page.body for page in said)


class TestTheWalk:
    def test_it_opens_a_page_at_every_address(self, visited: list[Visited]) -> None:
        opened = {page.route for page in visited if page.status < 400}
        assert [r.path for r in public_routes() if r not in opened] == []

    def test_it_meets_no_error_of_the_server(self, visited: list[Visited]) -> None:
        assert [page.address for page in visited if page.status >= 500] == []

    def test_it_reads_what_is_published(self, visited: list[Visited]) -> None:
        read = {page.route.name for page in visited if OPEN_WORD in page.body}
        assert {
            "inspection-detail",
            "inspection-recommendation",
            "inspection-report",
            "recommendation-list",
        } <= read

    def test_it_would_find_a_leak(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Let everything count as published: the word must come up on many pages."""
        world = whole_world()
        # Two pages of one reference would only be an error.
        Inspection.objects.filter(revises__isnull=False).delete()

        def everything(
            rows: PublicQuerySet[PublicModel],
        ) -> PublicQuerySet[PublicModel]:
            return rows.all()

        monkeypatch.setattr(PublicQuerySet, "published", everything)
        pages = visit_everything(world, client, questions=[""])
        assert [page.address for page in pages if page.status >= 500] == []
        found = {page.route.name for page in pages if leaks([page])}
        assert {
            "authority-detail",
            "inspection-detail",
            "inspection-recommendation",
            "recommendation-list",
            "comparison-pair",
        } <= found
