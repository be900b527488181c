"""The demonstration behind gunicorn, as a production server would give it, for a while.

Settings are those of production but for HTTPS, which a machine has none of for itself:
compressed static files with a mark in their names, no debugging, three processes.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent
LONGEST_START = 30  # seconds


@contextmanager
def demonstration() -> Iterator[str]:
    """Load the demonstration into a database of its own; give the served address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with TemporaryDirectory(prefix="tracker-served-") as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "CACHE_ROOT": f"{folder}/cache",
            "STATIC_ROOT": f"{folder}/static",
            "SITE_URL": address,
            "ALLOWED_HOSTS": "127.0.0.1",
            "CONTACT_EMAIL": "",
            "HTTPS": "0",
        }
        loading = environment | {"DEMONSTRATION": "1"}
        for command in ("migrate", "load_demonstration"):
            _manage(command, environment=loading)
        _manage("collectstatic", "--no-input", environment=environment)
        server = subprocess.Popen(
            [
                *(BIN / "gunicorn", "tracker.wsgi", "--bind", f"127.0.0.1:{port}"),
                *("--workers", "3", "--threads", "2", "--log-level", "error"),
            ],
            cwd=ROOT,
            env=environment,
        )
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _manage(*arguments: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
    subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
    )


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def _wait_for(address: str) -> None:
    until = time.monotonic() + LONGEST_START
    while True:
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
