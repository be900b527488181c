"""Two authorities with a record of every kind each, and staff of every role and remit.

For tests that ask who may do what: what is one's own, what is another's.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client

from inspections import publishing
from inspections.importing.parsed import ParsedReport, Read, Window
from inspections.importing.stored import to_stored
from inspections.models import (
    Authority,
    EvidenceLink,
    FormerSlug,
    Look,
    PublicationEvent,
    PublicationStatus,
    PublishedRecord,
    Release,
    Remit,
    ReportFile,
    ReportImport,
    ResponseFile,
    StatisticalNeighbour,
    Theme,
)
from inspections.vocabulary import Area, Grade
from tests import factories as make
from tests.importing.sheets import make_pdf, plain

Status = PublicationStatus
OWN, OTHER, EVERYWHERE = "own", "other", "everywhere"
ROLES = ("none", "Viewer", "QA officer", "Approver", "Administrator")
RECORDS = ("inspection", "response", "action", "article")
PAGE = make_pdf([plain("A page for a test.")])


@dataclass
class Council:
    """One authority's records by what they are: "draft inspection", "finding", …"""

    authority: Authority
    rows: dict[str, Any] = field(default_factory=dict)

    def all(self) -> list[Model]:
        return [self.authority, *self.rows.values()]


@dataclass
class Cast:
    """The two councils, and a signed-in browser for each role and remit."""

    own: Council
    other: Council
    browsers: dict[tuple[str, str], Client]
    theme: Theme

    def council(self, reach: str) -> Council:
        return self.other if reach == OTHER else self.own

    def browser(self, role: str, reach: str) -> Client:
        remit = EVERYWHERE if reach == EVERYWHERE else OWN
        return self.browsers[role, remit]


def make_cast() -> Cast:
    """Make everything, once for many questions."""
    officer = make.make_remit(make.make_user("who-entered", is_staff=True))
    approver = make.make_remit(make.make_user("who-approved", is_staff=True))
    theme = make.make_theme("Neglect")
    own, other = (
        make_council(make.make_authority(name), officer, approver, theme=theme)
        for name in ("Ambleford", "Borchester")
    )
    for one, neighbour in ((own, other), (other, own)):
        one.rows["neighbour"] = StatisticalNeighbour.objects.create(
            authority=one.authority, neighbour=neighbour.authority, position=1
        )
        account = make.make_user(f"staff-of-{one.authority.slug}", is_staff=True)
        one.rows["account"] = make.make_remit(account, one.authority)
        one.rows["remit"] = Remit.objects.get(user=account)
    browsers = {}
    for role in ROLES:
        for remit in (OWN, EVERYWHERE):
            authorities = (own.authority,) if remit == OWN else ()
            browsers[role, remit] = browser_of(role, remit, *authorities)
    return Cast(own=own, other=other, browsers=browsers, theme=theme)


def browser_of(role: str, remit: str, *authorities: Authority) -> Client:
    """Return a browser in which somebody of this role and remit is signed in."""
    name = f"{role}-{remit}".lower().replace(" ", "-")
    user = make.make_remit(make.make_user(name, is_staff=True), *authorities)
    if role != "none":
        user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    # The first page notes the session's beginning, which every question would repeat.
    client.get("/admin/sessions/")
    return client


