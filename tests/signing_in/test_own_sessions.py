"""One's own sessions: which are shown, and ending them."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone

from inspections.models import Session
from inspections.signing_in.own_sessions import browser_of, note_use, sessions_of
from tests.admin.pages import messages_of, text_of
from tests.factories import NOON, make_remit, make_user

PASSWORD, NEW = "a long enough secret", "another long secret"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


class TestBrowserOf:
    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (FIREFOX, "Firefox on Windows"),
            (SAFARI, "Safari on an iPhone"),
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/5",
                "Chrome on Linux",
            ),
            ("", "A browser that did not say its name"),
        ],
    )
    def test_it_says_both_in_words(self, agent: str, words: str) -> None:
        assert browser_of(agent) == words


class TestNoteUse:
    def test_it_writes_every_ten_minutes_alone(self) -> None:
        session: Any = {}
        note_use(session, agent=FIREFOX, at=NOON)
        first = dict(session)
        note_use(session, agent=SAFARI, at=NOON + timedelta(minutes=9))
        assert session == first
        note_use(session, agent=SAFARI, at=NOON + timedelta(minutes=10))
        assert session["used"] > first["used"]
        assert session["browser"] == "Firefox on Windows"

    def test_it_keeps_no_more_than_is_shown(self) -> None:
        session: Any = {}
        note_use(session, agent=FIREFOX, at=NOON)
        assert set(session) == {"began", "used", "browser"}


@pytest.fixture
def petra(db: None) -> User:
    names = {"first_name": "Petra", "last_name": "Petra-Marchbanks"}
    return make_remit(make_user("petra", is_staff=True, password=PASSWORD, **names))


def browser(user: User, agent: str = FIREFOX) -> Client:
    """Return a browser in which somebody is signed in, and has opened a page."""
    client = Client(headers={"user-agent": agent})
    client.force_login(user)
    client.get("/admin/")
    return client


class TestPage:
    def test_it_shows_ones_own_this_one_first(self, petra: User) -> None:
        browser(make_remit(make_user("amir", is_staff=True)))
        browser(petra, SAFARI)
        here = browser(petra)
        shown = here.get("/admin/sessions/").context["sessions"]
        assert [(one.browser, one.is_this) for one in shown] == [
            ("Firefox on Windows", True),
            ("Safari on an iPhone", False),
        ]

    def test_it_signs_out_there(self, petra: User) -> None:
        there, here = browser(petra, SAFARI), browser(petra)
        _, other = here.get("/admin/sessions/").context["sessions"]
        response = here.post("/admin/sessions/", {"session": other.mark}, follow=True)
        assert messages_of(response) == ["Signed out there."]
        assert there.get("/admin/").status_code == 302
        assert here.get("/admin/").status_code == 200

    def test_what_was_ended_does_not_come_back(self, petra: User) -> None:
        """Though a page of it is being made at that moment."""
        there, here = browser(petra, SAFARI), browser(petra)
        session = there.session
        session["used"] = "later"
        here.post("/admin/sessions/", {"all": "1"})
        with pytest.raises(UpdateError):
            session.save()
        assert Session.objects.filter(user=petra).count() == 1

    def test_it_signs_out_everywhere_else(self, petra: User) -> None:
        there, here = browser(petra, SAFARI), browser(petra)
        here.post("/admin/sessions/", {"all": "1"})
        assert there.get("/admin/").status_code == 302
        assert here.get("/admin/").status_code == 200

    def test_nobody_ends_anothers(self, petra: User) -> None:
        amir = make_remit(make_user("amir", is_staff=True))
        theirs, here = browser(amir), browser(petra)
        key = theirs.session.session_key
        [own] = sessions_of(amir, this=None, at=timezone.now())
        response = here.post("/admin/sessions/", {"session": own.mark}, follow=True)
        assert messages_of(response) == ["That session had ended already."]
        assert Session.objects.filter(session_key=key).exists()

    def test_no_key_stands_on_the_page(self, petra: User) -> None:
        here = browser(petra)
        page = text_of(here.get("/admin/sessions/"))
        assert str(here.session.session_key) not in page

    def test_one_that_has_run_out_is_not_shown(self, petra: User) -> None:
        browser(petra, SAFARI)
        Session.objects.update(expire_date=NOON - timedelta(days=400))
        here = browser(petra)
        assert len(here.get("/admin/sessions/").context["sessions"]) == 1


class TestPassword:
    def test_changing_it_ends_every_other_session(self, petra: User) -> None:
        there, here = browser(petra, SAFARI), browser(petra)
        sent = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
        assert here.post("/admin/password_change/", sent).status_code == 302
        assert there.get("/admin/").status_code == 302
        assert here.get("/admin/").status_code == 200
        assert Session.objects.filter(user=petra).count() == 1

    def test_one_set_by_somebody_else_ends_all(self, petra: User) -> None:
        there = browser(petra)
        petra.set_password(NEW)
        petra.save()
        assert sessions_of(petra, this=None, at=timezone.now()) == []
        assert there.get("/admin/").status_code == 302

    @pytest.mark.parametrize(
        ("password", "sentence"),
        [
            ("short-one", "at least 12 characters"),
            ("administrator", "too common"),
            ("petra-marchbanks", "too similar"),
            ("8374658374652", "entirely numeric"),
        ],
    )
    def test_a_weak_one_is_refused_with_the_reason(
        self, password: str, sentence: str, petra: User
    ) -> None:
        sent = {"old_password": PASSWORD}
        sent |= dict.fromkeys(("new_password1", "new_password2"), password)
        page = text_of(browser(petra).post("/admin/password_change/", sent))
        assert sentence in page
