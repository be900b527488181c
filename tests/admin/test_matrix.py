"""Who may do what: every role, on own and others' records, at every admin address.

Two tables say what is expected, by a letter for each role: N none, V Viewer, Q QA
officer, A Approver, D Administrator. Each line is tried by all of them on their own
authority's record, on another authority's, and with a remit everywhere.

In the remit, a letter means that it is done, and its absence that it is refused (403).
Outside the remit nothing is done by anybody, and to those who could do it elsewhere the
record might as well not exist (404).
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from inspections.models import PublicationStatus
from tests.admin.cast import (
    EVERYWHERE,
    OTHER,
    OWN,
    RECORDS,
    ROLES,
    Cast,
    Council,
    make_cast,
)
from tests.admin.pages import address, list_address
from tests.kept_open import kept_for_a_module

pytestmark = pytest.mark.django_db
Status = PublicationStatus
LETTERS = dict(zip("NVQAD", ROLES, strict=True))
REACHES = (OWN, OTHER, EVERYWHERE)

# model: the row of the cast; who reads it, adds one, changes this one, deletes it.
# What is submitted or published cannot be changed by anybody, so these are drafts.
PAGES = """
inspection              draft inspection        VQAD  QD  QD  QD
judgement               judgement               VQAD  -   QD  QD
recommendation          draft recommendation    VQAD  -   QD  QD
finding                 draft finding           VQAD  -   QD  QD
progressverdict         verdict                 VQAD  -   QD  QD
restatement             restatement             VQAD  -   QD  QD
councilresponse         draft response          VQAD  QD  QD  QD
councilaction           draft action            VQAD  QD  QD  QD
pressarticle            draft article           VQAD  QD  QD  QD
reportimport            read import             VQAD  QD  QD  -
reportfile              file                    VQAD  -   -   -
responsefile            document                VQAD  -   -   -
look                    look                    VQAD  -   -   -
correctionrequest       request                 VQAD  -   QAD  -
publicationevent        event                   VQAD  -   -   -
release                 release                 VQAD  -   -   -
authority               authority               VQAD  D*  D   D*
theme                   theme                   VQAD  D*  D*  D*
user                    account                 D     D   D   D
group                   group                   D     -   -   -
"""
"""A star: with a remit everywhere alone, for it belongs to every authority."""

# what: who does it.
STEPS = """
submit inspection         QD
submit response           QD
submit action             QD
submit article            QD
approve inspection        AD
approve response          AD
approve action            AD
approve article           AD
return inspection         QAD
return response           QAD
return action             QAD
return article            QAD
withdraw inspection       AD
withdraw response         AD
withdraw action           AD
withdraw article          AD
correct inspection        QD
correct response          QD
correct action            QD
correct article           QD
preview inspection        VQAD
preview response          VQAD
preview action            VQAD
preview article           VQAD
links                     VQAD
links: decide             QD
links: correct            QD
open report               VQAD
open report page          VQAD
open document             VQAD
discard import            QD
reopen import             QD
looks                     VQAD
look again                QD
bulk submit inspection    QD
bulk submit action        QD
bulk approve inspection   AD
bulk approve response     AD
bulk return inspection    QAD
bulk return article       QAD
bulk theme recommendation  QD
bulk theme finding        QD
bulk delivery action      QD
take table of actions     VQAD
take table of recommendations  VQAD
bring table of actions    QD
bring table of recommendations  QD
record update             QD
password of account       D
take away second factor   D
unlock account            D
public page               VQAD
suggest inspections       VQAD
suggest recommendations   VQAD
"""


@dataclass(frozen=True)
class Asked:
    """A request of one line of a table, and how to tell that it was done."""

    url: str
    data: dict[str, Any] | None = None
    done: Callable[[Any], bool] = lambda response: response.status_code in (200, 302)
    is_list: bool = False


def row_of(council: Council, cast: Cast, name: str) -> Model:
    if name == "authority":
        return council.authority
    if name == "theme":
        return cast.theme
    if name == "group":
        return apps.get_model("auth", "Group").objects.get(name="Viewer")
    row: Model = council.rows[name]
    return row


def is_at(record: Any, status: str) -> Callable[[Any], bool]:
    """Tell that a step was taken by where the record stands, not by the answer."""

    def done(response: Any) -> bool:
        record.refresh_from_db()
        return bool(record.status == status)

    return done


def step(council: Council, verb: str, record: str) -> Asked:
    standing, reached = {
        "submit": ("draft", Status.SUBMITTED),
        "approve": ("submitted", Status.PUBLISHED),
        "return": ("submitted", Status.DRAFT),
        "withdraw": ("published", Status.WITHDRAWN),
    }[verb]
    row = council.rows[f"{standing} {record}"]
    return Asked(
        address(row, "step", verb), {"note": "Entered twice."}, is_at(row, reached)
    )


def in_bulk(council: Council, what: str) -> Asked:
    """Ask for a step with a list of one row, past its preview."""
    verb, _, record = what.partition(" ")
    standing, reached = {
        "submit": ("draft", Status.SUBMITTED),
        "approve": ("submitted", Status.PUBLISHED),
        "return": ("submitted", Status.DRAFT),
        "theme": ("draft", ""),
        "delivery": ("draft", ""),
    }[verb]
    row = council.rows[f"{standing} {record}"]
    data = {
        "row": row.pk,
        "confirm": "1",
        "theme": apps.get_model("inspections", "Theme").objects.get().pk,
        "delivery": "under_way",
        "dated": "2026-10-01",
        "date_precision": "day",
        "source_note": "Minutes.",
    }
    url = reverse(f"admin:inspections_{row._meta.model_name}_bulk", args=[verb])
    done: dict[str, Callable[[Any], bool]] = {
        "theme": lambda response: row.themes.exists(),
        "delivery": lambda response: row.all_updates.count() == 2,
    }
    return Asked(url, data, done.get(verb) or is_at(row, reached))


def of_table(council: Council, what: str) -> Asked:
    """Ask for a table of all that one reads, or to bring in a row of this council's."""
    record = "action" if what.endswith("actions") else "recommendation"
    row = council.rows[f"draft {record}"]
    name = f"admin:inspections_{row._meta.model_name}"
    if what.startswith("take"):

        def has_row(response: Any) -> bool:
            lines = response.content.decode("utf-8-sig").splitlines()
            return any(line.startswith(f"{row.pk},") for line in lines)

        return Asked(reverse(f"{name}_export"), {"format": "0"}, has_row, is_list=True)
    table = SimpleUploadedFile("table.csv", f"id,text\n{row.pk},Other.\n".encode())

    def would_change(response: Any) -> bool:
        return "confirm_form" in response.context

    sent = {"import_file": table, "format": ""}
    return Asked(reverse(f"{name}_import"), sent, would_change, is_list=True)


