"""A whole office as real processes on a real, committed database: web, worker, check centre, bank."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from jiuzhu.commands.support import secrets
from jiuzhu.commands.support.server import Server

ROOT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 180 if os.environ.get("JZ_LONG") else 40  # a long form runs beside other work


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for a condition, with a limit; the interval only bounds how often it is asked."""
    limit = time.monotonic() + LIMIT_SECONDS
    while not condition():
        assert time.monotonic() < limit, f"{what}: not within {LIMIT_SECONDS} s"
        time.sleep(0.05)


class Office:
    """Starts the parts; `mend` starts again whatever was killed."""

    def __init__(self, urls: Any, folder: Path, server: Server) -> None:
        self.folder, self.server = folder, server
        self.fault_file = folder / "fault"
        self.ports = {name: free_port() for name in ("web", "bank", "check")}
        self.url = f"http://127.0.0.1:{self.ports['web']}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "JIUZHU_APP_URL": urls.app_url,
            "JIUZHU_OWNER_URL": urls.owner_url,
            "JIUZHU_STATE": str(folder),
            "JIUZHU_KEYS_FILE": str(secrets.keys_file(folder)),
            "JIUZHU_BANK_URL": f"http://127.0.0.1:{self.ports['bank']}",
            "JIUZHU_MEANS_CHECK_URL": f"http://127.0.0.1:{self.ports['check']}",
            "JIUZHU_FAULT_FILE": str(self.fault_file),
            "PYTHONPATH": str(ROOT),
        }
        self.paused: set[str] = set()  # parts that stay down
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.lock = threading.RLock()  # one mends or kills at a time

    @property
    def bank_state(self) -> Path:
        """Where the bank keeps its journal."""
        return self.folder / "bank"

    def command(self, *words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run `jiuzhu …` in this office, or in another environment."""
        return subprocess.run(
            [sys.executable, "-m", "jiuzhu.commands.main", *words],
            env=environment or self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def start(self) -> None:
        """All parts, until the pages answer."""
        self.mend()
        until(lambda: self.answers("/healthz"), "the web process")

    def arm(self, point: str) -> None:
        """The next process that passes this point dies there; no point, nobody dies."""
        self.fault_file.unlink(missing_ok=True)
        if point:
            part = self.fault_file.with_suffix(".new")
            part.write_text(point, "utf-8")
            part.rename(self.fault_file)

    def mended_after_fault(self) -> bool:
        """The armed point was passed, and everything runs again."""
        self.mend()
        return not self.fault_file.exists() and self.answers("/healthz")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the office's database, past every filter; asked again where the database dies meanwhile."""
        found: list[list[tuple[Any, ...]]] = []

        def answered() -> bool:
            self.mend()
            try:
                with psycopg.connect(self.server.conninfo("jiuzhu"), autocommit=True) as connection:
                    found[:] = [connection.execute(query).fetchall()]  # type: ignore[arg-type]
            except psycopg.OperationalError:
                return False
            return True

        until(answered, query)
        return found[0]

    def mend(self) -> None:
        """Start what does not run."""
        with self.lock:
            if not self.server.running():
                self.server.start()
            for name, argv in self._argv().items():
                part = self.parts.get(name)
                if name not in self.paused and (part is None or part.poll() is not None):
                    log = (self.folder / f"{name}.log").open("ab")
                    self.parts[name] = subprocess.Popen(
                        argv, env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
                    )

    def _argv(self) -> dict[str, list[str]]:
        python = sys.executable
        web = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.ports["web"]),
               "--no-ws", "--workers", "1", "--blocking-threads", "8", "config.wsgi:application"]  # fmt: skip
        return {
            "bank": [python, "-m", "jiuzhu.gateways.bank.fake", "--port", str(self.ports["bank"]),
                     "--state", str(self.bank_state), "--key-file", str(self._key("bank"))],
            "check": [python, "-m", "jiuzhu.gateways.means_check.fake", "--port", str(self.ports["check"]),
                      "--state", str(self.folder / "check"), "--key-file", str(self._key("means_check")),
                      "--delay-days", "0"],
            "worker": [python, "-m", "jiuzhu.commands.main", "worker"],
            "web": web,
        }  # fmt: skip

    def _key(self, name: str) -> Path:
        """The key shared with a partner, as the partner keeps it: a file of its own."""
        file = self.folder / f"{name}.key"
        ring = json.loads((self.folder / "keys.json").read_text("utf-8"))
        file.write_text(ring[name], "ascii")
        return file

    def answers(self, path: str) -> bool:
        """Whether a page answers 200."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self, name: str) -> None:
        """SIGKILL a part and everything it started."""
        if name == "database":
            assert self.server.process is not None
            self.server.process.kill()
            self.server.process.wait()
            return
        os.killpg(self.parts[name].pid, signal.SIGKILL)
        self.parts[name].wait()

    def stop(self) -> None:
        """End everything."""
        for part in self.parts.values():
            if part.poll() is None:
                os.killpg(part.pid, signal.SIGKILL)
                part.wait()
