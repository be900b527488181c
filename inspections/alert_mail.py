"""The messages of alerts: plain words, and the same as simple HTML."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from inspections.models import AlertSubscription
from inspections.news_items import Item

NAMED = 50  # pieces of news in one message; the feed has the others


def confirmation(
    subscription: AlertSubscription, *, token: str
) -> EmailMultiAlternatives:
    """Return the message that asks an address to confirm what it is to follow."""
    context = {
        "subscription": subscription,
        "link": _full("alert-confirm", token),
        "site": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }
    return _message(
        subscription,
        subject=f"Confirm your e-mail alerts – {settings.SITE_NAME}",
        template="alerts/mail/confirm",
        context=context,
        headers={},
    )


def message_of(
    subscription: AlertSubscription, items: Sequence[Item], *, token: str
) -> EmailMultiAlternatives:
    """Return the message that tells of news, with the way to stop it in its headers.

    See RFC 2369 and RFC 8058: a mail program may stop it by one click.
    """
    stop = _full("alert-stop", token)
    host = urlsplit(settings.SITE_URL).hostname
    latest = max(item.at for item in items)
    name = f"{subscription.key.hex}-{latest:%Y%m%d%H%M%S}"
    today = timezone.localdate(latest)
    context = {
        "subscription": subscription,
        "items": items[:NAMED],
        "others": max(0, len(items) - NAMED),
        "stop": stop,
        "manage": _full("alert-manage", token),
        "site": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "as_at": today,
    }
    count = len(items)
    return _message(
        subscription,
        subject=f"{subscription.follows}: "
        f"{count} change{'' if count == 1 else 's'} – {settings.SITE_NAME}",
        template="alerts/mail/news",
        context=context,
        headers={
            "Message-ID": f"<alert-{name}@{host}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _message(
    subscription: AlertSubscription,
    *,
    subject: str,
    template: str,
    context: dict[str, object],
    headers: dict[str, str],
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", context),
        to=[subscription.email],
        headers={"Auto-Submitted": "auto-generated", **headers},
    )
    page = render_to_string(f"{template}.html", context)
    message.attach_alternative(page, "text/html")
    return message


def _full(name: str, token: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[token])}"