def correction(council: Council, record: str, page: str = "correct") -> Asked:
    row = council.rows[f"published {record}"]
    return Asked(
        address(row, page),
        {},
        lambda response: type(row).objects.filter(revises=row).exists(),
    )


def state_is(row: Any, state: str) -> Callable[[Any], bool]:
    def done(response: Any) -> bool:
        row.refresh_from_db()
        return bool(row.state == state)

    return done


def suggestion(council: Council, source: str, field: str, row: Model) -> Asked:
    query = f"app_label=inspections&model_name={source}&field_name={field}&term="

    def done(response: Any) -> bool:
        found = json.loads(response.content)["results"]
        return str(row.pk) in [result["id"] for result in found]

    return Asked(f"{reverse('admin:autocomplete')}?{query}", done=done, is_list=True)


def asked_of(council: Council, what: str) -> Asked:
    """Return the request of a line of STEPS, on this council's record."""
    rows = council.rows
    verb, _, record = what.partition(" ")
    if verb in ("submit", "approve", "return", "withdraw") and record in RECORDS:
        return step(council, verb, record)
    if verb == "bulk":
        return in_bulk(council, record)
    if verb == "correct":
        return correction(council, record)
    if verb == "preview":
        return Asked(address(rows[f"draft {record}"], "preview"))
    draft, published = rows["draft inspection"], rows["published inspection"]
    if record.startswith("table of"):
        return of_table(council, what)
    account = rows["account"]
    name = "admin:inspections_"
    asked = {
        "links": lambda: Asked(address(draft, "links")),
        "links: decide": lambda: Asked(
            address(draft, "links_decide", rows["published recommendation"].pk),
            {"silent": ""},
        ),
        "links: correct": lambda: correction(council, "inspection", "links_correct"),
        "open report": lambda: Asked(address(rows["file"], "pdf")),
        "open report page": lambda: Asked(address(rows["file"], "page", 1)),
        "open document": lambda: Asked(address(rows["document"], "pdf")),
        "discard import": lambda: Asked(
            address(rows["read import"], "discard"),
            {"why": "Twice."},
            state_is(rows["read import"], "discarded"),
        ),
        "reopen import": lambda: Asked(
            address(rows["discarded import"], "reopen"),
            {},
            state_is(rows["discarded import"], "read"),
        ),
        "looks": lambda: Asked(reverse(f"{name}look_of", args=[published.pk])),
        "look again": lambda: Asked(
            reverse(f"{name}look_of_again", args=[published.pk]),
            {},
            lambda response: published.all_looks.count() == 2,
        ),
        "record update": lambda: Asked(address(rows["draft action"], "update")),
        "password of account": lambda: Asked(
            reverse("admin:auth_user_password_change", args=[account.pk])
        ),
        "take away second factor": lambda: Asked(address(account, "remove_factor"), {}),
        "unlock account": lambda: Asked(address(account, "unlock"), {}),
        "public page": lambda: Asked(
            reverse("admin:view_on_site", args=[_type_of(published), published.pk]),
        ),
        "suggest inspections": lambda: suggestion(
            council, "councilresponse", "inspection", published
        ),
        "suggest recommendations": lambda: suggestion(
            council,
            "councilaction",
            "recommendations",
            rows["published recommendation"],
        ),
    }
    return asked[what]()


