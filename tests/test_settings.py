"""The settings as a site starts with them, for real use and for the demonstration."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from tracker.visitor_addresses import visitor_address

REAL_USE = {
    "SECRET_KEY": "for-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "tracker.example.org",
    "SITE_URL": "https://tracker.example.org",
}


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py as a site of its own, with this environment and no other."""
    return subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=settings.BASE_DIR,
    )


def printed(expression: str, **environment: str) -> str:
    """Give what an expression over the settings comes to in such an environment."""
    code = f"from django.conf import settings; print({expression})"
    result = manage("shell", "--no-imports", "--command", code, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


class TestRealUse:
    @pytest.mark.parametrize("name", sorted(REAL_USE))
    def test_it_starts_only_with_what_is_its_own(self, name: str) -> None:
        others = {key: value for key, value in REAL_USE.items() if key != name}
        result = manage("check", **others)
        assert result.returncode == 1
        assert result.stderr.startswith(f"The settings are not right. {name} is not")

    def test_commands_of_this_machine_alone_need_nothing_set(self) -> None:
        result = manage("parse_report", "--format", "jsonl", "no-such-report.pdf")
        assert '"error"' in result.stdout, result.stderr

    def test_it_passes_the_checks_for_deployment(self) -> None:
        result = manage("check", "--deploy", "--fail-level", "WARNING", **REAL_USE)
        assert result.returncode == 0, result.stderr

    def test_it_speaks_https_and_hides_errors(self) -> None:
        words = "settings.SECURE_SSL_REDIRECT, settings.DEBUG, settings.DEMONSTRATION"
        assert printed(words, **REAL_USE) == "True False False"

    def test_it_believes_a_proxy_only_when_told_of_one(self) -> None:
        words = "settings.SECURE_PROXY_SSL_HEADER"
        assert printed(words, **REAL_USE) == "None"
        behind = printed(words, **REAL_USE, PROXY_COUNT="1")
        assert behind == "('HTTP_X_FORWARDED_PROTO', 'https')"

    def test_its_static_files_can_all_be_collected(self, tmp_path: Path) -> None:
        result = manage(
            "collectstatic", "--noinput", STATIC_ROOT=str(tmp_path), **REAL_USE
        )
        assert result.returncode == 0, result.stderr
        assert (tmp_path / "staticfiles.json").exists()


class TestDemonstration:
    def test_it_starts_with_nothing_set(self) -> None:
        assert printed("settings.ALLOWED_HOSTS", DEMONSTRATION="1") == (
            "['localhost', '127.0.0.1', '[::1]']"
        )

    def test_it_shows_no_errors_to_readers(self) -> None:
        assert printed("settings.DEBUG", DEMONSTRATION="1") == "False"

    def test_it_never_serves_another_name(self) -> None:
        result = manage("check", **REAL_USE, DEMONSTRATION="1")
        assert result.returncode == 1
        assert "DEMONSTRATION is on" in result.stderr


class TestSqlite:
    def test_it_is_fit_for_real_use(self, tmp_path: Path) -> None:
        code = (
            "from django.db import connection\n"
            "cursor = connection.cursor()\n"
            "for name in ('journal_mode', 'synchronous', 'foreign_keys', "
            "'busy_timeout'):\n"
            "    print(name, cursor.execute(f'PRAGMA {name}').fetchone()[0])\n"
            "print(connection.transaction_mode)"
        )
        address = f"sqlite:///{tmp_path}/db.sqlite3"
        result = manage(
            "shell",
            "--no-imports",
            "--command",
            code,
            DATABASE_URL=address,
            **REAL_USE,
        )
        assert result.stdout.splitlines() == [
            "journal_mode wal",
            "synchronous 1",
            "foreign_keys 1",
            "busy_timeout 20000",
            "IMMEDIATE",
        ]


class TestDatabase:
    @pytest.mark.django_db
    def test_the_tests_run_on_the_one_that_was_asked_for(self) -> None:
        engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
        assert connection.vendor == {"sqlite3": "sqlite"}.get(engine, engine)


class TestSigningIn:
    @pytest.mark.django_db
    def test_it_closes_an_account_to_the_address_that_guesses(
        self, settings: Settings, client: Client
    ) -> None:
        settings.AXES_ENABLED = True
        User.objects.create_superuser("officer", password="a long enough password")
        wrong = {"username": "officer", "password": "a guess"}
        right = {"username": "officer", "password": "a long enough password"}
        for _ in range(5):
            answer = client.post("/admin/login/", wrong)
        assert answer.status_code == 429
        assert client.post("/admin/login/", right).status_code == 429
        elsewhere = client.post("/admin/login/", right, REMOTE_ADDR="192.0.2.7")
        assert elsewhere.status_code == 302


class TestVisitorAddress:
    @pytest.mark.parametrize(
        ("proxies", "forwarded", "address"),
        [
            (0, "192.0.2.1", "192.0.2.9"),
            (1, "", "192.0.2.9"),
            (1, "192.0.2.1", "192.0.2.1"),
            (1, "198.51.100.1, 192.0.2.1", "192.0.2.1"),
            (2, "198.51.100.1, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
            (2, "192.0.2.1", "192.0.2.9"),
        ],
    )
    def test_it_believes_only_our_own_proxies(
        self, settings: Settings, proxies: int, forwarded: str, address: str
    ) -> None:
        settings.PROXY_COUNT = proxies
        request = RequestFactory().get(
            "/", REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR=forwarded
        )
        assert visitor_address(request) == address


class TestHeaders:
    @pytest.mark.django_db
    def test_every_page_has_them(self, client: Client) -> None:
        headers = client.get("/admin/login/").headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
