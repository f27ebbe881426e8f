"""A database of the benchmark's own, gone afterwards, and the web process in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@contextmanager
def database() -> Iterator[Any]:
    """A server with its usual settings, migrated, empty; Django is set up on it. Yields the server."""
    from jiuzhu.commands.support import postgres, secrets

    folder = Path(tempfile.mkdtemp(prefix="jz-bench-"))
    server = postgres.embedded(folder / "state")
    try:
        server.start()
        urls = postgres.prepare(server, "bench")
        os.environ |= {
            "JIUZHU_STATE": str(folder / "state"),
            "JIUZHU_APP_URL": urls.app_url,
            "JIUZHU_OWNER_URL": urls.owner_url,
            "JIUZHU_KEYS_FILE": str(secrets.keys_file(folder / "state")),
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "JIUZHU_LOG": "ERROR",
        }
        _migrate()
        yield server
    finally:
        server.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def _migrate() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from jiuzhu.ground import roles

    with connections["owner"].cursor() as cursor:
        cursor.execute(roles.grant_defaults_sql())
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()


@contextmanager
def web() -> Iterator[str]:
    """One web process as `./jz up` starts it; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    argv = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ws",
    ]
    argv += ["--workers", "1", "--blocking-threads", "8", "config.wsgi:application"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(argv, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, **quiet)  # type: ignore[call-overload]
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _until_it_answers(address: str) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer within {START_SECONDS} s")
