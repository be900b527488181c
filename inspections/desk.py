"""What waits for one person: one table of queries, for counts, lists and digests alike.

The start page counts the rows of an item, the admin's list shows them, and a digest
tells of those that are new. All three ask here, so that they cannot differ.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from inspections.headline_queries import FINISHED, late
from inspections.histories import histories_of
from inspections.models import (
    Authority,
    CorrectionRequest,
    CouncilAction,
    CouncilResponse,
    DatePrecision,
    Inspection,
    PressArticle,
    PublicationStatus,
    ReportImport,
)
from inspections.remits import within
from inspections.responses_due import deadlines_of
from inspections.timing import Timing
from inspections.undecided import with_undecided

Status = PublicationStatus
RECORDS: tuple[type[Model], ...] = (
    Inspection,
    CouncilResponse,
    CouncilAction,
    PressArticle,
)
NEAR = timedelta(days=30)
LONGEST_TO_ANSWER = timedelta(days=180)
"""More than any rule gives: 70 working days, with every holiday in between."""


@dataclass(frozen=True)
class Asked:
    """Of whom, and on which day, it is asked what waits."""

    user: User
    today: date


@dataclass(frozen=True)
class Item:
    """One thing that may wait: which rows of which models, and for whose right.

    `page` is the admin's page on which a row is dealt with. What is not `is_news` is
    no part of a digest: nobody need be told what they did themselves.
    """

    code: str
    title: str
    what: str
    models: tuple[type[Model], ...]
    right: str
    rows: Callable[[type[Any], Asked], QuerySet[Any]]
    page: str = "change"
    is_news: bool = True


@dataclass(frozen=True)
class Pile:
    """What waits of one item: how many rows of each model."""

    item: Item
    counts: tuple[tuple[type[Model], int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


def _my_drafts(model: type[Any], asked: Asked) -> QuerySet[Any]:
    """Return drafts that the person began, or submitted once and got back."""
    changes = model.history.filter(id=OuterRef("pk"), history_user=asked.user.pk)
    began = changes.filter(Q(history_type="+") | Q(status=Status.SUBMITTED))
    drafts = model._default_manager.filter(status=Status.DRAFT)
    mine: QuerySet[Any] = drafts.filter(Exists(began))
    return mine


def _to_approve(model: type[Any], asked: Asked) -> QuerySet[Any]:
    """Return what somebody else submitted."""
    rows = model._default_manager.filter(status=Status.SUBMITTED)
    others: QuerySet[Any] = rows.exclude(submitted_by=asked.user.pk)
    return others


def _imports(model: type[Any], asked: Asked) -> QuerySet[ReportImport]:
    waiting = ReportImport.objects.filter(state=ReportImport.State.READ)
    return waiting.exclude(warnings=[])


def _links(model: type[Any], asked: Asked) -> QuerySet[Inspection]:
    return with_undecided(Inspection.objects.all())


def _followed(today: date) -> QuerySet[CouncilAction]:
    """Return actions that the council has not reported finished, drafts with them.

    A correction that is being made is left out: its action stands for both.
    """
    rows = CouncilAction.objects.filter(revises=None)
    return rows.exclude(status=Status.WITHDRAWN).exclude(delivery__in=FINISHED)


def _overdue(model: type[Any], asked: Asked) -> QuerySet[CouncilAction]:
    return _followed(asked.today).filter(late(asked.today))


def _due_soon(model: type[Any], asked: Asked) -> QuerySet[CouncilAction]:
    """Return actions whose last day in time is from today to thirty days on."""
    until = asked.today + NEAR
    # Of a month alone its last day counts: in time if that is not after `until`.
    whole_months = (until + timedelta(days=1)).replace(day=1)
    is_month = Q(current_target_precision=DatePrecision.MONTH)
    ends = (is_month & Q(current_target__lt=whole_months)) | (
        ~is_month & Q(current_target__lte=until)
    )
    return _followed(asked.today).filter(ends).exclude(late(asked.today))


def _deadlines(model: type[Any], asked: Asked) -> QuerySet[Inspection]:
    """Return visits after which an answer is due within thirty days; reads histories.

    What goes to inspectors alone is due too, though nobody sees it come.
    """
    since = asked.today - LONGEST_TO_ANSWER
    recent = Inspection.objects.published().filter(
        Q(published_on__gte=since)
        | Q(statement_due__gte=asked.today)
        | Q(all_responses__received_on__gte=since)
    )
    of_recent = recent.values("authority")
    authorities = within(Authority.objects.filter(pk__in=of_recent), user=asked.user)
    histories = histories_of(list(authorities), today=asked.today)
    refs = {
        due.visit.ref
        for history in histories.values()
        for due in deadlines_of(history)
        if due.standing.timing in (Timing.DUE, Timing.NOT_PUBLISHED)
        and due.deadline.due is not None
        and asked.today <= due.deadline.due <= asked.today + NEAR
    }
    return Inspection.objects.published().filter(ref__in=refs)


def _requests(model: type[Any], asked: Asked) -> QuerySet[CorrectionRequest]:
    return CorrectionRequest.objects.filter(waiting_since__isnull=False)


ITEMS: tuple[Item, ...] = (
    Item(
        "my-drafts",
        "Drafts of mine",
        "You began these, or submitted them and got them back.",
        RECORDS,
        "change",
        _my_drafts,
        is_news=False,
    ),
    Item(
        "to-approve",
        "Waiting for my approval",
        "Somebody else submitted these.",
        RECORDS,
        "approve",
        _to_approve,
    ),
    Item(
        "import-warnings",
        "Imports with warnings",
        "Something in these reports was missing or doubtful.",
        (ReportImport,),
        "change",
        _imports,
    ),
    Item(
        "links",
        "Links to confirm",
        "These reports may say what became of earlier recommendations.",
        (Inspection,),
        "change",
        _links,
        page="links",
    ),
    Item(
        "overdue",
        "Overdue actions",
        "The council’s own date has passed, and it reports them unfinished.",
        (CouncilAction,),
        "view",
        _overdue,
    ),
    Item(
        "due-soon",
        "Actions due in 30 days",
        "The council’s own date is near.",
        (CouncilAction,),
        "view",
        _due_soon,
    ),
    Item(
        "deadlines",
        "Deadlines near",
        "An answer to these visits is due within 30 days.",
        (Inspection,),
        "view",
        _deadlines,
        page="look_of",
    ),
    Item(
        "correction-requests",
        "Requests for corrections",
        "Readers ask to have these corrected, and wait for an answer.",
        (CorrectionRequest,),
        "change",
        _requests,
    ),
)
"""What may wait for somebody. A new sort of work is one more entry."""


def items_for(user: User, *, model: type[Model] | None = None) -> Iterator[Item]:
    """Give the items that this person has any right to, of one model if it is given."""
    for item in ITEMS:
        if any(
            may(user, item, one) for one in item.models if model is None or one is model
        ):
            yield item


def may(user: User, item: Item, model: type[Model]) -> bool:
    """Say whether an item's rows of a model are this person's business."""
    options = model._meta
    return user.has_perm(f"{options.app_label}.{item.right}_{options.model_name}")


def rows_of(item: Item, model: type[Model], asked: Asked) -> QuerySet[Any]:
    """Return the rows of an item that the person's remit covers."""
    return within(item.rows(model, asked), user=asked.user)


def piles_for(asked: Asked) -> list[Pile]:
    """Count what waits, item by item; the number of queries is always the same."""
    piles = []
    for item in items_for(asked.user):
        counts = tuple(
            (model, rows_of(item, model, asked).count())
            for model in item.models
            if may(asked.user, item, model)
        )
        piles.append(Pile(item, tuple(pair for pair in counts if pair[1])))
    return [pile for pile in piles if pile.total]
