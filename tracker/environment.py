"""Readers of the environment, from which every site takes what is its own.

Each fails with a sentence that names the variable, what was wrong with its value and
what to write instead. Values that may hold a password are never repeated.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = ("1", "true", "yes", "on")
NO = ("0", "false", "no", "off")
HOST = r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])"
ALLOWED_HOST = re.compile(rf"\.?{HOST}", re.IGNORECASE)
ORIGIN = re.compile(rf"https?://(?:\*\.)?{HOST}(?::[0-9]{{1,5}})?", re.IGNORECASE)

# Readers never wait for the writer (WAL), and a writer takes its lock at the start of
# a transaction and waits for it, rather than failing half-way through.
SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        "PRAGMA foreign_keys = ON"
    ),
}


def read_text(name: str, *, default: str | None, write: str) -> str:
    """Give a variable's words; no default means that it must be set."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it to {write}.")
    return default


def read_yes_or_no(name: str, *, default: bool) -> bool:
    """Give a variable that is either on or off."""
    value = read_text(name, default="1" if default else "0", write="1 or 0").lower()
    if value not in YES + NO:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 for yes or 0 for no.")
    return value in YES


def read_number(name: str, *, default: int, lowest: int, highest: int) -> int:
    """Give a whole number within its bounds."""
    write = f"a whole number from {lowest} to {highest}"
    value = read_text(name, default=str(default), write=write)
    if not re.fullmatch(r"[0-9]{1,10}", value) or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write {write}.")
    return int(value)


def read_choice(name: str, *, default: str, choices: Sequence[str]) -> str:
    """Give one of a few words, in whatever case it was written."""
    write = "one of " + ", ".join(choices)
    value = read_text(name, default=default, write=write)
    for choice in choices:
        if value.lower() == choice.lower():
            return choice
    raise ImproperlyConfigured(f"{name} is {value!r}. Write {write}.")


def read_list(name: str, *, default: str | None, write: str) -> list[str]:
    """Give the parts of a list written with commas."""
    value = read_text(name, default=default, write=write)
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not parts and default is None:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write {write}.")
    return parts


def read_hosts(name: str, *, default: str | None) -> list[str]:
    """Give host names, refusing addresses of pages and the careless `*`."""
    write = "host names with commas between, such as tracker.example.org"
    hosts = read_list(name, default=default, write=write)
    for host in hosts:
        if not ALLOWED_HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} holds {host!r}. Write {write}, without https://, port or path."
            )
    return hosts


def read_origins(name: str, *, default: str | None) -> list[str]:
    """Give addresses of sites: scheme and host, nothing after them."""
    write = "https:// and a host name, such as https://tracker.example.org"
    origins = [
        origin.rstrip("/") for origin in read_list(name, default=default, write=write)
    ]
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"{name} holds {origin!r}. Write {write}, without a path."
            )
    return origins


def read_origin(name: str, *, default: str | None) -> str:
    """Give the address of one site: scheme and host, nothing after them."""
    origins = read_origins(name, default=default)
    if len(origins) != 1:
        raise ImproperlyConfigured(f"{name} holds {len(origins)} addresses. Write one.")
    return origins[0]


def read_secret_key(name: str, *, default: str | None) -> str:
    """Give the signing key, refusing one that could be guessed."""
    write = (
        "at least 50 random characters, for example what this prints: "
        'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
    )
    value = read_text(name, default=default, write=write)
    if value != default and (len(value) < 50 or len(set(value)) < 5):
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters, too easy to guess. Set it to {write}."
        )
    return value


def read_folder(name: str, *, default: Path) -> Path:
    """Give a folder by its full path; it need not exist yet."""
    value = Path(read_text(name, default=str(default), write="a full path"))
    if not value.is_absolute():
        raise ImproperlyConfigured(
            f"{name} is {str(value)!r}. Write a full path, one that starts with /."
        )
    if value.exists() and not value.is_dir():
        raise ImproperlyConfigured(
            f"{name} is {str(value)!r}, which is a file. Write the path of a folder."
        )
    return value


def read_database(name: str, *, default: Path) -> dict[str, Any]:
    """Give Django's description of an SQLite file or a PostgreSQL database."""
    write = (
        "postgres://USER:PASSWORD@HOST:5432/NAME, with any of : / @ # ? in the "
        "password written as %3A %2F %40 %23 %3F, or sqlite:////full/path/db.sqlite3"
    )
    value = read_text(name, default="", write=write)
    if not value:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(default),
            "OPTIONS": SQLITE_OPTIONS,
        }
    scheme = value.partition("://")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} is not such an address. Write {write}.")
    try:
        database: dict[str, Any] = {**dj_database_url.parse(value)}
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} starts with {scheme}:// but cannot be read further. Write {write}."
        ) from error
    if scheme == "sqlite":
        if not Path(database["NAME"]).is_absolute():
            raise ImproperlyConfigured(
                f"{name} names the file {database['NAME']!r}, not by its full path. "
                f"Write {write}."
            )
        return database | {"OPTIONS": SQLITE_OPTIONS}
    if not database.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database. Write {write}.")
    return database | {
        # Each worker keeps its connection, and looks whether it lives before use.
        "CONN_MAX_AGE": read_number(
            "CONN_MAX_AGE", default=600, lowest=0, highest=86_400
        ),
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query of many joins takes longer than any page of ours needs it.
        "OPTIONS": {**database.get("OPTIONS", {}), "options": "-c jit=off"},
    }
