"""Alerts by e-mail: asked for, confirmed by a link, sent once, stopped by one click.

An address is told nothing before its owner has followed the link sent to it, and is
forgotten if that does not happen within a week. News waits a few minutes before it is
sent, so that what was being published while a run began is not passed over.

What somebody was told and the message that tells it are written and handed over in one
transaction that locks the subscription: of two runs one waits, and finds it done. If
the mail server refuses, the next run tries again.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models import Min

from inspections.alert_mail import confirmation, message_of
from inspections.models import AlertSubscription, Authority, Theme
from inspections.news import news
from inspections.news_items import Item, Scope
from inspections.vocabulary import News

log = logging.getLogger(__name__)

CONFIRM_WITHIN = timedelta(days=7)
MOST_ASKED = 5  # times a day that one address may be asked to confirm something
SETTLES = timedelta(minutes=5)
MOST_NEWS = 5000  # pieces in one run, far more than a busy week brings
CONFIRM, MANAGE = "alerts.confirm", "alerts.manage"


# --- Asked for, confirmed, stopped ---


def ask(
    email: str,
    *,
    authority: Authority | None,
    theme: Theme | None,
    kinds: Sequence[News],
    at: datetime,
) -> None:
    """Send an address a link that confirms what it is to follow; nothing before.

    Asked too often in a day, nothing is kept or sent. Whoever asks is not told which.
    """
    email = email.strip().lower()
    recent = AlertSubscription.objects.filter(
        email=email, asked_at__gt=at - timedelta(days=1)
    )
    if recent.count() >= MOST_ASKED:
        return
    wanted = {kind.value: kind in kinds for kind in News}
    row, is_new = AlertSubscription.objects.get_or_create(
        email=email,
        authority=authority,
        theme=theme,
        defaults={**wanted, "asked_at": at},
    )
    if not is_new:
        if at - row.asked_at < SETTLES:
            return
        row.asked_at = at
        row.save(update_fields=["asked_at"])
    confirmation(row, token=confirm_token(row, kinds=kinds)).send()


def confirm_token(subscription: AlertSubscription, *, kinds: Iterable[News]) -> str:
    """Return what stands in a link by which an address confirms what it follows."""
    asked = {"key": str(subscription.key), "kinds": [kind.value for kind in kinds]}
    return signing.dumps(asked, salt=CONFIRM)


def asked_with(token: str) -> tuple[AlertSubscription, list[News]] | None:
    """Return what a link confirms: whose, and of which kinds; None if it is too old."""
    try:
        found: Any = signing.loads(token, salt=CONFIRM, max_age=CONFIRM_WITHIN)
        kinds = [News(kind) for kind in found["kinds"]]
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
    row = _row(found["key"])
    return (row, kinds) if row else None


def confirm(
    subscription: AlertSubscription, *, kinds: Sequence[News], at: datetime
) -> None:
    """Begin to tell an address of what it asked for; what was before is not told."""
    for kind in News:
        setattr(subscription, kind.value, kind in kinds)
    if subscription.confirmed_at is None:
        subscription.confirmed_at = subscription.told_until = at
    subscription.save()


def manage_token(subscription: AlertSubscription) -> str:
    """Return what stands in a link by which its owner stops it; it does not expire."""
    return signing.Signer(salt=MANAGE).sign(subscription.key.hex)


def managed_with(token: str) -> AlertSubscription | None:
    """Return the subscription of a link in a message, if it is not stopped yet."""
    try:
        return _row(signing.Signer(salt=MANAGE).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def followed_by(subscription: AlertSubscription) -> list[AlertSubscription]:
    """Return everything that the owner of one subscription follows."""
    rows = AlertSubscription.objects.filter(
        email=subscription.email, confirmed_at__isnull=False
    )
    return list(rows.select_related("authority", "theme"))


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete the addresses that nobody confirmed within a week; return how many."""
    rows = AlertSubscription.objects.filter(
        confirmed_at__isnull=True, asked_at__lt=at - CONFIRM_WITHIN
    )
    count, _ = rows.delete()
    return count


def _row(key: str) -> AlertSubscription | None:
    rows = AlertSubscription.objects.select_related("authority", "theme")
    return rows.filter(key=key).first()


# --- Sent ---


@dataclass
class Told:
    """What became of one run: how many messages went, and how many were refused."""

    sent: int = 0
    failed: int = 0
    forgotten: int = 0


def send_alerts(*, at: datetime) -> Told:
    """Tell every confirmed address what is new for it; queries and sends."""
    told = Told(forgotten=forget_unconfirmed(at=at))
    confirmed = AlertSubscription.objects.filter(confirmed_at__isnull=False)
    oldest = confirmed.aggregate(oldest=Min("told_until"))["oldest"]
    if oldest is None:
        return told
    until = at - SETTLES
    fresh = [i for i in news(since=oldest, most=MOST_NEWS) if i.at <= until]
    for key in confirmed.order_by("pk").values_list("pk", flat=True):
        try:
            told.sent += send_one(key, fresh, until=until)
        except Exception:
            # Whatever is wrong with one address, the others are told.
            log.warning("The alert %s was not sent.", key, exc_info=True)
            told.failed += 1
    return told


@transaction.atomic
def send_one(key: int, fresh: Iterable[Item], *, until: datetime) -> bool:
    """Tell one address what is new for it up to a time; say whether anything was."""
    row = (
        AlertSubscription.objects.select_for_update(of=("self",))
        .select_related("authority", "theme")
        .filter(pk=key, confirmed_at__isnull=False, told_until__lt=until)
        .first()
    )
    if row is None:
        return False
    items = wanted(row, fresh, until=until)
    row.told_until = until
    row.save(update_fields=["told_until"])
    if not items:
        return False
    message_of(row, items, token=manage_token(row)).send()
    return True


def wanted(
    subscription: AlertSubscription, items: Iterable[Item], *, until: datetime
) -> list[Item]:
    """Return the news that a subscription is of and was not told, the newest first."""
    scope = Scope(
        authority=subscription.authority.slug if subscription.authority else "",
        theme=subscription.theme.slug if subscription.theme else "",
    )
    since = subscription.told_until
    return [
        item
        for item in items
        if item.kind in subscription.kinds
        and item.is_of(scope)
        and (since is None or since < item.at)
        and item.at <= until
    ]
