"""Digests by e-mail: what came to wait for a person since they were last told.

One is sent at most once a day or week to each person who chose it. What was sent is
written, and the message handed over, in one transaction that locks the person's choice:
of two processes one waits and then finds it done. The row is written before the message
goes, so that what cannot be written is not sent. If the mail server refuses, nothing is
kept and the next run tries again. If the machine stops after the server took the
message and before the transaction is kept, that one digest goes a second time on the
next run; its Message-ID is the same, so that most mail programs show it once. The
other way round it might never be sent.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from inspections.desk import Asked, Item, items_for, may, rows_of
from inspections.models import Digest, DigestChoice
from inspections.workspace.start import list_address

log = logging.getLogger(__name__)
NAMED = 10
"""So many new things of a sort are named; the others are behind a link."""


@dataclass(frozen=True)
class Entry:
    """One thing that is new, and the address at which it is dealt with."""

    words: str
    address: str


@dataclass(frozen=True)
class Section:
    """What is new of one item in one list."""

    item: Item
    words: str
    new: int
    waiting: int
    entries: tuple[Entry, ...]
    address: str

    @property
    def others(self) -> int:
        """How many new ones are not named."""
        return self.new - len(self.entries)


@dataclass
class Told:
    """What became of one run: to whom a digest went, and where it failed and why."""

    sent: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    without_address: list[str] = field(default_factory=list)


def send_due(*, at: datetime) -> Told:
    """Send every digest that is due and has something new; queries and sends."""
    told = Told()
    choices = (
        DigestChoice.objects.exclude(every=DigestChoice.Every.NEVER)
        .filter(user__is_active=True, user__is_staff=True)
        .select_related("user")
        .order_by("user")
    )
    for choice in choices:
        name = choice.user.get_username()
        if not choice.user.email:
            told.without_address.append(name)
            continue
        try:
            if send_one(choice, at=at):
                told.sent.append(name)
        except Exception as error:
            # Whatever is wrong with one person's digest, the others get theirs.
            log.warning("The digest of %s was not sent.", name, exc_info=True)
            told.failed.append((name, str(error) or type(error).__name__))
    return told


@transaction.atomic
def send_one(choice: DigestChoice, *, at: datetime) -> bool:
    """Send one person's digest if it is due and something is new; say whether."""
    choice = DigestChoice.objects.select_for_update().get(pk=choice.pk)
    user = User.objects.get(pk=choice.user_id)
    today = timezone.localdate(at)
    period = period_of(choice.every, today)
    is_wanted = choice.every != DigestChoice.Every.NEVER and user.is_active
    if not is_wanted or Digest.objects.filter(user=user, period=period).exists():
        return False
    sections, listed = news_for(user, known=choice.listed, today=today)
    if listed != choice.listed:
        choice.listed = listed
        choice.save(update_fields=["listed"])
    if not sections:
        return False
    new = sum(section.new for section in sections)
    Digest.objects.create(user=user, period=period, new=new, sent_at=at)
    message_to(user, sections, period=period).send()
    return True


def period_of(every: str, today: date) -> str:
    """Return the day, or the week of the ISO calendar, that a digest is for."""
    if every == DigestChoice.Every.WEEK:
        year, week, _ = today.isocalendar()
        return f"{year}-W{week:02}"
    return today.isoformat()


def news_for(
    user: User, *, known: Iterable[str], today: date
) -> tuple[list[Section], list[str]]:
    """Return what waits and is not known to the person, and all that waits by name.

    `known` are the names that stood when they were last told: what went away and came
    back is new again.
    """
    asked, known = Asked(user, today), set(known)
    sections, listed = [], []
    for item in items_for(user):
        if not item.is_news:
            continue
        for model in item.models:
            if not may(user, item, model):
                continue
            name = f"{item.code} {model._meta.model_name}"
            keys = list(rows_of(item, model, asked).values_list("pk", flat=True))
            listed += [f"{name} {key}" for key in keys]
            new = [key for key in keys if f"{name} {key}" not in known]
            if new:
                sections.append(_section(item, model, new, waiting=len(keys)))
    return sections, sorted(listed)


def message_to(
    user: User, sections: list[Section], *, period: str
) -> EmailMultiAlternatives:
    """Return the message: words alone, and the same as simple HTML."""
    settings_page = _full(reverse("admin:digest"))
    new = sum(section.new for section in sections)
    context = {
        "name": user.get_short_name() or user.get_username(),
        "sections": sections,
        "start": _full(reverse("admin:index")),
        "settings_page": settings_page,
        "site": settings.SITE_NAME,
    }
    things = "1 new thing waits" if new == 1 else f"{new} new things wait"
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMultiAlternatives(
        subject=f"{things} for you – {settings.SITE_NAME}",
        body=render_to_string("admin/workspace/digest.txt", context),
        to=[user.email],
        headers={
            "Message-ID": f"<digest-{user.pk}-{period}@{host}>",
            "List-Unsubscribe": f"<{settings_page}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    page = render_to_string("admin/workspace/digest_mail.html", context)
    message.attach_alternative(page, "text/html")
    return message


def _section(
    item: Item, model: type[Model], new: list[int], *, waiting: int
) -> Section:
    options = model._meta
    rows = model._default_manager.filter(pk__in=sorted(new)[-NAMED:]).order_by("-pk")
    if hasattr(model, "inspection"):
        rows = rows.select_related("inspection__authority")
    page = f"admin:{options.app_label}_{options.model_name}_{item.page}"
    if item.page == "look_of":
        page = "admin:inspections_look_of"
    return Section(
        item=item,
        words=str(
            options.verbose_name if len(new) == 1 else options.verbose_name_plural
        ),
        new=len(new),
        waiting=waiting,
        entries=tuple(
            Entry(_words(row), _full(reverse(page, args=[row.pk]))) for row in rows
        ),
        address=_full(list_address(item, model)),
    )


def _words(row: Model) -> str:
    """Name a row, with the inspection that it belongs to where it does not itself."""
    visit = getattr(row, "inspection", None)
    return f"{visit}: {row}" if visit else str(row)


def _full(place: str) -> str:
    return f"{settings.SITE_URL}{place}"
