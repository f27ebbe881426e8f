"""A database of the benchmark's own, gone afterwards, and the web process in front of it."""

import json
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


# While a database is being filled, nothing in it is worth keeping until it is full.
FILLING = {"fsync": "off", "synchronous_commit": "off", "wal_level": "minimal", "max_wal_senders": "0",
           "max_wal_size": "3GB", "shared_buffers": "2GB", "maintenance_work_mem": "1GB",
           "checkpoint_timeout": "30min", "full_page_writes": "off", "autovacuum": "off"}  # fmt: skip


@contextmanager
def database(keep: Path | None = None) -> Iterator[Any]:
    """A server with its usual settings, migrated; Django is set up on it. Yields the server.

    Gone afterwards, unless `keep` names a folder: then it is found there again, with all that was filled in.
    """
    from jiuzhu.commands.support import postgres

    folder = keep or Path(tempfile.mkdtemp(prefix="jz-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    server = postgres.embedded(folder / "state")
    try:
        server.start()
        _point_at(server, folder / "state")
        _migrate()
        yield server
    finally:
        if keep:
            server.stop()
        else:
            server.destroy()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def filling(server: Any) -> Iterator[None]:
    """The same server with settings for filling; the usual ones come back."""
    _restart(server, FILLING)
    try:
        yield
    finally:
        _restart(server, {})


def _restart(server: Any, settings: dict[str, str]) -> None:
    from django.db import connections

    connections.close_all()
    server.stop(600)
    server.settings = settings
    server.start(600)


def _point_at(server: Any, state: Path) -> None:
    from jiuzhu.commands.support import postgres, secrets

    urls = postgres.prepare(server, "bench")
    os.environ |= {
        "JIUZHU_STATE": str(state),
        "JIUZHU_APP_URL": urls.app_url,
        "JIUZHU_OWNER_URL": urls.owner_url,
        "JIUZHU_KEYS_FILE": str(secrets.keys_file(state)),
        "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
        "JIUZHU_LOG": "ERROR",
    }


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
    """The web as `./jz up` starts it, two workers with their threads; its address."""
    from jiuzhu.commands.support import web as served

    port = free_port()
    with _process("-m", "granian", *served.words("127.0.0.1", port)):
        _until_it_answers(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"


@contextmanager
def office(numbers: list[str]) -> Iterator[str]:
    """The web with what stands behind it: the worker, and the check centre's fake, which finds nothing about these
    people and says so on the same day."""
    state = Path(os.environ["JIUZHU_STATE"])
    scenario = state / "check.json"
    scenario.write_text(json.dumps({number: {} for number in numbers}), "ascii")
    key = state / "means_check.key"
    key.write_text(json.loads(Path(os.environ["JIUZHU_KEYS_FILE"]).read_text("utf-8"))["means_check"], "ascii")
    port = free_port()
    os.environ["JIUZHU_MEANS_CHECK_URL"] = f"http://127.0.0.1:{port}"
    fake = ["jiuzhu.gateways.means_check.fake", "--port", str(port), "--state", str(state / "check"),
            "--key-file", str(key), "--delay-days", "0", "--scenario", str(scenario)]  # fmt: skip
    with _process("-m", *fake), _process("-m", "jiuzhu.commands.main", "worker"), web() as address:
        yield address


@contextmanager
def _process(*words: str) -> Iterator[None]:
    """A Python process of the system, ended afterwards."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, **quiet)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_answers(address: str) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer within {START_SECONDS} s")
