"""A person's own sessions: where they are signed in, and signing out there."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime

from inspections.models import Session

BEGAN, USED, BROWSER = "began", "used", "browser"
NOTED_EVERY = timedelta(minutes=10)
BROWSERS = (
    ("Edge", r"\bEdg(e|A|iOS)?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|CriOS|HeadlessChrome)/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS = (
    ("an iPhone", r"iPhone"),
    ("an iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("a Mac", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)


@dataclass(frozen=True)
class Own:
    """One session as its owner is shown it; `mark` names it without giving it away."""

    mark: str
    browser: str
    began: datetime | None
    used: datetime | None
    is_this: bool


def note_use(session: SessionBase, *, agent: str, at: datetime) -> None:
    """Note in a session what its owner is shown; every ten minutes is enough."""
    if BEGAN not in session:
        session[BEGAN] = at.isoformat()
        session[BROWSER] = browser_of(agent)
    used = parse_datetime(session.get(USED, ""))
    if used is None or at - used >= NOTED_EVERY:
        session[USED] = at.isoformat()


def browser_of(agent: str) -> str:
    """Return a browser and its system in words; versions are not kept."""
    browser = _first(BROWSERS, agent) or "A browser that did not say its name"
    system = _first(SYSTEMS, agent)
    return f"{browser} on {system}" if system else browser


def _first(kinds: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, sign in kinds if re.search(sign, agent)), "")


def sessions_of(user: Any, *, this: str | None, at: datetime) -> list[Own]:
    """Return a person's sessions that are still good, this one first."""
    found = [
        Own(
            mark=_mark(row),
            browser=data.get(BROWSER, browser_of("")),
            began=parse_datetime(data.get(BEGAN, "")),
            used=parse_datetime(data.get(USED, "")),
            is_this=row.session_key == this,
        )
        for row, data in _good(user, at=at)
    ]
    return sorted(
        found,
        key=lambda own: (own.is_this, own.used.timestamp() if own.used else 0),
        reverse=True,
    )


def end_session(user: Any, mark: str) -> bool:
    """End one of a person's sessions; False where there is none of that mark."""
    for row in Session.objects.filter(user=user.pk):
        if constant_time_compare(_mark(row), mark):
            row.delete()
            return True
    return False


def end_others(user: Any, *, this: str | None) -> int:
    """End all of a person's sessions but this one; return how many those were."""
    ended, _ = Session.objects.filter(user=user.pk).exclude(session_key=this).delete()
    return ended


def _good(user: Any, *, at: datetime) -> Iterator[tuple[Session, dict[str, Any]]]:
    """Give the sessions that have neither run out nor lost their password."""
    for row in Session.objects.filter(user=user.pk, expire_date__gt=at):
        data = row.get_decoded()
        if constant_time_compare(
            data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
        ):
            yield row, data


def _mark(row: Session) -> str:
    return hashlib.sha256(row.session_key.encode()).hexdigest()[:16]