def _type_of(row: Model) -> int:
    kinds = apps.get_model("contenttypes", "ContentType").objects
    key: int = kinds.get_for_model(row).pk
    return key


def lines(table: str) -> Iterator[list[str]]:
    for line in table.strip().splitlines():
        yield [part for part in line.split("  ") if part.strip()]


def steps() -> list[tuple[str, str]]:
    return [(what.strip(), letters.strip()) for what, letters in lines(STEPS)]


def pages() -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line) for line in lines(PAGES)]


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Make the records once; each question is taken back after its answer."""
    with kept_for_a_module(django_db_blocker):
        yield make_cast()


def ask(cast: Cast, role: str, reach: str, asked: Asked) -> tuple[bool, int]:
    """Ask in a browser of this role; return whether it was done, and the answer."""
    browser = cast.browser(role, reach)
    with transaction.atomic():
        if asked.data is None:
            response = browser.get(asked.url)
        else:
            response = browser.post(asked.url, asked.data)
        done = response.status_code < 400 and asked.done(response)
        response.close()
        transaction.set_rollback(True)
    return done, response.status_code


def faults_of(
    cast: Cast, letters: str, asked_of: Callable[[str], Asked], *, is_shared: bool
) -> list[str]:
    """Ask in every role and reach; say which answers were not as the table has it."""
    found = []
    for (letter, role), reach in product(LETTERS.items(), REACHES):
        asked = asked_of(reach)
        done, status = ask(cast, role, reach, asked)
        in_reach = reach != OTHER or is_shared
        may = letter in letters and (reach == EVERYWHERE or "*" not in letters)
        refusals = {403} if in_reach else {403, 404}
        if may and not in_reach:
            refusals = {200} if asked.is_list else {404}
        if done != (may and in_reach) or (not done and status not in refusals):
            found.append(f"{role}, {reach}: {'done' if done else 'not done'}, {status}")
    return found


class TestPages:
    """Lists, and the pages of a record that Django's admin makes."""

    @pytest.mark.parametrize("line", pages(), ids=lambda line: line[0])
    def test_read(self, line: tuple[str, ...], cast: Cast) -> None:
        assert self.ask(cast, line, "change", line[2]) == []

    @pytest.mark.parametrize("line", pages(), ids=lambda line: line[0])
    def test_history(self, line: tuple[str, ...], cast: Cast) -> None:
        assert self.ask(cast, line, "history", line[2]) == []

    @pytest.mark.parametrize("line", pages(), ids=lambda line: line[0])
    def test_change(self, line: tuple[str, ...], cast: Cast) -> None:
        """An empty form is refused with errors where one may change the record."""
        found = self.ask(cast, line, "change", line[4], data={})
        assert [fault for fault in found if line[0] != "reportimport"] == []

    @pytest.mark.parametrize("line", pages(), ids=lambda line: line[0])
    def test_delete(self, line: tuple[str, ...], cast: Cast) -> None:
        assert self.ask(cast, line, "delete", line[5]) == []

    def ask(
        self,
        cast: Cast,
        line: tuple[str, ...],
        page: str,
        letters: str,
        data: dict[str, Any] | None = None,
    ) -> list[str]:
        def asked(reach: str) -> Asked:
            row = row_of(cast.council(reach), cast, line[1])
            return Asked(address(row, page), data)

        shared = line[0] in ("theme", "group")
        return faults_of(cast, letters, asked, is_shared=shared)

    @pytest.mark.parametrize("line", pages(), ids=lambda line: line[0])
    def test_add(self, line: tuple[str, ...], cast: Cast) -> None:
        model = type(row_of(cast.own, cast, line[1]))
        url = list_address(model) + "add/"
        assert faults_of(cast, line[3], lambda reach: Asked(url), is_shared=True) == []

    @pytest.mark.parametrize("line", pages(), ids=lambda line: line[0])
    def test_list(self, line: tuple[str, ...], cast: Cast) -> None:
        """One's own row stands in the list; another authority's never does."""
        own, other = (row_of(c, cast, line[1]) for c in (cast.own, cast.other))
        found = []
        for (letter, role), reach in product(LETTERS.items(), (OWN, EVERYWHERE)):
            response = cast.browser(role, reach).get(list_address(type(own)))
            may = letter in line[2]
            if (response.status_code == 200) != may:
                found.append(f"{role}, {reach}: {response.status_code}")
            if response.status_code != 200:
                continue
            shown = {row.pk for row in response.context["cl"].queryset}
            sees_other = other.pk in shown
            if own.pk not in shown or sees_other != (
                reach == EVERYWHERE or own == other
            ):
                found.append(f"{role}, {reach}: shows {shown}")
        assert found == []


class TestSteps:
    """What our own pages and buttons do."""

    @pytest.mark.parametrize("line", steps(), ids=lambda line: line[0])
    def test_it_is_done_by_whom_the_table_names(
        self, line: tuple[str, str], cast: Cast
    ) -> None:
        what, letters = line

        def asked(reach: str) -> Asked:
            return asked_of(cast.council(reach), what)

        assert faults_of(cast, letters, asked, is_shared=False) == []
