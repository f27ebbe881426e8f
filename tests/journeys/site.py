"""A real site for journeys: a database of its own and real processes, started and ended by the test."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
POLL_SECONDS = 0.05
HOST = "127.0.0.1"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def database_of(urls: Any) -> Iterator[None]:
    """Django's connections in this process point at the site's database, the whole district in scope for each block."""
    from django.db import connections, transaction

    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped
    from tests.conftest import point_at

    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "access_log", "owner")}
    point_at(urls)
    try:
        with transaction.atomic(), scoped(SYSTEM):
            yield
    finally:
        for alias, settings in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(settings)


class Site:
    """Web process, and on demand worker and fakes, over one committed database."""

    def __init__(self, urls: Any, folder: Path, blocker: Any) -> None:
        self.urls, self.folder, self.blocker = urls, folder, blocker
        self.ports = {name: free_port() for name in ("web", "means_check", "bank")}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        """Where the pages are."""
        return f"http://{HOST}:{self.ports['web']}"

    @contextmanager
    def rows(self) -> Iterator[None]:
        """Ask the database itself, or fill it; what is done inside is committed."""
        with self.blocker.unblock(), database_of(self.urls):
            yield

    def environment(self) -> dict[str, str]:
        """What the processes are started with: the demo's settings, the application's role only."""
        kept = {
            k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "JIUZHU_OWNER_URL", "JIUZHU_KEYS_FILE")
        }
        return kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "JIUZHU_APP_URL": self.urls.app_url,
            "JIUZHU_STATE": str(self.folder),
            "JIUZHU_MEANS_CHECK_URL": f"http://{HOST}:{self.ports['means_check']}",
            "JIUZHU_BANK_URL": f"http://{HOST}:{self.ports['bank']}",
            "PYTHONPATH": str(ROOT),
        }

    def start_web(self) -> None:
        """The web server, and wait until it answers."""
        words = ["--interface", "wsgi", "--host", HOST, "--port", str(self.ports["web"]), "--no-ws", "--workers", "1"]
        self.start("web", "granian", *words, "--blocking-threads", "4", "config.wsgi:application")
        self.wait("web", lambda: httpx.get(f"{self.url}/healthz", trust_env=False).status_code == 200)

    def start(self, name: str, module: str, *words: str) -> None:
        """A process of this site."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=ROOT,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_worker(self) -> None:
        """The worker; it is there once it reports itself ready."""
        self.start("worker", "jiuzhu.commands.main", "worker")
        self.wait("worker", lambda: httpx.get(f"{self.url}/readyz", trust_env=False).status_code == 200)

    def start_fakes(self, found: dict[str, Any] | None = None) -> None:
        """The fake check centre and the fake bank; `found`: what the centre finds, by ID number (its scenario)."""
        from django.conf import settings

        scenario = self.folder / "scenario.json"
        scenario.write_text(json.dumps(found or {}), "utf-8")
        for name in ("means_check", "bank"):
            key = self.folder / f"{name}.key"
            key.write_text(settings.KEYS[name], "ascii")
            words = ["--port", str(self.ports[name]), "--state", str(self.folder / name), "--key-file", str(key)]
            words += ["--scenario", str(scenario)] if name == "means_check" else []
            self.start(name, f"jiuzhu.gateways.{name}.fake", *words)
            self.wait(name, lambda n=name: _listens(self.ports[n]))  # type: ignore[misc]

    def wait(self, name: str, there: Any) -> None:
        """Until `there()`; fails with the log's end when the process dies or takes too long."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.processes[name].poll() is None:
            try:
                if there():
                    return
            except httpx.TransportError:
                pass
            time.sleep(POLL_SECONDS)
        raise AssertionError(f"{name} did not start:\n{self.log(name)[-3000:]}")

    def log(self, name: str) -> str:
        """What the process wrote."""
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def stop(self) -> None:
        """End all processes that this site started, with what they started."""
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0