def make_council(
    authority: Authority, officer: User, approver: User, *, theme: Theme
) -> Council:
    """Make a record of every kind, each in every standing that a page asks about."""
    council = Council(authority)
    rows = council.rows
    rows["former slug"] = FormerSlug.objects.create(
        authority=authority, slug=f"{authority.slug}-once"
    )
    file = make_file(authority, officer)
    for number, standing in enumerate(("published", "submitted", "draft")):
        ended = date(2016, 2, 4) + timedelta(days=400 * number)
        inspection = make.make_inspection(
            authority,
            ended=ended,
            kind="focused_visit",
            status=Status.DRAFT,
            report_file=file if number == 0 else None,
        )
        rows[f"{standing} inspection"] = inspection
        rows[f"{standing} recommendation"] = make.make_recommendation(inspection)
        rows[f"{standing} finding"] = make.make_finding(inspection)
    published, draft = rows["published inspection"], rows["draft inspection"]
    rows["file"] = file
    rows["graded inspection"] = make.make_inspection(authority, status=Status.DRAFT)
    rows["judgement"] = rows["graded inspection"].all_judgements.create(
        area=Area.OVERALL, grade=Grade.GOOD, position=1
    )
    earlier = rows["published recommendation"]
    rows["verdict"] = make.make_verdict(earlier, draft)
    rows["restatement"] = make.make_restatement(earlier, rows["draft recommendation"])
    publish(published, officer, approver)
    for standing in ("published", "submitted", "draft"):
        response = make.make_response(published, status=Status.DRAFT, title=standing)
        rows[f"{standing} response"] = response
        rows[f"{standing} position"] = make.make_position(response, earlier)
        action = make.make_action(response, earlier, status=Status.DRAFT)
        make.make_update(action)
        rows[f"{standing} action"] = action
        rows[f"{standing} article"] = make.make_article(
            authority, published, status=Status.DRAFT
        )
        rows[f"{standing} update"] = action.all_updates.get()
        rows[f"{standing} evidence"] = EvidenceLink.objects.create(
            action=action, label="Minutes", url="https://example.org/minutes"
        )
    for record in RECORDS[1:]:
        publish(rows[f"published {record}"], officer, approver)
    # An action is public with its response: submit those of the published one.
    for record in ("submitted action", "draft action"):
        rows[record].response = rows["published response"]
        rows[record].save()
    for record in RECORDS:
        publishing.submit(rows[f"submitted {record}"], by=officer, at=make.NOON)
    rows["look"] = Look.objects.create(
        inspection=published, looked_on=date(2026, 10, 1), by=officer
    )
    rows["event"] = PublicationEvent.objects.about(published).first()
    rows["release"] = Release.objects.about(published).first()
    for state in (ReportImport.State.READ, ReportImport.State.DISCARDED):
        rows[f"{state} import"] = make_import(authority, officer, state=state)
    rows["request"] = make.make_request(published)
    rows["document"] = make_document(authority, officer)
    rows["draft response"].response_file = rows["document"]
    rows["draft response"].save()
    for name in rows:
        if hasattr(rows[name], "refresh_from_db"):
            rows[name].refresh_from_db()
    return council


def publish(record: PublishedRecord, officer: User, approver: User) -> None:
    """Take a draft all the way."""
    publishing.submit(record, by=officer, at=make.NOON)
    publishing.approve(record, by=approver, at=make.NOON)


def make_file(authority: Authority, officer: User, more: str = "") -> ReportFile:
    """Archive a page under a hash of its own."""
    name = f"{authority.slug}{more}"
    file = ReportFile(
        sha256=sha256(name.encode()).hexdigest(),
        original_name=f"{name}.pdf",
        size=len(PAGE),
        pages=1,
        uploaded_by=officer,
    )
    file.file.save("report.pdf", ContentFile(PAGE))
    return file


def make_document(authority: Authority, officer: User) -> ResponseFile:
    """Archive what a council published, of one page."""
    file = ResponseFile(
        sha256=sha256(f"document {authority.slug}".encode()).hexdigest(),
        original_name=f"document of {authority.slug}.pdf",
        size=len(PAGE),
        pages=1,
        uploaded_by=officer,
    )
    file.file.save("document.pdf", ContentFile(PAGE))
    return file


def make_import(authority: Authority, officer: User, *, state: str) -> ReportImport:
    """Keep a reading of a report of this authority, not confirmed so far."""
    parsed = ParsedReport(
        file="report.pdf",
        kind="ilacs",
        authority=Read(authority.name, page=1, quote=authority.name),
        authority_slug=authority.slug,
        windows=(
            Read(Window(date(2023, 9, 11), date(2023, 9, 22)), page=1, quote="11"),
        ),
        page_count=1,
    )
    return ReportImport.objects.create(
        report_file=make_file(authority, officer, more=f"-{state}"),
        parser="test 1",
        kind="ilacs",
        confidence=0.9,
        parsed=to_stored(parsed),
        state=state,
        why_discarded="Twice." if state == "discarded" else "",
        created_by=officer,
    )
